/** @typedef {import('../sql/reader.js').Relation} Relation */
/** @typedef {import('../sql/create-table.js').HiveColumn} HiveColumn */
/**
 * One thing that is done for a statement. Plain data; `run-step.js` does it.
 * @typedef {(
 *   | { do: 'trino', sql: string, writes?: Relation }
 *   | { do: 'create-table-as', relation: Relation, query: string, sql: string, properties: Record<string, string> }
 *   | { do: 'create-iceberg-table', relation: Relation, sql: string, properties: Record<string, string> }
 *   | { do: 'create-external-table', relation: Relation, ifNotExists: boolean, input: import('@aws-sdk/client-glue').TableInput }
 *   | { do: 'create-database', name: string, ifNotExists: boolean, comment?: string, location?: string }
 *   | { do: 'drop-database', name: string, ifExists: boolean, cascade: boolean }
 *   | { do: 'drop-table', relation: Relation, ifExists: boolean }
 *   | { do: 'add-columns', relation: Relation, columns: HiveColumn[] }
 *   | { do: 'drop-column', relation: Relation, column: string }
 *   | { do: 'change-column', relation: Relation, from: string, column: HiveColumn }
 *   | { do: 'rename-table', relation: Relation, to: Relation }
 *   | { do: 'set-properties', relation: Relation, properties: Record<string, string> }
 *   | { do: 'unset-properties', relation: Relation, names: string[] }
 *   | { do: 'add-partitions', relation: Relation, ifNotExists: boolean, partitions: { values: Record<string, string>, location?: string }[] }
 *   | { do: 'repair-table', relation: Relation }
 *   | { do: 'optimize', relation: Relation, where?: string }
 *   | { do: 'vacuum', relation: Relation }
 *   | { do: 'show', what: 'databases', pattern?: string }
 *   | { do: 'show', what: 'tables', relation: Relation, pattern?: string }
 *   | { do: 'show', what: 'describe' | 'columns' | 'properties' | 'partitions', relation: Relation }
 * )} Step
 */
/**
 * What a step gives: a result set of Trino, or lines of text as Hive's statements print them.
 * @typedef {object} Outcome
 * @property {import('../trino.js').TrinoColumn[]} [columns]
 * @property {unknown[][]} [rows]
 * @property {readonly string[]} [lines]
 * @property {number} [updateCount]
 */
/**
 * What steps work with.
 * @typedef {object} Surroundings
 * @property {(sql: string, session?: Readonly<Record<string, string>>) => Promise<import('../trino.js').TrinoResult>} query Counts what it reads, and can be cancelled.
 * @property {import('../lake.js').Lake} lake Glue and S3.
 * @property {Map<string, Record<string, string>>} properties Athena's own properties of Iceberg tables, by `database.table`.
 */
export {};
