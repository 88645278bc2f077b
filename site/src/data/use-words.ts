import { USES } from '../../../src/docs/site-data.ts';
import type { Use } from '../../../src/lineage/lineage.ts';
import { countText, counted } from '../format/figures.ts';
import type { ColumnUse } from './column-graph.ts';

const NOUNS: Readonly<Record<Use, string>> = {
  join: 'join',
  filter: 'filter',
  group: 'grouping',
  order: 'ordering',
  window: 'window',
};

/** What somebody does by a column: of one `joins and filters by`, of several together `join or filter by`. */
export function useVerbs(uses: Iterable<Use>, of: 'one' | 'several'): string {
  const verbs = inOrder(uses).map((use) => (of === 'one' ? `${use}s` : use));
  const last = verbs.pop() ?? '';
  const before = verbs.length > 0 ? `${verbs.join(', ')} ${of === 'one' ? 'and' : 'or'} ` : '';
  return `${before}${last} by`;
}

/** How many nodes use a column, in few words: `2 joins, 1 filter`; of more than two ways `5 other uses`. Empty without any. */
export function usesText(users: readonly ColumnUse[]): string {
  const nodesOf = new Map<Use, Set<number>>();
  for (const { node, use } of users) nodesOf.set(use, (nodesOf.get(use) ?? new Set()).add(node));
  const ways = inOrder(nodesOf.keys());
  const counts = ways.map((use) => nodesOf.get(use)!.size);
  if (ways.length > 2) return `${countText(counts.reduce((sum, count) => sum + count, 0))} other uses`;
  return ways.map((use, at) => counted(counts[at]!, NOUNS[use])).join(', ');
}

/** Joins first, as they are looked for most. */
const ORDER: readonly Use[] = ['join', ...USES.filter((use) => use !== 'join')];

function inOrder(uses: Iterable<Use>): Use[] {
  const found = new Set(uses);
  return ORDER.filter((use) => found.has(use));
}
