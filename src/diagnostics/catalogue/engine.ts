import { didYouMean } from '../suggest.ts';
import { defineCodes } from './define.ts';

/** What the engine room can say: about reaching an engine, and about a statement that an engine refused. */
export const engineCodes = defineCodes({
  'engine-type-unknown': {
    severity: 'error',
    message: (p: { type: string; known: readonly string[] }) => `There is no engine of type "${p.type}".`,
    hint: (p: { type: string; known: readonly string[] }) =>
      didYouMean(p.type, p.known) ?? `Known types: ${p.known.join(', ')}.`,
    explain: `A target's \`type\` names its engine: \`duckdb\`, \`trino\` or \`athena\`.

Bad: \`type: duck\`. Good: \`type: duckdb\`.`,
  },
  'engine-locked': {
    severity: 'error',
    message: (p: { path: string; holder: string }) =>
      `The database "${p.path}" is in use by another process (${p.holder}).`,
    hint: () => 'Wait until it ends or close it: DuckDB lets one process at a time write to a database file.',
    explain: `A DuckDB database file belongs to one process at a time. Another run of lakemodel, the \`duckdb\` shell, a notebook or a database viewer
still has it open; the message names the process.`,
  },
  'engine-unreachable': {
    severity: 'error',
    message: (p: { what: string; detail: string }) => `${p.what} could not be opened: ${p.detail}`,
    explain: `The engine could not be reached, so nothing was run. For DuckDB: the folder of the database file must be there and writable.
For Trino and Athena: the address must be right, the server must run and be within reach (VPN, firewall, TLS), and must let the user in.`,
  },
  'engine-not-a-database': {
    severity: 'error',
    message: (p: { path: string; detail: string }) =>
      `The file "${p.path}" is not a DuckDB database that can be read: ${p.detail}`,
    hint: () => 'Give the target another `path`, or move the file away.',
    explain: `The target's \`path\` names a file that is there but is no DuckDB database, or one written by a newer DuckDB. lakemodel never overwrites it.`,
  },
  'engine-setting-invalid': {
    severity: 'error',
    message: (p: { detail: string }) => `DuckDB refuses a setting of the target: ${p.detail}`,
    explain: `\`settings:\` of a DuckDB target are DuckDB's own configuration options, such as \`memory_limit: 4GB\`.`,
  },
  'engine-closed': {
    severity: 'error',
    message: (_: Record<string, never>) => 'The connection to the engine is closed.',
    explain: `A statement was sent after the run had closed its connection. If no run was being cancelled, this is a fault of lakemodel.`,
  },
  'engine-cancelled': {
    severity: 'error',
    message: (_: Record<string, never>) => 'The statement was cancelled.',
    explain: `The run was cancelled (Ctrl-C, \`--fail-fast\`, a timeout) while this statement ran. What the statement would have written is not there.`,
  },
  'engine-conflict': {
    severity: 'error',
    message: (p: { detail: string }) => `Another statement changed the same data at the same time: ${p.detail}`,
    hint: () => 'Run it again.',
    explain: `Two statements changed the same rows or the same catalog entry. One of them was undone as a whole and may be sent again.`,
  },
  'engine-memory': {
    severity: 'error',
    message: (p: { detail: string }) => `The engine ran out of memory: ${p.detail}`,
    hint: () => 'Give the target fewer `threads`, a higher `settings: {memory_limit: …}`, or process less at once.',
    explain: `The statement needs more memory than the engine may use.`,
  },
  'engine-session-statement': {
    severity: 'error',
    message: (p: { what: string }) =>
      `${p.what} of its own cannot be made by a statement: statements share several sessions.`,
    hint: () => 'Each statement is its own transaction. Give settings in the target: `settings: {…}`.',
    explain: `Statements of a run are spread over several sessions of the database, so BEGIN, COMMIT and SET would reach one of them, by chance.

Bad: a hook \`SET memory_limit = '4GB'\`. Good: \`settings: {memory_limit: 4GB}\` in the target.`,
  },
  'engine-syntax': {
    severity: 'error',
    message: (p: { detail: string }) => `The engine cannot read the statement: ${p.detail}`,
    explain: `The statement is not in the engine's grammar. In SQL written for one engine (\`local_sql\`, hooks), it is that engine's grammar that counts.`,
  },
  'engine-several-statements': {
    severity: 'error',
    message: (_: Record<string, never>) => 'The text holds more than one statement.',
    hint: () => 'Send them one by one: a hook is a list of statements.',
    explain: `Engines take one statement a call (Athena has no other way), so a text with several is refused everywhere.

Bad: \`post-hook: "delete from a; delete from b"\`. Good: \`post-hook: ["delete from a", "delete from b"]\`.`,
  },
  'engine-no-statement': {
    severity: 'error',
    message: (_: Record<string, never>) => 'The text holds no statement.',
    explain: `There is nothing but spaces and comments to send.`,
  },
  'engine-column-missing': {
    severity: 'error',
    message: (p: { name: string; candidates: readonly string[] }) => `Column "${p.name}" does not exist here.`,
    hint: (p: { name: string; candidates: readonly string[] }) =>
      didYouMean(p.name, p.candidates) ??
      (p.candidates.length > 0 ? `Similar names here: ${p.candidates.join(', ')}.` : undefined),
    explain: `No table of the FROM clause has a column of that name. In Trino an alias of the SELECT list is not visible in WHERE, GROUP BY or HAVING.`,
  },
  'engine-column-ambiguous': {
    severity: 'error',
    message: (p: { name: string; choices: string }) => `Column "${p.name}" is in more than one table.`,
    hint: (p: { name: string; choices: string }) => `Say which one: ${p.choices}.`,
    explain: `Two tables of the FROM clause have a column of that name; write the table's alias before it.`,
  },
  'engine-relation-missing': {
    severity: 'error',
    message: (p: { name: string }) => `Table or view "${p.name}" does not exist.`,
    hint: () => 'Build what it comes from first (`--select +model`), or refer to it by `ref` or `source`.',
    explain: `The statement reads a table or view that is not in the warehouse: it was not built yet, was dropped, or its name is not that of a model.`,
  },
  'engine-schema-missing': {
    severity: 'error',
    message: (p: { name: string; relation?: string }) => `Schema "${p.name}" does not exist.`,
    explain: `The statement names a schema that is not in the warehouse. Schemas of models are made before the first model runs.`,
  },
  'engine-already-exists': {
    severity: 'error',
    message: (p: { kind: string; name: string }) => `A ${p.kind} named "${p.name}" exists already.`,
    explain: `The statement would create something that is there already.`,
  },
  'engine-other-kind': {
    severity: 'error',
    message: (p: { name: string; is: string; wanted: string }) => `"${p.name}" is a ${p.is}, not a ${p.wanted}.`,
    hint: (p: { name: string; is: string; wanted: string }) =>
      `Drop the ${p.is}, or change the model's \`materialized\`.`,
    explain: `Something of another kind stands in the warehouse under this name, as after a change of \`materialized\` from \`view\` to \`table\`.`,
  },
  'engine-function-missing': {
    severity: 'error',
    message: (p: { name: string }) => `The engine has no function "${p.name}".`,
    explain: `The statement calls a function that the engine does not have.`,
  },
  'engine-function-arguments': {
    severity: 'error',
    message: (p: { call: string }) => `No function takes these arguments: ${p.call}.`,
    hint: () => 'Cast the arguments to the types that the function takes.',
    explain: `A function or operator exists, but not for arguments of these types.`,
  },
  'engine-constraint': {
    severity: 'error',
    message: (p: { detail: string }) => `A row breaks a constraint of the table: ${p.detail}`,
    explain: `The table has a constraint (NOT NULL, a primary key, a check) that a row to be written breaks. Nothing of the statement was written.`,
  },
  'engine-value-invalid': {
    severity: 'error',
    message: (p: { detail: string }) => `A value cannot be worked with: ${p.detail}`,
    hint: () => 'Use try_cast or try where bad values may come, or let a row rule quarantine them.',
    explain: `While the statement ran, a value could not be cast, was out of its type's range, or was refused by a function (division by zero).
Nothing of the statement was written.`,
  },
  'engine-file-unreadable': {
    severity: 'error',
    message: (p: { detail: string }) => `A file could not be read or written: ${p.detail}`,
    explain: `A file that the statement reads or writes is missing, locked, or not as declared in the source's \`external:\`.`,
  },
  'engine-statement-refused': {
    severity: 'error',
    message: (p: { detail: string }) => `The engine refuses the statement: ${p.detail}`,
    explain: `The statement is in the engine's grammar but makes no sense to it: types that do not fit, an aggregate where none may be, a feature it lacks.`,
  },
  'engine-statement-failed': {
    severity: 'error',
    message: (p: { detail: string }) => `The statement failed: ${p.detail}`,
    explain: `The engine failed in a way that lakemodel does not know. The message is the engine's own.`,
  },
  'engine-column-type': {
    severity: 'error',
    message: (p: { name: string; type: string }) =>
      `Column "${p.name}" has the type ${p.type}, which lakemodel cannot read.`,
    hint: () => 'Cast it to a type that Trino has.',
    explain: `A result has a column of a type that has no counterpart in Trino (DuckDB's UNION, BIT, BIGNUM, …).`,
  },
  'engine-target-invalid': {
    severity: 'error',
    message: (p: { key: string; detail: string }) => `The target's \`${p.key}\` cannot be used: ${p.detail}`,
    explain: `A key of the target in \`project.yml\` is missing, contradicts another one, or names a file that cannot be read.`,
  },
  'engine-version-refused': {
    severity: 'error',
    message: (p: { version: number; fault: string }) => `Trino ${p.version} ${p.fault}, so nothing is run on it.`,
    hint: (p: { version: number; fault: string }) =>
      `Use Trino 476, or one newer than 483. If you must: \`allow_version: ${p.version}\` in the target takes this version alone.`,
    explain: `Some versions of Trino are known to be wrong in what lakemodel relies on: 477 can write rows twice in a MERGE into an Iceberg table, and
478 to 483 can fail a MERGE by saying falsely that one target row matched several source rows.

\`allow_version: 477\` in the target takes such a version all the same, and no other one: after an upgrade it is looked at again.`,
  },
  'engine-catalog-missing': {
    severity: 'error',
    message: (p: { name: string }) => `There is no catalog "${p.name}".`,
    hint: () => "Give the target the `catalog` that the server's administrator has set up: `SHOW CATALOGS` lists them.",
    explain: `A catalog is a connector's configuration on the server: lakemodel cannot make one.`,
  },
  'engine-permission': {
    severity: 'error',
    message: (p: { detail: string }) => `The user may not do this: ${p.detail}`,
    hint: () => 'Ask for the permission, or run it as another user.',
    explain: `The engine, its catalog or its storage refuses the statement to this user. Nothing of it was carried out.`,
  },
  'engine-limit': {
    severity: 'error',
    message: (p: { detail: string }) => `The statement exceeds a limit of the engine: ${p.detail}`,
    hint: () => 'Process less at once, or have the limit raised.',
    explain: `The engine ended the statement for it took too much: time, processor time, bytes read, partitions, length. Nothing of it was written.`,
  },
  'engine-connection-lost': {
    severity: 'error',
    message: (p: { what: string; detail: string }) => `${p.what} was lost while the statement ran: ${p.detail}`,
    hint: () =>
      'Run it again when the server is back: lakemodel finds out first whether the statement was carried out.',
    explain: `The server stopped answering after it had taken the statement. Whether it was carried out is not known.`,
  },
  'external-location-missing': {
    severity: 'error',
    message: (p: { relation: string; location: string }) =>
      `Source "${p.relation}": there are no files at "${p.location}".`,
    hint: () => 'Correct `location`, or set `allow_empty: true` if files may come later.',
    explain: `The \`location\` of an external source names a file, folder or glob (relative to the project) that has no files of the declared format.
With \`allow_empty: true\` the source is then an empty relation.`,
  },
  'external-row-unreadable': {
    severity: 'error',
    message: (p: { file: string; line: number; detail: string }) => `"${p.file}", line ${p.line}: ${p.detail}`,
    hint: () =>
      'Correct the file, or what is declared of it (columns, `delimiter`, `quote`, `escape`, `encoding`). No row is skipped silently.',
    explain: `A row of a file does not have the declared columns, or cannot be read in the declared format. Nothing is skipped, for rows must not
vanish. A file that is not in UTF-8 is declared with \`encoding: latin-1\`.`,
  },
  'external-header-differs': {
    severity: 'error',
    message: (p: {
      file: string;
      position: number;
      declared: string | undefined;
      found: string | undefined;
      header: readonly string[];
    }) =>
      p.declared === undefined
        ? `"${p.file}" has a column "${p.found}" (number ${p.position}) that is not declared.`
        : `"${p.file}": column ${p.position} is ${p.found === undefined ? 'not there' : `"${p.found}"`}, but "${p.declared}" is declared.`,
    hint: (p: {
      file: string;
      position: number;
      declared: string | undefined;
      found: string | undefined;
      header: readonly string[];
    }) => `Declare all columns in the file's order. Its header says: ${p.header.join(', ')}.`,
    explain: `The columns of a CSV file must be declared as its header has them: all, in the same order. Athena and Trino read CSV columns by
position, so a wrong order would give wrong values there. Letters' case and signs do not count: \`Customer ID\` may be declared as \`customer_id\`.`,
  },
  'external-partition-differs': {
    severity: 'error',
    message: (p: { relation: string; file: string; declared: readonly string[]; found: readonly string[] }) =>
      `Source "${p.relation}": "${p.file}" lies in the partition folders ${listed(p.found)}, but ${listed(p.declared)} are declared.`,
    hint: () => 'Declare each `name=value` folder as a partition, in order, and keep other files out of the location.',
    explain: `Files of a partitioned source lie in folders named \`column=value\`, one for each declared partition, in order:
\`load_date=2026-01-01/region=eu/x.json\`. A file elsewhere would have no value for its partition columns.`,
  },
  'external-key-ambiguous': {
    severity: 'error',
    message: (p: { relation: string; column: string; keys: readonly string[] }) =>
      `Source "${p.relation}": column "${p.column}" could be any of the keys ${listed(p.keys)}.`,
    hint: () => 'Spell the key in one way in all files.',
    explain: `Keys of JSON objects are matched with declared columns whatever their case, as Athena and Trino do. The files have several keys that
differ in case alone, so which one is meant cannot be known.`,
  },
  'external-column-absent': {
    severity: 'warning',
    message: (p: { relation: string; column: string; found: readonly string[] }) =>
      `Source "${p.relation}": no file has the column "${p.column}", so it is NULL everywhere.`,
    hint: (p: { relation: string; column: string; found: readonly string[] }) => didYouMean(p.column, p.found),
    explain: `A declared column is in none of the files that are there now. Every engine then reads NULL, which may be meant (files may have it later)
or a slip of the pen.`,
  },
  'external-fraction': {
    severity: 'error',
    message: (p: { relation: string; column: string }) =>
      `Source "${p.relation}": column "${p.column}" is declared as an integer, but the files have values there that are none.`,
    hint: () => 'Declare it as double or decimal.',
    explain: `A number with a fraction, an exponent, or more digits than a bigint holds stands in JSON files where an integer is declared. It would be
rounded by one engine and refused by another.`,
  },
  'external-type-differs': {
    severity: 'error',
    message: (p: { relation: string; column: string; declared: string; found: string }) =>
      `Source "${p.relation}": column "${p.column}" is declared as ${p.declared}, but the files have ${p.found}.`,
    hint: (p: { relation: string; column: string; declared: string; found: string }) =>
      `Declare it as ${p.found} and cast it in a model.`,
    explain: `Parquet files carry types. A declared type may be wider (integer as bigint) but not of another kind: Athena and Trino refuse to read it.`,
  },
  'external-location-foreign': {
    severity: 'error',
    message: (p: { relation: string; location: string; engine: string }) =>
      `Source "${p.relation}": "${p.location}" is no S3 folder, which ${p.engine} needs.`,
    hint: () =>
      'Give a location such as `s3://bucket/folder/` for this target, by `env_var` or a variable of the target.',
    explain: `In the cloud a source's files lie in a folder in S3; a file of its own or a pattern cannot be told to Athena or Trino.`,
  },
  'external-type-unsupported': {
    severity: 'error',
    message: (p: { relation: string; column: string; type: string; engine: string; format: string }) =>
      `Source "${p.relation}": column "${p.column}" of type ${p.type} cannot be read from ${p.format} files on ${p.engine}.`,
    hint: () => 'Declare it as varchar and cast it in a model.',
    explain: `Not every type can be read from every format on every engine: CSV columns are always varchar, and Hive's words, which Athena and Trino use
for files, have no type for times, intervals, UUIDs or timestamps with time zone.`,
  },
  'external-option-unsupported': {
    severity: 'error',
    message: (p: { relation: string; option: string; engine: string }) =>
      `Source "${p.relation}": \`${p.option}\` cannot be had on ${p.engine}.`,
    explain: `An option of an external source that the engine's readers do not have.`,
  },
});

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
