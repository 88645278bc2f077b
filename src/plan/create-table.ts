import type { RelationName } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { sourceOfRows, type Batch } from './batch.ts';
import { findPartitions, onceForEachGroup, partitioningOf } from './find-partitions.ts';
import type { PartitionBounds, Projection, Step, TableOptions } from './plan.ts';
import type { PlanScope } from './scope.ts';

/** How a table is made anew. */
export interface TableBuild {
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
  /** A crash in between leaves part of the table: who comes next must make it again. */
  readonly severalCommits: boolean;
}

/** Storage options of a node's table. */
export function tableOptions(node: Pick<ModelNode, 'config'>): TableOptions {
  const { partitioned_by, format, table_properties, other } = node.config;
  const compression = other['write_compression'];
  const properties = {
    ...(typeof compression === 'string' && { write_compression: compression }),
    ...table_properties,
  };
  return {
    partitionedBy: partitioned_by,
    ...(format !== undefined && { format: format.toUpperCase() }),
    tableProperties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, String(value)])),
  };
}

/** A table that a batch's rows are brought into. */
interface NewTable {
  readonly relation: RelationName;
  readonly replace: boolean;
  readonly purpose: string;
}

/**
 * The steps that make a table of a batch's rows: one CREATE TABLE, or, where the engine limits the partitions of a statement, a count first, the CREATE
 * with the first group of partitions and an INSERT for each further one.
 */
export function createTable(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  table: NewTable,
  scope: PlanScope,
): TableBuild {
  const partitioning = partitioningOf(node, projection, undefined, scope);
  const where = batch.firstBuildCondition;
  const condition = where === undefined ? {} : { where };
  const rows = { source: sourceOfRows(batch), projection, guards: batch.guards, ...condition };
  const create = { kind: 'create-table' as const, id: 'publish', ...table, ...rows, options: tableOptions(node) };
  if (partitioning?.limit === undefined) return { steps: [create], notes: [], severalCommits: false };
  const { find, bounds } = findPartitions(batch, projection, { partitioning, bounded: [], ...condition });
  const part = (groups: PartitionBounds['groups']): PartitionBounds => ({ ...bounds, groups });
  const first = part('first');
  const rest = part('rest');
  const steps: Step[] = [
    find,
    { ...create, purpose: `${table.purpose}${onceForEachGroup(first)}`, partitions: first },
    {
      kind: 'insert',
      id: 'publish-rest',
      purpose: `add the rows of the other partitions${onceForEachGroup(rest)}`,
      relation: table.relation,
      ...rows,
      partitions: rest,
    },
  ];
  const { limit } = partitioning;
  const notes = [
    `more than ${limit} partitions are written in several commits: readers see part of the table until the last; a run that is cut off in between makes it again`,
    ...(node.config.rebuild === 'merge'
      ? [`once it has more than ${limit}, a rebuild needs rebuild: batches or rebuild: swap`]
      : []),
  ];
  return { steps, notes, severalCommits: true };
}
