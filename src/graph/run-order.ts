import type { Project } from '../project/project.ts';
import { awaitedTests } from './awaited-tests.ts';
import type { Graph } from './graph.ts';

/** For each selected node the selected nodes that must be finished before it starts. */
export type RunOrder = ReadonlyMap<string, readonly string[]>;

/**
 * What each selected node waits for in `run`, `seed`, `snapshot` and `test`: its nearest selected ancestors, also beyond nodes that are
 * not selected. The graph must be without cycles.
 */
export function runOrderParents(graph: Graph, selected: readonly string[]): RunOrder {
  return nearestSelected(selected, (id) => graph.nodes[id]?.parents ?? []);
}

/**
 * The same for `build`: beyond its ancestors a node waits for the tests of its ancestors and for its own unit tests; a unit test waits
 * for what its model reads, not for the model.
 */
export function buildOrderParents(graph: Graph, selected: readonly string[], project: Project): RunOrder {
  const tests = awaitedTests(graph, project);
  const isSelected = new Set(selected);
  const isUnitTest = (id: string) => project.unitTests[id] !== undefined;
  return nearestSelected(selected, (id) => {
    const { parents = [], children = [] } = graph.nodes[id] ?? {};
    if (isUnitTest(id)) return parents.flatMap((model) => graph.nodes[model]?.parents ?? []);
    // Beyond a test that is not selected there is nothing but what is upstream anyway.
    const own = [...(tests.get(id) ?? []), ...children.filter(isUnitTest)];
    return [...parents, ...own.filter((test) => isSelected.has(test))];
  });
}

function nearestSelected(selected: readonly string[], parentsOf: (id: string) => readonly string[]): RunOrder {
  const isSelected = new Set(selected);
  // For nodes that are not selected: the selected ones right above them.
  const above = new Map<string, readonly string[]>();
  const merge = (id: string) => {
    const lists = parentsOf(id).flatMap((parent) => {
      const list = isSelected.has(parent) ? [parent] : (above.get(parent) ?? []);
      return list.length > 0 ? [list] : [];
    });
    // A list is shared where nothing is added to it: long chains of unselected nodes cost nothing.
    return lists.length === 1 ? (lists[0] as readonly string[]) : [...new Set(lists.flat())];
  };
  const visit = (start: string) => {
    const stack = [start];
    const open = new Set<string>();
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const missing = open.has(id)
        ? []
        : parentsOf(id).filter((parent) => !isSelected.has(parent) && !above.has(parent));
      open.add(id);
      stack.push(...missing);
      if (missing.length > 0) continue;
      if (id !== start) above.set(id, merge(id));
      stack.pop();
    }
  };
  return new Map(
    selected.map((id) => {
      visit(id);
      return [id, merge(id)];
    }),
  );
}
