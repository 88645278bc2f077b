import { invariant } from '../diagnostics/index.ts';
import type { Column, DialectName, RelationName } from '../engines/engine.ts';
import type { SchemaChange, Step, TableOptions } from '../plan/plan.ts';
import { quoteHiveIdentifier, quoteHiveRelation, quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import { parseTrinoType, toIcebergType } from '../sql/types.ts';
import { rebuildByMarkers } from './rebuild.ts';
import { selectRows } from './row-source.ts';
import { typeIn } from './type-in.ts';

/** CREATE TABLE … AS, or the replacing of a table that exists: one step that readers never see half done, where the engine has it. */
export function createTable(step: Extract<Step, { kind: 'create-table' }>, dialect: DialectName): string[] {
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
): string[] {
  const word = replace && dialect !== 'athena' ? 'CREATE OR REPLACE TABLE' : 'CREATE TABLE';
  const create = `${word} ${quoteRelation(relation, dialect)}${withClause(options, dialect)} AS\n${select}`;
  return replace && dialect === 'athena' ? [dropRelation(relation, 'table', dialect), create] : [create];
}

/** Athena's DDL for tables follows Hive and takes backticks; its views are Trino's. */
export function dropRelation(relation: RelationName, kind: 'table' | 'view', dialect: DialectName): string {
  const name =
    dialect === 'athena' && kind === 'table' ? quoteHiveRelation(relation) : quoteRelation(relation, dialect);
  return `DROP ${kind.toUpperCase()} IF EXISTS ${name}`;
}

/** An empty table with declared columns; nothing happens where it exists. */
export function createEmptyTable(step: Extract<Step, { kind: 'create-empty-table' }>, dialect: DialectName): string {
  const { relation, columns, options } = step;
  if (dialect === 'athena') {
    const names = columns.map((column) => `${quoteHiveIdentifier(column.name)} ${storedType(column, dialect)}`);
    const partitions = options.partitionedBy.length > 0 ? `\nPARTITIONED BY (${options.partitionedBy.join(', ')})` : '';
    const location = options.location === undefined ? '' : `\nLOCATION ${quoteString(options.location)}`;
    return `CREATE TABLE IF NOT EXISTS ${quoteHiveRelation(relation)} (\n  ${names.join(',\n  ')}\n)${partitions}${location}\nTBLPROPERTIES ('table_type' = 'ICEBERG')`;
  }
  const names = columns.map((column) => `${quoteIdentifier(column.name, dialect)} ${storedType(column, dialect)}`);
  return `CREATE TABLE IF NOT EXISTS ${quoteRelation(relation, dialect)} (\n  ${names.join(',\n  ')}\n)${withClause(options, dialect)}`;
}

export function alterTable(relation: RelationName, change: SchemaChange, dialect: DialectName): string {
  const hive = dialect === 'athena';
  const table = `ALTER TABLE ${hive ? quoteHiveRelation(relation) : quoteRelation(relation, dialect)}`;
  const name = (column: string) => (hive ? quoteHiveIdentifier(column) : quoteIdentifier(column, dialect));
  switch (change.kind) {
    case 'add-column': {
      const path = [...(change.in ?? []), change.column.name].map(name).join('.');
      const column = `${path} ${storedType(change.column, dialect)}`;
      return hive ? `${table} ADD COLUMNS (${column})` : `${table} ADD COLUMN ${column}`;
    }
    case 'drop-column':
      return `${table} DROP COLUMN ${name(change.column)}`;
    case 'widen-column': {
      const type = storedType(change.column, dialect);
      const column = name(change.column.name);
      return hive
        ? `${table} CHANGE COLUMN ${column} ${column} ${type}`
        : `${table} ALTER COLUMN ${column} SET DATA TYPE ${type}`;
    }
  }
}

/** Rows of a seed as literals, cast to their columns' types; the first batch makes the table. */
export function loadRows(step: Extract<Step, { kind: 'load-rows' }>, dialect: DialectName): string[] {
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

function withClause(options: TableOptions, dialect: DialectName): string {
  if (dialect === 'duckdb') return '';
  const partitioning = options.partitionedBy.map(quoteString).join(', ');
  const entries = [
    ...(dialect === 'athena' ? [`table_type = 'ICEBERG'`, 'is_external = false'] : []),
    ...(options.location === undefined ? [] : [`location = ${quoteString(options.location)}`]),
    ...(options.format === undefined ? [] : [`format = ${quoteString(options.format)}`]),
    ...(partitioning === '' ? [] : [`partitioning = ARRAY[${partitioning}]`]),
    ...Object.entries(options.tableProperties).map(([key, value]) => `${key} = ${quoteString(value)}`),
  ];
  return entries.length === 0 ? '' : `\nWITH (\n  ${entries.join(',\n  ')}\n)`;
}

/** A column's type as the dialect's DDL for tables writes it. */
export function storedType(column: Column, dialect: DialectName): string {
  if (dialect === 'duckdb') return typeIn(column.type, dialect);
  const type = parseTrinoType(column.type);
  const text = type && toIcebergType(type, dialect);
  invariant(text, `"${column.type}" cannot be stored`);
  return text;
}
