import { DAY, HOUR, dayOf, isoDay } from '../calendar.js';
import { round } from '../random.js';
import { UNMATCHED, customerAt } from './match.js';
import { orderCosts } from './service.js';

/** Each part of the impact score: its weight, and from where on it counts in full. The project's var `impact_weights` says the same. */
const WEIGHTS = {
  anomaly_count: { weight: 0.2, full_at: 20 },
  failure_count: { weight: 0.25, full_at: 2 },
  open_case_count: { weight: 0.15, full_at: 4 },
  downtime_hours: { weight: 0.2, full_at: 24 },
  service_cost: { weight: 0.1, full_at: 2000 },
  revenue_at_risk: { weight: 0.1, full_at: 400000 },
};

/** @typedef {import('./match.js').Match} Match */

/**
 * Rows of `fact_customer_impact`: each customer, and the member for what belongs to nobody, on each day.
 * @param {import('../world/make-world.js').World} world
 * @param {readonly Match[]} matches
 */
export function impactRows(world, matches) {
  const { start, end } = world.options;
  const orders = world.orders
    .filter((order) => !order.deletedAt)
    .map((order) => ({ ...order, customerId: orderCustomer(order, matches) }));
  const anomalies = world.readings
    .filter((reading) => reading.anomaly)
    .map((reading) => ({ day: dayOf(reading.at), customerId: customerAt(matches, reading.device, reading.at) }));
  const customerIds = [...world.customers.map((customer) => customer.id), UNMATCHED];
  const rows = [];
  for (let day = start; day < end; day += DAY) {
    const ofDay = customerIds.map((customerId) => {
      const own = orders.filter((order) => order.customerId === customerId);
      const anomaly_count = anomalies.filter(
        (anomaly) => anomaly.day === day && anomaly.customerId === customerId,
      ).length;
      return impactOf(world, customerId, day, own, anomaly_count);
    });
    rows.push(
      ...ofDay.map((row) => ({
        ...row,
        impact_rank: 1 + ofDay.filter((other) => other.impact_score > row.impact_score).length,
      })),
    );
  }
  return rows;
}

/**
 * @param {import('../world/make-world.js').World} world
 * @param {string} customerId
 * @param {number} day
 * @param {readonly import('../world/work-orders.js').WorkOrder[]} orders
 * @param {number} anomaly_count
 */
function impactOf(world, customerId, day, orders, anomaly_count) {
  const lasts = (/** @type {number} */ from, /** @type {number | undefined} */ to) =>
    from < day + DAY && (to ?? Infinity) >= day;
  const failures = orders.filter((order) => order.type === 'corrective');
  const seconds = failures.reduce((sum, { openedAt, closedAt }) => {
    return sum + Math.max(0, Math.min(closedAt ?? world.options.end, day + DAY) - Math.max(openedAt, day));
  }, 0);
  const open = world.cases.filter((record) => record.customer.id === customerId && !record.deletedAt);
  const values = {
    anomaly_count,
    failure_count: failures.filter((order) => dayOf(order.openedAt) === day).length,
    open_case_count: open.filter((record) => lasts(record.openedAt, record.closedAt)).length,
    downtime_hours: round(seconds / HOUR, 4),
    service_cost: round(
      orders
        .filter((order) => order.closedAt && dayOf(order.closedAt) === day)
        .reduce((sum, order) => sum + orderCosts(order).parts + orderCosts(order).labour, 0) / 100,
      2,
    ),
    revenue_at_risk: 0,
  };
  if (values.failure_count > 0 || values.open_case_count > 0 || seconds > 0) {
    values.revenue_at_risk = world.opportunities
      .filter((deal) => deal.customer.id === customerId && !deal.deletedAt && lasts(deal.createdAt, deal.closedAt))
      .reduce((sum, deal) => sum + deal.amount, 0);
  }
  const score = Object.entries(WEIGHTS).reduce((sum, [name, { weight, full_at }]) => {
    return sum + weight * Math.min(values[/** @type {keyof typeof values} */ (name)] / full_at, 1);
  }, 0);
  return { customer_id: customerId, impact_date: isoDay(day), ...values, impact_score: round(100 * score, 2) };
}

/**
 * @param {import('../world/work-orders.js').WorkOrder} order
 * @param {readonly Match[]} matches
 */
function orderCustomer({ equipment, openedAt }, matches) {
  const inLife = matches.find(
    (match) => match.device === equipment.device && match.from <= openedAt && openedAt < match.to,
  );
  return equipment.found && inLife ? customerAt(matches, equipment.device, openedAt) : UNMATCHED;
}
