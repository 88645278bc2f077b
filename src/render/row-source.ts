import type { Column, DialectName } from '../engines/engine.ts';
import type { Guards, Projection, RowSource } from '../plan/plan.ts';
import { rejectDuplicates } from '../sql/duplicate-key.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { rejectNulls } from './reject-nulls.ts';
import { typeIn } from './type-in.ts';

export interface SelectParts {
  readonly source: RowSource;
  readonly projection: Projection;
  readonly guards: Guards;
  /** A condition in the dialect over the alias `src`. */
  readonly where?: string;
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
    ...(parts.guards.notNull ? [rejectNulls(parts.guards.notNull, dialect)] : []),
  ];
  const where =
    conditions.length === 0
      ? ''
      : `\nWHERE ${conditions.length > 1 ? conditions.map((each) => `(${each})`).join(' AND ') : conditions[0]}`;
  return `SELECT\n  ${columns.join(',\n  ')}\nFROM ${from(parts, dialect)} AS src${where}`;
}

function storedColumn(column: Column & { readonly castFrom?: string }, dialect: DialectName): string {
  const name = quoteIdentifier(column.name, dialect);
  const type = typeIn(column.type, dialect);
  // Types that differ in Trino may be one in DuckDB: varchar(3) and varchar.
  return column.castFrom === undefined || typeIn(column.castFrom, dialect) === type
    ? `src.${name}`
    : `CAST(src.${name} AS ${type}) AS ${name}`;
}

function from({ source, guards }: SelectParts, dialect: DialectName): string {
  const rows =
    source.kind === 'query'
      ? `(\n${source.query.sql}\n)`
      : `(\nSELECT * FROM ${quoteRelation(source.stage, dialect)} WHERE "_lm_action" = 'publish'\n)`;
  const key = guards.uniqueKey.map((column) => column.name);
  return key.length === 0 ? rows : `(\n${rejectDuplicates(rows, key, dialect)}\n)`;
}
