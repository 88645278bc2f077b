import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { sourceOfRows, type Batch } from './batch.ts';
import { findPartitions, onceForEachGroup, partitioningOf } from './find-partitions.ts';
import { fieldsOf, hasExactText, partitioningText } from './partition-fields.ts';
import type { BoundedColumn, PartitionField, Projection, Step } from './plan.ts';
import { fileOf, tableColumns } from './projection.ts';
import type { PlanScope } from './scope.ts';
import { replacesPartitions } from './strategy.ts';

/**
 * Steps of `insert_overwrite`: the partitions in which the batch has rows hold the rows of the batch, and no others, afterwards. A batch without rows
 * replaces nothing.
 */
export function replacePartitions(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo,
  scope: PlanScope,
): { steps: readonly Step[]; notes: readonly string[] } {
  const fields = replacedFields(node, projection);
  const partitioning = partitioningOf(node, projection, existing, scope);
  const bounded = partitioning ? wholePartitions(fields) : [];
  const found =
    partitioning && (bounded.length > 0 || partitioning.limit !== undefined)
      ? findPartitions(batch, projection, { partitioning, bounded })
      : undefined;
  const partitions = found && { ...found.bounds, groups: 'all' as const };
  const replace: Step = {
    kind: 'replace-partitions',
    id: 'publish',
    purpose: `replace the rows of the partitions that the batch has rows in${partitions ? onceForEachGroup(partitions) : ''}`,
    relation: node.relation,
    source: sourceOfRows(batch),
    projection,
    guards: batch.guards,
    fields,
    ...(partitions && { partitions }),
  };
  const words = fields.map(fieldText).join(', ');
  const unbounded = partitioning !== undefined && bounded.length === 0;
  const severalCommits = partitioning?.limit !== undefined;
  return {
    steps: [...(found ? [found.find] : []), replace],
    notes: [
      `insert_overwrite: of every ${words} that the query returns, all rows of the table are replaced`,
      ...(unbounded ? [`the table's ${words} are read whole: no bounds can be written for them`] : []),
      ...(severalCommits
        ? [`each partition is replaced in one commit; of more than ${partitioning.limit}, several follow each other`]
        : []),
    ],
  };
}

/** What of a model's configuration, or of its table, leaves open which rows `insert_overwrite` replaces. */
export function replacementProblems(
  node: ModelNode,
  projection: Projection,
  existing: RelationInfo | undefined,
  scope: PlanScope,
): readonly Diagnostic[] {
  if (!replacesPartitions(node.config)) return [];
  const at = fileOf(node, scope, 'partitioned_by');
  const { partitioned_by: configured } = node.config;
  if (replacedFields(node, projection).length === 0)
    return [diagnose('overwrite-partitions-unknown', { model: node.name, fields: configured }, { at })];
  if (!existing?.partitionedBy) return [];
  const wanted = partitioningText(configured, tableColumns(projection));
  const present = partitioningText(existing.partitionedBy, existing.columns);
  if (wanted === present) return [];
  return [diagnose('overwrite-partitions-changed', { model: node.name, wanted, present }, { at })];
}

/** The fields whose values a query's rows give: no buckets, which no SQL of Athena computes, and no audit columns. */
function replacedFields({ config }: ModelNode, { columns }: Projection): readonly PartitionField[] {
  return fieldsOf(config.partitioned_by, columns).filter(({ transform }) => transform !== 'bucket');
}

/** Columns that bound the whole partitions, not the batch's rows in them alone. What `truncate` cuts to has no end that can be written down. */
function wholePartitions(fields: readonly PartitionField[]): BoundedColumn[] {
  const bounded = new Map<string, BoundedColumn>();
  for (const { column, transform } of fields) {
    const name = column.name.toLowerCase();
    if (transform === 'truncate' || transform === 'bucket' || !hasExactText(column.type)) continue;
    if (transform === 'identity') bounded.set(name, { column, nullable: true });
    else if (!bounded.has(name)) bounded.set(name, { column, nullable: true, whole: transform });
  }
  return [...bounded.values()];
}

function fieldText({ column: { name }, transform, width }: PartitionField): string {
  if (transform === 'identity') return name;
  return width === undefined ? `${transform}(${name})` : `${transform}(${name}, ${width})`;
}
