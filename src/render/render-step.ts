import type { DialectName } from '../engines/engine.ts';
import type { PortableSql, Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { actionStatement, releaseLocation } from './claims.ts';
import { commentOn } from './comments.ts';
import { alterTable, renameTable } from './ddl/alter-table.ts';
import { createSchema } from './ddl/create-schema.ts';
import { dropRelation } from './ddl/drop.ts';
import { findPartitions } from './find-partitions.ts';
import { insertBatch } from './insert.ts';
import { maintenanceStatements } from './maintenance.ts';
import { mergeBatch, mergeRows } from './merge.ts';
import { replaceInterval } from './rebuild.ts';
import { replacePartitions } from './replace-partitions.ts';
import type { RenderContext, RenderedStep, Sendable } from './statement.ts';
import { createEmptyTable, createTable, createTableAs, loadRows } from './tables.ts';

/** Turns a step into the statements of the dialect, in order. The same step gives the same bytes. */
export async function renderStep(step: Step, context: RenderContext): Promise<RenderedStep> {
  const sendable = await statementsOf(step, context);
  return { step, statements: sendable.map((each) => (typeof each === 'string' ? { sql: each } : each)) };
}

async function statementsOf(step: Step, context: RenderContext): Promise<readonly Sendable[]> {
  const { dialect } = context;
  switch (step.kind) {
    case 'create-schema':
      return [createSchema(step, dialect)];
    case 'external-source':
      return context.external(step.source, step.change);
    case 'action':
      return [actionStatement(step.action)];
    case 'maintain':
      return maintenanceStatements(step, dialect);
    case 'statement':
      return [step.sql];
    case 'drop':
      return [dropRelation(step.relation, step.relationKind, dialect), ...releaseLocation(step)];
    case 'create-view':
      return [`CREATE OR REPLACE VIEW ${quoteRelation(step.relation, dialect)} AS\n${step.query.sql}`];
    case 'find-high':
      return [findHigh(step, dialect)];
    case 'find-partitions':
      return [findPartitions(step, dialect)];
    case 'rename-table':
      return [renameTable(step.relation, step.to, dialect)];
    case 'create-table-as':
      return createTableAs(step, portable(step.select, context), dialect);
    case 'measure':
    case 'test':
      return [portable(step.select, context)];
    case 'create-table':
      return createTable(step, dialect);
    case 'create-empty-table':
      return createEmptyTable(step, dialect);
    case 'comment':
      return commentOn(step, dialect);
    case 'alter-table':
      return [alterTable(step.relation, step.change, dialect)];
    case 'insert':
      return [insertBatch(step, dialect)];
    case 'merge':
      return [mergeBatch(step, dialect)];
    case 'replace-partitions':
      return [replacePartitions(step, dialect)];
    case 'replace-interval':
      return [replaceInterval(step, dialect)];
    case 'merge-rows':
      return [mergeRows(step, portable(step.source, context), dialect)];
    case 'load-rows':
      return loadRows(step, dialect);
    case 'unit-test':
      return [step.select, ...(step.expectedSelect ? [step.expectedSelect] : [])].map((select) =>
        portable(select, context),
      );
    case 'commit':
      return [];
  }
}

/** A portable SELECT in the dialect, with the queries that its input names stand for. */
export function portable(select: PortableSql, context: Pick<RenderContext, 'dialect' | 'translate'>): string {
  const text = context.translate(select.portable);
  return Object.entries(select.inputs ?? {}).reduce(
    // The translation quotes only names that need it.
    (sql, [name, query]) => sql.replaceAll(new RegExp(`"${name}"|\\b${name}\\b`, 'g'), () => `(\n${query}\n)`),
    text,
  );
}

function findHigh(step: Extract<Step, { kind: 'find-high' }>, dialect: DialectName): string {
  const column = quoteIdentifier(step.column.name, dialect);
  return `SELECT max(${column}) AS "high" FROM ${quoteRelation(step.from, dialect)} WHERE ${column} > ${step.lowLiteral}`;
}
