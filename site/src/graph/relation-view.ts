import type { NodeRow, Relations } from '../../../src/docs/site-data.ts';
import type { LinkParams, Params } from '../router/links.ts';

export type Relation = Relations['relations'][number];

/** What is seen of the ER diagram; all of it stands in the address. */
export interface RelationState {
  /** Unique id of the entity in the middle, and how far one sees from it. */
  readonly around?: string | undefined;
  readonly steps: number;
  readonly layers: readonly string[];
  readonly find: string;
  readonly isList: boolean;
  readonly open?: string | undefined;
}

/** One entity: its key columns first, then the columns that refer to others. */
export interface Entity {
  readonly node: number;
  readonly columns: readonly { readonly name: string; readonly isKey: boolean; readonly isForeign: boolean }[];
  /** Entities that it hangs together with and that are not shown. */
  readonly hidden: number;
}

export interface RelationEdge {
  readonly relation: Relation;
  /** Places in `entities`: the one that is referred to, and the one that refers. */
  readonly from: number;
  readonly to: number;
  /** At most one row refers: the columns that refer are the key. */
  readonly isOneToOne: boolean;
}

export interface RelationView {
  readonly entities: readonly Entity[];
  readonly edges: readonly RelationEdge[];
}

/** Of more entities one chooses first which are drawn. */
export const WHOLE_DIAGRAM = 40;

export function readRelationState(params: Params): RelationState {
  const [around, open] = [params.get('around'), params.get('open')];
  const steps = Number(params.get('steps') ?? 1);
  return {
    steps: Number.isInteger(steps) && steps >= 0 && steps <= 20 ? steps : 1,
    layers: (params.get('layers') ?? '').split(' ').flatMap(decoded),
    find: params.get('find') ?? '',
    isList: params.get('as') === 'list',
    ...(around && { around }),
    ...(open && { open }),
  };
}

export function relationParams(state: RelationState): LinkParams {
  return {
    around: state.around,
    steps: state.steps === 1 ? undefined : String(state.steps),
    layers: state.layers.map(encodeURIComponent).join(' '),
    find: state.find,
    as: state.isList ? 'list' : undefined,
    open: state.open,
  };
}

function decoded(part: string): readonly string[] {
  try {
    return part === '' ? [] : [decodeURIComponent(part)];
  } catch {
    return [];
  }
}

/** How many relations each node takes part in; those without are left out. */
export function relationCounts({ relations }: Relations): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { from, to } of relations) {
    for (const node of new Set([from, to])) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

/** Nodes of the entities with the most relations, the most first; those without any are left out. */
export function mostRelated(all: Relations, limit: number): readonly number[] {
  const counts = relationCounts(all);
  return all.entities
    .flatMap(({ node }) => (counts.has(node) ? node : []))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b)
    .slice(0, limit);
}

/** Nodes of the entities in whose names a text is, names that begin with it first; of an empty text none. */
export function entitiesNamed({ entities }: Relations, rows: readonly NodeRow[], text: string): readonly number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const nameOf = (node: number) => (rows[node]?.name ?? '').toLowerCase();
  const isFirst = (node: number) => nameOf(node).startsWith(wanted);
  return entities
    .flatMap(({ node }) => (nameOf(node).includes(wanted) ? node : []))
    .sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** How many entities each layer has, the largest layer first. */
export function entitiesByLayer({ entities }: Relations, rows: readonly NodeRow[]) {
  const counts = new Map<string, number>();
  for (const { node } of entities) {
    const layer = rows[node]?.layer;
    if (layer !== undefined) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Nodes within some relations of one, either way. */
export function nodesAround({ relations }: Relations, middle: number, steps: number): ReadonlySet<number> {
  const found = new Set([middle]);
  let layer: ReadonlySet<number> = found;
  for (let step = 0; step < steps && layer.size > 0; step++) {
    const next = new Set<number>();
    for (const { from, to } of relations) {
      if (layer.has(from) && !found.has(to)) next.add(to);
      if (layer.has(to) && !found.has(from)) next.add(from);
    }
    for (const node of next) found.add(node);
    layer = next;
  }
  return found;
}

/** Entities and relations that a choice of nodes shows. */
export function relationView(all: Relations, shown: (node: number) => boolean): RelationView {
  const neighbours = new Map<number, Set<number>>();
  const note = (node: number, other: number) => neighbours.set(node, (neighbours.get(node) ?? new Set()).add(other));
  for (const { from, to } of all.relations) {
    note(from, to);
    note(to, from);
  }
  const found = all.entities.filter(({ node }) => shown(node));
  const placeOf = new Map(found.map(({ node }, place) => [node, place]));
  const keysOf = new Map(found.map(({ node, keys }) => [node, keys]));
  return {
    entities: found.map(({ node, keys, foreign }) => ({
      node,
      columns: [...new Set([...keys, ...foreign])].map((name) => ({
        name,
        isKey: keys.includes(name),
        isForeign: foreign.includes(name),
      })),
      hidden: [...(neighbours.get(node) ?? [])].filter((other) => !placeOf.has(other)).length,
    })),
    edges: all.relations.flatMap((relation) => {
      const [from, to] = [placeOf.get(relation.to), placeOf.get(relation.from)];
      if (from === undefined || to === undefined) return [];
      const keys = keysOf.get(relation.from) ?? [];
      const isOneToOne = keys.length > 0 && keys.every((key) => relation.columns.includes(key));
      return [{ relation, from, to, isOneToOne }];
    }),
  };
}

/** The diagram as text of Mermaid. */
export function relationMermaid({ entities, edges }: RelationView, rows: readonly NodeRow[]): string {
  // Names of entities may be quoted, names of columns are words.
  const nameOf = (place: number) => `"${quoted(rows[entities[place]?.node ?? -1]?.name ?? '')}"`;
  const boxes = entities.flatMap(({ columns }, place) => [
    `  ${nameOf(place)} {`,
    ...columns.map(({ name, isKey, isForeign }) => {
      const marks = [isKey && 'PK', isForeign && 'FK'].filter(Boolean).join(', ');
      return `    column ${name.replace(/[^\w]/g, '_').replace(/^(?=\d|_)/, 'c')}${marks && ` ${marks}`}`;
    }),
    '  }',
  ]);
  const lines = edges.map(
    ({ from, to, isOneToOne, relation }) =>
      `  ${nameOf(from)} ||--o${isOneToOne ? '|' : '{'} ${nameOf(to)} : "${quoted(relation.columns.join(', '))}"`,
  );
  return ['erDiagram', ...boxes, ...lines].join('\n');
}

function quoted(text: string): string {
  return text.replace(/["\n\r]+/g, ' ');
}
