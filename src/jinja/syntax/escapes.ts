const ESCAPE = /\\(?:\r?\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Python's escapes, as Jinja2 reads them. An escape that Python does not know keeps its backslash: `'\d'` is two characters. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (escape) => {
    const kind = escape[1] as string;
    if (kind === '\n' || kind === '\r') return '';
    if (Object.hasOwn(SIMPLE, kind)) return SIMPLE[kind] as string;
    if (/[0-7]/.test(kind)) return String.fromCodePoint(Number.parseInt(escape.slice(1), 8));
    if (escape.length > 2) return codePoint(Number.parseInt(escape.slice(2), 16), escape);
    return escape;
  });
}

function codePoint(code: number, escape: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
}
