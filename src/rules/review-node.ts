import type { Diagnostic, Place, Span } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { ModelNode, SnapshotNode } from '../project/project.ts';
import { checkChangedInput } from './changed-input.ts';
import { checkDeclaredColumns } from './contract.ts';
import type { Guards } from './guards.ts';
import { checkMergeKey } from './merge-key.ts';
import { checkPartitionColumns } from './partition-columns.ts';
import type { KnownRows } from './row-facts.ts';

/** A model or snapshot whose query is understood. */
export interface NodeReview {
  readonly node: ModelNode | SnapshotNode;
  /** What its query returns. */
  readonly columns: readonly Column[];
  readonly rows: KnownRows | undefined;
  readonly guards: Guards;
  /** Names of columns that lakemodel adds to its table. */
  readonly added: readonly string[];
  /** Columns that its table has from an earlier run, those that lakemodel adds left out. */
  readonly table: readonly Column[] | undefined;
  readonly placeAt: (span: Span) => Place | undefined;
  /** Where the query makes a column. */
  readonly made: (column: string) => Place | undefined;
}

const NODE_RULES: readonly ((review: NodeReview) => readonly Diagnostic[])[] = [
  checkDeclaredColumns,
  checkMergeKey,
  checkChangedInput,
  checkPartitionColumns,
];

/** Compares what a node's query returns with what its configuration and its YAML say. */
export function reviewNode(review: NodeReview): readonly Diagnostic[] {
  return NODE_RULES.flatMap((rule) => rule(review));
}
