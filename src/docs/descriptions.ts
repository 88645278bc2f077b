import type { How } from '../lineage/lineage.ts';
import type { NodeColumn } from '../lineage/project-lineage.ts';
import type { SiteColumn, SiteColumns } from './columns.ts';

/** Markdown of a column, and the column that it was taken over from, by index of the node and place of the column. */
export interface Description {
  readonly text: string;
  readonly from?: readonly [node: number, column: number];
}

interface Descendant {
  /** Of each subject. */
  readonly columns: readonly SiteColumns[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Unique ids, parents before children. */
  readonly order: readonly string[];
}

/** Ways in which a value stays what it is. */
const UNCHANGED: ReadonlySet<How> = new Set(['passed through', 'renamed']);

/**
 * The description of each column, by subject and place. One without a description of its own has that of the nearest documented column which its value
 * is passed on from, through any number of nodes. Of several such inputs (the branches of a UNION) all must be known and say the same.
 */
export function describeColumns({ columns, indexOf, order }: Descendant): readonly (readonly Description[])[] {
  const described: Description[][] = columns.map(({ list }) => list.map(ownDescription));
  // Parents come first, so one pass is enough for chains of any length; of a cycle nothing is taken over twice.
  for (const id of order) {
    const node = indexOf.get(id);
    if (node === undefined) continue;
    const own = described[node] ?? [];
    columns[node]?.list.forEach(({ traced }, place) => {
      if (own[place]?.text !== '' || !traced || !isPassedOn(traced)) return;
      const inherited = fromInputs(traced, id, { columns, indexOf, described });
      if (inherited) own[place] = inherited;
    });
  }
  return described;
}

function ownDescription({ declared, comment }: SiteColumn): Description {
  return { text: declared?.description || (comment ?? '') };
}

function isPassedOn({ how, unknown }: NodeColumn): boolean {
  return how !== undefined && UNCHANGED.has(how) && unknown !== true;
}

function fromInputs(
  column: NodeColumn,
  id: string,
  known: Omit<Descendant, 'order'> & { readonly described: readonly (readonly Description[])[] },
): Description | undefined {
  let found: Description | undefined;
  for (const input of column.inputs) {
    // What an incremental model reads of itself came from its other inputs.
    if (input.node === id) continue;
    const node = known.indexOf.get(input.node);
    const place = node === undefined ? undefined : known.columns[node]?.find(input.column);
    if (node === undefined || place === undefined || !UNCHANGED.has(input.how)) return undefined;
    const description = known.described[node]?.[place];
    if (!description || description.text === '' || (found && found.text !== description.text)) return undefined;
    found ??= { text: description.text, from: description.from ?? [node, place] };
  }
  return found;
}
