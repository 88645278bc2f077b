import type { DialectName } from '../engines/engine.ts';
import type { EventInterval } from '../plan/plan.ts';
import { invariant } from '../diagnostics/index.ts';
import { literal, quoteString } from '../sql/quote.ts';
import { parseTrinoType } from '../sql/types.ts';

/** Marks an error of ours inside an engine's error text, so that the runner can tell it from the engine's own. */
export const INTERVAL_MARK = 'lakemodel: row outside the interval';

/** The condition of an interval on a value of its column's type, with literal bounds, by which engines prune. */
export function inInterval(interval: EventInterval, value: string, dialect: DialectName): string {
  return `${value} >= ${boundary(interval, interval.start, dialect)} AND ${value} < ${boundary(interval, interval.end, dialect)}`;
}

/** A condition over a value that every row meets, or the statement fails, naming the value: outside its interval a row would be written anew by every run. */
export function rejectOutside(interval: EventInterval, value: string, dialect: DialectName): string {
  const name = interval.column.name;
  const message = `${quoteString(`${INTERVAL_MARK} (${name} = `)} || coalesce(CAST(${value} AS varchar), 'NULL') || ')'`;
  const fail = dialect === 'duckdb' ? `error(${message})` : `CAST(${message} AS boolean)`;
  return `CASE WHEN ${inInterval(interval, value, dialect)} THEN TRUE ELSE ${fail} END`;
}

/** A time of an interval as a literal of the column's type. */
export function boundary({ column }: Pick<EventInterval, 'column'>, text: string, dialect: DialectName): string {
  const type = parseTrinoType(column.type);
  invariant(type, `"${column.type}" is not a type`);
  if (type.kind === 'date') return literal(text.slice(0, 10), type, dialect);
  const zoned = type.kind === 'timestamp' && type.withTimeZone;
  return literal(zoned ? `${text} UTC` : text, type, dialect);
}
