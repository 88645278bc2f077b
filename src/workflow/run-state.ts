import { join } from 'node:path';
import { diagnose, DiagnosticError, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { CommittedState } from '../plan/scope.ts';
import type { RelationNode } from '../project/project.ts';
import type { CommittedWatermark, RunState } from '../run/run-state.ts';
import {
  abandonBatch,
  beginBatch,
  commitBatch,
  createFileStore,
  readModelState,
  writeModelState,
  type ModelState,
  type StateStore,
  type StoredModelState,
} from '../state/index.ts';
import { targetPath } from './connect.ts';
import type { OpenProject } from './open-project.ts';
import type { Warehouse } from './warehouse.ts';

export interface OpenRunState {
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
}

/** The store for a project's state: files in `target/state`. */
export function stateStore(opened: OpenProject, invocation: Invocation): StateStore {
  return createFileStore(join(targetPath(opened.project, invocation), 'state'));
}

/** What is remembered of the tables of incremental models, read before planning; written as they are run. */
export async function openRunState(input: RunStateInput): Promise<OpenRunState> {
  const { opened, invocation, warehouse } = input;
  const store = stateStore(opened, invocation);
  const states = new Map<string, StoredModelState>();
  const diagnostics: Diagnostic[] = [];
  for (const node of Object.values(opened.project.nodes)) {
    if (node.resourceType !== 'model' || node.config.materialized !== 'incremental') continue;
    try {
      states.set(
        node.uniqueId,
        await readModelState(store, keyOf(node, opened), warehouse.existing(node.relation)?.uuid),
      );
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return {
    runState: runState(input, store, states),
    committed: (id) => committedState(states.get(id)?.state),
    diagnostics,
  };
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

function runState(
  { opened, runId, connection, host }: RunStateInput,
  store: StateStore,
  states: Map<string, StoredModelState>,
): RunState {
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
    // One process at a time can open an embedded database: its own lock is the lock of all its tables.
    lock: () => Promise.resolve({ release: () => Promise.resolve() }),
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
