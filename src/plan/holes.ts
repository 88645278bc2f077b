import { hole } from '../sql/hole.ts';

/**
 * A hole stands in a statement for a value that an earlier step of the same node finds. It is written as the content of a string literal,
 * `'⟪high_watermark(arrived_at)⟫'`, inside a CAST to its type: the text is valid SQL for every parser before it is filled, and after filling
 * it is a constant that engines fold, so that partitions are still pruned by it.
 */
// Other text between these brackets is the user's own.
const HOLE = /⟪((?:high_watermark|partition_(?:low|high|has_null))\([^⟪⟫]*\)|partitions_(?:from|until)|ingest_ts)⟫/g;

/** The hole of the time at which a statement that writes is sent; filled anew for each. */
export const INGEST_TS = 'ingest_ts';

export { hole };

/** Names of the holes in a text, each once, in order. */
export function holesIn(text: string): string[] {
  return [...new Set([...text.matchAll(HOLE)].map((match) => match[1] as string))];
}

/** Fills every hole. Values are written as the inside of a string literal: quotes are doubled. Throws when a value is missing. */
export function fillHoles(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(HOLE, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`Invariant broken: nothing fills the hole "${name}"`);
    return value.replaceAll("'", "''");
  });
}

/**
 * A value of its type for each hole, so that a query with holes can be bound; each is a text that stands nowhere else, so that `digHoles` finds
 * it again in what the binder made of the query.
 */
export function holeSamples(
  holes: readonly { readonly hole: string; readonly type: string }[],
): ReadonlyMap<string, string> {
  return new Map(holes.map(({ hole: name, type }, index) => [name, sampleOf(type, index)]));
}

/** Puts holes back where their samples stand. */
export function digHoles(text: string, samples: ReadonlyMap<string, string>): string {
  return [...samples].reduce((sql, [name, sample]) => sql.replaceAll(sample, () => hole(name)), text);
}

function sampleOf(type: string, index: number): string {
  const number = String(index).padStart(2, '0');
  if (/^timestamp/.test(type)) return `1953-07-11 03:13:17.0${number}${/with time zone/.test(type) ? ' UTC' : ''}`;
  if (type === 'date') return `19${53 - (index % 50)}-07-11`;
  if (/^(varchar|char)/.test(type)) return `sample ${number} of a watermark`;
  return `19530711${number}`;
}
