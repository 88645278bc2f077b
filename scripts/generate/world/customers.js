import { DAY, HOUR } from '../calendar.js';
import { randomStream } from '../random.js';

/**
 * @typedef {object} Customer
 * @property {string} id  Id of the CRM account.
 * @property {string} name  Its name today.
 * @property {string} industry
 * @property {string} country
 * @property {number} createdAt
 * @property {number | undefined} deletedAt
 * @property {{ readonly at: number, readonly from: string } | undefined} renamed
 *
 * @typedef {object} Opportunity
 * @property {string} id
 * @property {Customer} customer
 * @property {number} amount
 * @property {number} createdAt
 * @property {number | undefined} closedAt
 * @property {boolean} won
 * @property {number | undefined} deletedAt
 */

const FIRST = ['Northern', 'Alpine', 'Harbour', 'Silver', 'Granite', 'Meadow', 'Delta', 'Orion', 'Crescent', 'Baltic'];
const SECOND = ['Foods', 'Textiles', 'Plastics', 'Paper', 'Castings', 'Glass', 'Pharma'];
const INDUSTRIES = ['Food', 'Textile', 'Chemicals', 'Paper', 'Metal'];
const COUNTRIES = ['DE', 'FR', 'NL', 'PL', 'IT', 'SE'];

/**
 * @param {import('../options.js').Options} options
 * @returns {Customer[]}
 */
export function makeCustomers({ devices, seed, start }) {
  const random = randomStream(seed, 'customers');
  return Array.from({ length: Math.max(6, Math.round(devices / 3)) }, (_, index) => {
    const base = `${FIRST[index % FIRST.length]} ${SECOND[index % SECOND.length]}`;
    const name = index < FIRST.length * SECOND.length ? base : `${base} ${index}`;
    return {
      id: `ACC${String(index + 1).padStart(4, '0')}`,
      name: index % 8 === 2 ? `${name} Group` : name,
      industry: random.pick(INDUSTRIES),
      country: random.pick(COUNTRIES),
      createdAt: start - random.integer(400, 900) * DAY + random.integer(7, 17) * HOUR,
      deletedAt: index % 8 === 5 ? start + 6 * DAY + 10 * HOUR : undefined,
      renamed: index % 8 === 2 ? { at: start + 4 * DAY + 9 * HOUR, from: name } : undefined,
    };
  });
}

/**
 * @param {import('../options.js').Options} options
 * @param {readonly Customer[]} customers
 * @returns {Opportunity[]}
 */
export function makeOpportunities({ seed, start, end }, customers) {
  const random = randomStream(seed, 'opportunities');
  const opportunities = customers.flatMap((customer) =>
    Array.from({ length: random.integer(1, 3) }, () => {
      const createdAt = start + random.integer(-40, 6) * DAY + random.integer(8, 16) * HOUR;
      const closedAt = Math.max(createdAt, start) + random.integer(1, 12) * DAY + random.integer(1, 5) * HOUR;
      return { customer, amount: random.integer(20, 400) * 1000, createdAt, closedAt, won: random.chance(0.5) };
    }),
  );
  const deletion = start + 8 * DAY + 12 * HOUR;
  return opportunities.map((opportunity, index) => ({
    ...opportunity,
    id: `OPP${String(index + 1).padStart(4, '0')}`,
    closedAt: opportunity.closedAt < end ? opportunity.closedAt : undefined,
    deletedAt:
      index % 6 === 4 && !(opportunity.closedAt > deletion && opportunity.closedAt < end) ? deletion : undefined,
  }));
}
