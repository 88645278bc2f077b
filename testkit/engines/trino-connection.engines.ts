import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StatementError } from '../../src/engines/engine.ts';
import { openTrino } from '../../src/engines/trino/connection.ts';
import { lake, newSchema, newSchemaPrefix, runTrino } from './lake.ts';

const prefix = newSchemaPrefix(afterAll);
const schema = await newSchema(prefix);
const { host, port } = lake().trino;
const connection = await openTrino({ settings: { host, port, catalog: 'iceberg', user: prefix }, threads: 4 });
afterAll(() => connection.close());

async function errorOf(work: Promise<unknown>): Promise<StatementError> {
  return work.then(
    () => Promise.reject(new Error('no error')),
    (error: unknown) => error as StatementError,
  );
}

async function stateOf(queryId: string): Promise<unknown> {
  const { rows } = await runTrino(`SELECT state FROM system.runtime.queries WHERE query_id = '${queryId}'`);
  return rows[0]?.[0];
}

const ENDLESS =
  'SELECT count(*) FROM UNNEST(sequence(1,10000)) a(x), UNNEST(sequence(1,10000)) b(y), UNNEST(sequence(1,10000)) c(z) WHERE x * y * z % 7 = 3';

test.each([
  ['CAST(1 AS tinyint)', 'tinyint', 1],
  ['9007199254740991', 'bigint', 9007199254740991],
  ['9223372036854775807', 'bigint', '9223372036854775807'],
  ['BIGINT \'-9223372036854775808\'', 'bigint', '-9223372036854775808'],
  ['REAL \'1.1\'', 'real', 1.1],
  ['1e300', 'double', 1e300],
  ['1.2345678901234567e5', 'double', 123456.78901234567],
  ['12345678901234567e3', 'double', 12345678901234567000],
  ['nan()', 'double', 'NaN'],
  ['-infinity()', 'double', '-Infinity'],
  ['CAST(infinity() AS real)', 'real', 'Infinity'],
  ['CAST(\'1.50\' AS decimal(38,2))', 'decimal(38,2)', '1.50'],
  ['DECIMAL \'12345678901234567890123456789012345678\'', 'decimal(38,0)', '12345678901234567890123456789012345678'],
  ['X\'68656C00FF\'', 'varbinary', '68656c00ff'],
  ['DATE \'2024-01-01\'', 'date', '2024-01-01'],
  ['TIME \'10:00:00.123456\'', 'time(6)', '10:00:00.123456'],
  ['TIME \'10:00:00+02:00\'', 'time(0) with time zone', '10:00:00+02:00'],
  ['TIMESTAMP \'2024-01-01 10:00:00.123456\'', 'timestamp(6)', '2024-01-01 10:00:00.123456'],
  ['TIMESTAMP \'2024-01-01 10:00:00 Europe/Paris\'', 'timestamp(0) with time zone', '2024-01-01 10:00:00 Europe/Paris'],
  ['INTERVAL \'1\' MONTH', 'interval year to month', '0-1'],
  ['INTERVAL \'1\' DAY', 'interval day to second', '1 00:00:00.000'],
  ['JSON \'{"a": 12345678901234567890}\'', 'json', '{"a":12345678901234567890}'],
  ['UUID \'12151fd2-7586-11e9-8f9e-2a86e4085a59\'', 'uuid', '12151fd2-7586-11e9-8f9e-2a86e4085a59'],
  ['IPADDRESS \'::1\'', 'ipaddress', '::1'],
  ['CAST(\'a\' AS char(3))', 'char(3)', 'a  '],
  ['\'say "1234567890123456789", \\ and 😀\'', 'varchar(34)', 'say "1234567890123456789", \\ and 😀'],
  ['ARRAY[X\'01\', NULL]', 'array(varbinary)', ['01', null]],
  ['ARRAY[9223372036854775807, 1]', 'array(bigint)', ['9223372036854775807', 1]],
  ['MAP(ARRAY[\'__proto__\', \'k\'], ARRAY[X\'02\', NULL])', 'map(varchar(9), varbinary)', JSON.parse('{"__proto__":"02","k":null}')],
  ['MAP(ARRAY[X\'04\'], ARRAY[9223372036854775806])', 'map(varbinary, bigint)', { '04': '9223372036854775806' }],
  ['CAST(ROW(1, X\'03\') AS row(a integer, "B c" varbinary))', 'row(a integer, "B c" varbinary)', [1, '03']],
  ['ROW(1, \'x\')', 'row(integer, varchar(1))', [1, 'x']],
  ['NULL', 'unknown', null],
  ['CAST(NULL AS varbinary)', 'varbinary', null],
])('the value and type of %s', async (sql, type, value) => {
  const { columns, rows } = await connection.execute(`SELECT ${sql} AS v`);
  expect(columns).toEqual([{ name: 'v', type }]);
  expect(rows).toEqual([[value]]);
}); // prettier-ignore

test('many rows come page by page, in order', async () => {
  const { rows } = await connection.execute(
    `SELECT a * 200 + b AS n, rpad('', 100, 'x') FROM UNNEST(sequence(0, 199)) x(a), UNNEST(sequence(0, 199)) y(b) ORDER BY n`,
  );
  expect(rows.map(([n]) => n)).toEqual(Array.from({ length: 40_000 }, (_, n) => n));
});

test('rows written, bytes read, the id of the query', async () => {
  const name = `iceberg.${schema}.figures`;
  const made = await connection.execute(`CREATE TABLE ${name} AS SELECT n FROM UNNEST(sequence(1, 500)) t(n)`);
  expect(made).toMatchObject({ rowsAffected: 500, queryId: expect.stringMatching(/^\d{8}_/) });
  expect((await connection.execute(`DELETE FROM ${name} WHERE n > 490`)).rowsAffected).toBe(10);
  const merge = `MERGE INTO ${name} t USING (VALUES 1, 2, 1000) s(n) ON t.n = s.n WHEN MATCHED THEN UPDATE SET n = -s.n WHEN NOT MATCHED THEN INSERT VALUES (s.n)`;
  expect((await connection.execute(merge)).rowsAffected).toBe(3);
  const read = await connection.execute(`SELECT count(*), sum(n) FROM ${name}`);
  expect(read.rows).toEqual([[491, 490 * 491 / 2 - 2 * 3 + 1000]]);
  expect(read.bytesScanned).toBeGreaterThan(100);
  expect(read.rowsAffected).toBeUndefined();
}); // prettier-ignore

describe('errors', () => {
  // The part between the marks is what the place covers; without marks there is no place.
  test.each([
    ['SELECT ⟦foo⟧ FROM (VALUES 1) t(a)', 'engine-column-missing', 'Column "foo" does not exist here.'],
    ["SELECT '数据', '😀é',\n\t'😀', ⟦foo⟧ FROM (VALUES 1) t(a)", 'engine-column-missing', 'Column "foo" does not exist here.'],
    ['SELECT ⟦u⟧.a FROM (VALUES 1) t(a)', 'engine-column-missing', 'Column "u.a" does not exist here.'],
    ['SELECT ⟦a⟧ FROM (VALUES 1) t(a), (VALUES 1) u(a)', 'engine-column-ambiguous', 'Column "a" is in more than one table.'],
    ['SELECT * FROM ⟦information_schema⟧.nope', 'engine-relation-missing', 'Table or view "iceberg.information_schema.nope" does not exist.'],
    ['SELECT * FROM ⟦nos⟧.nope', 'engine-schema-missing', 'Schema "nos" does not exist.'],
    ['SELECT * FROM ⟦nocat⟧.nos.nope', 'engine-catalog-missing', 'There is no catalog "nocat".'],
    ['⟦DROP⟧ TABLE $schema.nope', 'engine-relation-missing', 'Table or view "iceberg.$schema.nope" does not exist.'],
    ['⟦DROP⟧ TABLE $schema.v', 'engine-other-kind', '"iceberg.$schema.v" is a view, not a table.'],
    ['⟦DROP⟧ VIEW $schema.t', 'engine-other-kind', '"iceberg.$schema.t" is a table, not a view.'],
    ['⟦CREATE⟧ OR REPLACE VIEW $schema.t AS SELECT 1 a', 'engine-other-kind', '"iceberg.$schema.t" is a table, not a view.'],
    ['⟦CREATE⟧ TABLE $schema.t (a integer)', 'engine-already-exists', 'A table named "iceberg.$schema.t" exists already.'],
    ['⟦CREATE⟧ SCHEMA $schema', 'engine-already-exists', 'A schema named "iceberg.$schema" exists already.'],
    ['⟦ALTER⟧ TABLE $schema.t ADD COLUMN a integer', 'engine-already-exists', 'A column named "a" exists already.'],
    ['SELECT ⟦nofunc⟧(1)', 'engine-function-missing', 'The engine has no function "nofunc".'],
    ["SELECT ⟦abs⟧('a', 'b')", 'engine-function-arguments', 'No function takes these arguments: abs(varchar(1), varchar(1)).'],
    ["SELECT a ⟦=⟧ 'x' FROM (VALUES 1) t(a)", 'engine-statement-refused', 'The engine refuses the statement: Cannot apply operator: integer = varchar(1).'],
    ['SELECT 1 +⟦⟧', 'engine-syntax', 'The engine cannot read the statement: It ends too early. Expecting: <expression>.'],
    ['SELECT 1⟦;⟧ -- end', 'engine-syntax', 'The engine cannot read the statement: A statement has no semicolon at its end.'],
    ['SELECT 1⟦;⟧ SELECT 2', 'engine-several-statements', 'The text holds more than one statement.'],
    ['', 'engine-no-statement', 'The text holds no statement.'],
    ['-- nothing⟦⟧', 'engine-no-statement', 'The text holds no statement.'],
    ["SELECT CAST('x' AS integer)", 'engine-value-invalid', "A value cannot be worked with: Cannot cast 'x' to INT."],
    ['SELECT 1 / 0', 'engine-value-invalid', 'A value cannot be worked with: Division by zero.'],
    ["SELECT fail('two rows of key 7')", 'engine-value-invalid', 'A value cannot be worked with: Two rows of key 7.'],
    ['INSERT INTO $schema.t (a) VALUES NULL', 'engine-constraint', 'A row breaks a constraint of the table: NULL value not allowed for NOT NULL column: a.'],
    ['USE iceberg.$schema', 'engine-session-statement', 'A setting of its own cannot be made by a statement: statements share several sessions.'],
    ["SET SESSION query_max_run_time = '1h'", 'engine-session-statement', 'A setting of its own cannot be made by a statement: statements share several sessions.'],
    ['START TRANSACTION', 'engine-session-statement', 'A transaction of its own cannot be made by a statement: statements share several sessions.'],
  ])('%s', async (marked, code, message) => {
    await connection.execute(`CREATE TABLE IF NOT EXISTS ${schema}.t (a integer NOT NULL)`);
    await connection.execute(`CREATE OR REPLACE VIEW ${schema}.v AS SELECT 1 AS a`);
    const text = marked.replaceAll('$schema', schema);
    const sql = text.replace(/[⟦⟧]/g, '');
    for (const comment of [undefined, 'run 1 */ SELECT\n*']) {
      const { diagnostic } = await errorOf(connection.execute(sql, { label: 'model.x', ...(comment !== undefined && { comment }) }));
      // Without a statement a comment alone is one that ends too early.
      if (sql === '' && comment !== undefined) continue;
      expect(diagnostic).toMatchObject({ code, message: message.replaceAll('$schema', schema) });
      expect(marksAt(sql, diagnostic.place)).toBe(text);
    }
  }); // prettier-ignore

  test('a place names the statement', async () => {
    const { diagnostic } = await errorOf(
      connection.execute('SELECT\n  foo', { label: 'model.shop.x', comment: 'run' }),
    );
    expect(diagnostic.place).toMatchObject({ file: 'model.shop.x', line: 2, column: 3, endColumn: 6 });
    expect(diagnostic.place?.frame.join('\n')).toContain('foo');
  });
});

function marksAt(sql: string, place: StatementError['diagnostic']['place']): string {
  if (!place) return sql;
  const lines = sql.split('\n');
  const line = lines[place.line - 1] ?? '';
  const end = Math.min(place.endColumn, line.length + 1);
  const marked = `${line.slice(0, place.column - 1)}⟦${line.slice(place.column - 1, end - 1)}⟧${line.slice(end - 1)}`;
  return lines.with(place.line - 1, marked).join('\n');
}

describe('a signal', () => {
  test('ends the query on the server before the error is thrown', async () => {
    const controller = new AbortController();
    let queryId = '';
    const running = connection.execute(ENDLESS, { signal: controller.signal, onQueryId: (id) => void (queryId = id) });
    while ((await stateOf(queryId)) !== 'RUNNING');
    controller.abort();
    expect((await errorOf(running)).diagnostic.code).toBe('engine-cancelled');
    expect(await stateOf(queryId)).toBe('FAILED');
  });

  test('that has come already sends nothing; one that comes before the first page lets nothing begin', async () => {
    const early = await errorOf(connection.execute('SELECT 1', { signal: AbortSignal.abort() }));
    expect(early.diagnostic.code).toBe('engine-cancelled');
    const controller = new AbortController();
    const name = `${schema}.never`;
    const late = await errorOf(
      connection.execute(`CREATE TABLE ${name} (a integer)`, { signal: controller.signal, onQueryId: () => controller.abort() }),
    ); // prettier-ignore
    expect(late.diagnostic.code).toBe('engine-cancelled');
    expect((await runTrino(`SHOW TABLES FROM iceberg.${schema} LIKE 'never'`)).rows).toEqual([]);
  });
});

// What a client may rely on that sends a statement again after it got no answer: `client.ts`.
test('a statement that was taken but never asked for pages does not begin', async () => {
  const url = new URL('/v1/statement', lake().trino.url);
  const headers = { 'X-Trino-User': prefix };
  const response = await fetch(url, { method: 'POST', headers, body: `CREATE TABLE iceberg.${schema}.unasked (a integer)` });
  const { id } = (await response.json()) as { id: string };
  for (let look = 0; look < 10; look++) expect(await stateOf(id)).toBeUndefined();
  expect((await runTrino(`SHOW TABLES FROM iceberg.${schema} LIKE 'unasked'`)).rows).toEqual([]);
}); // prettier-ignore

describe('a query that its client left', () => {
  // Asked for its first pages as a client would, then left.
  async function left(sql: string): Promise<string> {
    const headers = { 'X-Trino-User': prefix };
    const url = new URL('/v1/statement', lake().trino.url);
    let page = (await (await fetch(url, { method: 'POST', headers, body: sql })).json()) as { id: string; nextUri?: string; stats: { state: string } };
    while (page.nextUri !== undefined && page.stats.state !== 'RUNNING') page = (await (await fetch(page.nextUri, { headers })).json()) as typeof page;
    return page.id;
  } // prettier-ignore

  test('is ended', async () => {
    const queryId = await left(ENDLESS);
    expect(await connection.settle?.(queryId)).toBe('failed');
    expect(await stateOf(queryId)).toBe('FAILED');
  });

  test('may have ended well, or badly, or be unknown', async () => {
    const { queryId = '' } = await connection.execute('SELECT 1');
    expect(await connection.settle?.(queryId)).toBe('succeeded');
    let failed = '';
    await errorOf(connection.execute('SELECT 1 / 0', { onQueryId: (id) => void (failed = id) }));
    expect(await connection.settle?.(failed)).toBe('failed');
    expect(await connection.settle?.("20200101_000000_00000_o'k")).toBe('unknown');
  });
});

describe('the warehouse', () => {
  beforeAll(async () => {
    await runTrino(`CREATE TABLE iceberg.${schema}.facts (
      a bigint COMMENT 'the a', "we ""ird" decimal(10, 2), ts timestamp(6), r row(x integer, "Y z" array(varchar))
    ) COMMENT 'it''s WITH (location = ''x'')' WITH (partitioning = ARRAY['day(ts)', 'bucket(a, 4)', '"we ""ird"'])`);
    await runTrino(`INSERT INTO iceberg.${schema}.facts (a, ts) VALUES (1, TIMESTAMP '2024-01-01 00:00:00'), (2, TIMESTAMP '2024-01-02 00:00:00')`);
    await runTrino(`CREATE TABLE iceberg.${schema}.gone (z integer)`);
    await runTrino(`CREATE VIEW iceberg.${schema}.stale COMMENT 'a view' AS SELECT z FROM iceberg.${schema}.gone`);
    await runTrino(`DROP TABLE iceberg.${schema}.gone`);
  }); // prettier-ignore

  test('describe', async () => {
    const found = await connection.describe([
      { schema: schema.toUpperCase(), identifier: 'Facts' },
      { database: 'iceberg', schema, identifier: 'facts' },
      { database: 'iceberg', schema, identifier: 'stale' },
      { schema, identifier: "no'thing" },
      { schema: 'nos', identifier: 'nope' },
    ]);
    expect([...found.keys()].sort()).toEqual([`iceberg.${schema}.facts`, `iceberg.${schema}.stale`, `${schema}.facts`]);
    const facts = found.get(`${schema}.facts`);
    expect(facts).toMatchObject({
      kind: 'table',
      columns: [
        { name: 'a', type: 'bigint' },
        { name: 'we "ird', type: 'decimal(10,2)' },
        { name: 'ts', type: 'timestamp(6)' },
        { name: 'r', type: 'row(x integer, "Y z" array(varchar))' },
      ],
      comments: { relation: "it's WITH (location = 'x')", columns: { a: 'the a' } },
      location: expect.stringMatching(/^s3:\/\/.*\/facts-[0-9a-f]+$/),
      partitionedBy: ['day(ts)', 'bucket(a, 4)', '"we ""ird"'],
    });
    expect(facts?.uuid).toBe(facts?.location);
    expect(found.get(`iceberg.${schema}.stale`)).toMatchObject({
      kind: 'view',
      columns: [{ name: 'z', type: 'integer' }],
      comments: { relation: 'a view', columns: {} },
      uuid: `unidentified:iceberg.${schema}.stale`,
    });
  });

  test('a table that is dropped and made again is another one', async () => {
    const relation = { schema, identifier: 'again' };
    const identities = new Set<string | undefined>();
    for (let time = 0; time < 2; time++) {
      await connection.execute(`DROP TABLE IF EXISTS ${schema}.again`);
      await connection.execute(`CREATE TABLE ${schema}.again (a integer)`);
      const info = async () => (await connection.describe([relation])).get(`${schema}.again`)?.uuid;
      identities.add(await info());
      await connection.execute(`CREATE OR REPLACE TABLE ${schema}.again AS SELECT 1 AS b`);
      identities.add(await info());
    }
    expect(identities.size).toBe(2);
  });

  test('tables and schemas', async () => {
    const tables = await connection.tables({ schema: schema.toUpperCase() });
    expect(tables.map(({ name }) => name)).toEqual(tables.map(({ name }) => name).toSorted());
    expect(tables.find(({ name }) => name === 'facts')).toMatchObject({
      comment: "it's WITH (location = 'x')",
      columns: [
        { name: 'a', type: 'bigint', comment: 'the a' },
        { name: 'we "ird', type: 'decimal(10,2)' },
        { name: 'ts' },
        { name: 'r', type: 'row(x integer, "Y z" array(varchar))' },
      ],
    });
    expect(await connection.tables({ schema: 'nos' })).toEqual([]);
    expect(await connection.schemas()).toContain(schema);
  });

  test('sizes come from metadata; what has none is left out', async () => {
    const names = ['facts', 'stale', 'nope'];
    const sizes = await connection.sizes?.(names.map((identifier) => ({ schema, identifier })));
    expect([...(sizes ?? [])]).toEqual([[`${schema}.facts`, { rows: 2, files: 2, bytes: expect.any(Number) }]]);
    await connection.execute(`DELETE FROM ${schema}.facts WHERE a = 2 AND "we ""ird" IS NULL`);
    expect((await connection.sizes?.([{ schema, identifier: 'facts' }]))?.get(`${schema}.facts`)).toMatchObject({ rows: 1 });
  }); // prettier-ignore

  test('descriptions are written', async () => {
    const relation = { schema, identifier: 'facts' };
    const columns = [{ name: 'we "ird', description: "it's odd" }];
    await connection.act?.({ kind: 'describe-table', relation, description: 'Facts;', columns });
    const found = (await connection.describe([relation])).get(`${schema}.facts`);
    expect(found?.comments).toEqual({ relation: 'Facts;', columns: { a: 'the a', 'we "ird': "it's odd" } });
  });

  test('300 relations', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, part) => runTrino(`CREATE TABLE iceberg.${schema}.many_${part} (a integer)`)));
    const relations = Array.from({ length: 300 }, (_, index) => ({ schema, identifier: `many_${index}` }));
    expect((await connection.describe(relations)).size).toBe(6);
  }); // prettier-ignore
});

test('the comment stands before the text on the server, whatever is in it', async () => {
  const comment = 'lakemodel {"run": "r1", "node": "model.a"} */ DROP TABLE x\n-- *';
  const { queryId = '', rows } = await connection.execute('SELECT 42', { comment });
  expect(rows).toEqual([[42]]);
  const seen = await runTrino(`SELECT query, source, "user" FROM system.runtime.queries WHERE query_id = '${queryId}'`);
  expect(seen.rows).toEqual([
    ['/* lakemodel {"run": "r1", "node": "model.a"} * / DROP TABLE x -- *  */\nSELECT 42', 'lakemodel', prefix],
  ]);
});

test('the session is the target’s, its time zone and language are not', async () => {
  const settings = {
    host,
    port,
    catalog: 'ICEBERG',
    user: prefix,
    source: 'nightly',
    session_properties: { task_max_writer_count: 1, query_max_run_time: '17m', 'iceberg.compression_codec': 'NONE' },
  };
  const other = await openTrino({ settings, threads: 1 });
  const { rows } = await other.execute('SHOW SESSION');
  const values = new Map(rows.map(([name, value]) => [name, value]));
  expect(values.get('task_max_writer_count')).toBe('1');
  expect(values.get('query_max_run_time')).toBe('17m');
  expect(values.get('iceberg.compression_codec')).toBe('NONE');
  const session = await other.execute(`SELECT current_timezone(), date_format(DATE '2024-01-01', '%W'), current_catalog, current_user`);
  expect(session.rows).toEqual([['UTC', 'Monday', 'iceberg', prefix]]);
  await other.close();
  expect((await errorOf(other.execute('SELECT 1'))).diagnostic.code).toBe('engine-closed');
}); // prettier-ignore

test('many statements side by side', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, (_, n) => connection.execute(`SELECT ${n}`)));
  expect(results.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 20 }, (_, n) => n));
});
