import type { Health, NodeKind, NodeRow } from '../../../src/docs/site-data.ts';
import { HEALTH_RANK, KIND_WORDS } from '../format/kinds.ts';

export type TreeBy = 'folder' | 'kind';

/** A folder or a node of the tree at the left, as one line. */
export interface TreeLine {
  /** Unique in the tree. */
  readonly key: string;
  readonly label: string;
  /** From 0. */
  readonly depth: number;
  /** Of nodes: index of the row. */
  readonly node?: number;
  /** Of folders. */
  readonly count?: number;
  readonly isOpen?: boolean;
  /** The worst within. */
  readonly health: Health;
}

/** The lines that are seen: folders that are open show what is in them. With a filter, whatever matches is seen and its folders are open. */
export interface TreeView {
  readonly by: TreeBy;
  readonly open: ReadonlySet<string>;
  /** Words of names, all of which must be there; folded to lower case here. */
  readonly filter: string;
}

interface Folder {
  readonly key: string;
  readonly label: string;
  readonly folders: Map<string, Folder>;
  readonly nodes: number[];
}

const KIND_ORDER: readonly NodeKind[] = ['source', 'seed', 'model', 'snapshot', 'analysis', 'exposure', 'macro'];

/** The lines of the tree, from top to bottom. `layers` in the order of the flow: models' folders stand in that order. */
export function treeLines(
  rows: readonly NodeRow[],
  view: TreeView,
  layers: readonly string[] = [],
): readonly TreeLine[] {
  const words = view.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = rows.flatMap((row, index) =>
    !row.hidden && words.every((word) => row.name.toLowerCase().includes(word)) ? [index] : [],
  );
  const root = buildFolders(rows, wanted, { by: view.by, layers });
  const lines: TreeLine[] = [];
  walk(root, 0, { rows, lines, isOpen: (key) => words.length > 0 || view.open.has(key) });
  return lines;
}

/** The keys of the folders in which a node lies, outermost first. */
export function foldersOf(row: NodeRow, by: TreeBy): readonly string[] {
  return placeOf(row, by).map((_, index, place) => keyOf(place.slice(0, index + 1)));
}

function placeOf(row: NodeRow, by: TreeBy): readonly string[] {
  const kind = KIND_WORDS[row.kind].many;
  if (by === 'kind') return [kind];
  if (row.kind === 'source') return [kind, row.layer];
  // The project's name and the node's own are no folders.
  const folders = row.fqn.slice(1, -1);
  return row.kind === 'model' ? (folders.length > 0 ? folders : [kind]) : [kind];
}

function keyOf(place: readonly string[]): string {
  return place.join('/');
}

function buildFolders(
  rows: readonly NodeRow[],
  wanted: readonly number[],
  { by, layers }: { readonly by: TreeBy; readonly layers: readonly string[] },
): Folder {
  const root = makeFolder('', '');
  const inOrder = [...wanted].sort(
    (a, b) =>
      KIND_ORDER.indexOf(rows[a]!.kind) - KIND_ORDER.indexOf(rows[b]!.kind) ||
      layers.indexOf(rows[a]!.layer) - layers.indexOf(rows[b]!.layer) ||
      (rows[a]!.name < rows[b]!.name ? -1 : rows[a]!.name > rows[b]!.name ? 1 : 0),
  );
  for (const index of inOrder) {
    let folder = root;
    const place = placeOf(rows[index]!, by);
    place.forEach((label, depth) => {
      const key = keyOf(place.slice(0, depth + 1));
      if (!folder.folders.has(label)) folder.folders.set(label, makeFolder(key, label));
      folder = folder.folders.get(label)!;
    });
    folder.nodes.push(index);
  }
  return root;
}

function makeFolder(key: string, label: string): Folder {
  return { key, label, folders: new Map(), nodes: [] };
}

interface Walk {
  readonly rows: readonly NodeRow[];
  readonly lines: TreeLine[];
  readonly isOpen: (key: string) => boolean;
}

function walk(folder: Folder, depth: number, at: Walk): void {
  for (const inner of folder.folders.values()) {
    const { count, health } = summary(inner, at.rows);
    const isOpen = at.isOpen(inner.key);
    at.lines.push({ key: `folder:${inner.key}`, label: inner.label, depth, count, isOpen, health });
    if (isOpen) walk(inner, depth + 1, at);
  }
  for (const node of folder.nodes) {
    const row = at.rows[node]!;
    at.lines.push({ key: row.id, label: row.name, depth, node, health: row.health });
  }
}

function summary(folder: Folder, rows: readonly NodeRow[]): { readonly count: number; readonly health: Health } {
  let count = folder.nodes.length;
  let health: Health = 'unknown';
  const take = (other: Health) => {
    if (HEALTH_RANK[other] > HEALTH_RANK[health]) health = other;
  };
  for (const node of folder.nodes) take(rows[node]!.health);
  for (const inner of folder.folders.values()) {
    const found = summary(inner, rows);
    count += found.count;
    take(found.health);
  }
  return { count, health };
}
