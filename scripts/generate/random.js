// A seeded generator of random numbers. Integer arithmetic alone, so that every machine makes the same bytes.

/**
 * @typedef {object} Random
 * @property {() => number} next  A number in [0, 1).
 * @property {(low: number, high: number) => number} integer  A whole number in [low, high].
 * @property {(low: number, high: number, digits?: number) => number} between  A number in [low, high), rounded.
 * @property {(share: number) => boolean} chance  True in `share` of all calls.
 * @property {<T>(items: readonly T[]) => T} pick
 */

/**
 * A stream of its own for each name: adding calls to one stream leaves all others as they were.
 * @param {number} seed
 * @param {...(string | number)} names
 * @returns {Random}
 */
export function randomStream(seed, ...names) {
  let state = hash(`${seed}/${names.join('/')}`);
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (/** @type {number} */ low, /** @type {number} */ high) =>
    low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    between: (low, high, digits = 1) => round(low + next() * (high - low), digits),
    chance: (share) => next() < share,
    pick: (items) => items[integer(0, items.length - 1)],
  };
}

/**
 * Rounded half up, to `digits` decimals.
 * @param {number} value
 * @param {number} digits
 */
export function round(value, digits) {
  const factor = 10 ** digits;
  return Math.round(value * factor + 1e-9) / factor;
}

/** FNV-1a over UTF-16 units. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
