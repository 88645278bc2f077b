/**
 * A hole stands in a statement for a value that an earlier step of the same node finds. It is written as the content of a string literal,
 * `'⟪high_watermark(arrived_at)⟫'`, inside a CAST to its type: the text is valid SQL for every parser before it is filled, and after filling
 * it is a constant that engines fold, so that partitions are still pruned by it.
 */
const HOLE = /⟪([^⟪⟫]*)⟫/g;

export function hole(name: string): string {
  return `⟪${name}⟫`;
}

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
