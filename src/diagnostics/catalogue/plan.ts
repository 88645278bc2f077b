import { didYouMean } from '../suggest.ts';
import { defineCodes } from './define.ts';

/** What compiling and planning can say, before anything is sent. */
export const planCodes = defineCodes({
  'type-not-storable': {
    severity: 'error',
    message: (p: { model: string; column: string; type: string }) =>
      `Column "${p.column}" of "${p.model}" has the type ${p.type}, which an Iceberg table cannot hold.`,
    hint: (p: { model: string; column: string; type: string }) =>
      p.type === 'json'
        ? `Store it as text: json_format(${p.column}) AS ${p.column}.`
        : `Cast it to a type that tables have, such as varchar.`,
    explain: `Iceberg tables on Athena and Trino hold boolean, integer, bigint, real, double, decimal, varchar, varbinary, date, timestamp(6), timestamp(6) with time zone, array, map and row. JSON, times, intervals and NULL without a type are values of queries alone.`,
  },
  'column-name-twice': {
    severity: 'error',
    message: (p: { model: string; column: string }) => `The query of "${p.model}" returns two columns "${p.column}".`,
    hint: () => `Give one of them another name; upper and lower case are the same name.`,
    explain: `Athena and Trino fold the case of names, and neither a table nor a view can have two columns of one name. DuckDB would rename one silently.

Bad: \`select a.*, b.* from a join b on a.id = b.id\`

Good: \`select a.*, b.price from a join b on a.id = b.id\``,
  },
  'schema-changed': {
    severity: 'error',
    message: (p: { model: string; differences: readonly string[]; policy: string }) =>
      `The query of "${p.model}" no longer fits its table, and on_schema_change is "${p.policy}": ${p.differences.join('; ')}.`,
    hint: (p: { model: string; policy: string }) =>
      `Rebuild it with "lakemodel run --full-refresh --select ${p.model}"${p.policy === 'sync_all_columns' ? '' : ', or set on_schema_change to sync_all_columns, which adds, drops and widens columns'}.`,
    explain: `An incremental model writes into a table that an earlier run made. \`on_schema_change\` says what happens when the query returns other columns: \`ignore\` (new columns are left out), \`fail\`, \`append_new_columns\`, \`sync_all_columns\` (columns are added, dropped and widened by metadata alone: integer to bigint, real to double, decimal to a higher precision). A new field at the end of a row is added to the row by the last two, where the engine can (not on Athena). Whatever the setting, a column that no CAST brings into the table's type stops the run, and so does a row whose fields were lost, renamed or put into another order: rows are cast by position, and values would change places. Nothing was sent.`,
  },
  'unique-key-unknown': {
    severity: 'error',
    message: (p: { model: string; key: string; columns: readonly string[] }) =>
      `The unique_key column "${p.key}" is not returned by the query of "${p.model}".`,
    hint: (p: { model: string; key: string; columns: readonly string[] }) =>
      didYouMean(p.key, p.columns) ?? `It returns: ${p.columns.join(', ')}.`,
    explain: `\`unique_key\` names columns of the model's own query; they decide which row of the table a new row replaces.`,
  },
  'config-column-unknown': {
    severity: 'error',
    message: (p: { model: string; config: string; column: string; columns: readonly string[] }) =>
      `${p.config} of "${p.model}" names the column "${p.column}", which its query does not return.`,
    hint: (p: { model: string; config: string; column: string; columns: readonly string[] }) =>
      didYouMean(p.column, p.columns) ?? `It returns: ${p.columns.join(', ')}.`,
    explain: `Configurations such as \`merge_update_columns\`, \`updated_at\` and \`check_cols\` name columns of the model's own query.`,
  },
  'key-type-not-comparable': {
    severity: 'error',
    message: (p: { model: string; column: string; type: string }) =>
      `The unique_key column "${p.column}" of "${p.model}" has the type ${p.type}, which cannot be a key.`,
    hint: () => `Use a scalar column, or a hash of this one.`,
    explain: `A key is compared by equality in a MERGE. Arrays, maps and rows are not hashed there alike on all engines.`,
  },
  'partition-field-invalid': {
    severity: 'error',
    message: (p: { model: string; field: string; why: string }) =>
      `"${p.model}" cannot be partitioned by "${p.field}": ${p.why}.`,
    hint: () =>
      `A field is a column, or year(c), month(c), day(c), hour(c), truncate(c, n) or bucket(c, n) of one of the model's columns.`,
    explain: `\`partitioned_by\` is checked against the columns that the query returns, on every engine, because a CREATE TABLE would fail on it only after the query has been paid for.

Bad: \`partitioned_by=['day(order_number)']\`

Good: \`partitioned_by=['day(ordered_at)', 'bucket(customer_id, 16)']\``,
  },
  'too-many-buckets': {
    severity: 'error',
    message: (p: { model: string; buckets: number; limit: number }) =>
      `"${p.model}" is partitioned into ${p.buckets} buckets, and one statement writes at most ${p.limit} partitions.`,
    hint: (p: { limit: number }) => `Use at most ${p.limit} buckets in partitioned_by.`,
    explain: `Athena writes at most 100 partitions in a statement. Rows are split into groups of partitions by their dates and other values; which bucket a row falls into no SQL of Athena says, so every value may need all its buckets at once.`,
  },
  'rebuild-needs-batches': {
    severity: 'error',
    message: (p: { model: string; partitions: number; limit: number }) =>
      `The old and the new rows of "${p.model}" lie in ${p.partitions} partitions, and one statement writes at most ${p.limit}: the table cannot be rebuilt in one commit. Nothing was published.`,
    hint: () =>
      `Say which way to take: config(rebuild='batches') in several commits, or config(rebuild='swap') as a new table, which loses the history.`,
    explain: `On Athena a table is rebuilt by one MERGE that takes out the old rows and adds the new ones: its history stays, and readers see the old table or the new one. Athena writes at most 100 partitions in a statement. Beyond that \`rebuild: batches\` replaces group after group of partitions, each in a commit of its own, and \`rebuild: swap\` makes a new table that takes the old one's name.`,
  },
  'overwrite-partitions-unknown': {
    severity: 'error',
    message: (p: { model: string; fields: readonly string[] }) =>
      `Which rows of "${p.model}" insert_overwrite replaces cannot be told from ${p.fields.join(', ')} alone.`,
    hint: () =>
      `Partition it by a column that the query returns, too: partitioned_by=['day(ordered_at)', 'bucket(id, 16)'].`,
    explain: `\`insert_overwrite\` replaces all rows of the partitions in which the batch has rows. Which bucket a row falls into no SQL of Athena says, and audit columns are not the query's. Beside another field they are left out: with \`['day(ordered_at)', 'bucket(id, 16)']\` whole days are replaced, with all their buckets.`,
  },
  'overwrite-partitions-changed': {
    severity: 'error',
    message: (p: { model: string; wanted: string; present: string }) =>
      `The table of "${p.model}" is partitioned by ${p.present || 'nothing'}, and insert_overwrite is to replace by ${p.wanted}.`,
    hint: () =>
      `Rebuild it with "lakemodel run --full-refresh --select <model>", or configure the table's own partitions.`,
    explain: `\`insert_overwrite\` replaces whole partitions: those of \`partitioned_by\`. Where the table was made with others, a statement would replace parts of its partitions, and could touch more of them than one may. Nothing was sent.`,
  },
  'event-time-not-a-time': {
    severity: 'error',
    message: (p: { model: string; column: string; type: string; size: string }) =>
      `The event_time "${p.column}" of "${p.model}" has the type ${p.type}, which has no ${p.size}s.`,
    hint: () => `Use a timestamp; a date will do for a batch_size of day, month or year.`,
    explain: `\`microbatch\` replaces the rows of one interval of \`event_time\` after the other. An interval is a range of times in UTC, so the column must be a date or a timestamp.`,
  },
  'input-event-time-unknown': {
    severity: 'error',
    message: (p: { model: string; input: string; column: string; type: string | undefined }) =>
      p.type === undefined
        ? `"${p.model}" reads "${p.input}" by its event_time "${p.column}", a column that it does not have.`
        : `"${p.model}" reads "${p.input}" by its event_time "${p.column}", which has the type ${p.type}.`,
    hint: () => `Name a date or timestamp of that relation as its event_time, or leave event_time out there.`,
    explain: `A model with \`microbatch\` reads of each input that has an \`event_time\` only the rows of the interval that it makes. \`ref('x').render()\` reads all of them.`,
  },
  'append-needs-audit-columns': {
    severity: 'error',
    message: (p: { model: string }) => `"${p.model}" appends, and its audit columns are switched off.`,
    hint: () => `Leave audit_columns on: etl_run_id is how a repeated batch is recognised and written once.`,
    explain: `\`append\` writes each batch exactly once, also after a crash: a repeated run looks for rows that carry the unfinished batch's \`etl_run_id\`. Without that column rows could be doubled.`,
  },
  'watermark-input-not-stored': {
    severity: 'error',
    message: (p: { input: string }) =>
      `watermark() reads a column of "${p.input}", which is not a relation in the warehouse.`,
    hint: () =>
      `Name a model, seed, snapshot or source that is stored, as second argument: watermark('col', ref('x')).`,
    explain: `A watermark is measured by one query on its input. An ephemeral model has no relation to ask.`,
  },
  'watermark-column-unknown': {
    severity: 'error',
    message: (p: { column: string; input: string; columns: readonly string[] }) =>
      `watermark('${p.column}'): "${p.input}" has no such column.`,
    hint: (p: { column: string; input: string; columns: readonly string[] }) =>
      didYouMean(p.column, p.columns) ??
      (p.columns.length > 0 ? `It has: ${p.columns.join(', ')}.` : `Its columns are not known; declare them in YAML.`),
    explain: `\`watermark('col')\` is the last committed high value of a column of the model's input; with several inputs the second argument names one: \`watermark('arrived_at', ref('readings'))\`.`,
  },
  'input-not-built': {
    severity: 'error',
    message: (p: { model: string; input: string; relation: string }) =>
      `"${p.model}" reads "${p.input}", which is not in the warehouse (${p.relation}) and is not built by this command.`,
    hint: (p: { model: string; input: string; relation: string }) => `Build it too: --select +${p.model}`,
    explain: `A selected model reads a relation that does not exist and that nothing in this run makes. Nothing was sent.`,
  },
  'test-left-out': {
    severity: 'warning',
    message: (p: { test: string; inputs: readonly string[] }) =>
      `The test "${p.test}" is left out: ${p.inputs.map((input) => `"${input}"`).join(', ')}, which it reads, ${p.inputs.length > 1 ? 'are' : 'is'} neither in the warehouse nor built by this command.`,
    hint: () => `Build what it reads too, or leave such tests out with --indirect-selection buildable.`,
    explain: `A test is selected with any of the nodes that it reads. One that compares two models, as \`relationships\` does, cannot be asked while the other model has never been built.`,
  },
  'columns-unknown': {
    severity: 'error',
    message: (p: { model: string }) =>
      `The columns of "${p.model}" cannot be found: not all that its query says, reads or calls is known here.`,
    hint: () =>
      `Declare every column of the model with its data_type in YAML, or give it its own local SQL: config(local_sql=…). Athena and Trino are asked, too, once everything that the model reads is built.`,
    explain: `Columns are found by reading and binding the model's query, before anything is sent. A query that lakemodel does not fully know (MATCH_RECOGNIZE, a source without columns, a function of your own) still runs as written on Athena and Trino, but its columns must be known before the run. Once its inputs are built the engine is asked, by a query for none of its rows; Athena does not say the types of arrays, maps and rows. Or declare each column, with its \`data_type\`, in the model's YAML.`,
  },
  'source-columns-unknown': {
    severity: 'error',
    message: (p: { model: string; input: string; relation: string }) =>
      `"${p.model}" reads the source "${p.input}" (${p.relation}), which is not in the warehouse and whose columns are not all declared.`,
    hint: () => `Declare every column of the source with its data_type in YAML, or load the source first.`,
    explain: `The columns of a source come from the warehouse, or from YAML: for files (\`external:\`) always from YAML, because an engine's guess is never used.`,
  },
  'unit-test-input-unknown': {
    severity: 'error',
    message: (p: { test: string; input: string }) =>
      `The unit test "${p.test}" gives rows for ${p.input}, which does not exist.`,
    explain: `\`given:\` names inputs of the model: \`ref('x')\`, \`source('a', 'b')\`, or \`this\` for what an incremental model has already.`,
  },
  'empty-run-over-unfinished-batch': {
    severity: 'error',
    message: (p: { model: string }) =>
      `A batch of "${p.model}" was begun and not seen to end; a run with --empty would take its place.`,
    hint: (p: { model: string }) => `Run "${p.model}" without --empty first: it takes the batch up again.`,
    explain: `A model that appends remembers the batch that it is writing, so that the next run can finish it and writes each row once. A run with \`--empty\` reads no rows and must not count as that run.`,
  },
  'row-rule-on-snapshot': {
    severity: 'error',
    message: (p: { snapshot: string }) => `Row rules (on_fail) are not evaluated on the snapshot "${p.snapshot}".`,
    hint: () => `Put the rule on the model that the snapshot reads.`,
    explain: `A snapshot records what its input was. Rows are checked, and quarantined, where they are made.`,
  },
});
