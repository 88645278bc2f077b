import { diagnose, DiagnosticError, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { CommittedState } from '../plan/scope.ts';
import type { ModelNode, RelationNode } from '../project/project.ts';
import { alone, type CommittedWatermark, type RunState } from '../run/run-state.ts';
import {
  abandonBatch,
  beginBatch,
  commitBatch,
  readModelState,
  thisProcess,
  writeModelState,
  type ModelState,
  type StateStore,
  type StoredModelState,
} from '../state/index.ts';
import type { OpenProject } from './open-project.ts';
import { openStateStore } from './state-store.ts';
import type { Warehouse } from './warehouse.ts';
import { takeWriteLock } from './write-lock.ts';

export interface OpenRunState {
  readonly store: StateStore;
  readonly runState: RunState;
  readonly committed: (id: string) => CommittedState;
  readonly diagnostics: readonly Diagnostic[];
}

interface RunStateInput {
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly warehouse: Warehouse;
  readonly connection: Connection;
  readonly runId: string;
  readonly host: Host;
  /** What is to be run: only its state must be readable. Absent: that of all models. */
  readonly ids?: readonly string[];
}

// In S3 each is a request.
const READS_AT_ONCE = 32;

/** What is remembered of the tables of incremental models, read before planning; written as they are run. */
export async function openRunState(input: RunStateInput): Promise<OpenRunState> {
  const { opened, invocation, warehouse } = input;
  const needed = input.ids && new Set(input.ids);
  const states = new Map<string, StoredModelState>();
  const diagnostics: Diagnostic[] = [];
  const store = await openStateStore(opened, invocation);
  const read = async (node: ModelNode) => {
    try {
      const uuid = warehouse.existing(node.relation)?.uuid;
      states.set(node.uniqueId, await readModelState(store, keyOf(node, opened), uuid));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      if (needed?.has(node.uniqueId) ?? true) diagnostics.push(...error.diagnostics);
    }
  };
  const incremental = Object.values(opened.project.nodes).flatMap((node) =>
    node.resourceType === 'model' && node.config.materialized === 'incremental' ? [node] : [],
  );
  for (let start = 0; start < incremental.length; start += READS_AT_ONCE) {
    await Promise.all(incremental.slice(start, start + READS_AT_ONCE).map(read));
    // What one object cannot be read for, none can.
    if (diagnostics.some(({ code }) => code === 'state-unavailable')) break;
  }
  return {
    store,
    runState: runState(input, store, states),
    committed: (id) => committedState(states.get(id)?.state),
    diagnostics: diagnostics.filter(
      ({ code }, at) => code !== 'state-unavailable' || diagnostics.findIndex((other) => other.code === code) === at,
    ),
  };
}

/** Takes locks and remembers nothing: for what writes into a model's table beside its runs. */
export async function lockingState(input: RunStateInput): Promise<RunState> {
  const nothing = () => Promise.resolve();
  const lock = lockOf(input, await openStateStore(input.opened, input.invocation), () => undefined);
  return { lock, begin: nothing, commit: nothing, abandon: nothing };
}

/** `versionOf`: of the state that a node was planned from; undefined where its plan hangs on none. */
function lockOf(
  { opened, connection, warehouse, runId, host }: RunStateInput,
  store: StateStore,
  versionOf: (id: string) => string | null | undefined,
): RunState['lock'] {
  // One process at a time can open an embedded database: its own lock is the lock of all its tables.
  if (connection.dialect.name === 'duckdb') return () => Promise.resolve(alone(host.now));
  const { target } = opened.project;
  const startedAt = host.now();
  const world = { store, connection, warehouse, target: target.name, runId, process: thisProcess(host.now), startedAt };
  return (plan) => takeWriteLock(plan, { version: versionOf(plan.id) }, world);
}

function committedState(state: ModelState | undefined): CommittedState {
  const text = (value: unknown) => String(value);
  const watermarks = (state?.watermarks ?? [])
    .filter(({ value }) => value !== null)
    .map((mark) => ({ ...mark, value: text(mark.value) }));
  const { pending } = state ?? {};
  if (!pending) return { watermarks };
  const highs = pending.highs
    .filter(({ value }) => value !== null)
    .map(({ column, of, value }) => ({ column, of, value: text(value) }));
  return { watermarks, pending: { batchId: pending.batchId, highs, rebuild: state?.tableUuid === undefined } };
}

function runState(input: RunStateInput, store: StateStore, states: Map<string, StoredModelState>): RunState {
  const { opened, runId, connection, host } = input;
  const nodeOf = (plan: NodePlan) => opened.project.nodes[plan.id] as RelationNode;
  const write = async (plan: NodePlan, state: ModelState) => {
    const version = await writeModelState(
      store,
      keyOf(nodeOf(plan), opened),
      state,
      states.get(plan.id)?.version ?? null,
    );
    if (version === undefined) throw new StatementError(diagnose('state-moved', { name: plan.name }));
    states.set(plan.id, { state, version });
  };
  return {
    lock: lockOf(input, store, (id) => states.get(id)?.version),
    begin: async (plan, highs) => {
      if (!needsBatch(plan)) return;
      const marks = watermarksOf(plan, highs);
      const before = states.get(plan.id)?.state ?? { watermarks: [] };
      // While a table is made anew the state is that of no table: whoever comes after a crash makes it again.
      const { tableUuid: _, ...withoutTable } = before;
      const base: ModelState = rebuilds(plan) ? { ...withoutTable, watermarks: [] } : before;
      const pending = { batchId: plan.batchId, lows: [], highs: marks, startedAt: host.now().toISOString() };
      await write(plan, beginBatch(base, pending));
    },
    commit: async (plan, watermarks) => {
      const described = await connection.describe([plan.relation!]);
      const uuid = [...described.values()][0]?.uuid;
      if (uuid === undefined) return;
      const state = states.get(plan.id)?.state ?? { watermarks: [] };
      const highs = watermarks.map(toMark);
      const base: ModelState = rebuilds(plan) ? { watermarks: [] } : state;
      const pending = { batchId: plan.batchId, lows: [], highs, startedAt: host.now().toISOString() };
      await write(plan, commitBatch(beginBatch(base, pending), runId, uuid));
    },
    abandon: async (plan) => {
      const state = states.get(plan.id)?.state;
      if (state?.pending && !rebuilds(plan)) await write(plan, abandonBatch(state));
    },
  };
}

/** Only an INSERT may not be repeated: a MERGE of rows that are there already changes nothing. */
function needsBatch({ steps }: NodePlan): boolean {
  return steps.some((step) => step.kind === 'commit' && step.exactlyOnce);
}

function rebuilds({ steps }: NodePlan): boolean {
  return steps.some((step) => step.kind === 'create-table');
}

function watermarksOf({ steps }: NodePlan, highs: Readonly<Record<string, string>>) {
  return steps.flatMap((step) =>
    step.kind === 'commit'
      ? step.watermarks.map(({ column, of, type, hole, low }) => ({ column, of, type, value: highs[hole] ?? low }))
      : [],
  );
}

function toMark({ column, of, type, value }: CommittedWatermark) {
  return { column, of, type, value };
}

function keyOf(node: RelationNode, { project }: OpenProject) {
  return { target: project.target.name, relation: node.relation };
}
