import { hourOf, isoDay, sqlTime } from '../calendar.js';
import { daysLate, isLate } from '../dirt/telemetry.js';
import { round } from '../random.js';
import { sample } from './service.js';

/** @typedef {import('../world/readings.js').Reading} Reading */

/**
 * What telemetry has to add up to, over all and for some hours of some devices: all that a late reading touches, and others.
 * @param {import('../options.js').Options} options
 * @param {readonly Reading[]} readings
 */
export function telemetryTruth({ seed }, readings) {
  const hours = groupByHour(readings);
  const touched = [...hours.values()].filter((group) => group.some(isLate));
  const others = [...hours.values()].filter((group) => !group.some(isLate));
  const late = readings.filter(isLate);
  return {
    readings: readings.length,
    device_hours: hours.size,
    anomalies: readings.filter((reading) => reading.anomaly).length,
    late_readings: late.length,
    late_readings_by_days: countBy(late, (reading) => String(daysLate(reading))),
    late: late.map(({ device, at, landedOn }) => {
      return { device_id: device.id, event_hour: sqlTime(hourOf(at)), landed_on: isoDay(landedOn) };
    }),
    hours: [...touched, ...sample(seed, others, 40)].map(hourRow),
    devices: [...group(readings, (reading) => reading.device.id)].map(([device_id, own]) => ({
      device_id,
      readings: own.length,
      anomalies: own.filter((reading) => reading.anomaly).length,
      errors: own.reduce((sum, reading) => sum + reading.errors.length, 0),
      late_readings: own.filter(isLate).length,
    })),
  };
}

/** @param {readonly Reading[]} readings */
function hourRow(readings) {
  /** @type {Record<string, string | number | null>} */
  const row = {
    device_id: readings[0].device.id,
    event_hour: sqlTime(hourOf(readings[0].at)),
    reading_count: readings.length,
    anomaly_count: readings.filter((reading) => reading.anomaly).length,
    late_reading_count: readings.filter(isLate).length,
  };
  for (const signal of /** @type {const} */ (['volt', 'rotate', 'pressure', 'vibration'])) {
    const values = readings.map((reading) => reading.signals[signal]).filter((value) => value !== null);
    const known = values.length > 0;
    row[`${signal}_min`] = known ? Math.min(...values) : null;
    row[`${signal}_avg`] = known ? round(values.reduce((sum, value) => sum + value, 0) / values.length, 4) : null;
    row[`${signal}_max`] = known ? Math.max(...values) : null;
  }
  return row;
}

/** @param {readonly Reading[]} readings */
export const groupByHour = (readings) => group(readings, ({ device, at }) => `${device.id}/${hourOf(at)}`);

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
export function group(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own) own.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {Record<string, number>}
 */
export function countBy(items, keyOf) {
  return Object.fromEntries(
    [...group(items, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, own.length]),
  );
}
