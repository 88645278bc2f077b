/**
 * JSON text of a value that is the same for values that say the same: keys sorted, and what says nothing (null, empty lists and mappings) left
 * out of mappings.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value)) ?? 'null';
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, ordered(item)] as const);
  const said = entries.filter(([, item]) => saysSomething(item)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(said);
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'object') return true;
  return Object.keys(value).length > 0;
}
