import { beforeEach, describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/index.ts';
import { createObjectStore } from './object-store.ts';
import type { StateStore } from './state-store.ts';
import { storeConformance } from './testkit/conformance.ts';
import { memoryObjects, type MemoryObjects } from './testkit/memory-objects.ts';

storeConformance('object storage', () => createObjectStore({ objects: memoryObjects(), prefix: 'state/' }));

const here = {} as { objects: MemoryObjects; store: StateStore };

beforeEach(() => {
  here.objects = memoryObjects();
  here.store = createObjectStore({ objects: here.objects, prefix: 'state/' });
});

async function problem(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DiagnosticError);
  const [diagnostic] = (error as DiagnosticError).diagnostics;
  return `${diagnostic?.code}: ${diagnostic?.message} ${diagnostic?.hint}`;
}

describe('a conditional write', () => {
  test('that went through, and was sent again because its answer was lost, is no loss', async () => {
    here.objects.fault = () => 'lost';
    const first = await here.store.write('a', 1, { ifVersion: null });
    expect(first).toBeDefined();
    expect(await here.store.write('a', 2, { ifVersion: first as string })).toBeDefined();
    here.objects.fault = undefined;
    expect((await here.store.read('a'))?.value).toBe(2);
  });

  test('that was refused although nothing has changed is tried again, not for ever', async () => {
    let refusals = 2;
    here.objects.fault = () => (refusals-- > 0 ? 'busy' : undefined);
    expect(await here.store.write('a', 1, { ifVersion: null })).toBeDefined();
    here.objects.fault = () => 'busy';
    const { version } = (await here.store.read('a'))!;
    expect(await here.store.write('a', 2, { ifVersion: version })).toBeUndefined();
  });

  test('does not take an object that was written back to what it was for the one it was', async () => {
    const first = await here.store.write('a', 'x');
    await here.store.write('a', 'y');
    await here.store.write('a', 'x');
    expect(await here.store.write('a', 'z', { ifVersion: first as string })).toBeUndefined();
  });
});

test('a storage that ignores conditions is refused before the first one, and not asked for without', async () => {
  here.objects.careless = true;
  const store = createObjectStore({ objects: here.objects, prefix: 'state/', tryConditions: true });
  await store.write('a', 1);
  expect([...here.objects.texts.keys()]).toEqual(['state/a.json']);
  expect(await problem(store.write('a', 2, { ifVersion: null }))).toContain(
    'state-not-conditional: The storage of "s3://bucket/state/"',
  );
  here.objects.careless = false;
  const careful = createObjectStore({ objects: here.objects, prefix: 'state/', tryConditions: true });
  expect(await careful.write('b', 2, { ifVersion: null })).toBeDefined();
});

test('an object is told from its removal, which stays', async () => {
  await here.store.write('a', '');
  expect(await here.store.list('')).toEqual(['a']);
  await here.store.remove('a');
  expect(here.objects.texts.size).toBe(1);
  expect(await here.store.list('')).toEqual([]);
  expect(await here.store.write('a', 1, { ifVersion: null })).toBeDefined();
  expect(await here.store.list('')).toEqual(['a']);
});

test('what is no JSON is corrupted, and says where it lies', async () => {
  here.objects.texts.set('state/models/a.json', '{"half');
  expect(await problem(here.store.read('models/a'))).toContain(
    'state-corrupted: The state file "s3://bucket/state/models/a.json"',
  );
  here.objects.texts.set('state/models/a.json', '{}');
  expect(await problem(here.store.read('models/a'))).toContain('state-corrupted');
});

test('what the service says in error is state that cannot be used', async () => {
  here.objects.fault = () => {
    throw Object.assign(new Error('Access Denied'), { name: 'AccessDenied' });
  };
  const text = await problem(here.store.write('models/a', 1));
  expect(text).toContain(
    'state-unavailable: The state in "s3://bucket/state/models/a.json" cannot be used (AccessDenied: Access Denied).',
  );
  expect(text).toContain('s3:PutObject');
  expect(await problem(here.store.append('history/a', [1]))).toContain('state-unavailable');
});

test('appends keep their order when the clock goes back', async () => {
  let now = 1000;
  const store = createObjectStore({ objects: here.objects, prefix: '', now: () => (now -= 1) });
  for (let n = 0; n < 12; n++) await store.append('history/a', [n]);
  expect(await store.readLog('history/a')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  await store.append('history/a', []);
  expect(here.objects.texts.size).toBe(12);
});
