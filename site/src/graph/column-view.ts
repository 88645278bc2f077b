import type { How } from '../../../src/lineage/lineage.ts';
import type { ColumnGraph, ColumnRef } from '../data/column-graph.ts';
import type { LinkParams, Params } from '../router/links.ts';

/** What is seen of a column's lineage; all of it stands in the address. */
export interface ColumnState {
  /** Steps before and behind the column; Infinity for all. */
  readonly up: number;
  readonly down: number;
  /** Columns, by id of node and name, opened besides. */
  readonly opened: readonly ColumnName[];
  /** Columns that only filter, join, group or order are shown, too. */
  readonly hasUses: boolean;
  readonly isList: boolean;
  /** The column whose making is shown, and the input of the edge that was chosen. */
  readonly at?: ColumnName | undefined;
  readonly from?: ColumnName | undefined;
}

export interface ColumnName {
  readonly id: string;
  readonly column: string;
}

/** More columns than this are not drawn at once. */
export const MOST_COLUMNS = 400;

export interface ColumnEdgeView {
  /** Places in `columns`. */
  readonly from: number;
  readonly to: number;
  readonly how: How;
}

/** Before or behind the column in the middle; or there only because of a use. */
export type Side = 'start' | 'up' | 'down' | 'use';

export interface ColumnView {
  readonly columns: readonly (ColumnRef & {
    readonly side: Side;
    /** Inputs, of columns before, and consumers, of columns behind, that are not shown. */
    readonly hiddenUp: number;
    readonly hiddenDown: number;
  })[];
  readonly edges: readonly ColumnEdgeView[];
  /** There are more than are drawn. */
  readonly isCut: boolean;
}

export function readColumnState(params: Params): ColumnState {
  const [at, from] = [readNames(params.get('at'))[0], readNames(params.get('from'))[0]];
  return {
    up: readSteps(params.get('up')),
    down: readSteps(params.get('down')),
    opened: readNames(params.get('more')),
    hasUses: params.get('uses') === 'yes',
    isList: params.get('as') === 'list',
    ...(at && { at }),
    ...(from && { from }),
  };
}

export function columnParams(state: ColumnState): LinkParams {
  const names = (list: readonly (ColumnName | undefined)[]) =>
    list.flatMap((name) => (name ? `${encodeURIComponent(name.id)}/${encodeURIComponent(name.column)}` : [])).join(' ');
  const steps = (count: number) => (count === 1 ? undefined : count === Infinity ? 'all' : String(count));
  return {
    up: steps(state.up),
    down: steps(state.down),
    more: names(state.opened),
    uses: state.hasUses ? 'yes' : undefined,
    as: state.isList ? 'list' : undefined,
    at: names([state.at]),
    from: names([state.from]),
  };
}

/** The columns before and behind one, and how values flow between them. `also`: columns of these that are walked one step farther. */
export function columnView(
  graph: ColumnGraph,
  start: ColumnRef,
  { up, down }: Pick<ColumnState, 'up' | 'down'>,
  also: readonly ColumnRef[] = [],
): ColumnView {
  const found = new Map<string, ColumnRef & { readonly side: Side }>([[keyOf(start), { ...start, side: 'start' }]]);
  const walk = (from: ColumnRef, steps: number, side: 'up' | 'down') => {
    const next = side === 'up' ? graph.inputs : graph.consumers;
    const seen = new Set([keyOf(from)]);
    let layer: readonly ColumnRef[] = [from];
    for (let step = 0; step < steps && layer.length > 0 && found.size <= MOST_COLUMNS; step++) {
      const following: ColumnRef[] = [];
      for (const { node, column } of layer.flatMap(next)) {
        const key = keyOf({ node, column });
        if (seen.has(key)) continue;
        seen.add(key);
        if (!found.has(key)) found.set(key, { node, column, side });
        following.push({ node, column });
      }
      layer = following;
    }
  };
  walk(start, up, 'up');
  walk(start, down, 'down');
  for (const ref of also) {
    const side = found.get(keyOf(ref))?.side;
    if (side === 'start' || side === 'up') walk(ref, 1, 'up');
    if (side === 'start' || side === 'down') walk(ref, 1, 'down');
  }
  const refs = [...found.values()].slice(0, MOST_COLUMNS).sort((a, b) => a.node - b.node || a.column - b.column);
  const placeOf = new Map(refs.map((ref, place) => [keyOf(ref), place]));
  const hidden = (others: readonly ColumnRef[]) => others.filter((ref) => !placeOf.has(keyOf(ref))).length;
  return {
    columns: refs.map((ref) => ({
      ...ref,
      hiddenUp: ref.side === 'down' ? 0 : hidden(graph.inputs(ref)),
      hiddenDown: ref.side === 'up' ? 0 : hidden(graph.consumers(ref)),
    })),
    edges: refs.flatMap((ref, to) =>
      graph.inputs(ref).flatMap((input) => {
        const from = placeOf.get(keyOf(input));
        return from === undefined ? [] : { from, to, how: input.how };
      }),
    ),
    isCut: found.size > MOST_COLUMNS,
  };
}

/** Tells columns apart; the same from view to view. */
export function keyOf({ node, column }: ColumnRef): string {
  return `${node} ${column}`;
}

function readSteps(text: string | undefined): number {
  if (text === 'all') return Infinity;
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : 1;
}

function readNames(text: string | undefined): readonly ColumnName[] {
  return (text ?? '').split(' ').flatMap((part) => {
    const [id, column] = part.split('/');
    try {
      return id && column ? { id: decodeURIComponent(id), column: decodeURIComponent(column) } : [];
    } catch {
      return [];
    }
  });
}
