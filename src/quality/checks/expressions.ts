import { invariant } from '../../diagnostics/index.ts';
import type { JsonValue } from '../../project/project.ts';
import { quoteIdentifier, quoteString } from '../../sql/quote.ts';
import { formatTrinoType, parseTrinoType, type TrinoType } from '../../sql/types.ts';
import { columnNameOf, sqlArgument } from './arguments.ts';
import type { CheckContext } from './check.ts';

const SIMPLE_NAME = /^[a-z_][a-z0-9_]*$/i;
const QUOTED_NAME = /^"(?:[^"]|"")+"$/;

/** The column that a check is about, of the row at hand. */
export function column(context: CheckContext): string {
  const name = columnNameOf(context);
  invariant(name !== undefined, 'A check about a column has none');
  return `${context.alias}.${QUOTED_NAME.test(name) ? name : quoteIdentifier(name, 'athena')}`;
}

/**
 * A column named in an argument, of the row at hand. As in dbt, where such names are pasted into SQL, it may be an expression:
 * whatever is no known column, no plain and no quoted name.
 */
export function columnOrExpression(name: string, context: Pick<CheckContext, 'alias' | 'columns'>): string {
  const known = context.columns?.some((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (known || SIMPLE_NAME.test(name)) return `${context.alias}.${quoteIdentifier(name, 'athena')}`;
  return QUOTED_NAME.test(name) ? `${context.alias}.${name}` : inParentheses(name);
}

/** Somebody's SQL as one operand. The line ends before the parenthesis so that a comment at its end ends too. */
export function inParentheses(sql: string): string {
  return sql.includes('--') ? `(${sql}\n)` : `(${sql})`;
}

/** A condition that is true or false: what is neither counts as false. */
export function isTrue(condition: string): string {
  return `coalesce(${inParentheses(condition)}, FALSE)`;
}

/** True where a condition is false: what is neither true nor false is no failure. */
export function isFalse(condition: string): string {
  return `coalesce(NOT ${inParentheses(condition)}, FALSE)`;
}

/** The conditions on rows that a check has to respect: a test's `where` and the check's own `row_condition`. */
export function filters(context: CheckContext): readonly string[] {
  const condition = sqlArgument(context, 'row_condition');
  return [context.filter, condition].filter((text) => text !== undefined);
}

/** A rule that holds only for rows for which all conditions are true. */
export function filtered(conditions: readonly string[], rule: string): string {
  return [...conditions.map(isTrue), inParentheses(rule)].join(' AND ');
}

/** `WHERE …` for the conditions of a check that reads its relation itself; `where` itself stands in the relation already. */
export function whereClause(conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((text) => text !== undefined);
  return given.length === 0 ? '' : ` WHERE ${given.map(inParentheses).join(' AND ')}`;
}

/** `PARTITION BY` for rules about several rows: rows that are filtered out are kept apart, so that they cannot be counted. */
export function partitionBy(context: CheckContext, columns: readonly string[]): string {
  const parts = [...filters(context).map(isTrue), ...columns];
  return parts.length === 0 ? '' : `PARTITION BY ${parts.join(', ')}`;
}

/** The declared type of a column, where it is known. */
export function typeOf(name: string | undefined, context: Pick<CheckContext, 'columns'>): TrinoType | undefined {
  const found = context.columns?.find((candidate) => candidate.name.toLowerCase() === name?.toLowerCase());
  return found && parseTrinoType(found.type);
}

/**
 * A value from YAML to compare a column with. `quote` is the test's own word: false pastes the text, true makes a string. Without it the
 * column's type decides where it is known, because Athena compares no number with a string; else a string, as in dbt.
 */
export function valueLiteral(value: JsonValue, type: TrinoType | undefined, quote: boolean | undefined): string {
  const text = String(value);
  if (quote === false) return inParentheses(text);
  if (quote === true || !type || type.kind === 'varchar' || type.kind === 'char') return quoteString(text);
  if (typeof value === 'number') return text;
  if (typeof value === 'boolean') return text.toUpperCase();
  return `CAST(${quoteString(text)} AS ${formatTrinoType(type)})`;
}

/** A query without rows, which still has columns: for what is known to hold without asking. */
export function noRows(columns: readonly string[]): string {
  return `SELECT ${columns.map((name) => `CAST(NULL AS varchar) AS ${quoteIdentifier(name, 'athena')}`).join(', ')} WHERE FALSE`;
}

/** Rows of text, as a query. */
export function textRows(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return noRows(columns);
  const select = (row: readonly string[]) =>
    `SELECT ${row.map((text, index) => `${quoteString(text)} AS ${quoteIdentifier(columns[index] ?? '', 'athena')}`).join(', ')}`;
  return rows.map(select).join(' UNION ALL ');
}
