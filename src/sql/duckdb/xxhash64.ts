const MASK = (1n << 64n) - 1n;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

/** XXH64 with seed 0, as eight bytes, the highest first. */
export function xxhash64(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { hash, offset } = stripes(view);
  const result = new Uint8Array(8);
  new DataView(result.buffer).setBigUint64(0, avalanche(tail(view, offset, (hash + BigInt(bytes.length)) & MASK)));
  return result;
}

function stripes(view: DataView): { hash: bigint; offset: number } {
  if (view.byteLength < 32) return { hash: P5, offset: 0 };
  const lanes = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK];
  let offset = 0;
  for (; offset + 32 <= view.byteLength; offset += 32) {
    lanes.forEach((lane, index) => (lanes[index] = round(lane, view.getBigUint64(offset + index * 8, true))));
  }
  const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
  const sum = (rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n)) & MASK;
  return { hash: lanes.reduce((hash, lane) => ((hash ^ round(0n, lane)) * P1 + P4) & MASK, sum), offset };
}

function tail(view: DataView, start: number, initial: bigint): bigint {
  let hash = initial;
  let offset = start;
  for (; offset + 8 <= view.byteLength; offset += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(offset, true)), 27n) * P1 + P4) & MASK;
  }
  if (offset + 4 <= view.byteLength) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(offset, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    offset += 4;
  }
  for (; offset < view.byteLength; offset++) {
    hash = (rotate(hash ^ ((BigInt(view.getUint8(offset)) * P5) & MASK), 11n) * P1) & MASK;
  }
  return hash;
}

function avalanche(value: bigint): bigint {
  const first = ((value ^ (value >> 33n)) * P2) & MASK;
  const second = ((first ^ (first >> 29n)) * P3) & MASK;
  return second ^ (second >> 32n);
}

function round(lane: bigint, input: bigint): bigint {
  return (rotate((lane + input * P2) & MASK, 31n) * P1) & MASK;
}

function rotate(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & MASK;
}
