import type { LinkParams, Params } from '../router/links.ts';

export type Grouping = 'none' | 'layer' | 'folder';

/** What is seen of the graph; all of it stands in the address. */
export interface GraphState {
  /** A selector: `2+orders+1`. */
  readonly select: string;
  /** Unique ids whose parents, and whose children, were asked for besides. */
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly hidden: readonly string[];
  /** Only this node, what leads to it and what it leads to. */
  readonly only?: string | undefined;
  readonly grouping: Grouping;
  /** Names of the groups that are closed; `*` closes all but those named. */
  readonly closed: readonly string[];
  readonly kinds: readonly string[];
  readonly healths: readonly string[];
  readonly layers: readonly string[];
  readonly tags: readonly string[];
  /** Text that is looked for in names. */
  readonly find: string;
  readonly isList: boolean;
  /** The node whose details are open. */
  readonly open?: string | undefined;
}

// Unique ids and names of groups hold no spaces once they are encoded.
const LISTS = ['up', 'down', 'hidden', 'closed', 'kinds', 'healths', 'layers', 'tags'] as const;

/** Reads the state; what is not understood is left out. */
export function readGraphState(params: Params): GraphState {
  const grouping = params.get('group');
  const only = params.get('only');
  const open = params.get('open');
  const lists = Object.fromEntries(LISTS.map((name) => [name, readList(params.get(name))]));
  return {
    ...(lists as Record<(typeof LISTS)[number], readonly string[]>),
    select: params.get('select') ?? '',
    grouping: grouping === 'layer' || grouping === 'folder' ? grouping : 'none',
    find: params.get('find') ?? '',
    isList: params.get('as') === 'list',
    ...(only && { only }),
    ...(open && { open }),
  };
}

/** The state as parameters of an address. */
export function graphParams(state: GraphState): LinkParams {
  return {
    select: state.select,
    group: state.grouping === 'none' ? undefined : state.grouping,
    ...Object.fromEntries(LISTS.map((name) => [name, state[name].map(encodeURIComponent).join(' ')])),
    only: state.only,
    find: state.find,
    as: state.isList ? 'list' : undefined,
    open: state.open,
  };
}

/** A list with a value that was not in it, or without one that was. */
export function toggled(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}

/** Whether a group is closed. */
export function isClosed({ closed }: GraphState, group: string): boolean {
  return closed.includes('*') !== closed.includes(group);
}

function readList(text: string | undefined): readonly string[] {
  return (text ?? '').split(' ').flatMap((part) => {
    try {
      return part === '' ? [] : decodeURIComponent(part);
    } catch {
      return [];
    }
  });
}
