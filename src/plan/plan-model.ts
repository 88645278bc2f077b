import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import type { Column, RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { dropStage, type Batch } from './batch.ts';
import { isMadeAnew } from './made-anew.ts';
import { insertCondition, mergeConditions, type ConfiguredConditions } from './merge-conditions.ts';
import type { MergeKey, Projection, Step } from './plan.ts';
import { planMicrobatch, type IntervalBatch } from './microbatch.ts';
import { mergeKeysOf, publishIncremental, type Publishing } from './plan-incremental.ts';
import { buildTable, dropOtherKind } from './plan-table.ts';
import { partitioningOf, partitionProblems } from './find-partitions.ts';
import { replacementProblems } from './replace-partitions.ts';
import { promisedNotNull } from './contract.ts';
import { fileOf, namesTwice, storedProjection, tableColumns } from './projection.ts';
import { rulesOf } from './rules.ts';
import type { CompiledQuery, PlanScope, RelationSteps } from './scope.ts';
import { stageBatch } from './stage.ts';
import { appends, isKeyed } from './strategy.ts';
import { commitStep, findHighSteps, type Watermark } from './watermarks.ts';

export interface ModelInput {
  readonly node: ModelNode;
  readonly compiled: CompiledQuery;
  readonly existing: RelationInfo | undefined;
  readonly watermarks: readonly Watermark[];
  /** The user's MERGE conditions, already in the target's dialect. */
  readonly conditions: ConfiguredConditions;
  /** `microbatch`: the query of each interval; `compiled` is that of the first. */
  readonly intervals?: { readonly batches: readonly IntervalBatch[]; readonly left: number };
}

/** Plans a view, table or incremental model. */
export function planModel(
  input: ModelInput,
  scope: PlanScope,
): { value: RelationSteps | undefined; diagnostics: Diagnostic[] } {
  return input.node.config.materialized === 'view' ? planView(input, scope) : planStored(input, scope);
}

function planView({ node, compiled, existing }: ModelInput, scope: PlanScope): ReturnType<typeof planModel> {
  const { diagnostics } = rulesOf(node, compiled.columns, scope);
  const view: Step = {
    kind: 'create-view',
    id: 'publish',
    purpose: 'create the view',
    relation: node.relation,
    query: compiled,
  };
  const steps = [...dropOtherKind(node, existing, 'view', scope), view];
  return {
    value: { steps, cleanup: [], notes: [], columns: compiled.columns, batchId: scope.runId, highs: {} },
    diagnostics: [...diagnostics, ...namesTwice(node, compiled.columns, scope)],
  };
}

function planStored(
  { node, compiled, existing, watermarks, conditions, intervals }: ModelInput,
  scope: PlanScope,
): ReturnType<typeof planModel> {
  const pending = appends(node.config) ? scope.committed(node.uniqueId).pending : undefined;
  if (pending && scope.empty) return { value: undefined, diagnostics: [unfinished(node, scope)] };
  const batchId = pending?.batchId ?? scope.runId;
  const { projection, diagnostics } = storedProjection(node, compiled.columns, scope, batchId);
  const { rules, diagnostics: ruleProblems } = rulesOf(node, projection.columns, scope);
  diagnostics.push(...ruleProblems, ...keyProblems(node, projection.columns, scope));
  diagnostics.push(...partitionProblems(node, projection, scope));
  if (!hasErrors(diagnostics))
    diagnostics.push(...replacementProblems(node, projection, isMadeAnew(node, scope) ? undefined : existing, scope));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };

  if (intervals) {
    const makeOne = (query: CompiledQuery) => makeBatch(node, query, projection, rules, conditions, batchId, scope);
    const planned = planMicrobatch({ node, ...intervals, existing, projection, makeBatch: makeOne }, scope);
    return { value: planned.value, diagnostics: [...diagnostics, ...planned.diagnostics] };
  }
  const keys = mergeKeysOf(node, projection.columns, notNullColumns(node, projection.columns, scope));
  const batch = makeBatch(node, compiled, projection, rules, conditions, batchId, scope);
  // The stage holds the stored types already.
  const published = batch.stage
    ? { ...projection, columns: projection.columns.map(({ name, type }) => ({ name, type })) }
    : projection;
  const publishing = publish(node, batch, published, batchId, conditions, keys, existing, scope);
  diagnostics.push(...publishing.diagnostics);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return {
    value: {
      steps: [
        ...(pending || scope.empty ? [] : findHighSteps(watermarks, scope)),
        ...publishing.steps,
        ...dropStage(batch),
        ...commitStep(node, scope.empty && isMadeAnew(node, scope) ? [] : watermarks, publishing.severalCommits),
      ],
      cleanup: dropStage(batch),
      notes: [...publishing.notes, ...(pending ? [`takes up the unfinished batch ${batchId}`] : [])],
      columns: publishing.columns,
      batchId,
      // A run that reads no rows reaches no further than the one before it.
      highs: pending || scope.empty ? knownHighs(watermarks, pending?.highs ?? []) : {},
    },
    diagnostics,
  };
}

function publish(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  batchId: string,
  conditions: ConfiguredConditions,
  keys: readonly MergeKey[],
  existing: RelationInfo | undefined,
  scope: PlanScope,
): Publishing {
  if (node.config.materialized === 'incremental') {
    return publishIncremental(node, batch, projection, batchId, mergeConditions(conditions), keys, existing, scope);
  }
  const build = buildTable(node, batch, projection, existing, scope);
  return { steps: build.steps, columns: tableColumns(projection), notes: build.notes, diagnostics: [] };
}

function makeBatch(
  node: ModelNode,
  compiled: CompiledQuery,
  projection: Projection,
  rules: ReturnType<typeof rulesOf>['rules'],
  conditions: ConfiguredConditions,
  batchId: string,
  scope: PlanScope,
): Batch {
  const deduplicates = node.config.deduplicate_order_by.length > 0;
  const firstBuildCondition = insertCondition(conditions);
  const first = firstBuildCondition === undefined ? {} : { firstBuildCondition };
  const promised = promisedNotNull(node, projection.columns);
  const notNull = promised.length > 0 ? { notNull: promised } : {};
  if (rules.length === 0 && !deduplicates && !isStagedAnyway(node, projection, scope)) {
    const uniqueKey = merges(node) ? keyColumns(node, projection.columns) : [];
    return { query: compiled, guards: { uniqueKey, ...notNull }, ...first };
  }
  // The stage was measured before: duplicates were counted there, and failed the gate.
  return {
    query: compiled,
    stage: stageBatch(node, compiled, projection, rules, batchId, scope),
    guards: { uniqueKey: [], ...notNull },
    ...first,
  };
}

/** The query is to be read once, though its rows are written by several statements. */
function isStagedAnyway(node: ModelNode, projection: Projection, scope: PlanScope): boolean {
  return node.config.force_batch === true && partitioningOf(node, projection, undefined, scope) !== undefined;
}

/** How far a batch reaches whose end need not be looked for. */
function knownHighs(
  watermarks: readonly Watermark[],
  highs: readonly { column: string; of: string; value: string }[],
): Record<string, string> {
  return Object.fromEntries(
    watermarks.map(({ column, of, hole, low }) => {
      const high = highs.find((entry) => entry.of === of && entry.column.toLowerCase() === column.name.toLowerCase());
      return [hole, high?.value ?? low];
    }),
  );
}

function unfinished(node: ModelNode, scope: PlanScope): Diagnostic {
  return diagnose('empty-run-over-unfinished-batch', { model: node.name }, { at: fileOf(node, scope) });
}

function merges(node: ModelNode): boolean {
  return node.config.materialized === 'incremental' && isKeyed(node.config);
}

function keyColumns(node: ModelNode, columns: readonly Column[]): Column[] {
  return node.config.unique_key.flatMap((name) =>
    columns.filter((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
}

/** Columns that a row rule or the contract keeps from being NULL, in lower case. */
function notNullColumns(node: ModelNode, columns: readonly Column[], scope: PlanScope): ReadonlySet<string> {
  const promised = promisedNotNull(node, columns).map((name) => name.toLowerCase());
  return new Set([
    ...promised,
    ...(scope.rowRuleTests.get(node.uniqueId) ?? []).flatMap(({ test }) =>
      test.kind === 'generic' && test.name === 'not_null' && test.onFail !== 'warn' && test.columnName
        ? [test.columnName.toLowerCase()]
        : [],
    ),
  ]);
}

function keyProblems(node: ModelNode, columns: readonly Column[], scope: PlanScope): Diagnostic[] {
  const names = columns.map((column) => column.name);
  const at = fileOf(node, scope, 'unique_key');
  const problems = node.config.unique_key.flatMap((key) => {
    const column = columns.find((candidate) => candidate.name.toLowerCase() === key.toLowerCase());
    if (!column) return [diagnose('unique-key-unknown', { model: node.name, key, columns: names }, { at })];
    if (/^(array|map|row)/.test(column.type))
      return [diagnose('key-type-not-comparable', { model: node.name, column: key, type: column.type }, { at })];
    return [];
  });
  const settings = ['merge_update_columns', 'merge_exclude_columns'] as const;
  for (const config of settings) {
    for (const name of node.config[config] ?? []) {
      if (names.some((known) => known.toLowerCase() === name.toLowerCase())) continue;
      problems.push(
        diagnose(
          'config-column-unknown',
          { model: node.name, config, column: name, columns: names },
          { at: fileOf(node, scope, config) },
        ),
      );
    }
  }
  if (appends(node.config) && node.config.audit_columns === false) {
    problems.push(
      diagnose('append-needs-audit-columns', { model: node.name }, { at: fileOf(node, scope, 'audit_columns') }),
    );
  }
  return problems;
}
