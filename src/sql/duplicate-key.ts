import type { DialectName } from '../engines/engine.ts';
import { quoteIdentifier, quoteString } from './quote.ts';

/** Marks an error of ours inside an engine's error text, so that the runner can tell it from the engine's own. */
export const DUPLICATE_KEY_MARK = 'lakemodel: duplicate key';

/**
 * A query of the dialect that gives the rows of `rows` (a table, or a query in parentheses), and fails, naming the key, where one has a second
 * row. No engine's own check is relied on: Trino inserts unmatched duplicates silently, DuckDB lets the last update win.
 */
export function rejectDuplicates(rows: string, key: readonly string[], dialect: DialectName): string {
  const names = key.map((name) => quoteIdentifier(name, dialect));
  const values = names.map((name) => `coalesce(CAST(k.${name} AS varchar), 'NULL')`).join(` || ', ' || `);
  const message = `${quoteString(`${DUPLICATE_KEY_MARK} (${key.join(', ')}) = (`)} || ${values} || ')'`;
  const fail = dialect === 'duckdb' ? `error(${message})` : `CAST(${message} AS boolean)`;
  return `SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY ${names.join(', ')}) AS "_lm_rows_of_key"
FROM ${rows} AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE ${fail} END`;
}
