import type { Project } from '../project/project.ts';
import type { Graph } from './graph.ts';

/**
 * Which data tests each model, seed, snapshot and analysis waits for in `build`: bad rows must not flow on. As in dbt, a node waits for
 * a test once all that the test reads is upstream of the node, which never makes it wait for anything else, nor makes a cycle.
 * Only the first such nodes are listed; what is downstream of them waits through them.
 */
export function awaitedTests(graph: Graph, project: Project): Map<string, string[]> {
  const awaited = new Map<string, string[]>();
  const wait = (id: string, test: string) => {
    const tests = awaited.get(id);
    if (tests) tests.push(test);
    else awaited.set(id, [test]);
  };
  const runs = (id: string) => project.nodes[id] !== undefined && project.nodes[id].resourceType !== 'test';
  const position = new Map(graph.order.map((id, index) => [id, index]));
  const tests = graph.order.filter((id) => project.nodes[id]?.resourceType === 'test');
  const isAbove = ancestry(
    graph,
    new Set(tests.map((id) => parentsOf(graph, id)).flatMap((ids) => (ids.length > 1 ? ids : []))),
  );
  for (const test of tests) {
    const parents = parentsOf(graph, test).toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
    // What is below all parents is below the last of them.
    const queue = parents.slice(-1);
    const seen = new Set(queue);
    for (const id of queue) {
      for (const child of graph.nodes[id]?.children ?? []) {
        if (seen.has(child) || !runs(child)) continue;
        seen.add(child);
        if (parents.length === 1 || parents.every((parent) => isAbove(parent, child))) wait(child, test);
        else queue.push(child);
      }
    }
  }
  return awaited;
}

// Bit sets: a relationships test for each of ten thousand models would make sets of ids far too large.
function ancestry(graph: Graph, tracked: ReadonlySet<string>): (ancestor: string, id: string) => boolean {
  const bits = new Map([...tracked].map((id, index) => [id, index]));
  const words = Math.ceil(tracked.size / 32);
  const above = new Map<string, Uint32Array>();
  for (const id of graph.order) {
    const own = new Uint32Array(words);
    for (const parent of parentsOf(graph, id)) {
      above.get(parent)?.forEach((word, index) => (own[index] = (own[index] as number) | word));
      const bit = bits.get(parent);
      if (bit !== undefined) own[bit >>> 5] = (own[bit >>> 5] as number) | (1 << (bit & 31));
    }
    if ((graph.nodes[id]?.children.length ?? 0) > 0 || words > 0) above.set(id, own);
  }
  return (ancestor, id) => {
    const bit = bits.get(ancestor);
    const word = bit === undefined ? undefined : above.get(id)?.[bit >>> 5];
    return bit !== undefined && word !== undefined && (word & (1 << (bit & 31))) !== 0;
  };
}

function parentsOf(graph: Graph, id: string): readonly string[] {
  return graph.nodes[id]?.parents ?? [];
}
