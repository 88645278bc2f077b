import { DAY, HOUR } from '../calendar.js';
import { randomStream, round } from '../random.js';
import { COMPONENTS } from './equipment.js';

/**
 * @typedef {object} Usage  A line of parts that an order used up.
 * @property {string} id
 * @property {import('./equipment.js').Part} part
 * @property {number} quantity
 * @property {number} usedAt
 * @property {number | undefined} deletedAt
 *
 * @typedef {object} WorkOrder
 * @property {string} id
 * @property {import('./equipment.js').Equipment} equipment
 * @property {'corrective' | 'preventive'} type
 * @property {string | undefined} component  What failed.
 * @property {number} openedAt
 * @property {number | undefined} startedAt
 * @property {number | undefined} closedAt
 * @property {number} labourHours  In quarters; 0 until it is closed.
 * @property {number} labourRate  Whole money an hour.
 * @property {readonly Usage[]} usages
 * @property {number | undefined} deletedAt
 */

/** Mean days from failure to failure. @type {Readonly<Record<string, number>>} */
const DAYS_BETWEEN_FAILURES = { AX100: 9, AX200: 6, BX500: 4, CX900: 14 };

/**
 * @param {import('../options.js').Options} options
 * @param {readonly import('./equipment.js').Equipment[]} equipment
 * @param {readonly import('./equipment.js').Part[]} parts
 * @returns {WorkOrder[]}
 */
export function makeWorkOrders(options, equipment, parts) {
  const drafts = equipment
    .flatMap((machine) => ordersOf(options, machine, parts))
    .sort((a, b) => a.openedAt - b.openedAt || a.equipment.device.index - b.equipment.device.index);
  let line = 0;
  return drafts.map((draft, index) => ({
    ...draft,
    id: `WO-${String(10001 + index)}`,
    // Entered by mistake: some at once, some after the work was done.
    deletedAt: index % 13 === 6 ? Math.min(latestTime(draft) + 2 * HOUR, options.end - 600) : undefined,
    usages: draft.usages.map((usage) => ({ ...usage, id: `U-${String(++line).padStart(5, '0')}` })),
  }));
}

/** @param {Pick<WorkOrder, 'openedAt' | 'startedAt' | 'closedAt'>} order */
const latestTime = ({ openedAt, startedAt, closedAt }) => closedAt ?? startedAt ?? openedAt;

/**
 * @param {import('../options.js').Options} options
 * @param {import('./equipment.js').Equipment} machine
 * @param {readonly import('./equipment.js').Part[]} parts
 */
function ordersOf({ seed, start, end }, machine, parts) {
  const random = randomStream(seed, 'orders', machine.device.index);
  const mean = DAYS_BETWEEN_FAILURES[machine.device.registrations[0].model] * DAY;
  const orders = [];
  let time = Math.max(start, machine.device.registrations[0].at) + random.integer(0, mean);
  while (time < end - 2 * HOUR) {
    orders.push(makeOrder(time, end, 'corrective', machine, parts, random));
    time += random.integer(mean / 2, mean * 1.5);
  }
  const inspection = start + random.integer(3, 6) * DAY + 7 * HOUR;
  if (machine.device.index % 3 === 2 && inspection < end) {
    orders.push(makeOrder(inspection, end, 'preventive', machine, parts, random));
  }
  return orders;
}

/**
 * @param {number} openedAt
 * @param {number} end
 * @param {'corrective' | 'preventive'} type
 * @param {import('./equipment.js').Equipment} equipment
 * @param {readonly import('./equipment.js').Part[]} parts
 * @param {import('../random.js').Random} random
 */
function makeOrder(openedAt, end, type, equipment, parts, random) {
  const minute = openedAt - (openedAt % 60);
  const startedAt = minute + random.integer(10, 360) * 60;
  const closedAt = startedAt + random.integer(60, 2000) * 60;
  const component = type === 'corrective' ? random.pick(COMPONENTS) : undefined;
  const usages = Array.from({ length: random.integer(type === 'corrective' ? 1 : 0, 2) }, (_, line) => {
    const fitting = parts.filter((part) => part.component === component);
    const part = fitting.length > 0 && line === 0 ? random.pick(fitting) : random.pick(parts);
    const usedAt = startedAt + random.integer(1, Math.max(1, (closedAt - startedAt) / 60 - 1)) * 60;
    return { part, quantity: random.integer(1, 4), usedAt, deletedAt: random.chance(0.06) ? usedAt + HOUR : undefined };
  });
  const labourHours = round(random.integer(2, 32) / 4, 2);
  return {
    equipment,
    type,
    component,
    openedAt: minute,
    startedAt: startedAt < end - HOUR ? startedAt : undefined,
    closedAt: closedAt < end - HOUR ? closedAt : undefined,
    labourHours: closedAt < end - HOUR ? labourHours : 0,
    labourRate: random.pick([60, 75, 90]),
    usages: usages.filter((usage) => usage.usedAt < end - 2 * HOUR),
  };
}
