import { DAY, HOUR } from '../calendar.js';
import { randomStream } from '../random.js';
import { lifeStart } from './devices.js';

/**
 * @typedef {object} Asset  A CRM asset as it is today, and what was written of it before.
 * @property {string} id
 * @property {import('./devices.js').Device} device  The device that it stands for, or claims to stand for.
 * @property {import('./customers.js').Customer} customer
 * @property {'exact' | 'normalised' | 'none'} serialForm  How its serial number is written.
 * @property {string} site
 * @property {number} installedAt
 * @property {number | undefined} endedAt
 * @property {number} createdAt  When CRM got it.
 * @property {number | undefined} deletedAt
 * @property {{ readonly at: number, readonly from: string } | undefined} corrected  When, and from which mistyped serial number.
 */

/**
 * @param {import('../options.js').Options} options
 * @param {readonly import('./devices.js').Device[]} devices
 * @param {readonly import('./customers.js').Customer[]} customers
 * @returns {Asset[]}
 */
export function makeAssets(options, devices, customers) {
  const random = randomStream(options.seed, 'assets');
  const assets = devices.flatMap((device) => {
    const owner = customers[Math.floor(device.index / 3) % customers.length];
    const other = customers[(Math.floor(device.index / 3) + 1) % customers.length];
    return assetsOf(options, device, owner, other, random);
  });
  return assets.map((asset, index) => ({ ...asset, id: `AST${String(index + 1).padStart(4, '0')}` }));
}

/**
 * @param {import('../options.js').Options} options
 * @param {import('./devices.js').Device} device
 * @param {import('./customers.js').Customer} owner
 * @param {import('./customers.js').Customer} other
 * @param {import('../random.js').Random} random
 * @returns {Omit<Asset, 'id'>[]}
 */
function assetsOf({ start }, device, owner, other, random) {
  // Some are put to work a few days after their first start in the factory.
  const installedAt = lifeStart(device) + (device.index % 12 === 3 ? 5 * DAY : 0);
  /** @type {Omit<Asset, 'id'>} */
  const plain = {
    device,
    customer: owner,
    serialForm: 'exact',
    site: device.site,
    installedAt,
    endedAt: undefined,
    createdAt: Math.max(installedAt, start - 30 * DAY) + random.integer(8, 16) * HOUR,
    deletedAt: undefined,
    corrected: undefined,
  };
  const from = (/** @type {number} */ day) => ({
    installedAt: start + day * DAY,
    createdAt: start + day * DAY + 9 * HOUR,
  });
  switch (device.kind) {
    case 'exact':
      return [plain];
    case 'normalised':
      return [{ ...plain, serialForm: 'normalised' }];
    case 'site':
      return [{ ...plain, serialForm: 'none' }];
    case 'crowded':
      return [
        { ...plain, serialForm: 'none' },
        { ...plain, serialForm: 'none', customer: other, createdAt: plain.createdAt + HOUR },
      ];
    case 'claimed':
      return [plain, { ...plain, customer: other, ...from(3) }];
    case 'settled':
      return [plain, { ...plain, customer: other, ...from(3), deletedAt: start + 6 * DAY + 15 * HOUR }];
    case 'resold':
      return [
        { ...plain, endedAt: start + 4 * DAY },
        { ...plain, customer: other, ...from(4) },
      ];
    case 'returned':
      return [
        { ...plain, endedAt: start + 4 * DAY },
        { ...plain, customer: other, serialForm: 'normalised', ...from(6) },
      ];
    case 'corrected':
      return [{ ...plain, corrected: { at: start + 5 * DAY + 14 * HOUR, from: `${device.serial.slice(0, 4)}9Z` } }];
    case 'unknown':
      return [];
  }
}
