/** A map by its entries, whose order has no meaning. Keys are texts, as the client protocol has them. */
export function mapKey(entries: readonly (readonly [string, unknown])[]): unknown {
  return { map: entries.map((entry) => JSON.stringify(entry)).toSorted() };
}

/** A key's own key as a text; rows, arrays and maps that are keys come in Trino's protocol as Java writes lists and maps: `[1, x]`, `{k=1}`. */
export function nestedKeyText(key: unknown): string {
  if (Array.isArray(key)) return `[${key.map(nestedKeyText).join(', ')}]`;
  if (typeof key !== 'object' || key === null) return String(key);
  const entries = (key as { readonly map: readonly string[] }).map.map(
    (entry) => JSON.parse(entry) as [string, unknown],
  );
  return `{${entries.map(([name, item]) => `${name}=${nestedKeyText(item)}`).join(', ')}}`;
}
