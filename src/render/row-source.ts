import type { Column, DialectName } from '../engines/engine.ts';
import type { Guards, PartitionBounds, Projection, RowSource } from '../plan/plan.ts';
import { rejectDuplicates } from '../sql/duplicate-key.ts';
import { duckDbType } from '../sql/emit/duckdb-type.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { parseTrinoType } from '../sql/types.ts';
import { rejectOutside } from './interval.ts';
import { sourceCondition } from './partitions.ts';
import { rejectNulls } from './reject-nulls.ts';
import { typeIn } from './type-in.ts';

export interface SelectParts {
  readonly source: RowSource;
  readonly projection: Projection;
  readonly guards: Guards;
  /** A condition in the dialect over the alias `src`. */
  readonly where?: string;
  readonly partitions?: PartitionBounds;
}

/**
 * The SELECT that gives the rows to store, with exactly the stored columns, audit columns last:
 *
 *     SELECT src."id", CAST(src."n" AS bigint) AS "n", 'run' AS "etl_run_id", …
 *     FROM (<query or stage>) AS src
 */
export function selectRows(parts: SelectParts, dialect: DialectName): string {
  const columns = [
    ...parts.projection.columns.map((column) => storedColumn(column, dialect)),
    ...parts.projection.audit.map((column) => `${column.value} AS ${quoteIdentifier(column.name, dialect)}`),
  ];
  const conditions = [
    ...(parts.where === undefined ? [] : [parts.where]),
    ...partitionCondition(parts, dialect),
    ...(parts.guards.notNull ? [rejectNulls(parts.guards.notNull, dialect)] : []),
    ...intervalCondition(parts, dialect),
  ];
  const where =
    conditions.length === 0
      ? ''
      : `\nWHERE ${conditions.length > 1 ? conditions.map((each) => `(${each})`).join(' AND ') : conditions[0]}`;
  return `SELECT\n  ${columns.join(',\n  ')}\nFROM ${from(parts, dialect)} AS src${where}`;
}

type StoredColumn = Column & { readonly castFrom?: string };

function storedColumn(column: StoredColumn, dialect: DialectName): string {
  const value = storedValue(column, dialect);
  return value.startsWith('CAST(') ? `${value} AS ${quoteIdentifier(column.name, dialect)}` : value;
}

/** A column of the alias `src` in the type that it is stored as. */
export function storedValue(column: StoredColumn, dialect: DialectName): string {
  const name = quoteIdentifier(column.name, dialect);
  const type = typeIn(column.type, dialect);
  return column.castFrom === undefined || typeInQuery(column.castFrom, dialect) === type
    ? `src.${name}`
    : `CAST(src.${name} AS ${type})`;
}

// Types that differ in Trino may be one in DuckDB: varchar(3) and varchar. Timestamps of fewer digits than a table's are others in its queries.
function typeInQuery(type: string, dialect: DialectName): string | undefined {
  const parsed = dialect === 'duckdb' ? parseTrinoType(type) : undefined;
  return parsed ? duckDbType(parsed) : typeIn(type, dialect);
}

/** The values of stored columns by name, over the alias `src`. */
export function storedValues({ columns }: Projection, dialect: DialectName): (column: Column) => string {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  return (column) => storedValue(byName.get(column.name.toLowerCase()) ?? column, dialect);
}

function partitionCondition({ partitions, source, projection }: SelectParts, dialect: DialectName): string[] {
  if (!partitions) return [];
  const condition = sourceCondition(partitions, source.kind === 'stage', storedValues(projection, dialect));
  return condition === undefined ? [] : [condition];
}

function intervalCondition({ guards: { interval }, projection }: SelectParts, dialect: DialectName): string[] {
  return interval ? [rejectOutside(interval, storedValues(projection, dialect)(interval.column), dialect)] : [];
}

/** The rows to publish, unguarded, in parentheses. */
export function rowsOf(source: RowSource, dialect: DialectName): string {
  return source.kind === 'query'
    ? `(\n${source.query.sql}\n)`
    : `(\nSELECT * FROM ${quoteRelation(source.stage, dialect)} WHERE "_lm_action" = 'publish'\n)`;
}

function from({ source, guards }: SelectParts, dialect: DialectName): string {
  const rows = rowsOf(source, dialect);
  const key = guards.uniqueKey;
  return key.length === 0 ? rows : `(\n${rejectDuplicates(rows, key, dialect)}\n)`;
}
