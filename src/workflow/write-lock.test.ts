import { beforeEach, describe, expect, test, vi } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import { relationKey, StatementError, type Connection, type RelationInfo } from '../engines/engine.ts';
import { DIALECTS } from '../engines/registry.ts';
import type { NodePlan } from '../plan/plan.ts';
import { fakeConnection, fakeNode } from '../run/testkit/fake-node.ts';
import { lockKey, writeModelState, type LockHolder, type ModelKey, type StateStore } from '../state/index.ts';
import { createObjectStore } from '../state/object-store.ts';
import { memoryObjects } from '../state/testkit/memory-objects.ts';
import type { Warehouse } from './warehouse.ts';
import { takeWriteLock, type LockWorld, type PlannedFrom } from './write-lock.ts';

const { plan } = fakeNode([]);
const KEY: ModelKey = { target: 'prod', relation: plan.relation! };
const NONE: PlannedFrom = { version: undefined };
const TABLE: RelationInfo = {
  relation: plan.relation!,
  kind: 'table',
  columns: [{ name: 'id', type: 'integer' }],
  uuid: 's3://lake/gold/orders/r1/',
};

const here = {} as { store: StateStore; now: Date; there: RelationInfo | undefined };

beforeEach(() => {
  here.store = createObjectStore({ objects: memoryObjects(), prefix: '' });
  here.now = new Date('2026-01-01T10:00:00Z');
  here.there = TABLE;
});

const later = (seconds: number) => {
  here.now = new Date(here.now.getTime() + seconds * 1000);
};

/** A run of a process of its own, planned now. */
function world(runId: string, more: Partial<Connection> & { readonly host?: string } = {}): LockWorld {
  const { host = runId, ...connection } = more;
  const planned = here.there;
  return {
    store: here.store,
    connection: fakeConnection(undefined, {
      describe: () => Promise.resolve(new Map(here.there && [[relationKey(plan.relation!), here.there]])),
      ...connection,
    }),
    warehouse: { existing: () => planned, schemas: new Set() },
    target: 'prod',
    runId,
    process: { pid: 1, host, start: here.now, now: () => here.now, isAlive: () => true },
    startedAt: here.now,
  };
}

async function taken(by: LockWorld, from: PlannedFrom = NONE, node: NodePlan = plan) {
  const lock = await takeWriteLock(node, from, by);
  if ('diagnostics' in lock) throw new Error(lock.diagnostics.map(({ message }) => message).join());
  return lock;
}

async function refused(by: LockWorld, from: PlannedFrom = NONE): Promise<string> {
  const lock = await takeWriteLock(plan, from, by);
  return 'diagnostics' in lock ? lock.diagnostics.map(({ code, message }) => `${code}: ${message}`).join() : '';
}

const stored = async () => (await here.store.read(lockKey(KEY)))?.value as unknown as LockHolder;

test('of two runs of one model one has the lock, the other is told who, since and until when', async () => {
  const lock = await taken(world('first'));
  expect(await refused(world('second'))).toContain(
    'run-locked: "gold.orders" is being written by another run since 2026-01-01T10:00:00.000Z (run first, process 1 on first)',
  );
  await lock.release();
  expect((await stored()).released).toBe('2026-01-01T10:00:00.000Z');
  await (await taken(world('second'))).release();
});

describe('a query that a killed run has left', () => {
  test('is ended before anything else, once', async () => {
    const first = await taken(world('first'));
    await first.began({ id: 'q1', stepId: 'publish' });
    expect((await stored()).query).toEqual({
      id: 'q1',
      runId: 'first',
      stepId: 'publish',
      startedAt: '2026-01-01T10:00:00.000Z',
    });
    later(61);
    const settle = vi.fn(() => Promise.resolve('succeeded' as const));
    const second = await taken(world('second', { settle }));
    expect(settle).toHaveBeenCalledExactlyOnceWith('q1');
    await second.release();
    expect((await stored()).query).toBeUndefined();
    await taken(world('third', { settle }));
    expect(settle).toHaveBeenCalledTimes(1);
  });

  test('that the engine does not end keeps others from writing, until it does', async () => {
    const first = await taken(world('first'));
    await first.began({ id: 'q1', stepId: 'publish' });
    later(61);
    const down = () => Promise.reject(new StatementError(diagnose('state-moved', { name: 'no permission' })));
    expect(await refused(world('second', { settle: down }))).toContain('query q1 of run first');
    const settle = vi.fn(() => Promise.resolve('failed' as const));
    await taken(world('third', { settle }));
    expect(settle).toHaveBeenCalledWith('q1');
  });

  test('that has made the table in the meantime makes the plan one of yesterday', async () => {
    here.there = undefined;
    const first = await taken(world('first'));
    await first.began({ id: 'q1', stepId: 'publish' });
    later(61);
    const settle = () => {
      here.there = TABLE;
      return Promise.resolve('succeeded' as const);
    };
    expect(await refused(world('second', { settle }))).toContain('state-moved');
    await taken(world('third'));
  });

  test('that has made a stage in the meantime is in the way of a plan that does not drop it', async () => {
    const stage = { ...plan.relation!, identifier: `${plan.relation!.identifier}__lm_stage` };
    const drop = { kind: 'drop', id: 'drop', purpose: '', relation: stage, relationKind: 'table' } as const;
    const staged = { ...plan, steps: [drop] };
    const made = new Map([TABLE, { ...TABLE, relation: stage }].map((info) => [relationKey(info.relation), info]));
    for (const [dialect, isInTheWay] of [
      [DIALECTS.athena, true],
      [DIALECTS.trino, false],
    ] as const) {
      const first = await taken(world(`first on ${dialect.name}`));
      await first.began({ id: 'q1', stepId: 'stage' });
      later(61);
      const settle = () => Promise.resolve('succeeded' as const);
      const second = world(`second on ${dialect.name}`, { settle, describe: () => Promise.resolve(made), dialect });
      const existing: Warehouse['existing'] = ({ identifier }) => (identifier === stage.identifier ? undefined : TABLE);
      const lock = await takeWriteLock(staged, NONE, { ...second, warehouse: { ...second.warehouse, existing } });
      expect('diagnostics' in lock).toBe(isInTheWay);
      if ('release' in lock) await lock.release();
    }
  });

  test('and could not remember is looked for after a crash, and only then', async () => {
    const crashed = await taken(world('first'));
    later(61);
    const settle = vi.fn(() => Promise.resolve('failed' as const));
    const left = vi.fn(() => Promise.resolve(['q7', 'q8']));
    const second = await taken(world('second', { settle, left }));
    expect(left).toHaveBeenCalledExactlyOnceWith({ runId: 'first', label: plan.id });
    expect(settle.mock.calls).toEqual([['q7'], ['q8']]);
    await second.release();
    await (await taken(world('third', { settle, left }))).release();
    expect(left).toHaveBeenCalledTimes(1);
    await crashed.release();
  });

  test('is forgotten when its end was seen', async () => {
    const first = await taken(world('first'));
    await first.began({ id: 'q1', stepId: 'publish' });
    first.ended();
    await first.release();
    expect((await stored()).query).toBeUndefined();
  });
});

describe('what a run was planned from', () => {
  test('is asked for again only where another may have written since', async () => {
    const describe = vi.fn(() => Promise.resolve(new Map([[relationKey(plan.relation!), TABLE]])));
    await (await taken(world('first', { describe }))).release();
    later(3600);
    await (await taken(world('second', { describe }))).release();
    expect(describe).not.toHaveBeenCalled();
    await taken(world('third', { describe }));
    expect(describe).toHaveBeenCalledTimes(1);
  });

  test('another run has changed the table: this one is planned again', async () => {
    const second = world('second');
    await (await taken(world('first'))).release();
    here.there = { ...TABLE, columns: [...TABLE.columns, { name: 'amount', type: 'bigint' }] };
    expect(await refused(second)).toBe(
      'state-moved: Another run has written gold.orders, or its state, since this run was planned.',
    );
    await taken(world('third'));
  });

  test('another run has moved the watermarks: this one is planned again', async () => {
    const version = await writeModelState(here.store, KEY, { watermarks: [] }, null);
    await (await taken(world('first'), { version: version as string })).release();
    await writeModelState(here.store, KEY, { watermarks: [], lastRunId: 'other' }, version as string);
    expect(await refused(world('second'), { version: version as string })).toContain('state-moved');
    expect(await refused(world('third'), { version: null })).toContain('state-moved');
  });
});

test('times of one table are in the order of its writers, whatever their clocks say', async () => {
  const first = await taken(world('first'));
  expect(first.stamp()).toBe('2026-01-01 10:00:00.000000');
  expect(first.stamp()).toBe('2026-01-01 10:00:00.000001');
  await first.release();
  later(-3);
  const second = await taken(world('second'));
  expect(second.stamp()).toBe('2026-01-01 10:00:00.000002');
  await second.release();
  later(10);
  expect((await taken(world('third'))).stamp()).toBe('2026-01-01 10:00:07.000000');
});

test('a storage that fails is said; one that fails when the lock is given back is not in the way', async () => {
  const failing = createObjectStore({
    objects: { ...memoryObjects(), get: () => Promise.reject(new Error('down')) },
    prefix: '',
  });
  expect(await refused({ ...world('first'), store: failing })).toContain('state-unavailable');
  const objects = memoryObjects();
  const lock = await taken({ ...world('first'), store: createObjectStore({ objects, prefix: '' }) });
  objects.fault = () => {
    throw new Error('down');
  };
  await lock.release();
});
