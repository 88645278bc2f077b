import { malformed, notInThisFront } from '../refusals.js';

/** @typedef {import('./reader.js').Reader} Reader */
/** @typedef {import('./translate.js').Plan} Plan */
/** @typedef {import('../steps/steps.js').Step} Step */

/** @param {string} substatementType @param {Step} step @param {Plan['statementType']} [statementType] @returns {Plan} */
function plan(substatementType, step, statementType = 'DDL') {
  return { statementType, substatementType, header: false, trinoSyntax: false, steps: [step] };
}

/** @param {Reader} reader @returns {Plan} */
export function createDatabase(reader) {
  reader.expect('create');
  reader.at += 1;
  const ifNotExists = reader.takes('if', 'not', 'exists');
  const name = reader.hiveName();
  const comment = reader.takes('comment') ? reader.hiveString() : undefined;
  const location = reader.takes('location') ? reader.hiveString() : undefined;
  if (reader.takes('with', 'dbproperties')) reader.properties();
  reader.end();
  return plan('CREATE_DATABASE', {
    do: 'create-database',
    name,
    ifNotExists,
    ...(comment !== undefined && { comment }),
    ...(location !== undefined && { location }),
  });
}

/** DROP TABLE and DROP DATABASE; views are Trino's. @param {Reader} reader @param {string} database @returns {Plan} */
export function drop(reader, database) {
  reader.expect('drop');
  if (reader.takes('table')) {
    const ifExists = reader.takes('if', 'exists');
    const relation = reader.relation('hive', database);
    reader.end();
    return plan('DROP_TABLE', { do: 'drop-table', relation, ifExists });
  }
  if (!reader.takes('database')) reader.expect('schema');
  const ifExists = reader.takes('if', 'exists');
  const name = reader.hiveName();
  const cascade = reader.takes('cascade');
  if (!cascade) reader.takes('restrict');
  reader.end();
  return plan('DROP_DATABASE', { do: 'drop-database', name, ifExists, cascade });
}

/** @param {Reader} reader @param {string} database @returns {Plan} */
export function repair(reader, database) {
  reader.expect('msck', 'repair', 'table');
  const relation = reader.relation('hive', database);
  reader.end();
  return plan('MSCK_REPAIR_TABLE', { do: 'repair-table', relation });
}

/** OPTIMIZE and VACUUM: names plain or in backticks, "double quotes will not work". @param {Reader} reader @param {string} database @returns {Plan} */
export function maintenance(reader, database) {
  const quotes = reader.tokens.find(({ kind }) => kind === 'quoted');
  if (quotes) throw malformed(quotes, `mismatched input '${quotes.text}'. Expecting: identifier`);
  if (reader.takes('vacuum')) {
    if (reader.peek()?.kind === 'backtick' && reader.peek(1)?.text === '.')
      throw reader.mismatch('a database name without backticks');
    const relation = reader.relation('hive', database);
    reader.end();
    return plan('VACUUM', { do: 'vacuum', relation }, 'DML');
  }
  reader.expect('optimize');
  const relation = reader.relation('hive', database);
  reader.expect('rewrite', 'data');
  // A known issue: "this statement fails when a newline character separates DATA and USING".
  if (reader.peek()?.line !== reader.peek(-1)?.line) throw reader.mismatch("'USING' on the line of DATA");
  reader.expect('using', 'bin_pack');
  const where = reader.takes('where') ? optimizeCondition(reader) : undefined;
  if (where === undefined) reader.end();
  return plan('OPTIMIZE', { do: 'optimize', relation, ...(where !== undefined && { where }) }, 'DML');
}

/** The condition as Trino reads it. */
function optimizeCondition(/** @type {Reader} */ reader) {
  if (reader.ended) throw reader.mismatch('expression');
  return reader.tokens
    .slice(reader.at)
    .map(({ kind, text, value }) => (kind === 'backtick' ? `"${value.replaceAll('"', '""')}"` : text))
    .join(' ');
}

/** @param {Reader} reader @param {string} database @returns {Plan} */
export function describe(reader, database) {
  reader.at += 1;
  if (reader.sees('extended') || reader.sees('formatted')) throw notInThisFront('DESCRIBE EXTENDED|FORMATTED');
  const relation = reader.relation('hive', database);
  reader.end();
  return plan('DESCRIBE_TABLE', { do: 'show', what: 'describe', relation }, 'UTILITY');
}

/** @param {Reader} reader @param {string} database @returns {Plan} */
export function show(reader, database) {
  reader.expect('show');
  const utility = (/** @type {string} */ substatementType, /** @type {Step} */ step) =>
    plan(substatementType, step, 'UTILITY');
  if (reader.takes('databases') || reader.takes('schemas')) {
    const pattern = reader.takes('like') ? reader.hiveString() : undefined;
    reader.end();
    return utility('SHOW_DATABASES', { do: 'show', what: 'databases', ...(pattern !== undefined && { pattern }) });
  }
  if (reader.takes('tables')) {
    const schema = reader.takes('in') || reader.takes('from') ? reader.hiveName() : database;
    const pattern = reader.ended ? undefined : reader.hiveString();
    reader.end();
    return utility('SHOW_TABLES', {
      do: 'show',
      what: 'tables',
      relation: { schema: schema.toLowerCase(), table: '' },
      ...(pattern !== undefined && { pattern }),
    });
  }
  if (reader.takes('columns')) {
    if (!reader.takes('in')) reader.expect('from');
    const relation = reader.relation('hive', database);
    reader.end();
    return utility('SHOW_COLUMNS', { do: 'show', what: 'columns', relation });
  }
  if (reader.takes('tblproperties')) {
    const relation = reader.relation('hive', database);
    reader.end();
    return utility('SHOW_TABLE_PROPERTIES', { do: 'show', what: 'properties', relation });
  }
  if (reader.takes('partitions')) {
    const relation = reader.relation('hive', database);
    reader.end();
    return utility('SHOW_PARTITIONS', { do: 'show', what: 'partitions', relation });
  }
  if (reader.sees('create') || reader.sees('views')) throw notInThisFront('SHOW CREATE and SHOW VIEWS');
  throw reader.mismatch(
    "'COLUMNS', 'CREATE', 'DATABASES', 'PARTITIONS', 'SCHEMAS', 'TABLES', 'TBLPROPERTIES', 'VIEWS'",
  );
}
