import { DAY, dayOf } from '../../calendar.js';
import { randomStream } from '../../random.js';
import { badChanges } from './bad-changes.js';
import { keyOf } from './change.js';
import { masterChanges } from './masters.js';
import { orderChanges } from './orders.js';
import { stockChanges } from './stock.js';

/** @typedef {import('./change.js').Change} Change */

/**
 * The ERP's log as it lands: changes in the order of their commit, some delayed, some twice, some bad.
 * @param {import('../../world/make-world.js').World} world
 * @returns {Change[]}
 */
export function planErpChanges(world) {
  const { start, seed } = world.options;
  const log = [
    ...masterChanges(world),
    ...world.orders.flatMap(orderChanges),
    ...stockChanges(world),
    ...badChanges(world),
  ]
    .sort((a, b) => a.at - b.at || compare(a.table, b.table) || compare(keyOf(a), keyOf(b)))
    .map((change, index) => ({ ...change, seq: 5000 + index, on: Math.max(dayOf(change.at), start) }));
  const delayed = delayChanges(world.options, log);
  const random = randomStream(seed, 'erp-repeats');
  const lastDay = world.options.end - DAY;
  const repeated = delayed
    .filter((change) => !change.breaks && random.chance(0.03))
    .map((change) => ({ ...change, on: Math.min(change.on + random.integer(0, 3) * DAY, lastDay) }));
  return [...delayed, ...repeated];
}

/**
 * Holds some changes back until a later change of the same order has landed.
 * @param {import('../../options.js').Options} options
 * @param {readonly Change[]} log
 * @returns {Change[]}
 */
function delayChanges({ seed, end }, log) {
  const random = randomStream(seed, 'erp-delays');
  /** @type {Map<string, Change>} */
  const last = new Map(log.filter((change) => change.table === 'work_orders').map((change) => [keyOf(change), change]));
  return log.map((change) => {
    const latest = change.table === 'work_orders' ? last.get(keyOf(change)) : undefined;
    if (!latest || latest.seq === change.seq || change.breaks || latest.breaks) return change;
    const on = latest.on + random.integer(1, 2) * DAY;
    const hold = latest.op === 'D' ? change.op === 'U' : random.chance(0.15);
    return hold && on < end ? { ...change, on } : change;
  });
}

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
