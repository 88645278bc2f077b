import { OPEN_END, isoDay, sqlTime } from '../calendar.js';
import { lifeStart, registrationAt } from '../world/devices.js';

/** Customer of what belongs to none that is known. */
export const UNMATCHED = 'unmatched';

/** The project's seed `match_methods` says the same. @type {Readonly<Record<string, number>>} */
const CONFIDENCE = { exact_serial: 1, normalised_serial: 0.9, install_site: 0.6, conflict: 0, unmatched: 0 };
const METHODS = { exact: 'exact_serial', normalised: 'normalised_serial', none: 'install_site' };

/**
 * @typedef {object} Match  What a device is to the CRM and the ERP, from one time to another.
 * @property {import('../world/devices.js').Device} device
 * @property {number} from
 * @property {number} to  Infinity: still so.
 * @property {import('../world/ownership.js').Asset | undefined} asset
 * @property {string} method
 * @property {import('../world/equipment.js').Equipment | undefined} equipment
 */

/**
 * Who owned each device when, as today's records can tell.
 * @param {import('../world/make-world.js').World} world
 * @returns {Match[]}
 */
export function matchDevices({ devices, assets, equipment }) {
  return devices.flatMap((device) => {
    const claims = assets.filter((asset) => asset.device === device && !asset.deletedAt);
    const machine = equipment.find((candidate) => candidate.device === device && candidate.found);
    const begin = lifeStart(device);
    const bounds = [begin, ...claims.flatMap((claim) => [claim.installedAt, claim.endedAt ?? Infinity]), Infinity]
      .filter((bound, index, all) => bound >= begin && all.indexOf(bound) === index)
      .sort((a, b) => a - b);
    return bounds.slice(0, -1).map((from, index) => {
      const to = bounds[index + 1];
      const holding = claims.filter((claim) => claim.installedAt <= from && (claim.endedAt ?? Infinity) >= to);
      const asset = holding.length === 1 ? holding[0] : undefined;
      const method = asset ? METHODS[asset.serialForm] : holding.length > 1 ? 'conflict' : 'unmatched';
      return { device, from, to, asset, method, equipment: machine };
    });
  });
}

/**
 * @param {readonly Match[]} matches
 * @param {import('../world/devices.js').Device} device
 * @param {number} time
 */
export function customerAt(matches, device, time) {
  const match = matches.find(
    (candidate) => candidate.device === device && candidate.from <= time && time < candidate.to,
  );
  return match?.asset?.customer.id ?? UNMATCHED;
}

/** @param {number} time */
export const endOf = (time) => (time === Infinity ? OPEN_END : sqlTime(time));

/** Rows of `bridge_device_asset`. @param {readonly Match[]} matches */
export function bridgeRows(matches) {
  return matches.map(({ device, from, to, asset, method, equipment }) => ({
    device_id: device.id,
    valid_from: sqlTime(from),
    valid_to: endOf(to),
    asset_id: asset?.id ?? null,
    customer_id: asset?.customer.id ?? UNMATCHED,
    equipment_no: equipment?.id ?? null,
    match_method: method,
    confidence: CONFIDENCE[method],
    equipment_match_method: equipment ? METHODS[equipment.serialForm] : 'unmatched',
  }));
}

/**
 * Rows of `dim_device`: one for each time in which nothing that is told of the device changed.
 * @param {import('../world/make-world.js').World} world
 * @param {readonly Match[]} matches
 */
export function deviceVersions({ devices }, matches) {
  return devices.flatMap((device) => {
    const begin = lifeStart(device);
    const owned = matches.filter((match) => match.device === device).map((match) => match.from);
    const told = device.registrations.slice(1).map((registration) => registration.at);
    const starts = [...new Set([begin, ...owned, ...told])].sort((a, b) => a - b);
    const versions = starts
      .map((from) => {
        const { model, firmware } = registrationAt(device, from);
        return { from, model, firmware, customer_id: customerAt(matches, device, from) };
      })
      .filter((version, index, all) => {
        const before = all[index - 1];
        const same = /** @type {const} */ (['model', 'firmware', 'customer_id']).every(
          (key) => before?.[key] === version[key],
        );
        return !before || !same;
      });
    return versions.map(({ from, ...attributes }, index) => ({
      device_id: device.id,
      valid_from: sqlTime(from),
      valid_to: endOf(versions[index + 1]?.from ?? Infinity),
      serial: device.serial,
      ...attributes,
      install_date: isoDay(begin),
      is_current: index === versions.length - 1,
    }));
  });
}
