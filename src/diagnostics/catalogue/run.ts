import { defineCodes } from './define.ts';

/** What the rooms run, state and artifacts can say. */
export const runCodes = defineCodes({
  'merge-duplicate-key': {
    severity: 'error',
    message: (p: { model: string; key: string; value: string }) =>
      `The batch of "${p.model}" has more than one row for one key: (${p.key}) = (${p.value}). Nothing was written.`,
    hint: () =>
      `Make the query return one row for each unique_key, or say which row stays: config(deduplicate_order_by=['updated_at desc']).`,
    explain: `A MERGE takes one row for each key. lakemodel checks that in the statement itself, because engines do not: Trino inserts duplicates silently, DuckDB lets the last update win. With \`deduplicate_order_by\` the first row by that order is published and the others are counted as deduplicated.`,
  },
  'state-corrupted': {
    severity: 'error',
    message: (p: { file: string }) => `The state file "${p.file}" cannot be read: it is not JSON.`,
    hint: () =>
      'Restore it from a backup. Without one, delete it and run its model with --full-refresh, since it holds what was already processed.',
    explain: `lakemodel keeps what incremental models have processed, and which run is writing, as JSON files below \`target/state\`. It writes
each as a whole, so a file that is not JSON was changed by something else: an editor, a merge, a full disk.

Bad: deleting the file and running an \`append\` model again, which appends the same rows once more.

Good: \`lakemodel run --select my_model --full-refresh\` after deleting it.`,
  },
  'state-unavailable': {
    severity: 'error',
    message: (p: { path: string; reason: string }) => `The state in "${p.path}" cannot be used (${p.reason}).`,
    hint: (p: { reason: string }) =>
      p.reason === 'ENOSPC'
        ? 'Make room on the disk.'
        : 'Check that the folder exists and that you may read and write it.',
    explain: `The file system refused to read or write state. Nothing was half written: the state is what it was before.

\`EACCES\` and \`EPERM\` mean that you may not, \`ENOSPC\` that the disk is full, \`EROFS\` that it is read-only.

Bad: \`state:\` in project.yml names a folder of another user.

Good: it names a folder of your own.`,
  },
  'run-locked': {
    severity: 'error',
    message: (p: { name: string; runId: string; pid: number; host: string; since: string; expires: string }) =>
      `"${p.name}" is being written by another run since ${p.since} (run ${p.runId}, process ${p.pid} on ${p.host}).`,
    hint: (p: { expires: string }) =>
      `Wait for that run to end. If it was killed, the lock ends by itself at ${p.expires}.`,
    explain: `Two runs that write one table would undo each other's work, so each model has one writer at a time. A lock is taken over at once
when its process is dead on the same machine, and after a minute without a sign of life when it is on another.

Bad: two schedules that build the same models at the same time.

Good: one schedule, or selections that do not overlap.`,
  },
  'results-unreadable': {
    severity: 'error',
    message: (p: { file: string }) => `The results in "${p.file}" cannot be read: they are not what a run writes.`,
    hint: () => 'Delete the file, or name another folder with --state.',
    explain: `\`retry\` and \`result:\` read \`run_results.json\`, in dbt's format, version 4 or later.

Bad: \`--state\` names a folder with another tool's \`run_results.json\`.

Good: it names the \`target\` folder of an earlier run.`,
  },
  'unit-test-failed': {
    severity: 'error',
    message: (p: { test: string; difference: string }) => `The unit test "${p.test}" failed:\n${p.difference}`,
    hint: () => 'Change the model, or the rows that the test expects.',
    explain: `A unit test gives a model rows to read and compares what it returns with the rows under \`expect\`, whatever their order. Only columns
named there are compared.

Bad: \`expect\` still has the rows of an older version of the model.

Good: the rows that the model is meant to return, worked out by hand.`,
  },
  'show-needs-one': {
    severity: 'error',
    message: (p: { count: number }) => `The selection has ${p.count} nodes, and show takes one.`,
    hint: () => `Name one model, seed, snapshot, analysis or test: lakemodel show --select dim_device`,
    explain: `\`show\` prints the first rows of one node's query.`,
  },
  'nothing-to-retry': {
    severity: 'info',
    message: (_: object) => `Nothing failed in the last run, so there is nothing to retry.`,
    explain: `\`retry\` runs what failed, or was not reached, in the last run again. It reads \`run_results\` in the target folder.`,
  },
  'no-previous-run': {
    severity: 'error',
    message: (p: { folder: string }) => `There are no results of an earlier run in ${p.folder}.`,
    hint: () => `Run "lakemodel build" first, or name the folder with results: --state <folder>.`,
    explain: `\`retry\` and \`result:\` read \`run_results.json\` of an earlier run, from the target folder or from \`--state\`.`,
  },
  'quarantine-needs-one': {
    severity: 'error',
    message: (p: { models: readonly string[] }) =>
      p.models.length === 0
        ? `The selection has no model with quarantined rows.`
        : `The selection has ${p.models.length} models with quarantined rows, and show takes one.`,
    hint: (p: { models: readonly string[] }) =>
      p.models.length === 0
        ? `"lakemodel quarantine list" shows which have some.`
        : `Name one of: ${p.models.join(', ')}.`,
    explain: `\`quarantine show MODEL\` prints the rows of one model's quarantine, newest first.`,
  },
  'init-project-exists': {
    severity: 'error',
    message: (p: { folder: string }) => `There is a project in ${p.folder} already.`,
    hint: () => `Name another folder: lakemodel init my_lakehouse`,
    explain: `\`init\` never overwrites a project.`,
  },
  'init-file-exists': {
    severity: 'error',
    message: (p: { files: readonly string[] }) => `A new project would overwrite ${p.files.join(', ')}.`,
    hint: () => `Name an empty folder: lakemodel init my_lakehouse`,
    explain: `\`init\` never overwrites a file.`,
  },
  'state-moved': {
    severity: 'error',
    message: (p: { name: string }) => `Another run has written the state of ${p.name} in the meantime.`,
    hint: () => `Wait for the other run to end, then run this again: nothing is written twice.`,
    explain: `State is written conditionally: a run that finds a newer version than the one it read stops, because its batch was planned from what is no longer true.`,
  },
});
