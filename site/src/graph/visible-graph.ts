import type { Health, NodeRow } from '../../../src/docs/site-data.ts';
import { isClosed, type Grouping, type GraphState } from './graph-state.ts';
import { neighbours, reach, type NodeGraphData } from './neighbourhood.ts';
import { waysOverHidden } from './hidden-ways.ts';
import { ranksOf } from './ranks.ts';
import { selectNodes } from './selector.ts';
import type { SelectorProblem } from './selector-parse.ts';

/** A box of the drawing: a node, or a closed group of nodes. */
export interface Box {
  /** A node's unique id, or `group:` and the group's name. */
  readonly key: string;
  /** Index of the node; a group has none. */
  readonly node?: number;
  readonly label: string;
  /** The group in which it stands, or which it is. */
  readonly group?: string;
  /** Of a closed group: the nodes in it. */
  readonly members?: readonly number[];
  readonly health: Health;
  /** Parents and children that are not shown. */
  readonly hiddenUp: number;
  readonly hiddenDown: number;
}

export interface VisibleGraph {
  readonly boxes: readonly Box[];
  readonly edges: readonly VisibleEdge[];
  /** Groups in the order of the flow. */
  readonly groups: readonly string[];
  /** They are drawn as bands: few enough, and not all closed. */
  readonly hasBands: boolean;
}

/** Between places of boxes; `count` edges of nodes make it. */
export interface VisibleEdge {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** No edge of the project: the shortest way between the two leads over so many nodes that are hidden or filtered out. */
  readonly via?: number;
}

export interface Shown {
  /** Indexes of nodes, ascending. */
  readonly nodes: readonly number[];
  readonly problems: readonly SelectorProblem[];
  /** How many nodes the selection has before filters. */
  readonly selected: number;
  /** Nodes of the selection that are hidden or filtered out. */
  readonly left: ReadonlySet<number>;
}

type Index = NodeGraphData & { readonly indexOf: ReadonlyMap<string, number> };

/** More bands are wider than they help. */
const MOST_BANDS = 12;

const WORST: readonly Health[] = ['unknown', 'ok', 'skipped', 'warn', 'error'];

/** The nodes that a state shows: selected, opened besides, not hidden, not filtered out. */
export function shownNodes(graph: Index, state: GraphState): Shown {
  const { nodes: selected, problems } = selectNodes(graph, state.select);
  const shown = new Set(selected);
  const open = (ids: readonly string[], direction: 'up' | 'down') => {
    for (const node of indexes(graph, ids)) {
      shown.add(node);
      for (const next of neighbours(graph, node, direction)) shown.add(next);
    }
  };
  open(state.up, 'up');
  open(state.down, 'down');
  const left = new Set(indexes(graph, state.hidden).filter((node) => shown.delete(node)));
  const kept = state.only === undefined ? undefined : relatives(graph, indexes(graph, [state.only]));
  const isKept = (node: number) => passes(graph.rows[node], state) && (!kept || kept.has(node));
  for (const node of shown) if (!isKept(node)) left.add(node);
  return { nodes: [...shown].filter(isKept).sort((a, b) => a - b), problems, selected: shown.size, left };
}

function indexes({ indexOf }: Index, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => indexOf.get(id) ?? []);
}

function relatives(graph: NodeGraphData, nodes: readonly number[]): ReadonlySet<number> {
  return new Set([...nodes, ...reach(graph, nodes, 'up'), ...reach(graph, nodes, 'down')]);
}

function passes(row: NodeRow | undefined, { kinds, healths, layers, tags }: GraphState): boolean {
  if (!row) return false;
  const isIn = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return (
    isIn(kinds, row.kind) &&
    isIn(healths, row.health) &&
    isIn(layers, row.layer) &&
    (tags.length === 0 || tags.some((tag) => row.tags?.includes(tag)))
  );
}

/** The group of a node: its layer, or its folder within the project. */
export function groupOf(row: NodeRow, grouping: Grouping): string | undefined {
  if (grouping === 'none') return undefined;
  if (grouping === 'layer') return row.layer;
  const folder = row.fqn.slice(1, -1).join('/');
  return folder === '' ? row.layer : folder;
}

/** Boxes and edges of the shown nodes, closed groups as one box each, and the ways between them over nodes that were `left` out. */
export function visibleGraph(
  graph: NodeGraphData,
  nodes: readonly number[],
  state: GraphState,
  left: ReadonlySet<number> = new Set(),
): VisibleGraph {
  const shown = new Set(nodes);
  const boxes: Box[] = [];
  const boxOf = new Map<number, number>();
  const groupBoxes = new Map<string, number>();
  const members = new Map<string, number[]>();
  for (const node of nodes) {
    const row = graph.rows[node] as NodeRow;
    const group = groupOf(row, state.grouping);
    if (group !== undefined && isClosed(state, group)) {
      const place = groupBoxes.get(group) ?? boxes.push(closedGroup(group)) - 1;
      groupBoxes.set(group, place);
      boxOf.set(node, place);
      const inside = members.get(group);
      if (inside) inside.push(node);
      else members.set(group, [node]);
      continue;
    }
    boxOf.set(node, boxes.push(nodeBox(graph, shown, node, row, group)) - 1);
  }
  for (const [group, place] of groupBoxes) {
    const inside = members.get(group) ?? [];
    boxes[place] = { ...closedGroup(group), members: inside, health: worst(graph.rows, inside) };
  }
  const groups = groupsInFlow(graph, nodes, state.grouping);
  const hasBands = groups.length > 0 && groups.length <= MOST_BANDS && boxes.some((box) => !box.members);
  const edges = edgesBetween(graph, nodes, boxOf);
  return { boxes, edges: [...edges, ...waysOverHidden(graph, nodes, boxOf, left, edges)], groups, hasBands };
}

function closedGroup(group: string): Box {
  return { key: `group:${group}`, label: group, group, members: [], health: 'unknown', hiddenUp: 0, hiddenDown: 0 };
}

function nodeBox(graph: NodeGraphData, shown: ReadonlySet<number>, node: number, row: NodeRow, group?: string): Box {
  const hidden = (direction: 'up' | 'down') => {
    const next = new Set(neighbours(graph, node, direction));
    return [...next].filter((other) => !shown.has(other)).length;
  };
  return {
    key: row.id,
    node,
    label: row.name,
    ...(group !== undefined && { group }),
    health: row.health,
    hiddenUp: hidden('up'),
    hiddenDown: hidden('down'),
  };
}

function worst(rows: NodeGraphData['rows'], nodes: readonly number[]): Health {
  const found = nodes.map((node) => WORST.indexOf(rows[node]?.health ?? 'unknown'));
  return WORST[Math.max(0, ...found)] ?? 'unknown';
}

function edgesBetween(graph: NodeGraphData, nodes: readonly number[], boxOf: ReadonlyMap<number, number>) {
  const counts = new Map<string, { from: number; to: number; count: number }>();
  for (const node of nodes) {
    const to = boxOf.get(node) as number;
    for (const parent of new Set(graph.rows[node]?.parents)) {
      const from = boxOf.get(parent);
      if (from === undefined || from === to) continue;
      const key = `${from} ${to}`;
      const edge = counts.get(key) ?? { from, to, count: 0 };
      edge.count++;
      counts.set(key, edge);
    }
  }
  return [...counts.values()];
}

// By the mean distance of their nodes from the beginning.
function groupsInFlow(graph: NodeGraphData, nodes: readonly number[], grouping: Grouping): readonly string[] {
  if (grouping === 'none') return [];
  const depth = depths(graph, nodes);
  const sums = new Map<string, readonly [sum: number, count: number]>();
  for (const node of nodes) {
    const group = groupOf(graph.rows[node] as NodeRow, grouping) ?? '';
    const [sum, count] = sums.get(group) ?? [0, 0];
    sums.set(group, [sum + (depth.get(node) ?? 0), count + 1]);
  }
  const mean = (group: string) => {
    const [sum, count] = sums.get(group) ?? [0, 1];
    return sum / count;
  };
  return [...sums.keys()].sort((a, b) => mean(a) - mean(b) || (a < b ? -1 : 1));
}

// Of the longest way that leads to each. Rows may stand in any order.
function depths(graph: NodeGraphData, nodes: readonly number[]): ReadonlyMap<number, number> {
  const placeOf = new Map(nodes.map((node, place) => [node, place]));
  const edges = nodes.flatMap((node, to) =>
    (graph.rows[node]?.parents ?? []).flatMap((parent) => {
      const from = placeOf.get(parent);
      return from === undefined ? [] : [[from, to] as const];
    }),
  );
  const { rank } = ranksOf({ nodes: nodes.map(() => ({ width: 0, height: 0 })), edges });
  return new Map(nodes.map((node, place) => [node, rank[place] ?? 0]));
}
