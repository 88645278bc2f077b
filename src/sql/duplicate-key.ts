import type { DialectName } from '../engines/engine.ts';
import { quoteIdentifier, quoteString } from './quote.ts';

/** Marks an error of ours inside an engine's error text, so that the runner can tell it from the engine's own. */
export const DUPLICATE_KEY_MARK = 'lakemodel: duplicate key';

/** A column of a key, with its type where it is known. */
export interface KeyColumn {
  readonly name: string;
  readonly type?: string;
}

/**
 * A query of the dialect that gives the rows of `rows` (a table, or a query in parentheses), and fails, naming the key, where one has a second
 * row. No engine's own check is relied on: Trino inserts unmatched duplicates silently, DuckDB lets the last update win.
 */
export function rejectDuplicates(rows: string, key: readonly KeyColumn[], dialect: DialectName): string {
  const names = key.map(({ name }) => quoteIdentifier(name, dialect));
  const values = key.map((column) => `coalesce(${keyText(column, dialect)}, 'NULL')`).join(` || ', ' || `);
  const message = `${quoteString(`${DUPLICATE_KEY_MARK} (${key.map(({ name }) => name).join(', ')}) = (`)} || ${values} || ')'`;
  const fail = dialect === 'duckdb' ? `error(${message})` : `CAST(${message} AS boolean)`;
  return `SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY ${names.join(', ')}) AS "_lm_rows_of_key"
FROM ${rows} AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE ${fail} END`;
}

// Trino casts no varbinary to text.
function keyText({ name, type }: KeyColumn, dialect: DialectName): string {
  const value = `k.${quoteIdentifier(name, dialect)}`;
  return type === 'varbinary' && dialect !== 'duckdb' ? `to_hex(${value})` : `CAST(${value} AS varchar)`;
}
