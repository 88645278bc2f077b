import { DAY, HOUR, dayOf, isoDay, sqlTime } from '../calendar.js';
import { randomStream } from '../random.js';

/**
 * @typedef {'equipment' | 'inventory' | 'part_costs' | 'part_usage' | 'parts' | 'work_orders'} ErpTable
 *
 * @typedef {object} Change  One change record, with the whole row as it is after it (a deleted row: as it was).
 * @property {ErpTable} table
 * @property {'I' | 'U' | 'D'} op
 * @property {number} at  When it was committed.
 * @property {number} seq  Position in the ERP's log.
 * @property {number} on  Load date.
 * @property {Readonly<Record<string, string | number | undefined>>} row
 * @property {readonly string[]} [breaks]  Names of the row rules that it breaks.
 */

/** The columns of each table, the key first. @type {Readonly<Record<ErpTable, readonly string[]>>} */
export const ERP_COLUMNS = {
  equipment: ['equipment_no', 'serial_no', 'model', 'site_code', 'installed_on', 'retired_on'],
  inventory: ['stock_id', 'part_no', 'warehouse', 'quantity_on_hand'],
  part_costs: ['cost_id', 'part_no', 'valid_from', 'unit_cost', 'currency'],
  part_usage: ['usage_id', 'order_no', 'part_no', 'quantity', 'used_at'],
  parts: ['part_no', 'part_name', 'component', 'unit_of_measure'],
  work_orders: [
    ...['order_no', 'equipment_no', 'order_type', 'component', 'status', 'opened_at', 'started_at', 'closed_at'],
    ...['labour_hours', 'labour_rate'],
  ],
};

/** Units of each part on the shelf before the first load date. */
export const FIRST_STOCK = 100;

/**
 * The ERP's log as it lands: changes in the order of their commit, some delayed, some twice, some bad.
 * @param {import('../world/make-world.js').World} world
 * @returns {Change[]}
 */
export function planErpChanges(world) {
  const { start, seed } = world.options;
  const log = [...masterChanges(world), ...world.orders.flatMap(orderChanges), ...stockChanges(world), ...badChanges(world)]
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

/** The value of a record's key column. @param {Pick<Change, 'table' | 'row'>} change */
export const keyOf = ({ table, row }) => String(row[ERP_COLUMNS[table][0]]);

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @typedef {Omit<Change, 'seq' | 'on'>} Draft */

/**
 * Holds some changes back until a later change of the same order has landed.
 * @param {import('../options.js').Options} options
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

/**
 * @param {import('../world/make-world.js').World} world
 * @returns {Draft[]}
 */
function masterChanges({ equipment, parts, options: { start } }) {
  const machines = equipment.map((machine) => {
    const row = {
      equipment_no: machine.id,
      serial_no: writeSerial(machine.device.serial, machine.serialForm),
      model: machine.device.registrations[0].model,
      site_code: machine.site,
      installed_on: isoDay(machine.installedAt),
    };
    return /** @type {Draft} */ ({ table: 'equipment', op: 'I', at: machine.installedAt + 9 * HOUR, row });
  });
  const partRows = parts.map((part) => {
    const row = { part_no: part.id, part_name: part.name, component: part.component, unit_of_measure: 'piece' };
    return /** @type {Draft} */ ({ table: 'parts', op: 'I', at: start - 366 * DAY, row });
  });
  return [...machines, ...partRows, ...parts.flatMap((part) => costChanges(part, start))];
}

/**
 * @param {import('../world/equipment.js').Part} part
 * @param {number} start
 * @returns {Draft[]}
 */
function costChanges(part, start) {
  /** @type {(id: string, validFrom: number, cents: number) => Change['row']} */
  const row = (id, validFrom, cents) => ({
    ...{ cost_id: id, part_no: part.id, valid_from: isoDay(validFrom), unit_cost: (cents / 100).toFixed(2), currency: 'EUR' },
  });
  const changes = part.costs.flatMap((cost, index) => {
    const id = `C-${part.id.slice(2)}-${index + 1}`;
    const at = cost.validFrom - DAY + 15 * HOUR;
    if (!cost.corrected) return [draft('part_costs', 'I', at, row(id, cost.validFrom, cost.cents))];
    return [
      draft('part_costs', 'I', at, row(id, cost.validFrom, cost.corrected.fromCents)),
      draft('part_costs', 'U', cost.corrected.at, row(id, cost.validFrom, cost.cents)),
    ];
  });
  if (part.id !== 'P-004') return changes;
  const mistake = row('C-004-9', start + 2 * DAY, 99999);
  return [
    ...changes,
    draft('part_costs', 'I', start + DAY + 15 * HOUR, mistake),
    draft('part_costs', 'D', start + 7 * DAY + 10 * HOUR, mistake),
  ];
}

/**
 * @param {import('../world/work-orders.js').WorkOrder} order
 * @returns {Draft[]}
 */
function orderChanges(order) {
  const { openedAt, startedAt, closedAt, deletedAt, usages } = order;
  const changes = [draft('work_orders', 'I', openedAt + 120, orderRow(order, 'open'))];
  if (startedAt) changes.push(draft('work_orders', 'U', startedAt + 60, orderRow(order, 'in_progress')));
  if (closedAt) changes.push(draft('work_orders', 'U', closedAt + 180, orderRow(order, 'closed')));
  const status = closedAt ? 'closed' : startedAt ? 'in_progress' : 'open';
  if (deletedAt) changes.push(draft('work_orders', 'D', deletedAt, orderRow(order, status)));
  for (const usage of usages) {
    const { id, part, quantity, usedAt } = usage;
    const row = { usage_id: id, order_no: order.id, part_no: part.id, quantity, used_at: sqlTime(usedAt) };
    changes.push(draft('part_usage', 'I', usedAt + 60, row));
    if (usage.deletedAt) changes.push(draft('part_usage', 'D', usage.deletedAt, row));
  }
  return changes;
}

/**
 * @param {import('../world/work-orders.js').WorkOrder} order
 * @param {'open' | 'in_progress' | 'closed'} status
 */
function orderRow(order, status) {
  return {
    order_no: order.id,
    equipment_no: order.equipment.id,
    order_type: order.type,
    component: order.component,
    status,
    opened_at: sqlTime(order.openedAt),
    started_at: status !== 'open' && order.startedAt ? sqlTime(order.startedAt) : undefined,
    closed_at: status === 'closed' && order.closedAt ? sqlTime(order.closedAt) : undefined,
    labour_hours: status === 'closed' ? order.labourHours.toFixed(2) : '0.00',
    labour_rate: order.labourRate.toFixed(2),
  };
}

/**
 * Each usage takes its parts from the shelf; a deleted one puts them back.
 * @param {import('../world/make-world.js').World} world
 * @returns {Draft[]}
 */
function stockChanges({ parts, orders, options: { start } }) {
  const moves = orders
    .flatMap((order) => order.usages)
    .flatMap(({ part, quantity, usedAt, deletedAt }) => [
      { part, at: usedAt + 61, quantity: -quantity },
      ...(deletedAt ? [{ part, at: deletedAt + 1, quantity }] : []),
    ])
    .sort((a, b) => a.at - b.at);
  const stock = new Map(parts.map((part) => [part.id, FIRST_STOCK]));
  /** @type {(partId: string) => Change['row']} */
  const row = (partId) => ({
    ...{ stock_id: `S-${partId.slice(2)}`, part_no: partId, warehouse: 'WH-1', quantity_on_hand: stock.get(partId) },
  });
  const first = parts.map((part) => draft('inventory', 'I', start - 30 * DAY, row(part.id)));
  return first.concat(
    moves.map(({ part, at, quantity }) => {
      stock.set(part.id, (stock.get(part.id) ?? 0) + quantity);
      return draft('inventory', 'U', at, row(part.id));
    }),
  );
}

/**
 * @param {import('../world/make-world.js').World} world
 * @returns {Draft[]}
 */
function badChanges({ options, orders, parts }) {
  const random = randomStream(options.seed, 'bad-changes');
  const closed = orders.filter((order) => order.closedAt && !order.deletedAt);
  const count = Math.max(2, Math.round(orders.length / 20));
  return Array.from({ length: count }, (_, number) => {
    const at = options.start + (1 + (number % 8)) * DAY + 11 * HOUR + number;
    const good = random.pick(closed);
    const known = orderRow(good, 'closed');
    const order = { ...known, order_no: `WO-9${String(number).padStart(4, '0')}` };
    const usage = { usage_id: `U-9${number}`, order_no: good.id, part_no: random.pick(parts).id, quantity: 1, used_at: sqlTime(at) };
    const cost = { cost_id: `C-9${number}`, part_no: parts[0].id, valid_from: isoDay(at), unit_cost: '10.00', currency: 'EUR' };
    const stock = { stock_id: `S-9${number}`, part_no: parts[0].id, warehouse: 'WH-9', quantity_on_hand: -5 - number };
    return [
      // Sent after the order was closed well: what was closed has to stay.
      draft('work_orders', 'U', latest(good) + HOUR / 2, { ...known, labour_hours: '-4.00' }, 'labour_hours_are_not_negative'),
      draft('work_orders', 'I', at, { ...order, opened_at: `2026-02-30 08:${10 + (number % 50)}:00` }, 'order_opened_at_is_a_timestamp'),
      draft('work_orders', 'I', at, { ...order, order_no: `${order.order_no}-S`, status: 'wartet' }, 'order_status_is_known'),
      draft('work_orders', 'I', at, { ...order, order_no: `${order.order_no}-E`, equipment_no: 'EQ-0000' }, 'order_equipment_exists'),
      draft('part_usage', 'I', at, { ...usage, quantity: 0 }, 'used_quantity_is_positive'),
      draft('part_usage', 'I', at, { ...usage, usage_id: `${usage.usage_id}-P`, part_no: 'P-000' }, 'used_part_exists'),
      draft('part_costs', 'I', at, { ...cost, unit_cost: `12,5${number % 10}` }, 'unit_cost_is_a_number'),
      draft('part_costs', 'I', at, { ...cost, cost_id: `${cost.cost_id}-N`, unit_cost: '-1.00' }, 'unit_cost_is_not_negative'),
      draft('inventory', 'I', at, stock, 'stock_is_not_negative'),
    ];
  }).flat();
}

/** @param {import('../world/work-orders.js').WorkOrder} order */
const latest = ({ openedAt, closedAt }) => closedAt ?? openedAt;

/**
 * @param {ErpTable} table
 * @param {Change['op']} op
 * @param {number} at
 * @param {Change['row']} row
 * @param {...string} breaks
 * @returns {Draft}
 */
function draft(table, op, at, row, ...breaks) {
  return breaks.length > 0 ? { table, op, at, row, breaks } : { table, op, at, row };
}

/**
 * A serial number as people type it.
 * @param {string} serial
 * @param {'exact' | 'normalised' | 'none'} form
 */
export function writeSerial(serial, form) {
  if (form === 'exact') return serial;
  if (form === 'none') return undefined;
  return serial.replace(/^0+/, serial.endsWith('A') ? '' : '0').replace('-', serial.charCodeAt(5) % 2 ? ' ' : '').toLowerCase();
}
