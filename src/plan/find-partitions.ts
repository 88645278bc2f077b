import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { RelationInfo, RelationName } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { sourceOfRows, type Batch } from './batch.ts';
import { hole } from './holes.ts';
import { fieldsOf, hasExactText, partitionFields } from './partition-fields.ts';
import { partitionHoles } from '../sql/partition-holes.ts';
import type {
  BoundedColumn,
  EventInterval,
  PartitionBounds,
  PartitionField,
  Partitioning,
  Projection,
  Step,
} from './plan.ts';
import { fileOf, tableColumns } from './projection.ts';
import type { PlanScope } from './scope.ts';

/** A step that finds a batch's partitions, and what the statement that publishes it needs to know of them. */
export interface FoundPartitions {
  readonly find: Step;
  readonly bounds: Omit<PartitionBounds, 'groups'>;
}

/** How rows of the projection lie in partitions; undefined where the engine has none, or all rows lie in one. */
export function partitioningOf(
  node: ModelNode,
  projection: Projection,
  existing: RelationInfo | undefined,
  { capabilities }: PlanScope,
): Partitioning | undefined {
  if (!capabilities.prunesPartitions) return undefined;
  // The values of audit columns are the same for all rows of a batch.
  const all = fieldsOf(existing?.partitionedBy ?? node.config.partitioned_by, projection.columns);
  const fields = all.filter(({ transform }) => transform !== 'bucket');
  if (fields.length === 0) return undefined;
  const { maxOpenPartitions, maxMergedPartitions = maxOpenPartitions } = capabilities;
  const limit = limitOf(node, existing ? maxMergedPartitions : maxOpenPartitions);
  return { fields, perTuple: bucketsOf(all), ...(limit !== undefined && { limit }) };
}

/** What is wrong with a node's `partitioned_by`: before anything is sent, on every engine. */
export function partitionProblems(node: ModelNode, projection: Projection, scope: PlanScope): readonly Diagnostic[] {
  const { fields, diagnostics } = partitionFields(node, tableColumns(projection), scope);
  const limit = limitOf(node, scope.capabilities.maxOpenPartitions);
  const buckets = bucketsOf(fields);
  if (limit === undefined || buckets <= limit) return diagnostics;
  const at = fileOf(node, scope, 'partitioned_by');
  return [...diagnostics, diagnose('too-many-buckets', { model: node.name, buckets, limit }, { at })];
}

/** Columns that bound the target: those of which a row's key says the value, or the user says that it never changes. */
export function boundedByKey(
  node: ModelNode,
  { fields }: Partitioning,
  notNull: ReadonlySet<string>,
): { bounded: readonly BoundedColumn[]; notes: readonly string[] } {
  const key = new Set(node.config.unique_key.map((name) => name.toLowerCase()));
  const stays = node.config.keys_stay_in_partition === true;
  const inKey = (name: string) => stays || key.has(name.toLowerCase());
  const bounded = exactColumns(fields, notNull).filter(({ column }) => inKey(column.name));
  const moving = [...new Set(fields.map(({ column }) => column.name))].filter((name) => !inKey(name));
  if (moving.length === 0 || bounded.length > 0) return { bounded, notes: [] };
  const names = moving.map((name) => `"${name}"`).join(', ');
  const note = `full match: the partition column ${names} is not part of unique_key, so a key's row may lie in any partition; where it never moves, say keys_stay_in_partition: true`;
  return { bounded, notes: [note] };
}

/** Every partition column whose bounds can be written down. */
export function exactColumns(fields: readonly PartitionField[], notNull: ReadonlySet<string>): BoundedColumn[] {
  const columns = new Map(fields.map(({ column }) => [column.name.toLowerCase(), column]));
  return [...columns]
    .filter(([, column]) => hasExactText(column.type))
    .map(([name, column]) => ({ column, nullable: !notNull.has(name) }));
}

interface Wanted {
  readonly partitioning: Partitioning;
  readonly bounded: readonly BoundedColumn[];
  readonly where?: string | undefined;
  readonly alsoIn?: RelationName;
  readonly alsoWithin?: EventInterval;
  readonly onlyOne?: { readonly model: string };
}

/** The step that finds the partitions of a batch before it is published. */
export function findPartitions(batch: Batch, projection: Projection, wanted: Wanted): FoundPartitions {
  const { partitioning, bounded, where, ...rest } = wanted;
  const { low, high, hasNull, from, until } = partitionHoles;
  const filled = [
    ...bounded.flatMap(({ column: { name }, nullable }) => [
      low(name),
      high(name),
      ...(nullable ? [hasNull(name)] : []),
    ]),
    ...(partitioning.limit === undefined ? [] : [from, until]),
  ].map(hole);
  return {
    find: {
      kind: 'find-partitions',
      id: 'find-partitions',
      purpose: `find the partitions of the rows; fills ${filled.join(', ')}`,
      source: sourceOfRows(batch),
      projection,
      partitioning,
      bounded,
      ...(where !== undefined && { where }),
      ...rest,
    },
    bounds: { partitioning, bounded },
  };
}

/** For people: how often a statement is sent. */
export function onceForEachGroup({ partitioning: { limit }, groups }: PartitionBounds): string {
  if (limit === undefined) return '';
  const of = `of at most ${limit} partitions`;
  if (groups === 'first') return ` (the first group ${of})`;
  return groups === 'rest' ? ` (once for each further group ${of})` : ` (once for each group ${of})`;
}

function limitOf({ config }: ModelNode, most: number | undefined): number | undefined {
  return most === undefined ? undefined : Math.min(most, config.partitions_limit ?? most);
}

function bucketsOf(fields: readonly PartitionField[]): number {
  return fields.reduce((product, { transform, width = 1 }) => (transform === 'bucket' ? product * width : product), 1);
}
