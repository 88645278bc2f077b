import type { NodeUse } from '../lineage/project-lineage.ts';
import type { Atlas } from './atlas.ts';
import { HOWS, USES, type ColumnIndex } from './site-data.ts';

/** The names of all columns, which value flows into which, and which others hang on. Every edge and use joins two columns of `names`. */
export function columnIndex(atlas: Atlas): ColumnIndex {
  return {
    names: atlas.columns.map(({ list }) => list.map(({ name }) => name)),
    edges: edgesOf(atlas),
    uses: atlas.subjects.flatMap((_, child) => usesOf(child, atlas)),
  };
}

function edgesOf({ subjects, columns, indexOf }: Atlas): readonly number[] {
  const edges: number[] = [];
  subjects.forEach((_, child) => {
    columns[child]?.list.forEach(({ traced }, place) => {
      for (const input of traced?.inputs ?? []) {
        const parent = indexOf.get(input.node);
        const from = parent === undefined ? undefined : columns[parent]?.find(input.column);
        if (parent !== undefined && from !== undefined) edges.push(child, place, parent, from, HOWS.indexOf(input.how));
      }
    });
  });
  return edges;
}

/** First those of all rows of a node, then those of its single columns that are not among them. */
function usesOf(child: number, { columns, indexOf, traced }: Atlas): readonly number[] {
  const uses: number[] = [];
  const ofRows = new Set<string>();
  const add = (place: number, { node, column, use }: NodeUse, seen: Set<string>) => {
    const parent = indexOf.get(node);
    const from = parent === undefined ? undefined : columns[parent]?.find(column);
    if (parent === undefined || from === undefined) return;
    const key = `${parent} ${from} ${use}`;
    if (ofRows.has(key) || seen.has(key)) return;
    seen.add(key);
    uses.push(child, place, parent, from, USES.indexOf(use));
  };
  for (const use of traced[child]?.uses ?? []) add(-1, use, ofRows);
  columns[child]?.list.forEach(({ traced: column }, place) => {
    const own = new Set<string>();
    for (const use of column?.uses ?? []) add(place, use, own);
  });
  return uses;
}
