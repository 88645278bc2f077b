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
  'rows-moved-while-writing': {
    severity: 'error',
    message: (p: { model: string; row: string }) =>
      `While "${p.model}" was written, its query gave a row in a partition where it had none a moment before (${p.row}). That statement wrote nothing.`,
    hint: () =>
      `Run it again. To keep a batch as it is, read up to high_watermark('col'), or stage it: config(force_batch=true).`,
    explain: `Before a batch is published its partitions are counted, so that the statement that writes it touches these alone. Without a stage the model's query is read twice. A row that came in between, outside the bounds, would be written a second time if the same key lay there already; so the statement fails instead.`,
  },
  'row-outside-interval': {
    severity: 'error',
    message: (p: { model: string; row: string }) =>
      `The query of "${p.model}" gave a row outside the interval that was made (${p.row}). That interval was left as it was.`,
    hint: () =>
      `Give the inputs an event_time, so that they are read by intervals, or filter in the query by model.batch.event_time_start and model.batch.event_time_end.`,
    explain: `A model with \`microbatch\` replaces one interval of its \`event_time\` after the other. A row outside the interval, or without a time, would be written once more by each interval whose query gives it; so the statement fails instead. The intervals before it are done and remembered.`,
  },
  'state-corrupted': {
    severity: 'error',
    message: (p: { file: string }) => `The state file "${p.file}" cannot be read: it is not JSON.`,
    hint: () =>
      'Restore it from a backup. Without one, delete it and run its model with --full-refresh, since it holds what was already processed.',
    explain: `lakemodel keeps what incremental models have processed, and which run is writing, as JSON files below \`target/state\`, or as objects in S3. It writes
each as a whole, so a file that is not JSON was changed by something else: an editor, a merge, a full disk.

Bad: deleting the file and running an \`append\` model again, which appends the same rows once more.

Good: \`lakemodel run --select my_model --full-refresh\` after deleting it.`,
  },
  'state-unavailable': {
    severity: 'error',
    message: (p: { path: string; reason: string }) => `The state in "${p.path}" cannot be used (${p.reason}).`,
    hint: (p: { path: string; reason: string }) =>
      p.path.startsWith('s3://')
        ? 'Check that the bucket exists, that you may list, read and write objects below that prefix (s3:ListBucket, s3:GetObject, s3:PutObject), and that your credentials are valid. "state: {location: …}" in project.yml names another place.'
        : p.reason === 'ENOSPC'
          ? 'Make room on the disk.'
          : 'Check that the folder exists and that you may read and write it.',
    explain: `The file system, or S3, refused to read or write state. Nothing was half written: the state is what it was before.

\`EACCES\` and \`EPERM\` mean that you may not, \`ENOSPC\` that the disk is full, \`EROFS\` that it is read-only.

Bad: \`state:\` in project.yml names a folder of another user.

Good: it names a folder of your own.`,
  },
  'state-not-conditional': {
    severity: 'error',
    message: (p: { path: string }) =>
      `The storage of "${p.path}" overwrites an object that was to be written only if it had not changed. State kept there would be lost without a word.`,
    hint: () =>
      'Keep the state where conditional writes are honoured (Amazon S3 does): "state: {location: s3://…}" in project.yml.',
    explain: `Two runs at once are kept apart by writes that the storage refuses when the object has changed (\`If-Match\`, \`If-None-Match\`). Amazon S3 honours
them since the end of 2024; some services that speak its protocol ignore them. lakemodel tries it once in each run where an endpoint is configured.`,
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
  'run-lock-lost': {
    severity: 'error',
    message: (p: { name: string }) =>
      `This run no longer has the lock of "${p.name}", and has stopped writing it: another run took it over, or the state could not be reached.`,
    hint: () => 'Run it again when no other run writes it: what was begun is taken up, and nothing is written twice.',
    explain: `A lock is renewed every 20 seconds and ends a minute after its last sign of life, so that the lock of a killed run is not in the way for long.
A run that was paused for longer (a laptop that slept, a machine without memory), or whose state in S3 could not be reached for a minute, may
find that another run has its lock. Its queries are cancelled then, and nothing of it is tidied up: the other run may be using it.

Bad: one run in the cloud and one on a laptop that is closed in the middle of it.

Good: one schedule for each model.`,
  },
  'query-left-running': {
    severity: 'error',
    message: (p: { name: string; queryId: string; runId: string; reason: string }) =>
      `A query of an earlier run may still be writing "${p.name}", and the engine did not end it: ${p.reason} (query ${p.queryId} of run ${p.runId}).`,
    hint: (p: { queryId: string }) =>
      `Cancel query ${p.queryId} in the engine, or wait for its end, then run this again.`,
    explain: `The query of a client that was killed goes on in Athena and Trino. Its id is stored before its end is awaited, so that the run which takes the
model over cancels it and waits for its end before it writes itself. Where the engine refuses that, for want of a permission or because it cannot be
reached, nothing is written.`,
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
  'editor-settings-exist': {
    severity: 'error',
    message: (p: { file: string }) => `${p.file} is there already.`,
    hint: () => `Add to it what the same command prints without --write.`,
    explain: `\`editor-settings --write\` writes a file that is not there yet, and never changes one.`,
  },
  'editor-settings-no-file': {
    severity: 'error',
    message: (p: { editor: string }) => `${p.editor} has no settings file in a project's folder.`,
    hint: () => `Leave --write out, and put what is printed into your own configuration.`,
    explain: `VS Code, Helix and Zed read settings from a project's folder; Neovim does not.`,
  },
  'state-moved': {
    severity: 'error',
    message: (p: { name: string }) => `Another run has written ${p.name}, or its state, since this run was planned.`,
    hint: () => `Run this again: it is planned from what is there now, and nothing is written twice.`,
    explain: `A run plans all its statements before it sends the first. When a model's turn comes, its table or its state may no longer be what it was planned from,
because another run has finished in between. State is written conditionally, and a run that finds a newer version than the one it read stops.`,
  },
});
