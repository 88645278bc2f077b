/** Between the words of a normal form. */
export const SEPARATOR = '_';

const COMBINING = /\p{M}+/gu;
const CAMEL = /(\p{Ll}|\p{N})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu;
const NOT_A_WORD = /[^\p{L}\p{N}]+/gu;
const NORMAL = /^[a-z0-9]+(?:_[a-z0-9]+)*$/;

/**
 * Text as it is compared: words in lower case without accents, joined by `_`. `customerID`, `Customer Id` and `customer_id` are one.
 * Empty, where there is neither a letter nor a digit.
 */
export function normalForm(text: string): string {
  if (NORMAL.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(COMBINING, '')
    .replace(CAMEL, `$&${SEPARATOR}`)
    .toLowerCase()
    .replace(NOT_A_WORD, SEPARATOR)
    .replace(/^_|_$/g, '');
}

/** The words of a text in their normal form. */
export function wordsOf(text: string): readonly string[] {
  const normal = normalForm(text);
  return normal === '' ? [] : normal.split(SEPARATOR);
}

/** Which letters and digits a normal form has, a bit each; other characters share the last bits. */
export function letterMask(normal: string): number {
  let mask = 0;
  for (let at = 0; at < normal.length; at++) mask |= bitOf(normal.charCodeAt(at));
  return mask;
}

function bitOf(code: number): number {
  if (code >= 97 && code <= 122) return 1 << (code - 97);
  if (code >= 48 && code <= 57) return 1 << (26 + (code & 3));
  return code === 95 ? 0 : 1 << (30 + (code & 1));
}

/** How many letters of `term` an entry surely lacks; two letters may share a bit, so there may be more. */
export function lackingLetters(termMask: number, entryMask: number): number {
  let lacking = termMask & ~entryMask;
  let count = 0;
  for (; lacking !== 0 && count < 3; count++) lacking &= lacking - 1;
  return count;
}
