import { canCoerce } from '../sql/types/coercion.ts';
import { parseTrinoType } from '../sql/types.ts';
import { columnGraph } from './column-graph.ts';
import type { NodeColumn, NodeLineage, ProjectLineage } from './project-lineage.ts';
import { isTouching, rowReach, touchesOf, type Consumers, type Reach, type RowReach, type Touches } from './touches.ts';

export type ColumnChangeKind = 'removed' | 'renamed' | 'retyped' | 'made differently' | 'added';

/** One change of one column. */
export interface ColumnChange {
  readonly kind: ColumnChangeKind;
  readonly column: string;
  /** Renamed: the name it had. */
  readonly from?: string;
  /** What reads the column may fail: it is gone, or its new type does not hold the old one's values. */
  readonly breaking: boolean;
  readonly before?: Making;
  readonly after?: Making;
  readonly touches: Touches;
}

/** How a column is made. */
export interface Making {
  readonly type?: string;
  readonly sql: readonly string[];
}

/** A node with changes. */
export interface NodeChange {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly path?: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly columns: readonly ColumnChange[];
  /** Other rows may be returned: a filter, a join or a grouping changed. */
  readonly rows?: RowReach;
}

export interface LineageDiff {
  /** Nodes with breaking changes first, then by name. */
  readonly nodes: readonly NodeChange[];
  readonly breaking: number;
  readonly other: number;
  /** Names of nodes that do not compile any more: they are compared as they were. */
  readonly broken: readonly string[];
}

/** What changed between two states of a project, and what each change touches in the new one (of what is gone: in the old one). */
export function compareLineage(before: ProjectLineage, after: ProjectLineage, consumers: Consumers): LineageDiff {
  const reach = { before: columnGraph(before), after: columnGraph(after), consumers };
  const ids = [...new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)])];
  const nodes = ids.flatMap((id) => nodeChange(id, before.nodes[id], after.nodes[id], reach) ?? []);
  const changes = nodes.flatMap(({ columns }) => columns);
  const breaking = changes.filter((change) => change.breaking).length;
  const rows = nodes.filter((node) => node.rows).length;
  const order = (node: NodeChange) =>
    `${node.columns.some((column) => column.breaking) ? 0 : 1} ${node.name} ${node.id}`;
  return {
    nodes: nodes.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    breaking,
    other: changes.length - breaking + rows,
    broken: [],
  };
}

function nodeChange(
  id: string,
  before: NodeLineage | undefined,
  after: NodeLineage | undefined,
  reach: Reach,
): NodeChange | undefined {
  const node = after ?? before;
  // What the project does not declare is there for as long as something reads it.
  if (!node || node.type === 'relation') return undefined;
  const columns = columnChanges(id, before, after, reach);
  const rows =
    before?.fingerprint !== undefined && after?.fingerprint !== undefined && before.fingerprint !== after.fingerprint;
  if (columns.length === 0 && !rows && before && after) return undefined;
  const { name, type, path } = node;
  return {
    id,
    name,
    type,
    ...(path !== undefined && { path }),
    kind: !before ? 'added' : after ? 'changed' : 'removed',
    columns,
    ...(rows && { rows: rowReach(id, reach) }),
  };
}

function columnChanges(
  id: string,
  before: NodeLineage | undefined,
  after: NodeLineage | undefined,
  reach: Reach,
): readonly ColumnChange[] {
  const old = declared(before);
  const now = declared(after);
  const removed = [...old].filter(([name]) => !now.has(name)).map(([, column]) => column);
  const added = [...now].filter(([name]) => !old.has(name)).map(([, column]) => column);
  const renames = renamesOf(removed, added);
  const all = removed.map((column) => goneChange(id, column, renames.get(column), reach));
  // A node that is gone, or new, is told as such: of its columns only those that somebody read.
  const gone = after ? all : all.filter(({ touches }) => isTouching(touches));
  const news = new Set(renames.values());
  const fresh = before ? added.filter((column) => !news.has(column)) : [];
  const kept = [...now].flatMap(([name, column]) => changesOf(id, old.get(name), column, reach));
  const changes = [
    ...gone,
    ...kept,
    ...fresh.map((column) => change('added', id, { after: column, breaking: false }, reach)),
  ];
  return changes.sort((a, b) => Number(b.breaking) - Number(a.breaking));
}

function declared(node: NodeLineage | undefined): ReadonlyMap<string, NodeColumn> {
  const columns = node?.columns.filter((column) => !column.undeclared) ?? [];
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]));
}

/** A column that is gone and one that is new are the same where both, and no other, are made in the same way. */
function renamesOf(removed: readonly NodeColumn[], added: readonly NodeColumn[]): ReadonlyMap<NodeColumn, NodeColumn> {
  const only = (columns: readonly NodeColumn[], { fingerprint }: NodeColumn) =>
    columns.filter((column) => column.fingerprint === fingerprint).length === 1;
  const pairs = removed.flatMap((column) => {
    if (column.fingerprint === undefined || !only(removed, column) || !only(added, column)) return [];
    const found = added.find(({ fingerprint }) => fingerprint === column.fingerprint);
    return found ? [[column, found] as const] : [];
  });
  return new Map(pairs);
}

function goneChange(id: string, column: NodeColumn, renamed: NodeColumn | undefined, reach: Reach): ColumnChange {
  if (!renamed) return change('removed', id, { before: column, breaking: true }, reach);
  return change('renamed', id, { before: column, after: renamed, breaking: true }, reach);
}

function changesOf(
  id: string,
  before: NodeColumn | undefined,
  after: NodeColumn,
  reach: Reach,
): readonly ColumnChange[] {
  if (!before) return [];
  if (before.type !== undefined && after.type !== undefined && before.type !== after.type)
    return [change('retyped', id, { before, after, breaking: !isWider(before.type, after.type) }, reach)];
  const told = before.fingerprint !== undefined && after.fingerprint !== undefined;
  const differs = told && before.fingerprint !== after.fingerprint;
  return differs ? [change('made differently', id, { before, after, breaking: false }, reach)] : [];
}

/** Whether each value of the old type is one of the new type, by Trino's implicit coercion. */
function isWider(before: string, after: string): boolean {
  const [from, to] = [parseTrinoType(before), parseTrinoType(after)];
  return from !== undefined && to !== undefined && canCoerce(from, to);
}

interface Sides {
  readonly before?: NodeColumn;
  readonly after?: NodeColumn;
  readonly breaking: boolean;
}

function change(kind: ColumnChangeKind, node: string, { before, after, breaking }: Sides, reach: Reach): ColumnChange {
  const name = (after ?? before)?.name ?? '';
  // Who reads a column that is gone is known from the time when it was there, and from who reads it still.
  const starts = [before, after].flatMap((column) => (column ? [{ node, column: column.name }] : []));
  return {
    kind,
    column: name,
    ...(kind === 'renamed' && before && { from: before.name }),
    breaking,
    ...(before && { before: making(before) }),
    ...(after && { after: making(after) }),
    touches: touchesOf(
      starts,
      kind === 'removed' || kind === 'renamed' ? [reach.before, reach.after] : [reach.after],
      reach,
    ),
  };
}

function making({ type, sql }: NodeColumn): Making {
  return { ...(type !== undefined && { type }), sql };
}
