import type { RelationInfo } from '../engines/engine.ts';
import type { SeedNode } from '../project/project.ts';
import { auditColumns } from './audit.ts';
import type { Step } from './plan.ts';
import { dropOtherKind } from './plan-table.ts';
import type { PlanScope, RelationSteps } from './scope.ts';

/** A statement of literal rows stays below this many bytes and rows: Athena takes 262,144 bytes, and parsers slow down before. */
const MAX_BYTES = 200_000;
const MAX_ROWS = 1_000;

/** Loads a seed's rows as literals: the first statement replaces the table, the others add to it. */
export function planSeed(
  node: SeedNode,
  rows: readonly (readonly (string | null)[])[],
  existing: RelationInfo | undefined,
  scope: PlanScope,
): RelationSteps {
  const audit = auditColumns(node.config.audit_columns, scope.sourceSystem(node.uniqueId), scope);
  const columns = [...node.columnTypes, ...audit.map(({ name, type }) => ({ name, type }))];
  const options = { partitionedBy: node.config.partitioned_by, tableProperties: {} };
  const batches = inBatches(rows);
  const load = batches.map((batch, index): Step => ({
    kind: 'load-rows',
    id: `load-${index + 1}`,
    purpose: `load ${batch.length} rows${batches.length > 1 ? ` (${index + 1} of ${batches.length})` : ''}`,
    relation: node.relation,
    first: index === 0,
    replace: index === 0 && existing?.kind === 'table',
    columns: node.columnTypes,
    rows: batch,
    audit,
    options,
  }));
  const empty: Step[] = [
    { kind: 'drop', id: 'drop-old', purpose: 'drop the old table', relation: node.relation, relationKind: 'table' },
    {
      kind: 'create-empty-table',
      id: 'publish',
      purpose: 'create the empty table',
      relation: node.relation,
      columns,
      options,
    },
  ];
  return {
    steps: [...dropOtherKind(node, existing, 'table', scope), ...(rows.length === 0 ? empty : load)],
    cleanup: [],
    notes: [],
    columns,
    batchId: scope.runId,
    highs: {},
  };
}

function inBatches(rows: readonly (readonly (string | null)[])[]): (readonly (string | null)[])[][] {
  const batches: (readonly (string | null)[])[][] = [];
  let bytes = MAX_BYTES;
  for (const row of rows) {
    const size = row.reduce((sum, cell) => sum + Buffer.byteLength(cell ?? 'NULL') + 4, 8);
    const current = batches.at(-1);
    if (!current || bytes + size > MAX_BYTES || current.length >= MAX_ROWS) {
      batches.push([row]);
      bytes = size;
    } else {
      current.push(row);
      bytes += size;
    }
  }
  return batches;
}
