import type { Atlas } from './atlas.ts';
import { worst } from './health.ts';
import type { LayerRow, NodeRow, Overview } from './site-data.ts';
import { standsAsParents } from './upstream.ts';

/** The layers in the order in which data flows through them: by the median of their nodes' depths. Macros are in none. */
export function layersOf(rows: readonly NodeRow[], atlas: Atlas): Overview['layers'] {
  const depths = depthsOf(atlas);
  const byName = new Map<string, { readonly depths: number[]; readonly rows: NodeRow[] }>();
  rows.forEach((row, at) => {
    if (row.kind === 'macro') return;
    const layer = byName.get(row.layer) ?? { depths: [], rows: [] };
    layer.depths.push(depths[at] ?? 0);
    layer.rows.push(row);
    byName.set(row.layer, layer);
  });
  const layers = [...byName].map(([name, layer]) => ({
    name,
    nodes: layer.rows.length,
    health: worst(layer.rows.map(({ health }) => health)),
    ...upstreamOf(layer.rows, rows),
    depth: median(layer.depths),
    mean: layer.depths.reduce((sum, depth) => sum + depth, 0) / layer.depths.length,
  }));
  return layers
    .sort((a, b) => a.depth - b.depth || a.mean - b.mean || (a.name < b.name ? -1 : 1))
    .map(({ depth: _depth, mean: _mean, ...layer }) => layer);
}

/** What stands before a layer, and whether age alone is what is wrong with it. */
function upstreamOf(
  layer: readonly NodeRow[],
  rows: readonly NodeRow[],
): Pick<LayerRow, 'upstream' | 'isUpstreamLate'> {
  const upstream = worst(layer.map((row) => row.upstream ?? 'unknown'));
  if (upstream === 'unknown') return {};
  const inside = new Set(layer);
  const ill = ancestorsOf(layer, rows).filter((row) => !inside.has(row) && isIll(row) && !standsAsParents(row));
  const isLate = ill.length > 0 && ill.every(isOldAlone);
  return { upstream, ...(isLate && { isUpstreamLate: true }) };
}

function isOldAlone({ health, freshness, tests: [, warned, failed] = [0, 0, 0, 0] }: NodeRow): boolean {
  return health === freshness && warned + failed === 0;
}

function isIll({ health }: NodeRow): boolean {
  return health === 'warn' || health === 'error';
}

function ancestorsOf(start: readonly NodeRow[], rows: readonly NodeRow[]): readonly NodeRow[] {
  const found = new Set<NodeRow>();
  const queue = [...start];
  for (let row = queue.pop(); row; row = queue.pop())
    for (const at of row.parents) {
      const parent = rows[at];
      if (!parent || found.has(parent)) continue;
      found.add(parent);
      queue.push(parent);
    }
  return [...found];
}

/** The longest way from a node without parents. Members of a cycle count from where the order enters it. */
function depthsOf({ subjects, parents, indexOf, input }: Atlas): readonly number[] {
  const depths = subjects.map(() => 0);
  for (const id of input.graph.order) {
    const at = indexOf.get(id);
    if (at === undefined) continue;
    for (const parent of parents[at] ?? []) depths[at] = Math.max(depths[at] ?? 0, (depths[parent] ?? 0) + 1);
  }
  return depths;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
