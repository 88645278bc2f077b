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

/** @typedef {Omit<Change, 'seq' | 'on'>} Draft  A change before it has its place in the log. */

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

/** The value of a record's key column. @param {Pick<Change, 'table' | 'row'>} change */
export const keyOf = ({ table, row }) => String(row[ERP_COLUMNS[table][0]]);

/**
 * @param {ErpTable} table
 * @param {Change['op']} op
 * @param {number} at
 * @param {Change['row']} row
 * @param {...string} breaks
 * @returns {Draft}
 */
export function draft(table, op, at, row, ...breaks) {
  return breaks.length > 0 ? { table, op, at, row, breaks } : { table, op, at, row };
}
