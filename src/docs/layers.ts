import type { Atlas } from './atlas.ts';
import { worst } from './health.ts';
import type { NodeRow, Overview } from './site-data.ts';

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
    depth: median(layer.depths),
    mean: layer.depths.reduce((sum, depth) => sum + depth, 0) / layer.depths.length,
  }));
  return layers
    .sort((a, b) => a.depth - b.depth || a.mean - b.mean || (a.name < b.name ? -1 : 1))
    .map(({ name, nodes, health }) => ({ name, nodes, health }));
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
