import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import type { Column, RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { measureQuery, quarantineNames, REPLAYED_HASH, replayQuery } from '../quality/index.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import { dropStage, loadBatch, sourceOfRows, type Batch } from './batch.ts';
import type { NodePlan, Projection, Step } from './plan.ts';
import { storedProjection } from './projection.ts';
import { mergeKeysOf, publishStep } from './plan-incremental.ts';
import { placed } from './plan-run.ts';
import { rulesOf } from './rules.ts';
import { isKeyed } from './strategy.ts';
import { stageRelation, type PlanScope } from './scope.ts';

export interface ReplayInput {
  readonly node: ModelNode;
  readonly table: RelationInfo;
  readonly quarantine: RelationInfo;
  /** The same for the same open rows: a replay that is repeated after a crash publishes them once. */
  readonly batchId: string;
  /** `released`: rows are published whatever the rules say. */
  readonly becomes: 'resolved' | 'released';
}

/** Plans the publishing of a model's open quarantined rows: those that pass today's rules, or, when they are released, all. */
export function planReplay(
  { node, table, quarantine, batchId, becomes }: ReplayInput,
  scope: PlanScope,
): { value: NodePlan | undefined; diagnostics: readonly Diagnostic[] } {
  const columns = modelColumns(table, quarantine, node);
  const { projection, diagnostics } = storedProjection(node, columns, scope, batchId);
  const { rules, diagnostics: problems } = rulesOf(node, columns, scope);
  if (hasErrors([...diagnostics, ...problems])) return { value: undefined, diagnostics: [...diagnostics, ...problems] };
  const applied = becomes === 'released' ? [] : rules;
  const batch = replayBatch(node, quarantine, columns, applied);
  const steps: Step[] = [
    ...loadBatch(batch),
    publish(node, batch, projection, batchId),
    markRows(node, quarantine, columns, becomes, scope),
    ...dropStage(batch),
  ];
  const plan: NodePlan = {
    id: node.uniqueId,
    name: `${node.relation.schema}.${node.relation.identifier}`,
    kind: 'replay',
    relation: node.relation,
    waitsFor: [],
    steps,
    cleanup: dropStage(batch),
    notes: [],
    tests: [],
    batchId,
    highs: {},
  };
  return { value: placed(plan, scope), diagnostics: [...diagnostics, ...problems] };
}

/** Columns that the table and its quarantine share, audit columns left out. */
function modelColumns(table: RelationInfo, quarantine: RelationInfo, { config }: ModelNode): Column[] {
  const audit = new Set(
    config.audit_columns === false ? [] : Object.values(config.audit_columns).map((name: string) => name.toLowerCase()),
  );
  const kept = new Set(quarantine.columns.map(({ name }) => name.toLowerCase()));
  return table.columns.filter(({ name }) => kept.has(name.toLowerCase()) && !audit.has(name.toLowerCase()));
}

function replayBatch(
  node: ModelNode,
  quarantine: RelationInfo,
  columns: readonly Column[],
  rules: ReturnType<typeof rulesOf>['rules'],
): Batch {
  const relation = stageRelation(node);
  const { unique_key: uniqueKey, deduplicate_order_by: order } = node.config;
  const keyed = isKeyed(node.config);
  const unordered = keyed && order.length === 0;
  return {
    query: { sql: '', columns },
    guards: { uniqueKey: [] },
    stage: {
      relation,
      columns,
      select: {
        portable: replayQuery({
          quarantine: quoteRelation(quarantine.relation, 'athena'),
          columns,
          rules,
          ...(keyed && { uniqueKey }),
          ...(order.length > 0 && { deduplicateOrderBy: order }),
        }),
      },
      measure: {
        portable: measureQuery({
          stage: quoteRelation(relation, 'athena'),
          rules,
          columns,
          ...(unordered && { uniqueKey }),
        }),
      },
      gate: {
        model: node.name,
        // What still breaks a rule stays where it is: nothing here is a reason to stop.
        rules: rules.map(({ id, name, testId }) => ({ id, name, testId, action: 'quarantine' })),
        duplicateKey: unordered ? uniqueKey : [],
      },
      quarantine: [],
    },
  };
}

function publish(node: ModelNode, batch: Batch, projection: Projection, batchId: string): Step {
  if (node.config.materialized === 'incremental' && isKeyed(node.config)) {
    return publishStep(
      node,
      batch,
      projection,
      batchId,
      { predicates: [] },
      mergeKeysOf(node, projection.columns, new Set()),
    );
  }
  const column = projection.audit[0];
  return {
    kind: 'insert',
    id: 'publish',
    purpose: 'add the rows, once',
    relation: node.relation,
    source: sourceOfRows(batch),
    projection,
    guards: batch.guards,
    ...(column && { batch: { column: column.name, id: batchId } }),
  };
}

function markRows(
  node: ModelNode,
  quarantine: RelationInfo,
  columns: readonly Column[],
  becomes: string,
  { dialect, runId, runStartedAt }: PlanScope,
): Step {
  const q = (name: string) => quoteIdentifier(name, dialect);
  const own = quarantineNames(columns);
  const stage = quoteRelation(stageRelation(node), dialect);
  const set = [
    `${q(own.status)} = ${quoteString(becomes)}`,
    `${q(own.last_run_id)} = ${quoteString(runId)}`,
    `${q(own.last_seen)} = TIMESTAMP ${quoteString(runStartedAt)}`,
  ];
  return {
    kind: 'statement',
    id: 'mark',
    purpose: `mark the published rows as ${becomes}`,
    sql: `UPDATE ${quoteRelation(quarantine.relation, dialect)} SET ${set.join(', ')}\nWHERE ${q(own.status)} = 'open' AND ${q(own.row_hash)} IN (SELECT ${q(REPLAYED_HASH)} FROM ${stage} WHERE ${q('_lm_action')} IN ('publish', 'duplicate'))`,
  };
}
