import type { Span } from '../../diagnostics/index.ts';

/** Where the parts of data that was read from text stand. Objects and arrays are looked up by identity. */
export interface Places {
  /** `offsets`: four for each key of a mapping (key start, key end, value start, value end), two for each item of a list. */
  record(container: object, place: ContainerPlace): void;
  /** The key of a mapping's entry, or the item of a list; the container where the entry is not there. */
  key(container: object, key: string | number): Span;
  /** The value of a mapping's entry, or the item of a list; the container where the entry is not there. */
  value(container: object, key: string | number): Span;
  whole(container: object): Span;
  has(container: object): boolean;
}

export interface ContainerPlace {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** Keys of a mapping, in the order of `offsets`; absent for a list. */
  readonly keys?: readonly string[];
  readonly offsets: readonly number[];
}

const NOWHERE: Span = { file: '', start: 0, end: 0 };

export function createPlaces(): Places {
  const places = new Map<object, ContainerPlace>();
  const whole = (container: object): Span => {
    const place = places.get(container);
    return place ? { file: place.file, start: place.start, end: place.end } : NOWHERE;
  };
  const part = (container: object, key: string | number, side: 0 | 2): Span => {
    const place = places.get(container);
    if (!place) return NOWHERE;
    const at = place.keys ? place.keys.indexOf(String(key)) * 4 + side : Number(key) * 2;
    const [start, end] = [place.offsets[at], place.offsets[at + 1]];
    return start === undefined || end === undefined ? whole(container) : { file: place.file, start, end };
  };
  return {
    record: (container, place) => void places.set(container, place),
    key: (container, key) => part(container, key, 0),
    value: (container, key) => part(container, key, 2),
    whole,
    has: (container) => places.has(container),
  };
}

/** The end of the line that a block collection begins on: all that a frame shows of it. */
export function firstLineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return start + text.slice(start, end < 0 ? text.length : end).trimEnd().length;
}

/** Follows a path of keys (`/models/0/name`) and says where its end stands: its value, or with `side: 'key'` its key. */
export function placeOfPath(
  root: unknown,
  path: readonly string[],
  places: Places,
  side: 'key' | 'value' = 'value',
): Span {
  let container = root as object;
  for (const step of path.slice(0, -1)) {
    const next = (container as Record<string, unknown>)[step];
    // Values without places of their own (those of `config()`) are shown by what holds them.
    if (typeof next !== 'object' || next === null || !places.has(next)) return places.value(container, step);
    container = next;
  }
  const last = path.at(-1);
  return last === undefined ? places.whole(container) : places[side](container, last);
}
