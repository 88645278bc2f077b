import type { NodeRow } from '../../../../src/docs/site-data.ts';
import type { NodeGraphData } from '../neighbourhood.ts';

/** A row of the page's nodes, a model unless told otherwise. */
export function rowOf(id: string, given: Partial<NodeRow> = {}): NodeRow {
  const name = id.split('.').at(-1) ?? id;
  return {
    id,
    kind: 'model',
    name,
    path: `models/${name}.sql`,
    fqn: ['shop', name],
    layer: 'models',
    shard: 0,
    parents: [],
    health: 'ok',
    ...given,
  };
}

/** The graph of some rows; their parents are indexes into them. */
export function graphOf(rows: readonly NodeRow[]): NodeGraphData & { readonly indexOf: ReadonlyMap<string, number> } {
  const children: number[][] = rows.map(() => []);
  rows.forEach(({ parents }, child) => {
    for (const parent of parents) children[parent]?.push(child);
  });
  return { rows, children, indexOf: new Map(rows.map(({ id }, index) => [id, index])) };
}

/** A graph of nodes in layers, each with `parents` parents at most in layers before it; the same for the same numbers. */
export function layeredGraph(nodes: number, layers: number, parents: number): ReturnType<typeof graphOf> {
  const perLayer = Math.ceil(nodes / layers);
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  const rows = Array.from({ length: nodes }, (_, index) => {
    const layer = Math.floor(index / perLayer);
    const count = layer === 0 ? 0 : 1 + Math.floor(random() * parents);
    const from = Array.from({ length: count }, () => {
      const back = random() < 0.1 ? 1 + Math.floor(random() * layer) : 1;
      return (layer - back) * perLayer + Math.floor(random() * perLayer);
    });
    const name = `l${layer}_model_${index}`;
    return rowOf(`model.big.${name}`, {
      layer: `layer_${layer}`,
      fqn: ['big', `layer_${layer}`, `area_${index % 5}`, name],
      parents: [...new Set(from)],
    });
  });
  return graphOf(rows);
}
