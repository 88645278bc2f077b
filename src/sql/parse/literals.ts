import type { Token } from './tokenize.ts';

/** A name's text: as written, or without its quotes. */
export function nameOf(token: Token): string {
  return token.kind === 'quoted' ? token.text.slice(1, -1).replaceAll('""', '"') : token.text;
}

/** The text of a plain string literal. */
export function textOf(token: Token): string {
  return token.text.slice(1, -1).replaceAll("''", "'");
}

/** The hexadecimal digits of `X'ab cd'` without spaces; undefined where they are no whole bytes. */
export function bytesOf(token: Token): string | undefined {
  const digits = token.text.slice(2, -1).replace(/\s+/g, '');
  return digits.length % 2 === 0 && /^[\da-f]*$/i.test(digits) ? digits : undefined;
}

/** A number's digits in base ten without `_`: DuckDB and we read them alike. */
export function digitsOf(token: Token): string {
  const digits = token.text.replaceAll('_', '');
  return /^0[xob]/i.test(digits) ? BigInt(digits).toString() : digits;
}

/** The text of `U&'…'` with its escapes undone: `\0041`, `\+01F600`, `\\`. Undefined where an escape is none. */
export function unicodeTextOf(token: Token, escape = '\\'): string | undefined {
  const text = token.text.slice(3, -1).replaceAll("''", "'");
  let out = '';
  for (let index = 0; index < text.length; index++) {
    if (text[index] !== escape) {
      out += text[index] as string;
      continue;
    }
    const found = escapeAt(text, index + 1, escape);
    if (!found) return undefined;
    out += found.text;
    index += found.length;
  }
  return out;
}

function escapeAt(text: string, start: number, escape: string): { text: string; length: number } | undefined {
  if (text[start] === escape) return { text: escape, length: 1 };
  const long = text[start] === '+';
  const digits = text.slice(long ? start + 1 : start, start + (long ? 7 : 4));
  if (digits.length !== (long ? 6 : 4) || !/^[\da-f]+$/i.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(code), length: long ? 7 : 4 };
}
