import { DAY } from '../../calendar.js';
import { draft } from './change.js';

/** @typedef {import('./change.js').Change} Change */
/** @typedef {import('./change.js').Draft} Draft */

/** Units of each part on the shelf before the first load date. @param {import('../../options.js').Options} options */
export const firstStock = ({ devices, days }) => devices * days;

/**
 * Each usage takes its parts from the shelf; a deleted one puts them back.
 * @param {import('../../world/make-world.js').World} world
 * @returns {Draft[]}
 */
export function stockChanges({ parts, orders, options }) {
  const moves = orders
    .flatMap((order) => order.usages)
    .flatMap(({ part, quantity, usedAt, deletedAt }) => [
      { part, at: usedAt + 61, quantity: -quantity },
      ...(deletedAt ? [{ part, at: deletedAt + 1, quantity }] : []),
    ])
    .sort((a, b) => a.at - b.at);
  const stock = new Map(parts.map((part) => [part.id, firstStock(options)]));
  /** @type {(partId: string) => Change['row']} */
  const row = (partId) => ({
    ...{ stock_id: `S-${partId.slice(2)}`, part_no: partId, warehouse: 'WH-1', quantity_on_hand: stock.get(partId) },
  });
  const first = parts.map((part) => draft('inventory', 'I', options.start - 30 * DAY, row(part.id)));
  return first.concat(
    moves.map(({ part, at, quantity }) => {
      stock.set(part.id, (stock.get(part.id) ?? 0) + quantity);
      return draft('inventory', 'U', at, row(part.id));
    }),
  );
}
