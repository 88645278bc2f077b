import { invariant } from '../diagnostics/index.ts';
import type { DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { selectRows } from './row-source.ts';
import { typeIn } from './type-in.ts';

const MARKER = '_lm_marker';

/**
 * Replaces a table's rows in one commit and keeps its history, where the engine has no CREATE OR REPLACE TABLE (Athena):
 * one MERGE of the new rows and a delete marker, then OPTIMIZE, because dead rows pile up until then.
 * The marker joins by an equality on an expression that is 0 for every row: `ON s.op = 'D'` would be a cross join.
 */
export function rebuildByMarkers(step: Extract<Step, { kind: 'create-table' }>, dialect: DialectName): string[] {
  const quote = (name: string) => quoteIdentifier(name, dialect);
  const columns = [...step.projection.columns, ...step.projection.audit];
  const first = columns[0];
  invariant(first, 'A table has columns');
  const names = columns.map((column) => quote(column.name));
  const nulls = columns.map((column) => `CAST(NULL AS ${typeIn(column.type, dialect)})`);
  const merge = `MERGE INTO ${quoteRelation(step.relation, dialect)} AS target
USING (
SELECT CAST(NULL AS bigint) AS ${quote(MARKER)}, ${names.map((name) => `r.${name}`).join(', ')}
FROM (
${selectRows(step, dialect)}
) AS r
UNION ALL
SELECT 0, ${nulls.join(', ')}
) AS src
ON ${alwaysZero(first)} = src.${quote(MARKER)}
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND src.${quote(MARKER)} IS NULL THEN INSERT (${names.join(', ')})
VALUES (${names.map((name) => `src.${name}`).join(', ')})`;
  return [merge, `OPTIMIZE ${quoteRelation(step.relation, dialect)} REWRITE DATA USING BIN_PACK`];

  // An expression of a target column, so that the planner sees an equality between the two sides.
  function alwaysZero(column: { readonly name: string; readonly type: string }): string {
    const name = `target.${quote(column.name)}`;
    // NaN times 0 is no bigint.
    if (/^(double|real)/.test(column.type)) return `coalesce(length(CAST(${name} AS varchar)) * 0, 0)`;
    if (/^(tinyint|smallint|integer|bigint|decimal)/.test(column.type))
      return `coalesce(CAST(${name} * 0 AS bigint), 0)`;
    if (/^(date|timestamp)/.test(column.type)) return `coalesce(year(${name}) * 0, 0)`;
    if (/^(varchar|char|varbinary)/.test(column.type)) return `coalesce(length(${name}) * 0, 0)`;
    if (/^(array|map)/.test(column.type)) return `coalesce(cardinality(${name}) * 0, 0)`;
    return `coalesce(CASE WHEN ${name} IS NULL THEN 0 ELSE 0 END, 0)`;
  }
}
