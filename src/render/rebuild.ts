import { invariant } from '../diagnostics/index.ts';
import type { Column, DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { inInterval } from './interval.ts';
import { inGroup, withinBounds, type ValueOf } from './partitions.ts';
import { selectRows } from './row-source.ts';
import { typeIn } from './type-in.ts';

const MARKER = '_lm_marker';

/**
 * Replaces a table's rows and keeps its history, where the engine has no CREATE OR REPLACE TABLE (Athena): one MERGE of the new rows and a delete
 * marker. Where the partitions are known the MERGE is that of one group of them, both of what it deletes and of what it inserts. Dead rows pile up
 * until the plan's OPTIMIZE.
 * The marker joins by an equality on an expression that is 0 for every row: `ON s.op = 'D'` would be a cross join.
 */
export function rebuildByMarkers(step: Extract<Step, { kind: 'create-table' }>, dialect: DialectName): string[] {
  const columns = [...step.projection.columns, ...step.projection.audit];
  return [mergeWithMarker(step, markerColumn(columns), [], dialect)];
}

/** Replaces the rows of an interval of time in one commit: the MERGE of a rebuild, bounded by the interval. */
export function replaceInterval(step: Extract<Step, { kind: 'replace-interval' }>, dialect: DialectName): string {
  const { interval } = step;
  const within = inInterval(interval, `target.${quoteIdentifier(interval.column.name, dialect)}`, dialect);
  return mergeWithMarker(step, interval.column, [within], dialect);
}

type Replacing = Extract<Step, { kind: 'create-table' | 'replace-interval' }>;

/** The MERGE of new rows and one delete marker, which meets the rows of the target that all conditions hold of. */
function mergeWithMarker(step: Replacing, marker: Column, conditions: readonly string[], dialect: DialectName): string {
  const quote = (name: string) => quoteIdentifier(name, dialect);
  const columns = [...step.projection.columns, ...step.projection.audit];
  const names = columns.map((column) => quote(column.name));
  const nulls = columns.map((column) => `CAST(NULL AS ${typeIn(column.type, dialect)})`);
  const ofTarget: ValueOf = ({ name }) => `target.${quote(name)}`;
  const { partitions } = step;
  const within = partitions && withinBounds(partitions.bounded, ofTarget);
  const on = [
    `${alwaysZero(marker, ofTarget)} = src.${quote(MARKER)}`,
    ...conditions,
    ...(within === undefined ? [] : [within]),
    ...(partitions ? [inGroup(partitions.partitioning, ofTarget)] : []),
  ];
  // The bounds are those of the target: a new row in a partition of the group belongs to it, whatever was counted.
  const source = partitions ? { ...step, partitions: { ...partitions, bounded: [] } } : step;
  return `MERGE INTO ${quoteRelation(step.relation, dialect)} AS target
USING (
SELECT CAST(NULL AS bigint) AS ${quote(MARKER)}, ${names.map((name) => `r.${name}`).join(', ')}
FROM (
${selectRows(source, dialect)}
) AS r
UNION ALL
SELECT 0, ${nulls.join(', ')}
) AS src
ON ${on.join('\n  AND ')}
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND src.${quote(MARKER)} IS NULL THEN INSERT (${names.join(', ')})
VALUES (${names.map((name) => `src.${name}`).join(', ')})`;
}

/** The column that is read of every row that goes: a small one, and not a nested one where there is another. */
function markerColumn(columns: readonly Column[]): Column {
  const cheapest = [
    /^boolean/,
    /^(tinyint|smallint|integer|date|bigint|real|double)/,
    /^(timestamp|decimal|time)/,
    /^(varchar|char|varbinary)/,
  ];
  const found = [...cheapest, /^(array|map)/, /./].map((types) => columns.find(({ type }) => types.test(type)));
  const column = found.find((each) => each !== undefined);
  invariant(column, 'A table has columns');
  return column;
}

/** An expression of a target column that no planner folds, so that it sees an equality between the two sides. */
function alwaysZero(column: Column, valueOf: ValueOf): string {
  const value = valueOf(column);
  if (/^(tinyint|smallint|integer|bigint|decimal)/.test(column.type))
    return `coalesce(CAST(${value} * 0 AS bigint), 0)`;
  if (/^(date|timestamp)/.test(column.type)) return `coalesce(year(${value}) * 0, 0)`;
  if (/^(varchar|char|varbinary)/.test(column.type)) return `coalesce(length(${value}) * 0, 0)`;
  if (/^(array|map)/.test(column.type)) return `coalesce(cardinality(${value}) * 0, 0)`;
  if (/^row/.test(column.type)) return `coalesce(length(json_format(CAST(${value} IS NULL AS json))) * 0, 0)`;
  // Also of doubles: NaN times 0 is no bigint.
  return `coalesce(length(CAST(${value} AS varchar)) * 0, 0)`;
}
