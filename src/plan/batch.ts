import type { Column, RelationName } from '../engines/engine.ts';
import type { Gate, Guards, PortableSql, Query, RowSource, Step, TableOptions } from './plan.ts';

/** The rows that a model wants to publish: straight from its query, or staged and labelled first. */
export interface Batch {
  readonly query: Query;
  /** Absent: the rows are taken straight from the query. */
  readonly stage?: StagedBatch;
  readonly guards: Guards;
  /** Condition over `src` that rows of a first build must meet, so that a first build equals a MERGE into an empty table. */
  readonly firstBuildCondition?: string;
}

export interface StagedBatch {
  readonly relation: RelationName;
  /** Columns of the query, without the labels. */
  readonly columns: readonly Column[];
  readonly select: PortableSql;
  readonly measure: PortableSql;
  readonly gate: Gate;
  /** Writing what was taken out of the batch, before anything is published. */
  readonly quarantine: readonly Step[];
}

/** Options of tables that live for one batch. */
export const NO_OPTIONS: TableOptions = { partitionedBy: [], tableProperties: {} };

/** Steps before publishing: stage, measure, gate, quarantine. None for a batch that is not staged. */
export function loadBatch({ stage }: Batch): Step[] {
  if (!stage) return [];
  return [
    {
      kind: 'create-table-as',
      id: 'stage',
      purpose: 'stage the batch and label each row with the rules that it breaks',
      relation: stage.relation,
      replace: true,
      select: stage.select,
      options: NO_OPTIONS,
    },
    {
      kind: 'measure',
      id: 'measure',
      purpose: 'count the batch by label and by rule',
      select: stage.measure,
      gate: stage.gate,
    },
    ...stage.quarantine,
  ];
}

export function sourceOfRows({ query, stage }: Batch): RowSource {
  return stage ? { kind: 'stage', stage: stage.relation, columns: stage.columns } : { kind: 'query', query };
}

/** The stage's end, after publishing and, as cleanup, after a failure. */
export function dropStage({ stage }: Batch): Step[] {
  if (!stage) return [];
  return [
    { kind: 'drop', id: 'drop-stage', purpose: 'drop the stage', relation: stage.relation, relationKind: 'table' },
  ];
}
