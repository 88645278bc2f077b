import { invalidRequest, QueryFailure } from '../refusals.js';
import { foreignToIceberg, hiveTypeText, readHiveType, trinoTypeText } from './hive-types.js';
import { checkIcebergProperties, transformOrder } from './iceberg-properties.js';
import { iceberg, quoted, text } from './quote.js';
import { readRowFormat, readStoredAs, TEXT_FILES } from './table-formats.js';

/** @typedef {import('./reader.js').Reader} Reader */
/** @typedef {import('./hive-types.js').HiveType} HiveType */
/** @typedef {import('./translate.js').Plan} Plan */
/** @typedef {{ name: string, type: HiveType, comment?: string }} HiveColumn */
/** @typedef {{ column: string, sql: string } & Partial<HiveColumn>} PartitionField */

/** Hive's `CREATE [EXTERNAL] TABLE`, Iceberg's among them. @param {Reader} reader @param {string} database @returns {Plan} */
export function createTable(reader, database) {
  reader.expect('create');
  const external = reader.takes('external');
  reader.expect('table');
  const ifNotExists = reader.takes('if', 'not', 'exists');
  const relation = reader.relation('hive', database);
  if (reader.sees('like')) throw reader.mismatch("'('");
  const columns = readColumns(reader);
  const clauses = readClauses(reader);
  const isIceberg = clauses.properties['table_type']?.toUpperCase() === 'ICEBERG';
  if (isIceberg && external) throw invalidRequest('External keyword not supported for table type ICEBERG');
  if (clauses.location === undefined)
    throw new QueryFailure('FAILED: SemanticException Location must be specified in CREATE TABLE', { type: 1003 });
  /** @type {Omit<Plan, 'steps'>} */
  const plan = {
    statementType: 'DDL',
    substatementType: 'CREATE_TABLE',
    header: false,
    trinoSyntax: false,
    location: clauses.location,
  };
  if (isIceberg)
    return { ...plan, steps: [icebergTable({ relation, ifNotExists, columns, clauses, location: clauses.location })] };
  if (!external)
    throw new QueryFailure('FAILED: SemanticException CREATE TABLE without EXTERNAL is for Iceberg tables only', {
      type: 1003,
    });
  return { ...plan, steps: [externalTable({ relation, ifNotExists, columns, clauses, location: clauses.location })] };
}

/** `(name type [COMMENT 'text'], …)`. @param {Reader} reader @returns {HiveColumn[]} */
export function readColumns(reader) {
  const inner = reader.brackets();
  const columns = inner.list(() => readColumn(inner));
  inner.end();
  return columns;
}

/** @param {Reader} reader @returns {HiveColumn} */
export function readColumn(reader) {
  const name = reader.hiveName();
  const type = readHiveType(reader);
  return reader.takes('comment') ? { name, type, comment: reader.hiveString() } : { name, type };
}

/** @typedef {ReturnType<typeof readClauses>} Clauses */

function readClauses(/** @type {Reader} */ reader) {
  const clauses = {
    /** @type {string | undefined} */ comment: undefined,
    /** @type {PartitionField[]} */ partitions: [],
    format: TEXT_FILES,
    /** @type {string | undefined} */ location: undefined,
    /** @type {Record<string, string>} */ properties: {},
    /** @type {string | undefined} A clause that Iceberg tables have not. */ hiveOnly: undefined,
  };
  if (reader.takes('comment')) clauses.comment = reader.hiveString();
  if (reader.takes('partitioned', 'by')) clauses.partitions = readPartitions(reader);
  if (reader.sees('clustered', 'by'))
    throw reader.mismatch("a clause that this front has: 'ROW', 'STORED', 'LOCATION', 'TBLPROPERTIES'");
  if (reader.takes('row', 'format')) {
    clauses.hiveOnly = 'ROW FORMAT';
    clauses.format = { ...clauses.format, ...readRowFormat(reader) };
  }
  if (reader.takes('stored', 'as')) {
    clauses.hiveOnly = 'STORED AS';
    clauses.format = readStoredAs(reader, clauses.format);
  }
  if (reader.takes('location')) clauses.location = reader.hiveString();
  if (reader.takes('tblproperties')) clauses.properties = reader.properties();
  reader.end();
  return clauses;
}

/** `(column type, …)` of Hive's tables, `(column, day(ts), bucket(16, id))` of Iceberg's. */
function readPartitions(/** @type {Reader} */ reader) {
  const inner = reader.brackets();
  const fields = inner.list(() => {
    if (inner.peek(1)?.text === '(' && inner.peek()?.kind === 'word') return readTransform(inner);
    const name = inner.hiveName();
    /** @type {PartitionField} */
    const field = { column: name, sql: quoted(name) };
    if (inner.ended || inner.sees(',')) return field;
    const type = readHiveType(inner);
    return inner.takes('comment') ? { ...field, name, type, comment: inner.hiveString() } : { ...field, name, type };
  });
  inner.end();
  return fields;
}

/** @returns {PartitionField} */
function readTransform(/** @type {Reader} */ reader) {
  const name = reader.peek()?.value ?? '';
  const start = reader.at;
  reader.at += 1;
  const inner = reader.brackets();
  const args = inner.list(() => {
    const token = inner.peek();
    if (token?.kind !== 'number') return { isNumber: false, value: inner.hiveName() };
    inner.at += 1;
    return { isNumber: true, value: token.text };
  });
  inner.end();
  const order = transformOrder(name, args);
  if (order !== 'ddl' && order !== 'both') {
    reader.at = start;
    throw reader.mismatch('a partition transform: year(c), month(c), day(c), hour(c), bucket(N, c), truncate(L, c)');
  }
  const column = args.find(({ isNumber }) => !isNumber)?.value ?? '';
  const size = args.find(({ isNumber }) => isNumber)?.value;
  return { column, sql: `${name}(${quoted(column)}${size === undefined ? '' : `, ${size}`})` };
}

/**
 * @param {{ relation: import('./reader.js').Relation, ifNotExists: boolean, columns: HiveColumn[], clauses: Clauses, location: string }} table
 * @returns {import('../steps/steps.js').Step}
 */
function icebergTable({ relation, ifNotExists, columns, clauses, location }) {
  if (clauses.hiveOnly)
    throw new QueryFailure(`FAILED: SemanticException ${clauses.hiveOnly} is not supported for table type ICEBERG`, {
      type: 1003,
    });
  const typed = clauses.partitions.find(({ type }) => type);
  if (typed)
    throw new QueryFailure(
      `FAILED: SemanticException Type of partition column ${typed.column} must not be given for table type ICEBERG`,
      { type: 1003 },
    );
  const names = new Set(columns.map(({ name }) => name));
  const absent = clauses.partitions.find(({ column }) => !names.has(column));
  if (absent)
    throw new QueryFailure(`FAILED: SemanticException Partition column ${absent.column} is not among the columns`, {
      type: 1003,
    });
  checkIcebergTypes(columns);
  const { table_type: _, ...properties } = clauses.properties;
  checkIcebergProperties(properties);
  const definitions = columns.map(
    ({ name, type, comment }) =>
      `${quoted(name)} ${trinoTypeText(type)}${comment === undefined ? '' : ` COMMENT ${text(comment)}`}`,
  );
  const withs = [
    `location = ${text(location)}`,
    `format = ${text((properties['format'] ?? 'PARQUET').toUpperCase())}`,
    ...(clauses.partitions.length > 0
      ? [`partitioning = ARRAY[${clauses.partitions.map(({ sql }) => text(sql)).join(', ')}]`]
      : []),
  ];
  const about = clauses.comment === undefined ? '' : ` COMMENT ${text(clauses.comment)}`;
  const sql = `CREATE TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${iceberg(relation)} (${definitions.join(', ')})${about} WITH (${withs.join(', ')})`;
  return { do: 'create-iceberg-table', relation, sql, properties };
}

/** @param {readonly HiveColumn[]} columns */
export function checkIcebergTypes(columns) {
  for (const { type } of columns) {
    const foreign = foreignToIceberg(type);
    if (foreign)
      throw new QueryFailure(`FAILED: SemanticException Type ${foreign} is not supported for table type ICEBERG`, {
        type: 1003,
      });
  }
}

/**
 * @param {{ relation: import('./reader.js').Relation, ifNotExists: boolean, columns: HiveColumn[], clauses: Clauses, location: string }} table
 * @returns {import('../steps/steps.js').Step}
 */
function externalTable({ relation, ifNotExists, columns, clauses, location }) {
  const untyped = clauses.partitions.find(({ type }) => !type);
  if (untyped)
    throw new QueryFailure(`FAILED: SemanticException Partition column ${untyped.column} has no type`, { type: 1003 });
  const twice = clauses.partitions.find(({ column }) => columns.some(({ name }) => name === column));
  if (twice)
    throw new QueryFailure('FAILED: SemanticException [Error 10035]: Column repeated in partitioning columns', {
      type: 1003,
    });
  const glueColumn = (
    /** @type {{ name?: string, type?: HiveType, comment?: string }} */ { name = '', type, comment },
  ) => ({
    Name: name,
    Type: type ? hiveTypeText(type) : '',
    ...(comment !== undefined && { Comment: comment }),
  });
  const { format } = clauses;
  return {
    do: 'create-external-table',
    relation,
    ifNotExists,
    input: {
      Name: relation.table,
      TableType: 'EXTERNAL_TABLE',
      ...(clauses.comment !== undefined && { Description: clauses.comment }),
      Parameters: { EXTERNAL: 'TRUE', ...clauses.properties },
      PartitionKeys: clauses.partitions.map(glueColumn),
      StorageDescriptor: {
        Columns: columns.map(glueColumn),
        Location: location,
        InputFormat: format.input,
        OutputFormat: format.output,
        SerdeInfo: { SerializationLibrary: format.serde, Parameters: format.parameters },
      },
    },
  };
}
