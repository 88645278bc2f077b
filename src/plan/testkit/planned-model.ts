import {
  relationKey,
  type Capabilities,
  type Column,
  type DialectName,
  type RelationInfo,
  type RelationName,
} from '../../engines/engine.ts';
import type { ModelNode, NodeConfig, Project, TestNode } from '../../project/project.ts';
import type { Interval } from '../intervals.ts';
import type { IntervalBatch } from '../microbatch.ts';
import type { NodePlan, Step } from '../plan.ts';
import { planModel } from '../plan-model.ts';
import { planSnapshot } from '../plan-snapshot.ts';
import type { CommittedState, PlanScope } from '../scope.ts';

/** A model whose query and columns are known, as tests of the plan need it. */
export interface TestModel {
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly config?: Partial<NodeConfig>;
  readonly relation?: RelationName;
  /** Absent: there is no table yet. */
  readonly existing?: Partial<RelationInfo>;
  readonly dialect?: DialectName;
  readonly capabilities?: Partial<Capabilities>;
  readonly pending?: CommittedState['pending'];
  readonly fullRefresh?: boolean;
  readonly runId?: string;
  /** `microbatch`: the query is that of each of them. */
  readonly intervals?: readonly Interval[];
  /** Until when the state has the table whole, by the column `at`. */
  readonly until?: string;
  /** Tests with `on_fail`. */
  readonly rules?: readonly TestNode[];
}

/** What Athena can; its limit of partitions is low enough for tests to pass it. */
export const LIKE_ATHENA = { prunesPartitions: true, createOrReplaceTable: false, maxOpenPartitions: 100 } as const;
export const LIKE_TRINO = { prunesPartitions: true, createOrReplaceTable: true } as const;

/** Plans the model; throws where that gives diagnostics. */
export function planned(model: TestModel): NodePlan {
  const { value, diagnostics } = tryPlan(model);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** The steps of a snapshot, as a model of that kind has them. */
export function plannedSnapshot(model: TestModel): readonly Step[] {
  const { node, existing } = read(model);
  const compiled = { sql: model.sql, columns: model.columns, version: 'v1' };
  const { value, diagnostics } = planSnapshot(node, compiled, existing, scopeOf(model, existing));
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value.steps;
}

function read(model: TestModel) {
  const relation = model.relation ?? { schema: 'gold', identifier: 't' };
  const node = { ...NODE, relation, config: { ...CONFIG, ...model.config } } as unknown as ModelNode;
  const existing: RelationInfo | undefined = model.existing && {
    relation,
    kind: 'table',
    columns: [...model.columns, ...(node.config.audit_columns === false ? [] : AUDIT)],
    uuid: 'u1',
    ...model.existing,
  };
  return { relation, node, existing };
}

/** Plans the model. */
export function tryPlan(model: TestModel) {
  const { relation, node, existing } = read(model);
  const { value, diagnostics } = planModel(
    {
      node,
      compiled: { sql: model.sql, columns: model.columns, version: 'v1' },
      existing,
      watermarks: [],
      conditions: { predicates: [] },
      ...(model.intervals && { intervals: { batches: batchesOf(model), left: 0 } }),
    },
    scopeOf(model, existing),
  );
  const plan: NodePlan | undefined = value && {
    ...value,
    id: node.uniqueId,
    name: 'gold.t',
    kind: 'model',
    relation,
    waitsFor: [],
    tests: [],
  };
  return { value: plan, diagnostics };
}

function batchesOf({ intervals = [], sql, columns }: TestModel): IntervalBatch[] {
  return intervals.map((interval) => ({ interval, compiled: { sql, columns, version: 'v1' } }));
}

function scopeOf(model: TestModel, existing: RelationInfo | undefined): PlanScope {
  return {
    project: { texts: {}, nodes: {}, sources: {} } as unknown as Project,
    dialect: model.dialect ?? 'athena',
    capabilities: { ...LIKE_ATHENA, ...model.capabilities },
    runId: model.runId ?? 'run-1',
    runStartedAt: '2026-01-01 00:00:00.000000',
    fullRefresh: model.fullRefresh ?? false,
    existing: (of: RelationName) =>
      existing && relationKey(of) === relationKey(existing.relation) ? existing : undefined,
    committed: () => ({
      watermarks: model.until === undefined ? [] : [{ column: 'at', of: NODE.uniqueId, value: model.until, type: '' }],
      ...(model.pending && { pending: model.pending }),
    }),
    sourceSystem: () => 'shop',
    rowRuleTests: new Map(model.rules ? [[NODE.uniqueId, model.rules]] : []),
    testArguments: ({ test }: TestNode) => (test.kind === 'generic' ? test.arguments : {}),
    ownTests: new Set(),
    columnsOf: () => undefined,
  } as unknown as PlanScope;
}

/** The audit columns of a table that a run made. */
const AUDIT: readonly Column[] = [
  { name: 'etl_run_id', type: 'varchar' },
  { name: 'ingest_ts', type: 'timestamp(6)' },
  { name: 'source_system', type: 'varchar' },
];

const NODE = {
  uniqueId: 'model.shop.t',
  name: 't',
  path: 'models/t.sql',
  resourceType: 'model',
  configSpans: {},
  columns: {},
  tags: [],
  span: { file: 'models/t.sql', start: 0, end: 1 },
};

const CONFIG: Partial<NodeConfig> = {
  materialized: 'incremental',
  incremental_strategy: 'merge',
  contract: { enforced: false },
  unique_key: [],
  deduplicate_order_by: [],
  on_schema_change: 'ignore',
  partitioned_by: [],
  incremental_predicates: [],
  table_type: 'iceberg',
  table_properties: {},
  audit_columns: { etl_run_id: 'etl_run_id', ingest_ts: 'ingest_ts', source_system: 'source_system' },
  hard_deletes: 'ignore',
  snapshot_meta_column_names: {},
  other: {},
} as Partial<NodeConfig>;
