import type { DialectName } from '../engines/engine.ts';
import { quoteIdentifier, quoteString } from '../sql/quote.ts';

/** Marks an error of ours inside an engine's error text, so that the runner can tell it from the engine's own. */
export const NULL_MARK = 'lakemodel: NULL in column';

/**
 * A condition over the alias `src` that every row meets, or the statement fails, naming the column. No engine's own constraint is relied on: Athena has none, and
 * CREATE TABLE AS takes none.
 */
export function rejectNulls(columns: readonly string[], dialect: DialectName): string {
  const names = columns.map((name) => `src.${quoteIdentifier(name, dialect)}`);
  // The message is made from the row, so that no engine evaluates it before there is one.
  const which = names.map(
    (name, index) => `WHEN ${name} IS NULL THEN ${quoteString(`${NULL_MARK} (${columns[index]})`)}`,
  );
  const message = `CASE ${which.join(' ')} END`;
  const fail = dialect === 'duckdb' ? `error(${message})` : `CAST(${message} AS boolean)`;
  return `CASE WHEN ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')} THEN TRUE ELSE ${fail} END`;
}
