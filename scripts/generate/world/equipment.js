import { DAY } from '../calendar.js';
import { randomStream } from '../random.js';
import { lifeStart } from './devices.js';

/**
 * @typedef {object} Equipment  A machine as the ERP knows it.
 * @property {string} id
 * @property {import('./devices.js').Device} device
 * @property {'exact' | 'normalised' | 'none'} serialForm
 * @property {string} site
 * @property {number} installedAt
 * @property {boolean} found  Whether anything tells that it is the device.
 *
 * @typedef {object} Part
 * @property {string} id
 * @property {string} name
 * @property {string} component
 * @property {readonly PartCost[]} costs  In order of time, without those that were deleted.
 *
 * @typedef {object} PartCost
 * @property {number} validFrom
 * @property {number} cents
 * @property {{ readonly at: number, readonly fromCents: number } | undefined} corrected
 */

export const COMPONENTS = ['bearing', 'power board', 'pump seal', 'rotor'];
const GRADES = ['standard', 'reinforced', 'long life'];

/**
 * @param {readonly import('./devices.js').Device[]} devices
 * @returns {Equipment[]}
 */
export function makeEquipment(devices) {
  return devices.map((device) => {
    const unknown = device.kind === 'unknown';
    const bySite = device.index % 12 === 5;
    return {
      id: `EQ-${String(1001 + device.index)}`,
      device,
      serialForm: unknown || bySite ? 'none' : device.index % 5 === 3 ? 'normalised' : 'exact',
      site: unknown ? `SITE-${9000 + device.index}` : device.site,
      installedAt: lifeStart(device),
      found: !unknown,
    };
  });
}

/**
 * @param {import('../options.js').Options} options
 * @returns {Part[]}
 */
export function makeParts({ seed, start }) {
  const random = randomStream(seed, 'parts');
  return COMPONENTS.flatMap((component, row) =>
    GRADES.map((grade, column) => {
      const cents = random.integer(2000, 60000);
      const index = row * GRADES.length + column;
      /** @type {PartCost[]} */
      const costs = [{ validFrom: start - 365 * DAY, cents, corrected: undefined }];
      if (index % 2 === 0)
        costs.push({ validFrom: start + 3 * DAY, cents: Math.round(cents * 1.08), corrected: undefined });
      if (index % 6 === 0) {
        const corrected = { at: start + 8 * DAY + 13 * 3600, fromCents: cents * 10 };
        costs.push({ validFrom: start + 5 * DAY, cents: Math.round(cents * 1.15), corrected });
      }
      return { id: `P-${String(index + 1).padStart(3, '0')}`, name: `${component}, ${grade}`, component, costs };
    }),
  );
}

/**
 * Unit cost of a part at a time, in cents.
 * @param {Part} part
 * @param {number} time
 */
export function costAt(part, time) {
  const cost = part.costs.findLast((candidate) => candidate.validFrom <= time);
  if (!cost) throw new Error(`${part.id} has no cost at ${time}.`);
  return cost.cents;
}
