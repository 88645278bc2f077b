const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([[\]{},:]))/y;

/**
 * A JSON text as Trino's json_parse keeps it: no spaces, an object's keys in order, numbers and texts as they are written.
 * The text must be valid JSON.
 */
export function canonicalJson(text: string): string {
  const pattern = new RegExp(TOKEN);
  const next = (): string => pattern.exec(text)?.slice(1).find((part) => part !== undefined) ?? '';
  return value(next(), next);
}

function value(token: string, next: () => string): string {
  if (token === '[') return `[${items(next, ']', (first) => value(first, next)).join(',')}]`;
  if (token !== '{') return token;
  const members = items(next, '}', (key) => {
    next();
    return [JSON.parse(key) as string, value(next(), next)] as const;
  });
  // A key that comes twice has its last value.
  const entries = [...new Map(members)].sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${member}`).join(',')}}`;
}

function items<T>(next: () => string, end: string, read: (first: string) => T): T[] {
  const found: T[] = [];
  for (let token = next(); token !== end && token !== ''; token = next()) {
    if (token !== ',') found.push(read(token));
  }
  return found;
}
