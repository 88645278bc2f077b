import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { StatementResult } from '../engines/engine.ts';
import type { PartitionBounds, Step } from '../plan/plan.ts';
import { BEFORE_ALL_PARTITIONS, BEHIND_ALL_PARTITIONS, partitionHoles } from '../sql/partition-holes.ts';

type FindPartitions = Extract<Step, { kind: 'find-partitions' }>;
type Holes = ReadonlyMap<string, string>;

/** Values of the holes for each group of partitions, in order: what one statement may write. None: there are no rows. */
export type PartitionGroups = readonly Holes[];

/** Reads what a `find-partitions` step's query gave; the problem where there must be one group alone and are more. */
export function readPartitions(
  step: FindPartitions,
  { rows }: Pick<StatementResult, 'rows'>,
): { readonly groups: PartitionGroups; readonly diagnostics: readonly Diagnostic[] } {
  const groups = rows.map((row, index): Holes => {
    const until = rows[index + 1]?.[0];
    return new Map([
      ...range(
        index === 0 ? BEFORE_ALL_PARTITIONS : String(row[0]),
        until === undefined ? BEHIND_ALL_PARTITIONS : String(until),
      ),
      ...step.bounded.flatMap(({ column: { name } }, at): [string, string][] => {
        const [low, high, hasNull] = row.slice(3 + at * 3);
        return [
          [partitionHoles.low(name), String(low)],
          [partitionHoles.high(name), String(high)],
          [partitionHoles.hasNull(name), String(hasNull)],
        ];
      }),
    ]);
  });
  const { limit } = step.partitioning;
  if (!step.onlyOne || limit === undefined || groups.length < 2) return { groups, diagnostics: [] };
  const partitions = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  return { groups, diagnostics: [diagnose('rebuild-needs-batches', { ...step.onlyOne, partitions, limit })] };
}

/** The groups for which a publishing statement is sent, one after the other. A table is made even of no rows. */
export function groupsFor({ groups: part }: PartitionBounds, found: PartitionGroups): PartitionGroups {
  switch (part) {
    case 'all':
      return found;
    case 'first':
      return found.length > 0 ? found.slice(0, 1) : [new Map(range(BEFORE_ALL_PARTITIONS, BEHIND_ALL_PARTITIONS))];
    case 'rest':
      return found.slice(1);
  }
}

/** Which partitions a step's statements write, where they are sent for groups of them. */
export function partitionsOf(step: Step): PartitionBounds | undefined {
  return 'partitions' in step ? step.partitions : undefined;
}

/** What several statements of one step wrote, as one result. */
export function sumOf(results: readonly StatementResult[]): StatementResult | undefined {
  const last = results.at(-1);
  if (!last || results.length === 1) return last;
  const counts = results.map(({ rowsAffected }) => rowsAffected);
  const { rowsAffected: _, ...rest } = last;
  if (!counts.every((count) => count !== undefined)) return rest;
  return { ...rest, rowsAffected: counts.reduce((sum, count) => sum + count, 0) };
}

function range(from: string, until: string): [string, string][] {
  return [
    [partitionHoles.from, from],
    [partitionHoles.until, until],
  ];
}
