import { DAY, HOUR, dayOf } from '../calendar.js';
import { randomStream } from '../random.js';

/**
 * How a device can be found in the CRM:
 * - `exact`, `normalised`: its asset bears its serial number, as it is or written otherwise
 * - `site`: its asset has no serial number, but is the only such asset where the device stands
 * - `crowded`: as `site`, but two assets could be it
 * - `claimed`: two customers' assets bear its serial number, from some day on
 * - `settled`: as `claimed`, until the wrong asset was deleted
 * - `resold`, `returned`: its customer changes, at once or after some days with nobody
 * - `corrected`: the serial number of its asset was mistyped at first
 * - `unknown`: no asset at all
 * @typedef {'exact' | 'normalised' | 'site' | 'crowded' | 'claimed' | 'settled' | 'resold' | 'returned' | 'corrected' | 'unknown'} Kind
 *
 * @typedef {object} Registration  What a device says of itself when it starts.
 * @property {number} at
 * @property {string} model
 * @property {string} firmware
 *
 * @typedef {object} Device
 * @property {number} index
 * @property {string} id
 * @property {Kind} kind
 * @property {string} serial
 * @property {string} site
 * @property {readonly Registration[]} registrations  In order of time; the first begins the device's life.
 * @property {boolean} roundTheClock  Else it runs in two shifts, from 05:00 to 21:00.
 */

/** @type {readonly Kind[]} */
// prettier-ignore
const KINDS = [
  'exact', 'exact', 'normalised', 'exact', 'site', 'exact',
  'claimed', 'normalised', 'resold', 'unknown', 'exact', 'corrected',
  'exact', 'exact', 'normalised', 'exact', 'crowded', 'exact',
  'settled', 'normalised', 'returned', 'unknown', 'exact', 'corrected',
];
export const MODELS = ['AX100', 'AX200', 'BX500', 'CX900'];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * @param {import('../options.js').Options} options
 * @returns {Device[]}
 */
export function makeDevices(options) {
  return Array.from({ length: options.devices }, (_, index) => {
    const random = randomStream(options.seed, 'device', index);
    const kind = KINDS[index % KINDS.length];
    const letters = LETTERS[random.integer(0, 23)] + LETTERS[random.integer(0, 23)];
    return {
      index,
      id: `DEV-${String(index + 1).padStart(4, '0')}`,
      kind,
      serial: `${String(4003 + index * 7).padStart(6, '0')}-${letters}`,
      site: hasSiteOfItsOwn(index, kind) ? `SITE-${500 + index}` : `SITE-${100 + Math.floor(index / 3)}`,
      registrations: makeRegistrations(options, index, kind, random),
      roundTheClock: index % 3 === 1,
    };
  });
}

/** First midnight of a device's life. @param {Device} device */
export const lifeStart = (device) => dayOf(device.registrations[0].at);

/**
 * What the device said last, at a time.
 * @param {Device} device
 * @param {number} time
 */
export function registrationAt({ registrations }, time) {
  return registrations.findLast((registration) => registration.at <= time) ?? registrations[0];
}

// Where sites decide, or nobody knows the device, no other device may stand beside it.
function hasSiteOfItsOwn(/** @type {number} */ index, /** @type {Kind} */ kind) {
  return ['site', 'crowded', 'unknown'].includes(kind) || index % 12 === 5;
}

/**
 * @param {import('../options.js').Options} options
 * @param {number} index
 * @param {Kind} kind
 * @param {import('../random.js').Random} random
 * @returns {Registration[]}
 */
function makeRegistrations({ start }, index, kind, random) {
  const isNew = index % 12 === 10;
  const firstAt = isNew ? start + 2 * DAY + 9.5 * HOUR : start - random.integer(60, 300) * DAY + 10 * HOUR;
  const model = MODELS[index % MODELS.length];
  const registrations = [{ at: firstAt, model, firmware: '2.0.1' }];
  const again = (/** @type {number} */ at, /** @type {Partial<Registration>} */ change) =>
    registrations.push({ ...registrations[registrations.length - 1], ...change, at });
  if (index % 4 === 1) again(start + DAY + 12 * HOUR, {});
  if (index % 3 === 0) again(start + (2 + (index % 5)) * DAY + 8 * HOUR + 20 * 60, { firmware: '2.1.0' });
  if (kind === 'resold' || kind === 'returned')
    again(start + 7 * DAY + 11 * HOUR, { model: `${model}R`, firmware: '3.0.0' });
  return registrations.sort((a, b) => a.at - b.at);
}
