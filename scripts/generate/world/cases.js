import { DAY, HOUR } from '../calendar.js';
import { randomStream } from '../random.js';

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {import('./customers.js').Customer} customer
 * @property {'critical' | 'high' | 'medium' | 'low'} priority
 * @property {number} openedAt
 * @property {number | undefined} closedAt
 * @property {number | undefined} escalatedAt  When its priority was raised to what it is; it was `low` before.
 * @property {number | undefined} deletedAt
 */

/** Hours until a case has to be closed; the project's seed `sla_targets` says the same. */
export const SLA_HOURS = { critical: 4, high: 8, medium: 24, low: 72 };

/**
 * @param {import('../options.js').Options} options
 * @param {readonly import('./customers.js').Customer[]} customers
 * @returns {Case[]}
 */
export function makeCases({ seed, start, end, days }, customers) {
  const random = randomStream(seed, 'cases');
  const count = Math.ceil((customers.length * days) / 2.5);
  const openings = Array.from({ length: count }, () => start + random.integer(0, (end - start) / 60 - 180) * 60);
  return openings
    .sort((a, b) => a - b)
    .map((openedAt, index) => {
      // Some are never closed: they run out of time without anybody touching them.
      const forgotten = index % 8 === 5;
      const priority = forgotten
        ? 'low'
        : random.pick(/** @type {const} */ (['critical', 'high', 'medium', 'medium', 'low']));
      // From well within the agreed time to nearly twice of it, and never to the second.
      const minutes = Math.floor((SLA_HOURS[priority] * 60 * random.integer(20, 180)) / 100);
      const closedAt = openedAt + minutes * 60 + 17;
      const deletedAt = index % 17 === 9 ? Math.min(openedAt + DAY, end - 600) : undefined;
      return {
        id: `CASE${String(index + 1).padStart(5, '0')}`,
        customer: random.pick(customers),
        priority,
        openedAt,
        closedAt: !forgotten && closedAt < Math.min(end - HOUR, deletedAt ?? end) ? closedAt : undefined,
        escalatedAt: index % 7 === 3 && priority !== 'low' ? openedAt + 20 * 60 : undefined,
        deletedAt,
      };
    });
}
