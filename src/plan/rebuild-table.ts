import type { RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { loadBatch, sourceOfRows, type Batch } from './batch.ts';
import { changeInWords } from './change-in-words.ts';
import { createTable, tableOptions, type TableBuild } from './create-table.ts';
import { exactColumns, findPartitions, onceForEachGroup, partitioningOf } from './find-partitions.ts';
import { fieldsOf, partitioningText } from './partition-fields.ts';
import type { Projection, SchemaChange, Step } from './plan.ts';
import { tableColumns } from './projection.ts';
import { decideSchemaChange } from './schema-change.ts';
import type { PlanScope } from './scope.ts';

const OPTIMIZE_ROUNDS = 10;

/**
 * Makes a table anew that exists, where the engine cannot replace it (Athena): its rows are replaced by a MERGE that keeps its history, or, as configured
 * or because no ALTER leads to the new columns or partitions, a new table takes its place.
 */
export function rebuildTable(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo,
  scope: PlanScope,
): TableBuild {
  const { changes, reason } = differences(node, projection, existing);
  if (reason !== undefined) return swap(node, batch, projection, reason, scope);
  const alters = changes.map((change, index): Step => ({
    kind: 'alter-table',
    id: `alter-${index + 1}`,
    purpose: changeInWords(change),
    relation: node.relation,
    change,
  }));
  const inPlace = replaceRows(node, batch, projection, existing, scope);
  return { ...inPlace, steps: [...loadBatch(batch), ...alters, ...inPlace.steps] };
}

/** What stands between the table and its new form: changes of its columns, or the reason why it cannot be kept. */
function differences(
  node: ModelNode,
  projection: Projection,
  existing: RelationInfo,
): { changes: readonly SchemaChange[]; reason?: string } {
  if (node.config.rebuild === 'swap') return { changes: [], reason: 'as configured' };
  const wanted = tableColumns(projection);
  const audit = new Set(projection.audit.map(({ name }) => name.toLowerCase()));
  const byAudit = fieldsOf(node.config.partitioned_by, wanted).find(({ column }) =>
    audit.has(column.name.toLowerCase()),
  );
  if (byAudit) {
    // The old rows may lie in any number of partitions, and the new ones are in another with each statement that writes them.
    return { changes: [], reason: `it is partitioned by "${byAudit.column.name}", which is the time or name of a run` };
  }
  const configured = partitioningText(node.config.partitioned_by, wanted);
  const present = existing.partitionedBy && partitioningText(existing.partitionedBy, existing.columns);
  if (present !== undefined && present !== configured) {
    return {
      changes: [],
      reason: `it is partitioned by ${present || 'nothing'} and is to be by ${configured || 'nothing'}`,
    };
  }
  const { changes, refused, written } = decideSchemaChange(wanted, existing.columns, 'sync_all_columns', false);
  const unlike = wanted.flatMap(({ name, type }, index) =>
    written[index]?.type === type ? [] : [`column "${name}" becomes ${type}`],
  );
  const reasons = refused.length > 0 ? refused : unlike;
  return reasons.length > 0 ? { changes: [], reason: reasons.join('; ') } : { changes };
}

/** The rows of the table are replaced by those of the batch: in one commit, or in one for each group of partitions. */
function replaceRows(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo,
  scope: PlanScope,
): TableBuild {
  const where = batch.firstBuildCondition;
  const condition = where === undefined ? {} : { where };
  const replace = {
    kind: 'create-table' as const,
    id: 'publish',
    purpose: 'replace the rows of the table; its history is kept',
    relation: node.relation,
    replace: true,
    source: sourceOfRows(batch),
    projection,
    guards: batch.guards,
    ...condition,
    options: tableOptions(node),
  };
  const partitioning = partitioningOf(node, projection, existing, scope);
  const optimize: Step = {
    kind: 'maintain',
    id: 'optimize-rebuilt',
    purpose: 'rewrite the files with dead rows',
    relation: node.relation,
    task: 'optimize',
    retention: '7d',
    maxRounds: OPTIMIZE_ROUNDS,
  };
  if (partitioning?.limit === undefined) return { steps: [replace, optimize], notes: [], severalCommits: false };
  // One that was cut off in several commits has no state that a single one would keep.
  const interrupted = scope.committed(node.uniqueId).pending?.rebuild === true;
  const severalCommits = node.config.rebuild !== 'merge' || interrupted;
  const { find, bounds } = findPartitions(batch, projection, {
    partitioning,
    bounded: exactColumns(partitioning.fields, new Set()),
    ...condition,
    alsoIn: node.relation,
    ...(!severalCommits && { onlyOne: { model: node.name } }),
  });
  const partitions = { ...bounds, groups: 'all' as const };
  const note = `more than ${partitioning.limit} partitions are replaced in several commits: readers see old and new ones side by side until the last`;
  return {
    steps: [
      find,
      { ...replace, purpose: `${replace.purpose}${severalCommits ? onceForEachGroup(partitions) : ''}`, partitions },
      optimize,
    ],
    notes: severalCommits ? [note] : [],
    severalCommits,
  };
}

/**
 * A new table is made beside the old one and takes its name. Between the two renames there is no table of the name; a run that is cut off there finds
 * none, and makes it from nothing.
 */
function swap(node: ModelNode, batch: Batch, projection: Projection, reason: string, scope: PlanScope): TableBuild {
  const next = { ...node.relation, identifier: `${node.relation.identifier}__lm_new` };
  const last = { ...node.relation, identifier: `${node.relation.identifier}__lm_old` };
  const drop = (id: string, purpose: string, relation: typeof next): Step => ({
    kind: 'drop',
    id,
    purpose,
    relation,
    relationKind: 'table',
  });
  const create = createTable(
    node,
    batch,
    projection,
    { relation: next, replace: false, purpose: 'create the new table' },
    scope,
  );
  return {
    ...create,
    steps: [
      drop('drop-new', 'drop what an earlier swap left', next),
      drop('drop-old', 'drop what an earlier swap left', last),
      ...loadBatch(batch),
      ...create.steps,
      {
        kind: 'rename-table',
        id: 'rename-old',
        purpose: 'the old table gives its name',
        relation: node.relation,
        to: last.identifier,
      },
      {
        kind: 'rename-table',
        id: 'rename-new',
        purpose: 'the new table takes it',
        relation: next,
        to: node.relation.identifier,
      },
      drop('drop-replaced', 'drop the old table', last),
    ],
    notes: [`rebuild: swap: ${reason}; the history of the table begins anew`],
  };
}
