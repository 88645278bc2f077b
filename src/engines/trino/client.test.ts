import { describe, expect, test } from 'vitest';
import type { StatementError } from '../engine.ts';
import { trinoClient, TrinoFailure, type TrinoClient } from './client.ts';
import { readTrinoSettings } from './settings.ts';
import { fakeServer, type FakeServer, type ScriptedPage } from './testkit/fake-server.ts';
import { openTransport } from './transport.ts';

const ONE: readonly ScriptedPage[] = [{ columns: [{ name: 'a', type: 'integer' }], data: [[1]] }, {}];

/** Retries at once; what it waited for is in `pauses`. */
function clientOf({ port }: Pick<FakeServer, 'port'>, keys: Record<string, unknown> = {}) {
  const pauses: number[] = [];
  const settings = readTrinoSettings({ host: '127.0.0.1', port, catalog: 'iceberg', user: 'me', ...keys });
  const client = trinoClient(settings, openTransport(settings), (ms) => {
    pauses.push(ms);
    return Promise.resolve();
  });
  return { client, pauses };
}

async function failureOf(client: TrinoClient, sql = 'SELECT 1'): Promise<StatementError> {
  return client.query(sql).then(
    () => Promise.reject(new Error('no error')),
    (error: unknown) => error as StatementError,
  );
}

test('pages are followed at the target’s own address, whatever the server calls itself', async () => {
  const server = await fakeServer(() => [
    {},
    { columns: [{ name: 'a', type: 'integer' }], data: [[1], [2]] },
    { data: [] },
    { columns: [{ name: 'a', type: 'integer' }], data: [[3]], updateType: 'INSERT' },
    { updateType: 'INSERT', updateCount: 3, stats: { physicalInputBytes: 42 } },
  ]);
  const { client } = clientOf(server);
  const ids: string[] = [];
  const answer = await client.query('SELECT 1', { onQueryId: (id) => void ids.push(id) });
  expect(answer).toEqual({
    queryId: 'q1',
    columns: [{ name: 'a', type: 'integer' }],
    pages: [[[1], [2]], [], [[3]]],
    updateType: 'INSERT',
    updateCount: 3,
    physicalInputBytes: 42,
  });
  expect(ids).toEqual(['q1']);
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/statement',
    ...[0, 1, 2, 3, 4].map((page) => `GET /v1/statement/q1/${page}?slug=s`),
  ]);
  client.close();
});

test('the query goes on only when its id has been taken note of', async () => {
  const server = await fakeServer(() => ONE);
  const { client } = clientOf(server);
  let requestsBefore = 0;
  const onQueryId = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    requestsBefore = server.requests.length;
  };
  await client.query('SELECT 1', { onQueryId });
  expect(requestsBefore).toBe(1);
  const failing = client.query('SELECT 1', { onQueryId: () => Promise.reject(new Error('disk full')) });
  await expect(failing).rejects.toThrow('disk full');
  expect(server.requests.at(-2)?.method).toBe('DELETE');
});

test('integers beyond 2^53 are exact', async () => {
  const server = await fakeServer(() => [
    '{"id":"q1","columns":[{"name":"a","type":"bigint"}],"data":[[9223372036854775807,-9007199254740993,9007199254740991,1.2345678901234567E19,"1234567890123456789 \\" 1234567890123456789"]]}',
  ]);
  const { pages } = await clientOf(server).client.query('SELECT 1');
  expect(pages).toEqual([
    [
      [
        '9223372036854775807',
        '-9007199254740993',
        9007199254740991,
        12345678901234567000,
        '1234567890123456789 " 1234567890123456789',
      ],
    ],
  ]);
});

describe('a request that fails is sent again', () => {
  test.each([
    ['POST', { status: 503 }],
    ['POST', { status: 502 }],
    ['POST', 'cut'],
    ['GET /v1/statement', { status: 504 }],
    ['GET /v1/statement', { status: 429 }],
    ['GET /v1/statement', 'cut'],
  ] as const)('%s %j', async (match, fault) => {
    const server = await fakeServer(() => ONE);
    const { client, pauses } = clientOf(server);
    server.fail(match, fault, fault, fault);
    expect((await client.query('SELECT 1')).pages).toEqual([[[1]]]);
    expect(pauses).toEqual([100, 200, 400]);
  });

  test('but not for ever', async () => {
    const server = await fakeServer(() => ONE);
    const { client, pauses } = clientOf(server);
    server.fail('POST', ...Array.from({ length: 10 }, () => ({ status: 503, body: '<html>down</html>' })));
    expect(await failureOf(client)).toMatchObject({
      retryable: true,
      diagnostic: { code: 'engine-unreachable', message: expect.stringMatching(/^Trino at 127\.0\.0\.1:\d+ could not be opened: It is starting, stopping or overloaded \(503\)\.$/) },
    });
    expect(pauses.length).toBe(9);
    expect(Math.max(...pauses)).toBe(5000);
  }); // prettier-ignore
});

test('a statement whose server is gone may have been carried out or not', async () => {
  const server = await fakeServer(() => ONE);
  const { client } = clientOf(server);
  server.fail('GET', ...Array.from({ length: 10 }, () => 'cut' as const));
  expect(await failureOf(client)).toMatchObject({
    retryable: false,
    diagnostic: { code: 'engine-connection-lost', message: expect.stringContaining('The connection was closed.') },
  });
  server.fail('GET', { status: 404 });
  expect(await failureOf(client)).toMatchObject({
    retryable: false,
    diagnostic: { code: 'engine-connection-lost', message: expect.stringContaining('as after a restart') },
  });
});

test('what answers in other ways', async () => {
  const server = await fakeServer(() => ['<html>hello</html>']);
  const { client } = clientOf(server);
  expect((await failureOf(client)).diagnostic.message).toContain('What answers there is no Trino server (200).');
  server.fail('POST', { status: 404 });
  expect((await failureOf(client)).diagnostic.message).toContain('What answers there is no Trino server (404).');
  server.fail('POST', { status: 500, body: 'secret s3cr3t\nat java' });
  expect((await failureOf(client)).diagnostic.message).toContain('It answers 500. secret s3cr3t');
  server.fail('POST', { status: 400, body: 'Error 400 Bad Request: SQL statement is empty' });
  expect(await failureOf(client)).toBeInstanceOf(TrinoFailure);
});

describe('a signal', () => {
  test('cancels on the server, then waits for the end there', async () => {
    const server = await fakeServer(() => [{}, { endless: true }, {}]);
    const { client } = clientOf(server);
    const controller = new AbortController();
    const running = client.query('SELECT 1', { signal: controller.signal });
    while (server.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort();
    await expect(running).rejects.toMatchObject({ diagnostic: { code: 'engine-cancelled' } });
    expect(server.requests.slice(-2).map(({ method, path }) => `${method} ${path}`)).toEqual([
      expect.stringMatching(/^DELETE \/v1\/statement\/q1\/\d\?slug=s$/),
      'GET /v1/query/q1?pruned=true',
    ]);
  });

  test('that comes when all is over changes nothing', async () => {
    const server = await fakeServer(() => ONE);
    const controller = new AbortController();
    await clientOf(server).client.query('SELECT 1', { signal: controller.signal });
    controller.abort();
    expect(server.requests.some(({ method }) => method === 'DELETE')).toBe(false);
  });
});

test('a session’s headers', async () => {
  const server = await fakeServer(() => ONE);
  const { client } = clientOf(server, {
    password: 'pass:wörd',
    http_headers: { 'X-Trino-Role': 'system=ALL', 'x-gateway': 'g' },
    session_properties: { query_max_run_time: '1 h', 'iceberg.a': 'x,y=z' },
    client_tags: ['a', 'b'],
    http_scheme: 'http',
  });
  await client.query('SELECT 1');
  for (const { headers } of server.requests) {
    expect(headers).toMatchObject({
      authorization: `Basic ${Buffer.from('me:pass:wörd').toString('base64')}`,
      'x-trino-user': 'me',
      'x-trino-catalog': 'iceberg',
      'x-trino-source': 'lakemodel',
      'x-trino-time-zone': 'UTC',
      'x-trino-client-capabilities': 'PARAMETRIC_DATETIME',
      'x-trino-client-tags': 'a,b',
      'x-trino-session': 'query_max_run_time=1%20h,iceberg.a=x%2Cy%3Dz',
      'x-trino-role': 'system=ALL',
      'x-gateway': 'g',
    });
  }
  const other = clientOf(server, { jwt_token: 'abc.def', http_scheme: 'http', source: 'nightly' });
  await other.client.query('SELECT 1');
  expect(server.requests.at(-1)?.headers).toMatchObject({
    authorization: 'Bearer abc.def',
    'x-trino-source': 'nightly',
  });
});
