import { diagnose, DiagnosticError, type Diagnostic } from '../diagnostics/index.ts';
import {
  relationKey,
  StatementError,
  type Connection,
  type RelationInfo,
  type RelationName,
} from '../engines/engine.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { WriteLock } from '../run/run-state.ts';
import { stampAfter } from '../run/stamp.ts';
import {
  acquireLock,
  lockKey,
  modelStateVersion,
  type LockHolder,
  type LockingProcess,
  type ModelKey,
  type RunLock,
  type StateStore,
} from '../state/index.ts';
import type { Warehouse } from './warehouse.ts';

export interface LockWorld {
  readonly store: StateStore;
  readonly connection: Connection;
  /** As the plan was made from it. */
  readonly warehouse: Warehouse;
  readonly target: string;
  readonly runId: string;
  readonly process: LockingProcess;
  readonly startedAt: Date;
  /** How long a lock outlives the last sign of its holder. */
  readonly leaseMs?: number;
}

/** What a plan was made from: `version` is that of the model's state, undefined where it was not read. */
export interface PlannedFrom {
  readonly version: string | null | undefined;
}

// Clocks of two machines differ.
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Takes the lock of a node's relation. A query that an earlier holder has left running is ended first; where the relation or the model's state is
 * no longer what the plan was made from, the lock is given back and the diagnostics say so.
 */
export async function takeWriteLock(
  plan: NodePlan,
  from: PlannedFrom,
  world: LockWorld,
): Promise<WriteLock | { readonly diagnostics: readonly Diagnostic[] }> {
  const { store, runId, process, leaseMs } = world;
  const key: ModelKey = { target: world.target, relation: plan.relation! };
  try {
    const lock = await acquireLock(store, {
      name: plan.name,
      key: lockKey(key),
      runId,
      process,
      ...(leaseMs !== undefined && { leaseMs }),
    });
    if ('code' in lock) return { diagnostics: [lock] };
    const diagnostics = await hindrances(lock, plan, key, from, world).catch(diagnosticsOf);
    if (diagnostics.length === 0) return writeLock(lock, world);
    await release(lock);
    return { diagnostics };
  } catch (error) {
    return { diagnostics: diagnosticsOf(error) };
  }
}

async function hindrances(
  lock: RunLock,
  plan: NodePlan,
  key: ModelKey,
  { version }: PlannedFrom,
  world: LockWorld,
): Promise<readonly Diagnostic[]> {
  const left = await endLeftQuery(lock, plan, world);
  if (left) return [left];
  const moved =
    (version !== undefined && (await modelStateVersion(world.store, key)) !== version) ||
    (mayHaveWritten(lock.previous, world) && !(await isAsPlanned(plan, world)));
  return moved ? [diagnose('state-moved', { name: plan.name })] : [];
}

/** Ends the queries of a holder that is gone, so that they cannot write beside this run. */
async function endLeftQuery(lock: RunLock, plan: NodePlan, { connection }: LockWorld): Promise<Diagnostic | undefined> {
  const { query, ...rest } = lock.note();
  const dead = lock.previous?.released === undefined ? lock.previous?.runId : undefined;
  const runId = query?.runId ?? dead;
  if (runId === undefined) return undefined;
  let queryId = query?.id;
  try {
    if (queryId !== undefined) await connection.settle?.(queryId);
    for (queryId of dead === undefined ? [] : await unnoticed(dead, plan, connection))
      await connection.settle?.(queryId);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const reason = error.diagnostic.message;
    return diagnose('query-left-running', { name: plan.name, queryId: queryId ?? 'unknown', runId, reason });
  }
  if (query) lock.change(rest);
  return undefined;
}

/** Queries that the dead run had no time to remember. */
async function unnoticed(
  runId: string,
  { id: label, workGroup }: NodePlan,
  connection: Connection,
): Promise<readonly string[]> {
  return (await connection.left?.({ runId, label, ...(workGroup !== undefined && { workGroup }) })) ?? [];
}

/** Whether the one who held the lock before may have changed the relation since this run was planned. */
function mayHaveWritten(previous: LockHolder | undefined, { runId, startedAt }: LockWorld): boolean {
  if (!previous || previous.runId === runId) return false;
  return previous.released === undefined || Date.parse(previous.released) > startedAt.getTime() - CLOCKS_DIFFER_MS;
}

/** What a plan hangs on: whether the relation is there, what it is, and which columns and partitions it has. */
async function isAsPlanned(plan: NodePlan, { connection, warehouse }: LockWorld): Promise<boolean> {
  const temporary = temporaryTables(plan, connection);
  const found = await connection.describe([plan.relation!, ...temporary]);
  const isThere = (relation: RelationName) => found.get(relationKey(relation));
  return (
    shapeOf(isThere(plan.relation!)) === shapeOf(warehouse.existing(plan.relation!)) &&
    temporary.every((relation) => !isThere(relation) === !warehouse.existing(relation))
  );
}

/** Tables that live for one run, where the engine cannot replace one: what a query of a dead run has made is in the way of a plan that does not drop it. */
function temporaryTables({ relation, steps }: NodePlan, { dialect }: Connection): readonly RelationName[] {
  if (dialect.capabilities.createOrReplaceTable) return [];
  const named = steps.flatMap((step) => ('relation' in step && step.relation ? [step.relation] : []));
  const made = named.filter(({ identifier }) => identifier.startsWith(`${relation!.identifier}__lm_`));
  return [...new Map(made.map((each) => [relationKey(each), each])).values()];
}

function shapeOf(info: RelationInfo | undefined): string {
  if (!info) return '';
  const columns = info.columns.map(({ name, type }) => [name.toLowerCase(), type]);
  return JSON.stringify([info.kind, columns, info.partitionedBy ?? []]);
}

function writeLock(lock: RunLock, { runId, process }: LockWorld): WriteLock {
  return {
    lost: lock.lost,
    confirm: lock.confirm,
    stamp: () => {
      const stamp = stampAfter(lock.note().stamp, lock.since);
      lock.change({ ...lock.note(), stamp });
      return stamp;
    },
    began: ({ id, stepId }) => {
      const query = { id, stepId, runId, startedAt: process.now().toISOString() };
      return lock.store({ ...lock.note(), query });
    },
    ended: () => {
      const { query: _, ...rest } = lock.note();
      lock.change(rest);
    },
    release: () => release(lock),
  };
}

/** A lock that cannot be given back ends by itself. */
async function release(lock: RunLock): Promise<void> {
  await lock.release().catch((error: unknown) => {
    if (!(error instanceof DiagnosticError)) throw error;
  });
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  if (error instanceof StatementError) return [error.diagnostic];
  throw error;
}
