const SEEDS = [0xdeadbeef, 0x41c6ce57] as const;
const FACTORS = [2654435761, 1597334677] as const;

/** 64 bits of a text as 16 hexadecimal digits: to tell texts apart, not to keep secrets. */
export function hashText(text: string): string {
  let [high, low]: [number, number] = [SEEDS[0], SEEDS[1]];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, FACTORS[0]);
    low = Math.imul(low ^ code, FACTORS[1]);
  }
  // Mixes both halves, so that texts which differ in one character differ in all digits (cyrb53 by bryc, public domain).
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return hex(high) + hex(low);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
