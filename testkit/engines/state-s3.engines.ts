import { type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DiagnosticError } from '../../src/diagnostics/index.ts';
import { createS3Store, lockKey, type StateStore } from '../../src/state/index.ts';
import { compileState, exited, message, runScript } from '../../src/state/testkit/child-process.ts';
import { storeConformance } from '../../src/state/testkit/conformance.ts';
import { awsOptions, lake, newSchemaPrefix, s3Client } from './lake.ts';
import { listObjects } from './lake-objects.ts';

const here = {} as { compiled: string; index: string; prefix: string };

beforeAll(() => {
  here.prefix = newSchemaPrefix(afterAll);
  here.compiled = mkdtempSync(join(tmpdir(), 'state-s3-'));
  here.index = compileState(here.compiled);
});
afterAll(() => rmSync(here.compiled, { recursive: true, force: true }));

function storeAt(prefix: string): Promise<StateStore> {
  return createS3Store({ bucket: lake().bucket, prefix, client: s3Client(), tryConditions: true });
}

storeConformance('S3', () => storeAt(`${here.prefix}/${randomUUID()}`), 12);

test('logs and lists of more than one page are whole', async () => {
  const store = await storeAt(`${here.prefix}/pages`);
  const numbers = Array.from({ length: 1005 }, (_, n) => n);
  for (let start = 0; start < numbers.length; start += 50)
    await Promise.all(numbers.slice(start, start + 50).map((n) => store.write(`many/${n}`, n)));
  expect(await store.list('many')).toHaveLength(1005);
  for (const n of [1, 2, 3]) await store.append('log', [n]);
  expect(await store.readLog('log')).toEqual([1, 2, 3]);
  expect(await listObjects(s3Client(), lake().bucket, `${here.prefix}/pages/log.jsonl/`)).toHaveLength(3);
});

test('a bucket that is not there is said', async () => {
  const store = await createS3Store({ bucket: 'no-such-bucket', prefix: 'x', client: s3Client() });
  const error = await store.read('a').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DiagnosticError);
  const [diagnostic] = (error as DiagnosticError).diagnostics;
  expect(diagnostic).toMatchObject({ code: 'state-unavailable' });
  expect(diagnostic?.message).toContain('s3://no-such-bucket/x/a.json');
  expect(diagnostic?.message).toContain('NoSuchBucket');
});

/** A process of its own over the state below a prefix, as one on a machine of that name. */
function onMachine(host: string, prefix: string, script: string): ChildProcess {
  const options = { ...awsOptions(), forcePathStyle: true };
  return runScript(
    here.index,
    `const { S3Client } = await import('@aws-sdk/client-s3');
    const client = new S3Client(${JSON.stringify(options)});
    const store = await state.createS3Store({ bucket: ${JSON.stringify(lake().bucket)}, prefix: ${JSON.stringify(prefix)}, client });
    const process_ = { ...state.thisProcess(), host: ${JSON.stringify(host)} };
    const acquire = (runId, leaseMs) =>
      state.acquireLock(store, { name: 'gold.orders', key: ${JSON.stringify(KEY)}, runId, process: process_, leaseMs });
    ${script}`,
  );
}

const KEY = lockKey({ target: 'prod', relation: { schema: 'gold', identifier: 'orders' } });

test('of processes on several machines one has the lock at a time', async () => {
  const prefix = `${here.prefix}/contended`;
  // Each adds one to a number, without a condition of its own, as often as it has the lock.
  const script = `for (let n = 0; n < 5; ) {
      const lock = await acquire('run', 60_000);
      if (!('release' in lock)) continue;
      const { value } = (await store.read('n')) ?? { value: 0 };
      await store.write('n', value + 1);
      await lock.release();
      n++;
    }`;
  const children = ['a', 'b', 'c'].map((host) => onMachine(host, prefix, script));
  expect(await Promise.all(children.map(exited))).toEqual([0, 0, 0]);
  expect((await (await storeAt(prefix)).read('n'))?.value).toBe(15);
});

test('a killed holder is taken over when its lease ends, and the query that it has left is known', async () => {
  const prefix = `${here.prefix}/killed`;
  const holder = onMachine(
    'a',
    prefix,
    `const lock = await acquire('first', 4000);
    await lock.store({ query: { id: 'q1', runId: 'first', stepId: 'publish', startedAt: new Date().toISOString() } });
    process.send('held');
    setInterval(() => {}, 1000);`,
  );
  expect(await message(holder)).toBe('held');
  const other = onMachine(
    'b',
    prefix,
    `const refused = await acquire('second', 4000);
    process.send(refused.message ?? 'held');
    process.once('message', async () => {
      for (;;) {
        const lock = await acquire('second', 4000);
        if (!('release' in lock)) { await new Promise((go) => setTimeout(go, 100)); continue; }
        process.send([Date.now() >= Date.parse(lock.previous.expires), lock.note().query.id]);
        await lock.release();
        process.disconnect();
        return;
      }
    });`,
  );
  expect(await message(other)).toContain('(run first, process');
  holder.kill('SIGKILL');
  await exited(holder);
  other.send('go on');
  expect(await message(other)).toEqual([true, 'q1']);
  expect(await exited(other)).toBe(0);
});
