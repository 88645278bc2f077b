import { keyOf, type ColumnEdge, type ColumnGraph, type ColumnRef, type UseEdge } from './column-graph.ts';
import type { How, Use } from './lineage.ts';

// More than any project has: without a limit.
const MAX_DEPTH = 1_000_000;

export type Direction = 'upstream' | 'downstream';

/** A column and what it leads to. */
export interface TrailStep {
  readonly node: string;
  /** Name of the node. */
  readonly name: string;
  readonly column: string;
  readonly type?: string;
  /** How the value is handed over between this step and the one that led here; absent at the start. */
  readonly how?: How;
  /** How the column comes to be; absent where nothing in the project makes it. */
  readonly way?: How;
  /** What makes the column. */
  readonly sql: readonly string[];
  readonly steps: readonly TrailStep[];
  /** Upstream: what the rows and this value hang on. Downstream: what hangs on this column without taking its value. */
  readonly uses: readonly TrailUse[];
  /** Its steps stand where it was met first. */
  readonly again?: true;
  /** So many steps lie beyond the depth. */
  readonly more?: number;
  /** Some of its inputs are not known. */
  readonly unknown?: true;
}

export interface TrailUse {
  readonly node: string;
  readonly name: string;
  /** Absent: all rows of the node. */
  readonly column?: string;
  readonly use: Use;
}

/** Everything upstream or downstream of a column, as a tree in which each column is followed once. `depth` counts steps from the start. */
export function trailOf(graph: ColumnGraph, start: ColumnRef, direction: Direction, depth = MAX_DEPTH): TrailStep {
  const next = direction === 'upstream' ? graph.inputs : graph.outputs;
  const uses =
    direction === 'upstream' ? usesUpstream(graph, start) : (ref: ColumnRef) => namedUses(graph.uses(ref), graph);
  const levels = levelsFrom(start, next);
  const followed = new Set<string>();

  function step(ref: ColumnRef, how: How | undefined, left: number): TrailStep {
    const known = graph.column(ref);
    const name = known?.name ?? ref.column;
    const key = keyOf(ref);
    const again = followed.has(key) || (levels.get(key) ?? 0) < depth - left;
    if (!again) followed.add(key);
    const edges = again ? [] : next(ref).filter((edge) => keyOf(edge) !== keyOf(ref));
    const hidden = left > 0 ? 0 : edges.length;
    return {
      node: ref.node,
      name: graph.node(ref.node)?.name ?? ref.node,
      column: name,
      ...(known?.type !== undefined && { type: known.type }),
      ...(how && { how }),
      ...(known?.how && { way: known.how }),
      sql: known?.sql ?? [],
      steps: left > 0 ? edges.map((edge) => step(edge, edge.how, left - 1)) : [],
      uses: again ? [] : uses(ref),
      ...(again && next(ref).length > 0 && { again }),
      ...(hidden > 0 && { more: hidden }),
      ...(known?.unknown && { unknown: true }),
    };
  }

  return step(start, undefined, depth);
}

/** How many steps each column is away. It is followed where it is nearest, so that a depth cuts off no more than it must. */
function levelsFrom(start: ColumnRef, next: (ref: ColumnRef) => readonly ColumnRef[]): ReadonlyMap<string, number> {
  const levels = new Map([[keyOf(start), 0]]);
  let wave: readonly ColumnRef[] = [start];
  for (let level = 1; wave.length > 0; level++) {
    const fresh = wave.flatMap(next).filter((ref) => !levels.has(keyOf(ref)) && levels.set(keyOf(ref), level));
    wave = fresh;
  }
  return levels;
}

// What the rows of each model on the way hang on would be most of the project: the start's alone are told.
function usesUpstream(graph: ColumnGraph, start: ColumnRef): (ref: ColumnRef) => readonly TrailUse[] {
  return (ref) => {
    if (keyOf(ref) !== keyOf(start)) return [];
    const values = new Set(graph.inputs(ref).map(keyOf));
    const uses = [...(graph.column(ref)?.uses ?? []), ...(graph.node(ref.node)?.uses ?? [])];
    return distinctUses(namedUses(uses.filter((use) => !values.has(keyOf(use))), graph)); // prettier-ignore
  };
}

function namedUses(uses: readonly UseEdge[], graph: ColumnGraph): readonly TrailUse[] {
  return uses.map((edge) => ({ ...edge, name: graph.node(edge.node)?.name ?? edge.node }));
}

function distinctUses(uses: readonly TrailUse[]): readonly TrailUse[] {
  return [...new Map(uses.map((use) => [`${use.node}\n${use.column}\n${use.use}`, use])).values()];
}

/** All columns downstream of some columns, each once, nearest first, with the way of the step that leads there. */
export function closure(graph: ColumnGraph, starts: readonly ColumnRef[]): readonly ColumnEdge[] {
  const seen = new Set(starts.map(keyOf));
  const found: ColumnEdge[] = [];
  let wave = starts.flatMap((start) => graph.outputs(start));
  while (wave.length > 0) {
    const fresh = wave.filter((edge) => !seen.has(keyOf(edge)) && seen.add(keyOf(edge)));
    found.push(...fresh);
    wave = fresh.flatMap((edge) => graph.outputs(edge));
  }
  return found;
}
