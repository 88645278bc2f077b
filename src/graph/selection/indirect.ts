import type { Graph } from '../graph.ts';
import type { IndirectSelection } from './spec.ts';
import { ancestors } from './walk.ts';

/** What a selection holds: nodes for certain, and tests that join once their other parents are selected too. */
export interface Selected {
  readonly direct: ReadonlySet<string>;
  readonly indirect: ReadonlySet<string>;
}

/**
 * Adds the tests of selected nodes. `eager`: a test with any selected parent; `cautious`: with all parents selected;
 * `buildable`: with all parents selected, or ancestors of selected nodes, or sources; `empty`: none.
 * Tests that could join later, when a selection is combined with others, are kept as indirect.
 */
export function withTests(graph: Graph, selected: ReadonlySet<string>, mode: IndirectSelection): Selected {
  if (mode === 'empty') return { direct: selected, indirect: new Set() };
  const direct = new Set(selected);
  const indirect = new Set<string>();
  const covered = mode === 'eager' ? () => true : coverage(graph, selected, mode);
  for (const id of selected) {
    for (const child of graph.nodes[id]?.children ?? []) {
      if (!isTest(child) || direct.has(child)) continue;
      if (covered(child)) direct.add(child);
      else indirect.add(child);
    }
  }
  return { direct, indirect };
}

/** After selections were combined: indirect tests whose parents are now all there. */
export function withCoveredTests(graph: Graph, { direct, indirect }: Selected, mode: IndirectSelection): Selected {
  if (mode === 'eager' || mode === 'empty') return { direct, indirect };
  const covered = coverage(graph, direct, mode);
  const tests = [...indirect].filter((id) => !direct.has(id) && covered(id));
  return tests.length === 0 ? { direct, indirect } : { direct: new Set([...direct, ...tests]), indirect };
}

// Ancestors are looked for only when a test asks, and once.
function coverage(graph: Graph, selected: ReadonlySet<string>, mode: IndirectSelection): (test: string) => boolean {
  const above: { ids?: ReadonlySet<string> } = {};
  const isAbove = (id: string) => isSource(id) || (above.ids ??= ancestors(graph, selected)).has(id);
  return (test) =>
    (graph.nodes[test]?.parents ?? []).every(
      (parent) => selected.has(parent) || (mode === 'buildable' && isAbove(parent)),
    );
}

function isTest(id: string): boolean {
  return id.startsWith('test.') || id.startsWith('unit_test.');
}

function isSource(id: string): boolean {
  return id.startsWith('source.');
}
