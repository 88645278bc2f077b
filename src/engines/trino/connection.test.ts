import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StatementError } from '../engine.ts';
import { openTrino } from './connection.ts';
import { fakeServer, type FakeServer, type ScriptedPage } from './testkit/fake-server.ts';
import { selfSigned } from './testkit/self-signed.ts';

const VERSION = version('476');

function version(text: string): readonly ScriptedPage[] {
  return [{ columns: [{ name: '_col0', type: 'varchar' }], data: [[text]] }];
}

function settingsOf({ port }: Pick<FakeServer, 'port'>, keys: Record<string, unknown> = {}) {
  return { threads: 2, settings: { host: '127.0.0.1', port, catalog: 'iceberg', user: 'me', ...keys } };
}

async function errorOf(work: Promise<unknown>): Promise<StatementError> {
  return work.then(
    () => Promise.reject(new Error('no error')),
    (error: unknown) => error as StatementError,
  );
}

describe('what hinders opening', () => {
  test('nothing listens there', async () => {
    const server = await fakeServer(() => VERSION);
    await server.stop();
    const { diagnostic } = await errorOf(openTrino(settingsOf(server)));
    expect(diagnostic).toMatchObject({
      code: 'engine-unreachable',
      message: `Trino at 127.0.0.1:${server.port} could not be opened: Nothing listens there.`,
      hint: 'Check `host` and `port` of the target, and that the server runs.',
    });
  });

  test.each([401, 403])('%i: the user is not let in, and no secret is told', async (status) => {
    const server = await fakeServer(() => VERSION);
    server.fail('POST', { status, body: 'Bad credentials s3cr3t for me' });
    const { diagnostic } = await errorOf(openTrino(settingsOf(server, { password: 's3cr3t', http_scheme: 'http' })));
    expect(diagnostic.code).toBe('engine-unreachable');
    expect(diagnostic.message).toContain(`does not let this user in (${status})`);
    expect(JSON.stringify(diagnostic)).not.toContain('s3cr3t');
  });

  test('the server takes no queries yet', async () => {
    const error = { message: 'Trino server is still initializing', errorName: 'SERVER_STARTING_UP', errorType: 'INTERNAL_ERROR' }; // prettier-ignore
    const server = await fakeServer(() => [{ error }]);
    expect(await errorOf(openTrino(settingsOf(server)))).toMatchObject({
      retryable: true,
      diagnostic: { code: 'engine-statement-failed', message: expect.stringContaining('still initializing') },
    });
  });

  test.each(['477', '478', '483-e.1'])('version %s is faulty', async (text) => {
    const server = await fakeServer(() => version(text));
    const number = Number.parseInt(text, 10);
    const { diagnostic } = await errorOf(openTrino(settingsOf(server)));
    expect(diagnostic).toMatchObject({ code: 'engine-version-refused', hint: expect.stringContaining(`allow_version: ${number}`) }); // prettier-ignore
    await expect(openTrino(settingsOf(server, { allow_version: 400 }))).rejects.toThrow(text.slice(0, 3));
    await (await openTrino(settingsOf(server, { allow_version: number }))).close();
  });

  test.each(['476', '484', '476-amzn-0', 'testversion'])('version %s is taken', async (text) => {
    const server = await fakeServer(() => version(text));
    await (await openTrino(settingsOf(server))).close();
  });
});

describe('TLS', () => {
  test('a certificate that nobody known signed is refused, or trusted by its file, or not looked at', async () => {
    const tls = selfSigned();
    const server = await fakeServer(() => VERSION, tls);
    const folder = await mkdtemp(join(tmpdir(), 'lakemodel-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, tls.cert);

    const { diagnostic } = await errorOf(openTrino(settingsOf(server, { http_scheme: 'https' })));
    expect(diagnostic).toMatchObject({ code: 'engine-unreachable', hint: expect.stringContaining('ca_file') });
    await (await openTrino(settingsOf(server, { ssl: true, ca_file: caFile, password: 'p' }))).close();
    expect(server.requests.at(-1)?.headers.authorization).toMatch(/^Basic /);
    await (await openTrino(settingsOf(server, { ssl: true, verify: false }))).close();
    const missing = await errorOf(openTrino(settingsOf(server, { ssl: true, ca_file: join(folder, 'nope.pem') })));
    expect(missing.diagnostic).toMatchObject({ code: 'engine-target-invalid', message: expect.stringContaining('nope.pem') }); // prettier-ignore
  });

  test('the one side speaks TLS, the other does not', async () => {
    const plain = await fakeServer(() => VERSION);
    const toPlain = await errorOf(openTrino(settingsOf(plain, { ssl: true })));
    expect(toPlain.diagnostic).toMatchObject({ code: 'engine-unreachable', hint: expect.stringContaining('http') });
    const secure = await fakeServer(() => VERSION, selfSigned());
    const toSecure = await errorOf(openTrino(settingsOf(secure)));
    expect(toSecure.diagnostic).toMatchObject({ code: 'engine-unreachable', hint: expect.stringContaining('https') });
  });
});

test('a result, its types canonical, its varbinary in hex', async () => {
  const columns = [
    { name: 'a', type: 'Timestamp(6) With Time Zone' },
    { name: 'b', type: 'map(varchar, array(varbinary))' },
    { name: 'c', type: 'Geometry3' },
  ];
  const data = [
    ['2024-01-01 00:00:00.000000 UTC', { k: ['aGk=', null] }, 'x'],
    [null, null, null],
  ];
  const server = await fakeServer((sql) => (sql.includes('version()') ? VERSION : [{ columns, data, updateCount: 2 }]));
  const connection = await openTrino(settingsOf(server));
  expect(await connection.execute('SELECT …')).toMatchObject({
    columns: [{ type: 'timestamp(6) with time zone' }, { type: 'map(varchar, array(varbinary))' }, { type: 'Geometry3' }],
    rows: [['2024-01-01 00:00:00.000000 UTC', { k: ['6869', null] }, 'x'], [null, null, null]],
    rowsAffected: 2,
    queryId: 'q2',
  });
  await connection.close();
  await connection.close();
  expect((await errorOf(connection.execute('SELECT 1'))).diagnostic.code).toBe('engine-closed');
}); // prettier-ignore

test('what is sent is the text behind its comment; errors have places in the text', async () => {
  const error = {
    message: "line 3:2: Column 'foo' cannot be resolved",
    errorName: 'COLUMN_NOT_FOUND',
    errorType: 'USER_ERROR',
    errorLocation: { lineNumber: 3, columnNumber: 2 },
  };
  const server = await fakeServer((sql) => (sql.includes('version()') ? VERSION : [{ error }]));
  const connection = await openTrino(settingsOf(server));
  const running = connection.execute('SELECT\n foo', { comment: 'run r1 */ x\ny', label: 'model.a' });
  const { diagnostic } = await errorOf(running);
  expect(server.requests.findLast(({ method }) => method === 'POST')?.body).toBe('/* run r1 * / x y */\nSELECT\n foo');
  expect(diagnostic).toMatchObject({ code: 'engine-column-missing', place: { file: 'model.a', line: 2, column: 2 } });
  await connection.close();
});

test('what no SQL does is done in Glue and S3, by the target’s AWS keys', async () => {
  const server = await fakeServer(() => VERSION);
  const keys = { region: 'us-east-1', aws_access_key_id: 'a', aws_secret_access_key: 'b', s3_endpoint_url: `http://127.0.0.1:${server.port}` }; // prettier-ignore
  const connection = await openTrino(settingsOf(server, keys));
  server.fail('PUT /lake/x/seed.json', { status: 200 });
  await connection.act?.({ kind: 'put-object', location: 's3://lake/x/seed.json', text: '{}' });
  expect(server.requests.at(-1)).toMatchObject({ method: 'PUT', path: expect.stringMatching(/^\/lake\/x\/seed\.json/), body: '{}' }); // prettier-ignore
  await connection.close();
});
