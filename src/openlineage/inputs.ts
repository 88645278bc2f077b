import { isEphemeral, lineageOf, type EventWorld } from './world.ts';

/** What a node's query reads, ephemeral models replaced by what they read: unique ids, and names of relations outside the project; sorted. */
export function inputsOf(id: string, world: EventWorld): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...directInputs(id, world)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (isEphemeral(next, world)) waiting.push(...directInputs(next, world));
    else found.add(next);
  }
  return [...found].sort();
}

/** From the query itself where it could be read, else from the references of its template. */
function directInputs(id: string, world: EventWorld): readonly string[] {
  const traced = lineageOf(id, world);
  const known = traced?.fingerprint !== undefined ? traced.reads : [];
  if (known.length > 0 && !traced?.unknown) return known;
  const { graph } = world;
  const forRules = new Set(graph.edges.filter(({ to, forRule }) => to === id && forRule).map(({ from }) => from));
  const parents = Object.hasOwn(graph.nodes, id) ? graph.nodes[id]!.parents : [];
  return [...new Set([...known, ...parents.filter((parent) => !forRules.has(parent))])];
}
