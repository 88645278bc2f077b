import { invariant } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { BoundedColumn, PartitionBounds, PartitionField, Partitioning } from '../plan/plan.ts';
import { hole } from '../sql/hole.ts';
import { partitionHoles, textHole } from '../sql/partition-holes.ts';
import { literal, quoteString } from '../sql/quote.ts';
import { parseTrinoType } from '../sql/types.ts';

/** Marks an error of ours inside an engine's error text, so that the runner can tell it from the engine's own. */
export const OUTSIDE_MARK = 'lakemodel: row outside the counted partitions';

/** The SQL of a stored column's value, in its stored type. */
export type ValueOf = (column: Column) => string;

/**
 * The partition of a row as one text, never NULL: `v` and the value, or `n`, for each field. Texts of dates and times sort as they do, so that
 * neighbours in it are neighbours in time.
 */
export function partitionKey(fields: readonly PartitionField[], valueOf: ValueOf): string {
  return fields
    .map((field) => `coalesce('v' || ${fieldText(field, valueOf(field.column))}, 'n')`)
    .join(' || chr(1) || ');
}

/** The rows of the group of partitions that is being written. Every row lies in one group, whatever was counted. */
export function inGroup({ fields }: Partitioning, valueOf: ValueOf): string {
  const key = partitionKey(fields, valueOf);
  return `${key} >= ${textHole(partitionHoles.from)} AND ${key} < ${textHole(partitionHoles.until)}`;
}

/** Literal bounds of the partition columns; undefined where there are none. */
export function withinBounds(bounded: readonly BoundedColumn[], valueOf: ValueOf): string | undefined {
  if (bounded.length === 0) return undefined;
  return bounded.map((each) => withinBound(each, valueOf(each.column))).join(' AND ');
}

function withinBound({ column, nullable, whole }: BoundedColumn, value: string): string {
  const { low: lowOf, high: highOf, hasNull } = partitionHoles;
  const low = holeLiteral(lowOf(column.name), column);
  const high = holeLiteral(highOf(column.name), column);
  // Engines fold what is made of literals alone, and prune by it.
  const between = whole
    ? `(${value} >= date_trunc('${whole}', ${low}) AND ${value} < date_add('${whole}', 1, date_trunc('${whole}', ${high})))`
    : `${value} BETWEEN ${low} AND ${high}`;
  return nullable
    ? `(${between} OR (${value} IS NULL AND CAST(${textHole(hasNull(column.name))} AS boolean)))`
    : between;
}

/**
 * What rows of the source of a publishing statement must meet. The rows of a stage are those that were counted. A query is read anew: a row that
 * was not there when its partitions were counted makes the statement fail, since a bound that is narrower than the batch would write it twice.
 */
export function sourceCondition(bounds: PartitionBounds, staged: boolean, valueOf: ValueOf): string | undefined {
  const group = bounds.partitioning.limit === undefined ? undefined : inGroup(bounds.partitioning, valueOf);
  const within = withinBounds(bounds.bounded, valueOf);
  if (within === undefined) return group;
  if (staged) return group === undefined ? within : `${group} AND ${within}`;
  const values = bounds.bounded.map(
    ({ column }) => `${quoteString(`${column.name} = `)} || coalesce(CAST(${valueOf(column)} AS varchar), 'NULL')`,
  );
  // The message is made from the row, so that no engine evaluates it before there is one.
  const fail = `CAST(${quoteString(`${OUTSIDE_MARK} (`)} || ${values.join(` || ', ' || `)} || ')' AS boolean)`;
  const elsewhere = group === undefined ? '' : ` WHEN NOT (${group}) THEN FALSE`;
  return `CASE${elsewhere} WHEN ${within} THEN TRUE ELSE ${fail} END`;
}

/** A value that an earlier step finds, as a typed literal: engines prune partitions by it. */
function holeLiteral(name: string, { type: text }: Column): string {
  const type = parseTrinoType(text);
  invariant(type, `"${text}" is not a type`);
  switch (type.kind) {
    case 'boolean':
      return `CAST(${textHole(name)} AS boolean)`;
    // The value has all digits of its type, as the engine writes it.
    case 'timestamp':
    case 'time':
      return `${type.kind.toUpperCase()} ${textHole(name)}`;
    default:
      return literal(hole(name), type, 'trino');
  }
}

/** The text of a value that holds an instant does not hang on its zone. */
export function inUtc(value: string, type: string): string {
  return /with time zone/.test(type) ? `${value} AT TIME ZONE 'UTC'` : value;
}

function fieldText(field: PartitionField, value: string): string {
  const { type } = field.column;
  const local = inUtc(value, type);
  switch (field.transform) {
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
      return `CAST(date_trunc('${field.transform}', ${local}) AS varchar)`;
    case 'truncate':
      return text(truncated(value, type, field.width ?? 1), type);
    default:
      return text(local, type);
  }
}

function text(value: string, type: string): string {
  if (type === 'varbinary') return `to_hex(${value})`;
  // Numbers of one length sort as they do.
  return /^(integer|bigint)$/.test(type) ? `lpad(CAST(${value} AS varchar), 20, '0')` : `CAST(${value} AS varchar)`;
}

// As Iceberg's specification has it: down to a multiple of the width, of decimals in units of the last digit.
function truncated(value: string, type: string, width: number): string {
  if (/^var/.test(type)) return `substr(${value}, 1, ${width})`;
  const parsed = parseTrinoType(type);
  const scale = parsed?.kind === 'decimal' ? parsed.scale : 0;
  const digits = String(width).padStart(scale + 1, '0');
  const step = scale === 0 ? digits : `DECIMAL '${digits.slice(0, -scale)}.${digits.slice(-scale)}'`;
  return `(${value} - mod(mod(${value}, ${step}) + ${step}, ${step}))`;
}
