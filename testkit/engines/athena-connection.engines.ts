import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openAthena } from '../../src/engines/athena/connection.ts';
import { StatementError, type Connection } from '../../src/engines/engine.ts';
import { startAthenaFront, type AthenaFront } from '../athena-front/front.js';
import { lake, newSchemaPrefix } from './lake.ts';

const prefix = newSchemaPrefix(afterAll);
const db = `${prefix}_athena`;
const shared: { front?: AthenaFront; connection?: Connection } = {};

beforeAll(async () => {
  const { trino, aws, bucket } = lake();
  const keys = { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey };
  shared.front = await startAthenaFront({ trino: trino.url, glue: { endpoint: aws.endpoint, region: aws.region, keys }, activeQueryLimit: 4 }); // prettier-ignore
  shared.connection = await openAthena({
    settings: {
      region: aws.region,
      endpoint_url: aws.endpoint,
      athena_endpoint_url: shared.front.url,
      aws_access_key_id: keys.accessKeyId,
      aws_secret_access_key: keys.secretAccessKey,
      s3_staging_dir: `s3://${bucket}/${prefix}/results/`,
      poll_interval: 0.2,
    },
    threads: 4,
  });
  await athena().execute(`CREATE DATABASE IF NOT EXISTS \`${db}\` LOCATION 's3://${bucket}/${prefix}/athena/'`);
});

afterAll(async () => {
  await shared.connection?.close();
  await shared.front?.stop();
});

afterEach(() => front().faults.clear());

function athena(): Connection {
  if (!shared.connection) throw new Error('The connection was not opened');
  return shared.connection;
}

function front(): AthenaFront {
  if (!shared.front) throw new Error('The front was not started');
  return shared.front;
}

async function make(table: string, query: string): Promise<void> {
  const location = `s3://${lake().bucket}/${prefix}/athena/${table}/r1/`;
  await athena().execute(`CREATE TABLE "${db}"."${table}" WITH (table_type = 'ICEBERG', is_external = false, location = '${location}') AS ${query}`); // prettier-ignore
}

async function failureOf(work: Promise<unknown>): Promise<StatementError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StatementError)) throw new Error(`No StatementError: ${String(error)}`);
  return error;
}

test('a table is written, described, read and measured', async () => {
  await make('t', "SELECT bigint '9223372036854775807' AS id, decimal '1.50' AS d, CAST(timestamp '2024-01-01 10:00:00' AS timestamp(6)) AS ts, x'68ff' AS b, CAST(NULL AS varchar) AS v, true AS f"); // prettier-ignore
  const written = await athena().execute(`INSERT INTO "${db}"."t" SELECT * FROM "${db}"."t"`, { comment: '{"node":"x"}' }); // prettier-ignore
  expect(written.rowsAffected).toBe(1);
  expect(front().queries.at(-1)?.sql).toMatch(/^-- lakemodel \{"node":"x"\}\n/);
  const read = await athena().execute(`SELECT * FROM "${db}"."t" LIMIT 1`);
  expect(read.rows).toEqual([['9223372036854775807', '1.50', '2024-01-01 10:00:00.000000', '68ff', null, true]]);
  expect(read.bytesScanned).toBeGreaterThan(0);
  expect(read.columns.map(({ type }) => type)).toEqual(['bigint', 'decimal(3,2)', 'timestamp(6)', 'varbinary', 'varchar', 'boolean']); // prettier-ignore
  const relation = { schema: db, identifier: 't' };
  const info = (await athena().describe([relation, { schema: db, identifier: 'none' }])).get(`${db}.t`);
  expect(info).toMatchObject({ kind: 'table', location: `s3://${lake().bucket}/${prefix}/athena/t/r1/` });
  expect(info?.columns[2]).toEqual({ name: 'ts', type: 'timestamp(6)' });
  expect((await athena().sizes?.([relation]))?.get(`${db}.t`)).toMatchObject({ rows: 2, files: 2 });
});

test('pages of a thousand rows', async () => {
  const { rows } = await athena().execute('SELECT n FROM UNNEST(sequence(1, 2500)) AS s(n) ORDER BY n');
  expect([rows.length, rows[0], rows[2499]]).toEqual([2500, [1], [2500]]);
});

test("errors have the author's place", async () => {
  const sql = `SELECT\n  nope\nFROM "${db}"."t"`;
  const { diagnostic } = await failureOf(athena().execute(sql, { comment: 'x', label: 'model.a' }));
  expect(diagnostic).toMatchObject({ code: 'engine-column-missing', place: { file: 'model.a', line: 2, column: 3 } });
  expect((await failureOf(athena().execute(`SELECT * FROM "${db}"."none"`))).diagnostic.code).toBe('engine-relation-missing'); // prettier-ignore
  expect((await failureOf(athena().execute('SELEC 1'))).diagnostic.code).toBe('engine-syntax');
});

test('what Athena stumbles over is overcome: throttling, a cut line, a commit conflict', async () => {
  await make('faulty', 'SELECT 1 AS id');
  const insert = `INSERT INTO "${db}"."faulty" SELECT 2`;
  front().faults.next({ when: 'start', kind: 'throttle', times: 2 });
  front().faults.next({ when: 'start', kind: 'cut' });
  front().faults.next({ when: 'poll', kind: 'throttle', times: 2 });
  front().faults.next({ when: 'run', kind: 'iceberg-commit', match: /INSERT/ });
  await athena().execute(insert);
  expect(front().faults.pending).toEqual([]);
  expect((await athena().execute(`SELECT count(*) FROM "${db}"."faulty"`)).rows).toEqual([[2]]);
});

test('more queries than the account may run at once all come through', async () => {
  const results = await Promise.all(Array.from({ length: 16 }, (_, n) => athena().execute(`SELECT ${n}`)));
  expect(results.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 16 }, (_, n) => n));
});

test('cancelling ends the query, and settling one that was left', async () => {
  front().faults.next({ when: 'run', kind: 'stuck-queued', match: /stuck/ });
  const controller = new AbortController();
  const work = athena().execute("SELECT 'stuck'", { signal: controller.signal, onQueryId: () => controller.abort() });
  expect((await failureOf(work)).diagnostic.code).toBe('engine-cancelled');
  expect(front().queries.at(-1)?.state).toBe('CANCELLED');
  expect(await athena().settle?.(front().queries.at(-1)?.id ?? '')).toBe('failed');
});
