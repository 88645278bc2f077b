import { makeCases } from './cases.js';
import { makeCustomers, makeOpportunities } from './customers.js';
import { makeDevices } from './devices.js';
import { makeEquipment, makeParts } from './equipment.js';
import { makeAssets } from './ownership.js';
import { makeReadings } from './readings.js';
import { makeWorkOrders } from './work-orders.js';

/**
 * @typedef {object} World  What truly is and happened, before any system writes it down.
 * @property {import('../options.js').Options} options
 * @property {readonly import('./customers.js').Customer[]} customers
 * @property {readonly import('./customers.js').Opportunity[]} opportunities
 * @property {readonly import('./devices.js').Device[]} devices
 * @property {readonly import('./ownership.js').Asset[]} assets
 * @property {readonly import('./equipment.js').Equipment[]} equipment
 * @property {readonly import('./equipment.js').Part[]} parts
 * @property {readonly import('./work-orders.js').WorkOrder[]} orders
 * @property {readonly import('./cases.js').Case[]} cases
 * @property {readonly import('./readings.js').Reading[]} readings
 */

/**
 * @param {import('../options.js').Options} options
 * @returns {World}
 */
export function makeWorld(options) {
  const customers = makeCustomers(options);
  const devices = makeDevices(options);
  const equipment = makeEquipment(devices);
  const parts = makeParts(options);
  const orders = makeWorkOrders(options, equipment, parts);
  const failures = orders.filter((order) => order.type === 'corrective');
  return {
    options,
    customers,
    opportunities: makeOpportunities(options, customers),
    devices,
    assets: makeAssets(options, devices, customers),
    equipment,
    parts,
    orders,
    cases: makeCases(options, customers),
    readings: devices.flatMap((device) => {
      const times = failures.filter((order) => order.equipment.device === device).map((order) => order.openedAt);
      return makeReadings(options, device, times);
    }),
  };
}
