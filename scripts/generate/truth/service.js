import { HOUR, sqlTime } from '../calendar.js';
import { randomStream, round } from '../random.js';
import { SLA_HOURS } from '../world/cases.js';
import { costAt } from '../world/equipment.js';
import { endOf } from './match.js';

const money = (/** @type {number} */ cents) => round(cents / 100, 2);
const timeOrNull = (/** @type {number | undefined} */ time) => (time === undefined ? null : sqlTime(time));

/** What an order cost, in cents. @param {import('../world/work-orders.js').WorkOrder} order */
export function orderCosts({ usages, labourHours, labourRate }) {
  const used = usages.filter((usage) => !usage.deletedAt);
  return {
    parts: used.reduce((sum, { part, quantity, usedAt }) => sum + quantity * costAt(part, usedAt), 0),
    labour: Math.round(labourHours * labourRate * 100),
    quantity: used.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

/** Rows of `fact_work_orders`. @param {import('../world/make-world.js').World} world */
export function workOrderRows({ orders }) {
  return orders
    .filter((order) => !order.deletedAt)
    .map((order) => {
      const { parts, labour, quantity } = orderCosts(order);
      return {
        work_order_id: order.id,
        equipment_no: order.equipment.id,
        order_type: order.type,
        component: order.component ?? null,
        status: order.closedAt ? 'closed' : order.startedAt ? 'in_progress' : 'open',
        opened_at: sqlTime(order.openedAt),
        started_at: timeOrNull(order.startedAt),
        closed_at: timeOrNull(order.closedAt),
        part_quantity: quantity,
        part_cost: money(parts),
        labour_cost: money(labour),
        total_cost: money(parts + labour),
      };
    });
}

/**
 * Rows of `fact_cases`. A case that is still open is measured against the newest modification that CRM told of any case.
 * @param {import('../world/make-world.js').World} world
 * @param {number} asOf
 */
export function caseRows({ cases }, asOf) {
  return cases
    .filter((record) => !record.deletedAt)
    .map(({ id, customer, priority, openedAt, closedAt }) => {
      const due = openedAt + SLA_HOURS[priority] * HOUR;
      return {
        case_id: id,
        customer_id: customer.id,
        priority,
        opened_at: sqlTime(openedAt),
        closed_at: timeOrNull(closedAt),
        sla_due_at: sqlTime(due),
        is_sla_breached: (closedAt ?? asOf) > due,
      };
    });
}

/** Rows of `dim_customer`, without its member for what belongs to nobody. @param {import('../world/make-world.js').World} world */
export function customerRows({ customers }) {
  return customers.map(({ id, name, deletedAt }) => ({
    customer_id: id,
    customer_name: name,
    is_deleted: deletedAt !== undefined,
    deleted_at: timeOrNull(deletedAt),
  }));
}

/**
 * Rows of `dim_part_cost`.
 * @param {import('../world/make-world.js').World} world
 */
export function partCostRows({ parts }) {
  return parts.flatMap(({ id, costs }) =>
    costs.map(({ validFrom, cents }, index) => ({
      part_id: id,
      valid_from: sqlTime(validFrom),
      valid_to: endOf(costs[index + 1]?.validFrom ?? Infinity),
      unit_cost: money(cents),
    })),
  );
}

/**
 * Rows of `dim_part`.
 * @param {import('../world/make-world.js').World} world
 * @param {number} stock  Units of each part on the shelf at first.
 */
export function partRows({ parts, orders }, stock) {
  const usages = orders.flatMap((order) => order.usages).filter((usage) => !usage.deletedAt);
  return parts.map((part) => ({
    part_id: part.id,
    component: part.component,
    unit_cost: money(part.costs[part.costs.length - 1].cents),
    cost_changes: part.costs.length - 1,
    stock_on_hand: usages.filter((usage) => usage.part === part).reduce((sum, { quantity }) => sum - quantity, stock),
  }));
}

/**
 * Some items, the same ones each time.
 * @template T
 * @param {number} seed
 * @param {readonly T[]} items
 * @param {number} count
 */
export function sample(seed, items, count) {
  const random = randomStream(seed, 'sample');
  return items.filter(() => random.chance(Math.min(1, count / items.length)));
}
