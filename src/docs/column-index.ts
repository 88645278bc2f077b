import type { Atlas } from './atlas.ts';
import { HOWS, type ColumnIndex } from './site-data.ts';

/** The names of all columns, and which value flows into which. Every edge joins two columns of `names`. */
export function columnIndex({ subjects, columns, indexOf }: Atlas): ColumnIndex {
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
  return { names: columns.map(({ list }) => list.map(({ name }) => name)), edges };
}
