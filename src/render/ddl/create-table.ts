import { invariant } from '../../diagnostics/index.ts';
import type { Column, DialectName, RelationName } from '../../engines/engine.ts';
import type { TableOptions } from '../../plan/plan.ts';
import {
  parsePartitionField,
  partitionedByText,
  partitioningText,
  type PartitionField,
} from '../../sql/partition-field.ts';
import { quoteHiveString, quoteIdentifier, quoteRelation, quoteString } from '../../sql/quote.ts';
import { tblProperties, withEntries } from '../../sql/table-properties.ts';
import { typeIn } from '../type-in.ts';
import { ddlIdentifier, ddlRelation } from './names.ts';
import { storedTypeWord } from './stored-type.ts';

/** CREATE [OR REPLACE] TABLE … AS. `replace` has no form on Athena. */
export function createTableAsText(
  {
    relation,
    replace,
    options,
  }: { readonly relation: RelationName; readonly replace: boolean; readonly options: TableOptions },
  select: string,
  dialect: DialectName,
): string {
  invariant(!replace || dialect !== 'athena', 'Athena has no CREATE OR REPLACE TABLE');
  const word = replace ? 'CREATE OR REPLACE TABLE' : 'CREATE TABLE';
  return `${word} ${quoteRelation(relation, dialect)}${withClause(options, dialect)} AS\n${select}`;
}

/** An empty table with declared columns; nothing happens where it exists. */
export function createEmptyTableText(
  relation: RelationName,
  columns: readonly Column[],
  options: TableOptions,
  dialect: DialectName,
): string {
  const types = columns.map((column) => storedTypeWord(column, dialect));
  if (types.includes(undefined)) return createByQuery(relation, columns, options, dialect);
  const definitions = columns.map(({ name }, index) => `  ${ddlIdentifier(name, dialect)} ${types[index]}`);
  const head = `CREATE TABLE IF NOT EXISTS ${ddlRelation(relation, dialect)} (\n${definitions.join(',\n')}\n)`;
  return dialect === 'athena' ? `${head}${athenaTail(options)}` : `${head}${withClause(options, dialect)}`;
}

/** What Athena's DDL has no word for, its CREATE TABLE AS can say. */
function createByQuery(
  relation: RelationName,
  columns: readonly Column[],
  options: TableOptions,
  dialect: DialectName,
): string {
  const items = columns.map(
    ({ name, type }) => `  CAST(NULL AS ${typeIn(type, dialect)}) AS ${quoteIdentifier(name, dialect)}`,
  );
  const head = `CREATE TABLE IF NOT EXISTS ${quoteRelation(relation, dialect)}${withClause(options, dialect)} AS`;
  return `${head}\nSELECT\n${items.join(',\n')}\nWITH NO DATA`;
}

// An Iceberg table of Athena needs its LOCATION, and arguments stand the other way round than in CREATE TABLE AS: bucket(16, id).
function athenaTail({ partitionedBy, location, format, tableProperties }: TableOptions): string {
  const fields = partitionedBy.map((text) => fieldText(text, partitionedByText));
  const properties = [
    `'table_type' = 'ICEBERG'`,
    ...(format === undefined ? [] : [`'format' = ${quoteHiveString(format.toLowerCase())}`]),
    ...tblProperties(tableProperties),
  ];
  const partitions = fields.length === 0 ? '' : `\nPARTITIONED BY (${fields.join(', ')})`;
  const place = location === undefined ? '' : `\nLOCATION ${quoteHiveString(location)}`;
  return `${partitions}${place}\nTBLPROPERTIES (${properties.join(', ')})`;
}

/** The WITH clause of CREATE TABLE (AS) on Trino and of CREATE TABLE AS on Athena, with a line break before it; empty on DuckDB. */
function withClause(options: TableOptions, dialect: DialectName): string {
  if (dialect === 'duckdb') return '';
  const fields = options.partitionedBy.map((text) => quoteString(fieldText(text, partitioningText)));
  const entries = [
    ...(dialect === 'athena' ? [`table_type = 'ICEBERG'`, 'is_external = false'] : []),
    ...(options.location === undefined ? [] : [`location = ${quoteString(options.location)}`]),
    ...(options.format === undefined ? [] : [`format = ${quoteString(options.format)}`]),
    ...(fields.length === 0 ? [] : [`partitioning = ARRAY[${fields.join(', ')}]`]),
    ...withEntries(options.tableProperties, dialect),
  ];
  return entries.length === 0 ? '' : `\nWITH (\n  ${entries.join(',\n  ')}\n)`;
}

// What cannot be read as a partition field is sent as it is written, for the engine to judge.
function fieldText(text: string, write: (field: PartitionField) => string): string {
  const field = parsePartitionField(text);
  return field ? write(field) : text;
}
