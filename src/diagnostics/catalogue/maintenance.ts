import { defineCodes } from './define.ts';

/** What is said of care for tables' files, which is never a reason for a model to fail. */
export const maintenanceCodes = defineCodes({
  'maintenance-failed': {
    severity: 'warning',
    message: (p: { model: string; task: string; reason: string }) =>
      `${p.task} of "${p.model}" failed; its rows are published all the same: ${p.reason}`,
    hint: () => `The next run tries again. "maintenance: false" in the model's config switches it off.`,
    explain: `After a run that wrote into a table, \`maintenance\` rewrites its files (\`optimize\`) or lets go of old snapshots (\`vacuum\`). Rows are not changed by either, so a failure leaves the table as right as it was, and larger or slower than it could be.`,
  },
  'maintenance-unfinished': {
    severity: 'warning',
    message: (p: { model: string; task: string; rounds: number }) =>
      `${p.task} of "${p.model}" was sent ${p.rounds} times and is not done yet.`,
    hint: () => `The next run goes on. A higher "max_rounds" under "maintenance" lets one run do more.`,
    explain: `Athena rewrites at most 100 partitions, and removes at most 20,000 files, in one statement and then says that more runs are needed (ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED, ICEBERG_VACUUM_MORE_RUNS_NEEDED). The statement is repeated up to \`maintenance: {max_rounds: 3}\` times, never without an end, since each reading is paid for.`,
  },
});
