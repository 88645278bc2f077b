import { DAY, HOUR, isoDay, sqlTime } from '../../calendar.js';
import { randomStream } from '../../random.js';
import { draft } from './change.js';
import { orderRow } from './orders.js';

/** @typedef {import('./change.js').Draft} Draft */

/**
 * @param {import('../../world/make-world.js').World} world
 * @returns {Draft[]}
 */
export function badChanges({ options, orders, parts }) {
  const random = randomStream(options.seed, 'bad-changes');
  const closed = orders.filter((order) => order.closedAt && !order.deletedAt);
  const count = Math.max(2, Math.round(orders.length / 20));
  return Array.from({ length: count }, (_, number) => {
    const at = options.start + (1 + (number % 8)) * DAY + 11 * HOUR + number;
    const good = random.pick(closed);
    const known = orderRow(good, 'closed');
    const order = { ...known, order_no: `WO-9${String(number).padStart(4, '0')}` };
    const usage = {
      usage_id: `U-9${number}`,
      order_no: good.id,
      part_no: random.pick(parts).id,
      quantity: 1,
      used_at: sqlTime(at),
    };
    const cost = {
      cost_id: `C-9${number}`,
      part_no: parts[0].id,
      valid_from: isoDay(at),
      unit_cost: '10.00',
      currency: 'EUR',
    };
    const stock = { stock_id: `S-9${number}`, part_no: parts[0].id, warehouse: 'WH-9', quantity_on_hand: -5 - number };
    return [
      // Sent after the order was closed well: what was closed has to stay.
      draft(
        'work_orders',
        'U',
        latest(good) + HOUR / 2,
        { ...known, labour_hours: '-4.00' },
        'labour_hours_are_not_negative',
      ),
      draft(
        'work_orders',
        'I',
        at,
        { ...order, opened_at: `2026-02-30 08:${10 + (number % 50)}:00` },
        'order_opened_at_is_a_timestamp',
      ),
      draft(
        'work_orders',
        'I',
        at,
        { ...order, order_no: `${order.order_no}-S`, status: 'wartet' },
        'order_status_is_known',
      ),
      draft(
        'work_orders',
        'I',
        at,
        { ...order, order_no: `${order.order_no}-E`, equipment_no: 'EQ-0000' },
        'order_equipment_exists',
      ),
      draft('part_usage', 'I', at, { ...usage, quantity: 0 }, 'used_quantity_is_positive'),
      draft('part_usage', 'I', at, { ...usage, usage_id: `${usage.usage_id}-P`, part_no: 'P-000' }, 'used_part_exists'),
      draft('part_costs', 'I', at, { ...cost, unit_cost: `12,5${number % 10}` }, 'unit_cost_is_a_number'),
      draft(
        'part_costs',
        'I',
        at,
        { ...cost, cost_id: `${cost.cost_id}-N`, unit_cost: '-1.00' },
        'unit_cost_is_not_negative',
      ),
      draft('inventory', 'I', at, stock, 'stock_is_not_negative'),
    ];
  }).flat();
}

/** @param {import('../../world/work-orders.js').WorkOrder} order */
const latest = ({ openedAt, closedAt }) => closedAt ?? openedAt;
