import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Column, RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { loadBatch, sourceOfRows, type Batch } from './batch.ts';
import { isMadeAnew } from './made-anew.ts';
import type { MergeConditions } from './merge-conditions.ts';
import { changeInWords } from './change-in-words.ts';
import { boundedByKey, exactColumns, findPartitions, onceForEachGroup, partitioningOf } from './find-partitions.ts';
import type { MergeKey, PartitionBounds, Projection, Step } from './plan.ts';
import { buildTable } from './plan-table.ts';
import { fileOf, tableColumns } from './projection.ts';
import { decideSchemaChange } from './schema-change.ts';
import type { PlanScope } from './scope.ts';
import { replacePartitions } from './replace-partitions.ts';
import { appends, isKeyed, replacesPartitions } from './strategy.ts';

export interface Publishing {
  readonly steps: readonly Step[];
  readonly columns: readonly Column[];
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** The table is made in several commits. */
  readonly severalCommits?: boolean;
}

/** Columns of the key; `notNull` are those known never to be NULL, in lower case. */
export function mergeKeysOf(node: ModelNode, columns: readonly Column[], notNull: ReadonlySet<string>): MergeKey[] {
  return node.config.unique_key
    .flatMap((name) => columns.filter((column) => column.name.toLowerCase() === name.toLowerCase()))
    .map(({ name, type }) => ({ column: { name, type }, notNull: notNull.has(name.toLowerCase()) }));
}

/** Steps that bring a batch into an incremental model's table: made anew, or by MERGE or INSERT into what is there. */
export function publishIncremental(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  batchId: string,
  conditions: MergeConditions,
  keys: readonly MergeKey[],
  existing: RelationInfo | undefined,
  scope: PlanScope,
): Publishing {
  if (!existing || isMadeAnew(node, scope)) {
    const { notes, ...build } = buildTable(node, batch, projection, existing, scope);
    return {
      ...build,
      columns: tableColumns(projection),
      notes: [...(existing?.kind === 'table' ? ['full refresh'] : []), ...notes],
      diagnostics: [],
    };
  }
  return publishInto(node, batch, projection, existing, scope, (written) =>
    replacesPartitions(node.config)
      ? replacePartitions(node, batch, written, existing, scope)
      : addOrMerge(node, batch, written, batchId, conditions, keys, existing, scope),
  );
}

/** Steps that bring a batch into a table that exists: its columns are changed as configured, and then the rows published. */
export function publishInto(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo,
  scope: PlanScope,
  publish: (written: Projection) => { readonly steps: readonly Step[]; readonly notes: readonly string[] },
): Publishing {
  const audit = new Set(projection.audit.map((column) => column.name.toLowerCase()));
  const table = existing.columns.filter((column) => !audit.has(column.name.toLowerCase()));
  const missingAudit = projection.audit.filter(
    (column) => !existing.columns.some((there) => there.name.toLowerCase() === column.name.toLowerCase()),
  );
  const decision = decideSchemaChange(
    projection.columns,
    table,
    node.config.on_schema_change,
    scope.dialect !== 'athena',
  );
  const differences = [...decision.refused, ...missingKeys(node, decision.table)];
  if (differences.length > 0) {
    const params = { model: node.name, differences, policy: node.config.on_schema_change };
    return {
      steps: [],
      columns: existing.columns,
      notes: [],
      diagnostics: [diagnose('schema-changed', params, { at: fileOf(node, scope, 'on_schema_change') })],
    };
  }
  const changes = [...decision.changes, ...missingAudit.map((column) => ({ kind: 'add-column' as const, column }))];
  const alters = changes.map((change, index): Step => ({
    kind: 'alter-table',
    id: `alter-${index + 1}`,
    purpose: changeInWords(change),
    relation: node.relation,
    change,
  }));
  const written = writtenProjection(projection, decision.written);
  const published = publish(written);
  return {
    steps: [...loadBatch(batch), ...alters, ...published.steps],
    columns: [...decision.table, ...projection.audit.map(({ name, type }) => ({ name, type }))],
    notes: [...decision.notes, ...published.notes],
    diagnostics: [],
  };
}

/** Columns of the key that the table does not have, in words: nothing could be matched by them. */
function missingKeys({ config }: ModelNode, table: readonly Column[]): readonly string[] {
  const names = new Set(table.map(({ name }) => name.toLowerCase()));
  const keys = isKeyed(config) ? config.unique_key.filter((name) => !names.has(name.toLowerCase())) : [];
  return keys.map((name) => `the table has no column "${name}", which is in the unique_key`);
}

function addOrMerge(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  batchId: string,
  conditions: MergeConditions,
  keys: readonly MergeKey[],
  existing: RelationInfo,
  scope: PlanScope,
): { steps: readonly Step[]; notes: readonly string[] } {
  const { steps, notes, bounds } = partitionsOfBatch(node, batch, projection, keys, existing, scope);
  const publish = [...steps, publishStep(node, batch, projection, batchId, conditions, keys, bounds)];
  // Rows were counted: where there are none, the table need not be read.
  return { steps: batch.stage ? publish.map((step) => ({ ...step, onlyIf: 'published' as const })) : publish, notes };
}

/** The projection with the columns that a table has after its changes, in their types. */
export function writtenProjection(projection: Projection, written: readonly Column[]): Projection {
  const stored = new Map(written.map((column) => [column.name.toLowerCase(), column]));
  return {
    ...projection,
    columns: projection.columns.flatMap((column) => {
      const target = stored.get(column.name.toLowerCase());
      if (!target) return [];
      const from = column.castFrom ?? column.type;
      return [
        from === target.type
          ? { name: column.name, type: target.type }
          : { name: column.name, type: target.type, castFrom: from },
      ];
    }),
  };
}

/** Which partitions a batch touches, found before it is published, where that spares the engine the others or keeps to its limit. */
function partitionsOfBatch(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  keys: readonly MergeKey[],
  existing: RelationInfo,
  scope: PlanScope,
): { steps: readonly Step[]; notes: readonly string[]; bounds?: PartitionBounds } {
  const partitioning = partitioningOf(node, projection, existing, scope);
  if (!partitioning) return { steps: [], notes: [] };
  const notNull = new Set(keys.filter((key) => key.notNull).map(({ column }) => column.name.toLowerCase()));
  // Rows are added, and those that are there matter only where a batch might have been written before.
  const appended = { bounded: exactColumns(partitioning.fields, notNull), notes: [] };
  const { bounded, notes } = appends(node.config) ? appended : boundedByKey(node, partitioning, notNull);
  const unbounded = bounded.length === 0 || appends(node.config);
  if (unbounded && partitioning.limit === undefined) return { steps: [], notes };
  const { find, bounds } = findPartitions(batch, projection, { partitioning, bounded });
  return { steps: [find], notes, bounds: { ...bounds, groups: 'all' } };
}

/** The MERGE or INSERT that publishes a batch. */
export function publishStep(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  batchId: string,
  conditions: MergeConditions,
  keys: readonly MergeKey[],
  partitions?: PartitionBounds,
): Step {
  const source = sourceOfRows(batch);
  const often = partitions ? onceForEachGroup(partitions) : '';
  const known = partitions ? { partitions } : {};
  if (node.config.incremental_strategy === 'append') {
    const column = projection.audit[0]!.name;
    return {
      kind: 'insert',
      id: 'publish',
      purpose: `append the batch, once${often}`,
      relation: node.relation,
      source,
      projection,
      guards: batch.guards,
      batch: { column, id: batchId },
      ...known,
    };
  }
  const { update, compare } = updatedColumns(node, projection, keys);
  return {
    kind: 'merge',
    id: 'publish',
    purpose: `merge the batch by its key; rows that do not differ stay untouched${often}`,
    relation: node.relation,
    source,
    projection,
    guards: batch.guards,
    keys,
    update,
    compare,
    ...conditions,
    ...known,
  };
}

function updatedColumns(
  node: ModelNode,
  projection: Projection,
  keys: readonly MergeKey[],
): { update: string[]; compare: string[] } {
  const isKey = new Set(keys.map((key) => key.column.name.toLowerCase()));
  const only = node.config.merge_update_columns?.map((name) => name.toLowerCase());
  const not = new Set(node.config.merge_exclude_columns?.map((name) => name.toLowerCase()));
  const update = projection.columns
    .map((column) => column.name)
    .filter((name) => !isKey.has(name.toLowerCase()))
    .filter((name) => (only ? only.includes(name.toLowerCase()) : !not.has(name.toLowerCase())));
  return { update, compare: update };
}
