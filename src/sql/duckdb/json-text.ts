/** What is not JSON: caught in this file, where it becomes NULL. */
class NotJson extends Error {}

const TOKEN =
  /[ \t\r\n]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([[\]{},:]))/y;

/** Reads a text token by token; fails at the first that is no JSON. */
interface Scanner {
  readonly next: () => string;
  readonly peek: () => string;
  readonly atEnd: () => boolean;
}

function scannerOf(text: string): Scanner {
  const pattern = new RegExp(TOKEN);
  let ahead: string | undefined;
  const read = (): string => {
    const token = pattern
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined);
    if (token === undefined) throw new NotJson();
    return token;
  };
  return {
    next: () => {
      const token = ahead ?? read();
      ahead = undefined;
      return token;
    },
    peek: () => (ahead ??= read()),
    atEnd: () => text.slice(pattern.lastIndex).trim() === '',
  };
}

type Json =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Json])[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'scalar'; readonly text: string };

function readValue(scanner: Scanner): Json {
  const token = scanner.next();
  if (token === '{') return { kind: 'object', members: readList(scanner, '}', () => readMember(scanner)) };
  if (token === '[') return { kind: 'array', items: readList(scanner, ']', () => readValue(scanner)) };
  if (/^[\]},:]$/.test(token)) throw new NotJson();
  return { kind: 'scalar', text: token };
}

function readMember(scanner: Scanner): readonly [string, Json] {
  return [readKey(scanner), readValue(scanner)];
}

function readKey(scanner: Scanner): string {
  const key = scanner.next();
  if (!key.startsWith('"') || scanner.next() !== ':') throw new NotJson();
  return JSON.parse(key) as string;
}

function readList<T>(scanner: Scanner, end: string, read: () => T): T[] {
  const found: T[] = [];
  if (scanner.peek() === end) {
    scanner.next();
    return found;
  }
  for (;;) {
    found.push(read());
    const token = scanner.next();
    if (token === end) return found;
    if (token !== ',') throw new NotJson();
  }
}

/** `$."a"[0]`, as this room writes paths. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\."([^"]*)"|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

// Trino reads no further than the value that it looks for: what is wrong behind it does not matter.
function find(scanner: Scanner, steps: readonly (string | number)[]): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return readValue(scanner);
  const opening = typeof step === 'string' ? '{' : '[';
  if (scanner.next() !== opening) return undefined;
  const closing = opening === '{' ? '}' : ']';
  if (scanner.peek() === closing) return undefined;
  for (let index = 0; ; index++) {
    const here = typeof step === 'string' ? readKey(scanner) === step : index === step;
    if (here) return find(scanner, rest);
    readValue(scanner);
    if (scanner.next() !== ',') return undefined;
  }
}

function attempt<T>(read: () => T | undefined): T | null {
  try {
    return read() ?? null;
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

/** The text of the scalar at a path as it is written, as json_extract_scalar gives it; NULL for anything else. */
export function jsonScalar(text: string, path: string): string | null {
  return attempt(() => {
    const value = find(scannerOf(text), stepsOf(path));
    if (value?.kind !== 'scalar' || value.text === 'null') return undefined;
    return value.text.startsWith('"') ? (JSON.parse(value.text) as string) : value.text;
  });
}

/** The value at a path as json_extract gives it: without spaces, numbers and escapes in Java's form, keys as they stand. */
export function jsonValue(text: string, path: string): string | null {
  return attempt(() => {
    const value = find(scannerOf(text), stepsOf(path));
    return value && print(value, false);
  });
}

/** A whole text as json_parse keeps it: with each object's keys in order. NULL where it is no JSON. */
export function canonicalJson(text: string): string | null {
  return attempt(() => {
    const scanner = scannerOf(text);
    const value = readValue(scanner);
    if (!scanner.atEnd()) throw new NotJson();
    return print(value, true);
  });
}

function print(value: Json, sorted: boolean): string {
  switch (value.kind) {
    case 'scalar':
      return printScalar(value.text);
    case 'array':
      return `[${value.items.map((item) => print(item, sorted)).join(',')}]`;
    case 'object': {
      // A key that comes twice has its last value.
      const members = sorted
        ? [...new Map(value.members)].sort(([one], [other]) => (one < other ? -1 : 1))
        : value.members;
      return `{${members.map(([key, member]) => `${printText(key)}:${print(member, sorted)}`).join(',')}}`;
    }
  }
}

function printScalar(text: string): string {
  if (text.startsWith('"')) return printText(JSON.parse(text) as string);
  return /[.eE]/.test(text) && !/^[tfn]/.test(text) ? javaDouble(Number(text)) : text;
}

function printText(text: string): string {
  return JSON.stringify(text).replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
}

/** Java's Double.toString. */
function javaDouble(value: number): string {
  const [, sign = '', first = '0', rest = '', power = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? [];
  const exponent = Number(power);
  const minus = sign || (Object.is(value, -0) ? '-' : '');
  if (exponent < -3 || exponent > 6) return `${minus}${first}.${rest || '0'}E${exponent}`;
  const digits = first + rest;
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${minus}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** A text as a JSON string, in which characters beyond the first plane are escaped, as Trino writes it. */
export function jsonString(text: string): string {
  return JSON.stringify(text)
    .replace(/[\uD800-\uDFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/\\u00([0-9a-f]{2})/g, (_, digits: string) => `\\u00${digits.toUpperCase()}`);
}
