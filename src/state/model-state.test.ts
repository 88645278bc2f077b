import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileStore } from './file-store.ts';
import { beginHistory, readHistory } from './history.ts';
import {
  abandonBatch,
  beginBatch,
  commitBatch,
  readModelState,
  removeModelState,
  watermarkOf,
  writeModelState,
  type ModelKey,
  type Watermark,
} from './model-state.ts';
import type { StateStore } from './state-store.ts';

const here = {} as { folder: string; store: StateStore };

beforeEach(() => {
  here.folder = mkdtempSync(join(tmpdir(), 'state-'));
  here.store = createFileStore(here.folder);
});
afterEach(() => rmSync(here.folder, { recursive: true, force: true }));

const KEY: ModelKey = { target: 'dev', relation: { schema: 'silver', identifier: 'orders' } };

function mark(value: Watermark['value'], of = 'source.shop.erp.orders', column = 'arrived_at'): Watermark {
  return { column, of, value, type: 'timestamp(6)' };
}

const batch = (...highs: Watermark[]) => ({ batchId: 'b1', lows: [], highs, startedAt: '2026-01-01T00:00:00Z' });

test('a batch is begun, committed, and moves the watermarks that had rows', () => {
  const pending = beginBatch({ watermarks: [] }, batch(mark('2026-01-02'), mark(7, 'model.shop.b', 'id')));
  const first = commitBatch(pending, 'run1', 'uuid1');
  expect(first).toEqual({
    tableUuid: 'uuid1',
    lastRunId: 'run1',
    watermarks: [mark('2026-01-02'), mark(7, 'model.shop.b', 'id')],
  });
  const second = commitBatch(beginBatch(first, batch(mark(null), mark(9, 'model.shop.b', 'id'))), 'run2', 'uuid1');
  expect(watermarkOf(second, 'arrived_at', 'source.shop.erp.orders')?.value).toBe('2026-01-02');
  expect(watermarkOf(second, 'id', 'model.shop.b')?.value).toBe(9);
  expect(watermarkOf(second, 'id', 'model.shop.c')).toBeUndefined();
  expect(second.pending).toBeUndefined();
  expect(abandonBatch(beginBatch(first, batch()))).toEqual(first);
});

test('state is read for the very table that it is about', async () => {
  expect(await readModelState(here.store, KEY, 'uuid1')).toEqual({ state: { watermarks: [] }, version: null });
  const state = { tableUuid: 'uuid1', watermarks: [mark('2026-01-02')], lastRunId: 'run1' };
  const version = await writeModelState(here.store, KEY, state, null);
  expect(await readModelState(here.store, KEY, 'uuid1')).toEqual({ state, version });
  expect((await readModelState(here.store, KEY, 'uuid2')).state).toEqual({ watermarks: [] });
  expect((await readModelState(here.store, KEY, undefined)).state).toEqual({ watermarks: [] });
  const upper = { target: 'dev', relation: { schema: 'SILVER', identifier: 'Orders' } };
  expect((await readModelState(here.store, upper, 'uuid1')).state).toEqual(state);
  const elsewhere = { ...KEY, target: 'prod' };
  expect((await readModelState(here.store, elsewhere, 'uuid1')).version).toBeNull();
  await removeModelState(here.store, KEY);
  expect((await readModelState(here.store, KEY, 'uuid1')).version).toBeNull();
});

test('a pending batch that was to create the table is kept, whether the table is there or not', async () => {
  const state = beginBatch({ watermarks: [] }, batch(mark('2026-01-02')));
  await writeModelState(here.store, KEY, state, null);
  expect((await readModelState(here.store, KEY, undefined)).state).toEqual(state);
  expect((await readModelState(here.store, KEY, 'made by it')).state).toEqual(state);
});

test('state that another run has written since is not overwritten', async () => {
  const first = await writeModelState(here.store, KEY, { watermarks: [] }, null);
  expect(await writeModelState(here.store, KEY, { watermarks: [mark(1)] }, null)).toBeUndefined();
  expect(await writeModelState(here.store, KEY, { watermarks: [mark(1)] }, first as string)).toBeDefined();
});

test('names with slashes do not reach into each other', async () => {
  const odd = (schema: string, identifier: string): ModelKey => ({ target: 'dev', relation: { schema, identifier } });
  await writeModelState(here.store, odd('a/b', 'c'), { watermarks: [mark(1)] }, null);
  expect((await readModelState(here.store, odd('a', 'b/c'), undefined)).version).toBeNull();
});

test('history has every run, newest first, and what killed runs had finished', async () => {
  const run = (runId: string, startedAt: string) => ({ runId, startedAt, command: 'build', target: 'dev' });
  const first = await beginHistory(here.store, run('r1', '2026-01-01T10:00:00.000Z'));
  await Promise.all([1, 2, 3].map((n) => first({ uniqueId: `model.shop.m${n}`, status: 'success' })));
  const second = await beginHistory(here.store, run('r2', '2026-01-02T10:00:00.000Z'));
  await second({ uniqueId: 'model.shop.m1', status: 'error' });
  await here.store.append('history/zzz', ['garbage']);
  const [latest, earliest] = (await readHistory(here.store)).map(({ runId, results }) => [
    runId,
    results.map(({ uniqueId }) => uniqueId),
  ]);
  expect(latest).toEqual(['r2', ['model.shop.m1']]);
  expect(earliest).toEqual(['r1', ['model.shop.m1', 'model.shop.m2', 'model.shop.m3']]);
  expect((await readHistory(here.store, 2)).map(({ runId }) => runId)).toEqual(['r2']);
});
