import { malformed, QueryFailure, unsupportedType } from '../refusals.js';
import { BACKQUOTED, isWord } from './reader.js';
import { checkIcebergProperties, isIcebergProperty, transformOrder } from './iceberg-properties.js';
import { iceberg, text } from './quote.js';
import { tokenize } from './tokens.js';

/** @typedef {import('./reader.js').Reader} Reader */
/** @typedef {import('./tokens.js').Token} Token */
/** @typedef {import('./translate.js').Plan} Plan */

/** SELECT and what changes rows: sent as it is. @param {Reader} reader @param {string} database @returns {Plan} */
export function dml(reader, database) {
  refuseBackticks(reader);
  refuseInlineFunctions(reader);
  const sql = reader.sql;
  const verb = reader.tokens[0]?.value;
  /** @type {Plan} */
  const select = {
    statementType: 'DML',
    substatementType: 'SELECT',
    header: true,
    trinoSyntax: true,
    steps: [{ do: 'trino', sql }],
  };
  if (verb === 'explain') return { ...select, statementType: 'UTILITY', substatementType: 'EXPLAIN' };
  if (verb !== 'insert' && verb !== 'merge' && verb !== 'update' && verb !== 'delete') return select;
  if (verb === 'merge') refuseBySource(reader);
  reader.at = verb === 'insert' || verb === 'merge' || verb === 'delete' ? 2 : 1;
  const writes = reader.relation('trino', database);
  return {
    ...select,
    substatementType: verb === 'merge' ? 'MERGE_INTO' : verb.toUpperCase(),
    header: false,
    writes,
    steps: [{ do: 'trino', sql, writes }],
  };
}

/** @param {Reader} reader @returns {Plan} */
export function createView(reader) {
  refuseBackticks(reader);
  return {
    statementType: 'DDL',
    substatementType: 'CREATE_VIEW',
    header: false,
    trinoSyntax: true,
    steps: [{ do: 'trino', sql: reader.sql }],
  };
}

/** @param {Reader} reader @returns {Plan} */
export function dropView(reader) {
  // Hive's parser reads it with backticks, but Athena drops views by Trino's alone.
  if (reader.tokens.some(({ kind }) => kind === 'backtick')) throw unsupportedType();
  return {
    statementType: 'DDL',
    substatementType: 'DROP_VIEW',
    header: false,
    trinoSyntax: true,
    steps: [{ do: 'trino', sql: reader.sql }],
  };
}

/** `CREATE TABLE … [WITH (…)] AS query`. @param {Reader} reader @param {string} database @returns {Plan} */
export function createTableAs(reader, database) {
  refuseBackticks(reader);
  reader.expect('create', 'table');
  const ifNotExists = reader.takes('if', 'not', 'exists');
  const relation = reader.relation('trino', database);
  const columns = reader.sees('(') ? reader.brackets() : undefined;
  /** @type {Map<string, Token[]>} */
  const properties = reader.takes('with') ? ctasProperties(reader) : new Map();
  if (!reader.takes('as')) throw unsupportedType();
  const query = reader.rest();
  const { sql: plain, suffix } = withoutData(reader, query);
  const location = checkIcebergCtas(properties);
  const list = columns ? ` (${columns.sql.slice(columns.tokens[0]?.start, columns.tokens.at(-1)?.end)})` : '';
  const create = `CREATE TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${iceberg(relation)}${list} WITH (${trinoProperties(reader, properties)}) AS ${plain}${suffix}`;
  return {
    // "DML indicates … statements, such as CREATE TABLE AS SELECT": the API reference on StatementType.
    statementType: 'DML',
    substatementType: 'CREATE_TABLE_AS_SELECT',
    header: false,
    trinoSyntax: true,
    writes: relation,
    location,
    steps: [{ do: 'create-table-as', relation, query: plain, sql: create, properties: ownProperties(properties) }],
  };
}

/** @param {Reader} reader @param {string} query */
function withoutData(reader, query) {
  const tokens = reader.tokens.slice(reader.at);
  const [a, b, c] = tokens.slice(-3);
  const withNo = isWord(a, 'with') && isWord(b, 'no') && isWord(c, 'data');
  const withData = isWord(b, 'with') && isWord(c, 'data');
  const cut = withNo ? a : withData ? b : undefined;
  if (!cut || !tokens[0]) return { sql: query, suffix: '' };
  return { sql: reader.sql.slice(tokens[0].start, cut.start).trimEnd(), suffix: withNo ? ' WITH NO DATA' : '' };
}

/** The tokens of each property's value. @param {Reader} reader */
function ctasProperties(reader) {
  const inner = reader.brackets();
  /** @type {Map<string, Token[]>} */
  const properties = new Map();
  inner.list(() => {
    const token = inner.peek();
    inner.trinoName();
    inner.expect('=');
    const from = inner.at;
    for (let depth = 0; !inner.ended && (depth > 0 || !inner.sees(',')); inner.at++) {
      const sign = inner.peek()?.text ?? '';
      if ('(['.includes(sign)) depth += 1;
      if (')]'.includes(sign)) depth -= 1;
    }
    // Names keep their case: "must be listed in lowercase, or your CTAS query will fail".
    properties.set(token?.kind === 'word' ? token.text : (token?.value ?? ''), inner.tokens.slice(from, inner.at));
  });
  inner.end();
  return properties;
}

/** @param {ReadonlyMap<string, readonly Token[]>} properties */
function checkIcebergCtas(properties) {
  const value = (/** @type {string} */ name) =>
    properties
      .get(name)
      ?.map((token) => (token.kind === 'string' ? token.value : token.text))
      .join('');
  const tableType = value('table_type');
  if (tableType?.toUpperCase() !== 'ICEBERG') {
    const foreign = ['partitioning', 'location', 'is_external'].find((name) => properties.has(name));
    if (foreign)
      throw new QueryFailure(
        `INVALID_TABLE_PROPERTY: Catalog 'awsdatacatalog' table property '${foreign}' does not exist`,
        { type: 1103 },
      );
    throw new QueryFailure(
      "athena-front: a CTAS without table_type='ICEBERG' makes a Hive table in Athena, which this front cannot write.",
      { type: 1200 },
    );
  }
  for (const name of properties.keys()) {
    if (isIcebergProperty(name) || ['table_type', 'is_external', 'location', 'partitioning'].includes(name)) continue;
    throw new QueryFailure(
      `INVALID_TABLE_PROPERTY: Catalog 'awsdatacatalog$iceberg-aws' table property '${name}' does not exist`,
      { type: 1103 },
    );
  }
  if (value('is_external') !== 'false')
    throw new QueryFailure('INVALID_TABLE_PROPERTY: Iceberg tables are managed: is_external must be false', {
      type: 1103,
    });
  const location = value('location');
  if (location === undefined)
    throw new QueryFailure("INVALID_TABLE_PROPERTY: The 'location' property is required for Iceberg tables", {
      type: 1103,
    });
  if (!/^s3:\/\/[^/]+\/.+/.test(location))
    throw new QueryFailure(`INVALID_TABLE_PROPERTY: location is not a folder in S3: ${location}`, { type: 1103 });
  checkIcebergProperties(ownProperties(properties));
  for (const token of properties.get('partitioning') ?? []) if (token.kind === 'string') checkPartitioning(token.value);
  return location;
}

/** One element of `partitioning`: a column, or `bucket(column, n)`. */
function checkPartitioning(/** @type {string} */ field) {
  const tokens = tokenize(field, 'trino');
  if (tokens.length === 1 && (tokens[0]?.kind === 'word' || tokens[0]?.kind === 'quoted')) return;
  const inner = tokens.slice(2, -1).filter(({ text }) => text !== ',');
  const order = transformOrder(
    tokens[0]?.value ?? '',
    inner.map(({ kind }) => ({ isNumber: kind === 'number' })),
  );
  if (order === 'ctas' || order === 'both') return;
  throw new QueryFailure(
    `INVALID_TABLE_PROPERTY: Unable to parse partitioning value: Invalid partition field declaration: ${field}`,
    { type: 1103 },
  );
}

/** What Trino keeps of the properties. @param {Reader} reader @param {ReadonlyMap<string, readonly Token[]>} properties */
function trinoProperties(reader, properties) {
  const kept = ['location', 'partitioning', 'format'].flatMap((name) => {
    const tokens = properties.get(name);
    const [first, last] = [tokens?.[0], tokens?.at(-1)];
    if (!first || !last) return [];
    const raw = reader.sql.slice(first.start, last.end);
    return `${name} = ${name === 'format' ? text(first.value.toUpperCase()) : raw}`;
  });
  return kept.join(', ');
}

/** Athena's own properties, which Trino has not. @param {ReadonlyMap<string, readonly Token[]>} properties @returns {Record<string, string>} */
function ownProperties(properties) {
  return Object.fromEntries(
    [...properties]
      .filter(([name]) => isIcebergProperty(name))
      .map(([name, tokens]) => [
        name,
        tokens.map(({ kind, text, value }) => (kind === 'string' ? value : text)).join(''),
      ]),
  );
}

function refuseBackticks(/** @type {Reader} */ reader) {
  const token = reader.tokens.find(({ kind }) => kind === 'backtick');
  if (token) throw malformed(token, BACKQUOTED);
}

/** Functions in SQL came with Trino 431; Athena's are Lambda's (`USING EXTERNAL FUNCTION`). */
function refuseInlineFunctions(/** @type {Reader} */ reader) {
  if (!reader.sees('with', 'function') || reader.peek(2)?.kind !== 'word') return;
  const token = reader.peek(2);
  if (token && !isWord(token, 'as')) throw malformed(token, `mismatched input '${token.text}'. Expecting: '(', 'AS'`);
}

function refuseBySource(/** @type {Reader} */ reader) {
  const { tokens } = reader;
  const index = tokens.findIndex(
    (token, at) => isWord(token, 'not') && isWord(tokens[at + 1], 'matched') && isWord(tokens[at + 2], 'by'),
  );
  const by = tokens[index + 2];
  if (index >= 0 && by) throw malformed(by, `mismatched input '${by.text}'. Expecting: 'AND', 'THEN'`);
}
