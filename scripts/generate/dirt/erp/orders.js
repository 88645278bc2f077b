import { sqlTime } from '../../calendar.js';
import { draft } from './change.js';

/** @typedef {import('./change.js').Draft} Draft */

/**
 * @param {import('../../world/work-orders.js').WorkOrder} order
 * @returns {Draft[]}
 */
export function orderChanges(order) {
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
 * @param {import('../../world/work-orders.js').WorkOrder} order
 * @param {'open' | 'in_progress' | 'closed'} status
 */
export function orderRow(order, status) {
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
