/** @typedef {import('../answers.js').Case} Case */

/**
 * Cases of one topic, numbered in their order: new ones belong at the end, so that ids stay.
 * @param {string} area the category, which is also the file of the answers
 * @param {string} topic
 * @param {readonly string[]} statements
 * @returns {Case[]}
 */
export function numbered(area, topic, statements) {
  return statements.map((sql, index) => ({
    id: `${area}-${topic}-${String(index + 1).padStart(3, '0')}`,
    category: area,
    sql,
  }));
}

/**
 * Cases of several topics.
 * @param {string} area
 * @param {Readonly<Record<string, readonly string[]>>} topics
 */
export function topics(area, topics) {
  return Object.entries(topics).flatMap(([topic, statements]) => numbered(area, topic, statements));
}

/** A type, or any text, as a part of an id: `decimal(5, 2)` is `decimal-5-2`. @param {string} text */
export function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Every ordered pair. @template A, B @param {readonly A[]} left @param {readonly B[]} right @returns {[A, B][]} */
export function pairs(left, right) {
  return left.flatMap((a) => right.map((b) => /** @type {[A, B]} */ ([a, b])));
}

/**
 * A sequence of numbers in [0, 1) that is the same for the same seed (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @template T @param {() => number} random @param {readonly T[]} list @returns {T} */
export function pick(random, list) {
  return /** @type {T} */ (list[Math.floor(random() * list.length)]);
}
