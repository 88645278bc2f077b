import { diagnose, type Diagnostic, type Outcome, type Related } from '../diagnostics/index.ts';
import type { Project } from '../project/project.ts';
import { findCycles } from './cycles.ts';
import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { linkNodes } from './link-nodes.ts';
import { placeAt } from './place-at.ts';
import { createProblemList } from './problem-list.ts';
import { topologicalOrder } from './topological-order.ts';

/**
 * Turns the names that nodes reference into a directed graph and finds what is wrong with it, all at once: unknown names, references to
 * oneself, ambiguous watermarks, cycles. The graph is complete but for references that lead nowhere; with errors it must not be run.
 */
export function buildGraph(project: Project): Outcome<Graph> {
  const problems = createProblemList();
  const { edges, watermarks } = linkNodes(project, problems);
  const nodes = connect(allIds(project), edges);
  const { order, rest } = topologicalOrder(nodes);
  if (rest.size > 0) {
    for (const cycle of findCycles(nodes, rest)) problems.add(() => explainCycle(project, cycle, edges));
  }
  const graph: Graph = Object.freeze({
    nodes: Object.freeze(Object.fromEntries(nodes)),
    order: Object.freeze([...order, ...[...rest].sort()]),
    edges: Object.freeze(edges),
    watermarks: Object.freeze(watermarks),
  });
  return { value: graph, diagnostics: problems.all() };
}

function allIds(project: Project): string[] {
  const { nodes, sources, exposures, unitTests } = project;
  return [nodes, sources, exposures, unitTests].flatMap((record) => Object.keys(record)).sort();
}

function connect(ids: readonly string[], edges: readonly GraphEdge[]): Map<string, GraphNode> {
  const parents = new Map<string, string[]>(ids.map((id) => [id, []]));
  const children = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of edges) {
    parents.get(to)?.push(from);
    children.get(from)?.push(to);
  }
  const sorted = (list: string[] | undefined) => Object.freeze((list ?? []).sort());
  return new Map(
    ids.map((id) => [id, Object.freeze({ id, parents: sorted(parents.get(id)), children: sorted(children.get(id)) })]),
  );
}

function explainCycle(project: Project, cycle: readonly string[], edges: readonly GraphEdge[]): Diagnostic {
  const name = (id: string) => project.nodes[id]?.name ?? id;
  const steps = cycle.map((from, index) => ({ from, to: cycle[(index + 1) % cycle.length] as string }));
  const related = steps.flatMap(({ from, to }): Related[] => {
    const edge = edges.find((candidate) => candidate.from === from && candidate.to === to);
    if (!edge) return [];
    return [{ message: `"${name(to)}" references "${name(from)}" here:`, place: placeAt(project, edge.span) }];
  });
  return diagnose('cycle', { names: cycle.map(name) }, { at: related[0]?.place, related: related.slice(1) });
}
