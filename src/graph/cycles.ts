import { Graph as CycleGraph, alg } from 'graphlib';
import { neighbours, type Neighbours } from './topological-order.ts';

// findCycles recurses once for each node of a path; beyond this many nodes the call stack might not hold.
const MAX_SPLIT = 1000;

/**
 * Cycles among nodes that could not be sorted: for each knot of nodes that depend on each other one short cycle, its smallest id first,
 * each node a parent of the next and the last a parent of the first.
 */
export function findCycles(nodes: ReadonlyMap<string, Neighbours>, unsorted: ReadonlySet<string>): string[][] {
  const core = withoutDescendants(nodes, unsorted);
  const knots = core.size > MAX_SPLIT ? [[...core]] : splitKnots(nodes, core);
  return knots.map((knot) => rotate(shortCycle(nodes, new Set(knot)))).sort((a, b) => compare(a[0], b[0]));
}

// Descendants of cycles have no cycle below them: nodes without children inside the set are peeled off until none is left.
function withoutDescendants(nodes: ReadonlyMap<string, Neighbours>, unsorted: ReadonlySet<string>): Set<string> {
  const core = new Set(unsorted);
  const left = new Map<string, number>();
  for (const id of core) left.set(id, neighbours(nodes, id).children.filter((child) => core.has(child)).length);
  const leaves = [...core].filter((id) => left.get(id) === 0);
  for (let leaf = leaves.pop(); leaf !== undefined; leaf = leaves.pop()) {
    core.delete(leaf);
    for (const parent of neighbours(nodes, leaf).parents) {
      const children = left.get(parent);
      if (children === undefined) continue;
      left.set(parent, children - 1);
      if (children === 1) leaves.push(parent);
    }
  }
  return core;
}

function splitKnots(nodes: ReadonlyMap<string, Neighbours>, core: ReadonlySet<string>): string[][] {
  const graph = new CycleGraph();
  for (const id of [...core].sort()) graph.setNode(id);
  for (const id of graph.nodes()) {
    for (const child of neighbours(nodes, id).children) if (core.has(child)) graph.setEdge(id, child);
  }
  return alg.findCycles(graph);
}

// Every node of a knot has a parent in it, so walking up must come back to where it has been: a node of that walk lies on a cycle.
function shortCycle(nodes: ReadonlyMap<string, Neighbours>, knot: ReadonlySet<string>): string[] {
  const seen = new Set<string>();
  let id = [...knot].sort()[0] as string;
  while (!seen.has(id)) {
    seen.add(id);
    id = neighbours(nodes, id).parents.find((parent) => knot.has(parent)) as string;
  }
  return pathBack(nodes, knot, id);
}

// Breadth first from a node's children until the node itself is found.
function pathBack(nodes: ReadonlyMap<string, Neighbours>, knot: ReadonlySet<string>, start: string): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const child of neighbours(nodes, id).children) {
      if (!knot.has(child) || cameFrom.has(child)) continue;
      cameFrom.set(child, id);
      if (child !== start) queue.push(child);
    }
    if (cameFrom.has(start)) break;
  }
  const path: string[] = [];
  for (let id = cameFrom.get(start) as string; id !== start; id = cameFrom.get(id) as string) path.unshift(id);
  return [start, ...path];
}

function rotate(cycle: readonly string[]): string[] {
  const first = cycle.indexOf([...cycle].sort()[0] as string);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
