import type { DialectName } from '../engines/engine.ts';
import type { PortableSql, Step } from '../plan/plan.ts';
import { quoteHiveIdentifier, quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import { commentOn } from './comments.ts';
import { mergeBatch, mergeRows } from './merge.ts';
import { selectRows } from './row-source.ts';
import type { RenderContext, RenderedStep } from './statement.ts';
import { alterTable, createEmptyTable, createTable, createTableAs, dropRelation, loadRows } from './tables.ts';

/** Turns a step into the statements of the dialect, in order. The same step gives the same bytes. */
export async function renderStep(step: Step, context: RenderContext): Promise<RenderedStep> {
  return { step, statements: (await statementsOf(step, context)).map((sql) => ({ sql })) };
}

async function statementsOf(step: Step, context: RenderContext): Promise<readonly string[]> {
  const { dialect } = context;
  switch (step.kind) {
    case 'create-schema':
      return [`CREATE SCHEMA IF NOT EXISTS ${schemaName(step.schema, dialect)}`];
    case 'external-source':
      return context.external(step.source);
    case 'statement':
      return [step.sql];
    case 'drop':
      return [dropRelation(step.relation, step.relationKind, dialect)];
    case 'create-view':
      return [`CREATE OR REPLACE VIEW ${quoteRelation(step.relation, dialect)} AS\n${step.query.sql}`];
    case 'find-high':
      return [findHigh(step, dialect)];
    case 'create-table-as':
      return createTableAs(step, portable(step.select, context), dialect);
    case 'measure':
    case 'test':
      return [portable(step.select, context)];
    case 'create-table':
      return createTable(step, dialect);
    case 'create-empty-table':
      return [createEmptyTable(step, dialect)];
    case 'comment':
      return commentOn(step, dialect);
    case 'alter-table':
      return [alterTable(step.relation, step.change, dialect)];
    case 'insert':
      return [insertBatch(step, dialect)];
    case 'merge':
      return [mergeBatch(step, dialect)];
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

function schemaName(schema: string, dialect: DialectName): string {
  // Athena's DDL follows Hive and takes backticks.
  return dialect === 'athena' ? quoteHiveIdentifier(schema) : quoteIdentifier(schema, dialect);
}

function findHigh(step: Extract<Step, { kind: 'find-high' }>, dialect: DialectName): string {
  const column = quoteIdentifier(step.column.name, dialect);
  return `SELECT max(${column}) AS "high" FROM ${quoteRelation(step.from, dialect)} WHERE ${column} > ${step.lowLiteral}`;
}

function insertBatch(step: Extract<Step, { kind: 'insert' }>, dialect: DialectName): string {
  const target = quoteRelation(step.relation, dialect);
  const names = [...step.projection.columns, ...step.projection.audit].map((column) =>
    quoteIdentifier(column.name, dialect),
  );
  if (!step.batch) return `INSERT INTO ${target} (${names.join(', ')})\n${selectRows(step, dialect)}`;
  const written = `SELECT 1 FROM ${target} AS written WHERE written.${quoteIdentifier(step.batch.column, dialect)} = ${quoteString(step.batch.id)}`;
  const select = selectRows({ ...step, where: `NOT EXISTS (${written})` }, dialect);
  return `INSERT INTO ${target} (${names.join(', ')})\n${select}`;
}
