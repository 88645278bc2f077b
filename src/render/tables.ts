import type { DialectName, RelationName } from '../engines/engine.ts';
import type { Step, TableOptions } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import { claimLocation } from './claims.ts';
import { createEmptyTableText, createTableAsText } from './ddl/create-table.ts';
import { dropRelation } from './ddl/drop.ts';
import { rebuildByMarkers } from './rebuild.ts';
import { selectRows } from './row-source.ts';
import type { Sendable } from './statement.ts';
import { typeIn } from './type-in.ts';

/** CREATE TABLE … AS, or the replacing of a table that exists: one step that readers never see half done, where the engine has it. */
export function createTable(step: Extract<Step, { kind: 'create-table' }>, dialect: DialectName): readonly Sendable[] {
  if (step.replace && dialect === 'athena') return rebuildByMarkers(step, dialect);
  return createTableAs(step, selectRows(step, dialect), dialect);
}

interface NewTable {
  readonly relation: RelationName;
  readonly replace: boolean;
  readonly options: TableOptions;
}

/** CREATE TABLE … AS. Athena cannot replace a table: an older one is dropped first. */
export function createTableAs(
  { relation, replace, options }: NewTable,
  select: string,
  dialect: DialectName,
): readonly Sendable[] {
  const drops = replace && dialect === 'athena';
  return [
    ...(drops ? [dropRelation(relation, 'table', dialect)] : []),
    ...claimLocation(options),
    createTableAsText({ relation, replace: replace && !drops, options }, select, dialect),
  ];
}

/** An empty table with declared columns; nothing happens where it exists. */
export function createEmptyTable(
  { relation, columns, options }: Extract<Step, { kind: 'create-empty-table' }>,
  dialect: DialectName,
): readonly Sendable[] {
  return [...claimLocation(options), createEmptyTableText(relation, columns, options, dialect)];
}

/** Rows of a seed as literals, cast to their columns' types; the first batch makes the table. */
export function loadRows(step: Extract<Step, { kind: 'load-rows' }>, dialect: DialectName): readonly Sendable[] {
  const quote = (name: string) => quoteIdentifier(name, dialect);
  const casts = step.columns.map(
    (column) => `CAST(${quote(column.name)} AS ${typeIn(column.type, dialect)}) AS ${quote(column.name)}`,
  );
  const audit = step.audit.map((column) => `${column.value} AS ${quote(column.name)}`);
  const rows = step.rows.map(
    (row) => `  (${row.map((cell) => (cell === null ? 'NULL' : quoteString(cell))).join(', ')})`,
  );
  const select = `SELECT\n  ${[...casts, ...audit].join(',\n  ')}\nFROM (VALUES\n${rows.join(',\n')}\n) AS v(${step.columns.map((column) => quote(column.name)).join(', ')})`;
  if (step.first) return createTableAs(step, select, dialect);
  const names = [...step.columns, ...step.audit].map((column) => quote(column.name));
  return [`INSERT INTO ${quoteRelation(step.relation, dialect)} (${names.join(', ')})\n${select}`];
}
