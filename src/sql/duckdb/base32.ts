const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

// How many letters a last group may have.
const LAST_GROUPS: ReadonlySet<number> = new Set([0, 2, 4, 5, 7]);

/** Bytes as Base32 (RFC 4648), padded to groups of eight letters. */
export function toBase32(bytes: Uint8Array): string {
  let [text, value, bits] = ['', 0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += LETTERS[(value >> (bits - 5)) & 31] ?? '';
  }
  if (bits > 0) text += LETTERS[(value << (5 - bits)) & 31] ?? '';
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

/** Bytes of Base32 text, with or without its padding; throws for another letter and for a length that cannot be. */
export function fromBase32(text: string): Uint8Array {
  const letters = text.replace(/=+$/, '');
  if (!LAST_GROUPS.has(letters.length % 8)) throw new Error(`This is no Base32: ${text}`);
  const bytes: number[] = [];
  let [value, bits] = [0, 0];
  for (const letter of letters) {
    const five = LETTERS.indexOf(letter);
    if (five < 0) throw new Error(`This is no Base32: ${text}`);
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits >= 8) bytes.push((value >> (bits -= 8)) & 255);
  }
  return Uint8Array.from(bytes);
}
