import { DAY, HOUR, dayOf } from '../calendar.js';
import { randomStream } from '../random.js';
import { registrationAt } from './devices.js';

/**
 * @typedef {{ volt: number, rotate: number, pressure: number | null, vibration: number }} Signals
 *
 * @typedef {object} Reading  What a device truly measured.
 * @property {import('./devices.js').Device} device
 * @property {number} at
 * @property {number} seq  Number of the message; a later message of a device has a higher one.
 * @property {string} firmware
 * @property {Signals} signals
 * @property {boolean} anomaly  Some signal is outside its limits.
 * @property {readonly string[]} errors
 * @property {number} landedOn  Load date of the message that holds.
 */

/** Limits of normal work; the project's seed `signal_limits` says the same. */
export const LIMITS = { volt: [140, 200], rotate: [330, 570], pressure: [75, 130], vibration: [20, 60] };
const ERRORS = ['E101', 'E203', 'E307', 'E411', 'E502'];
/** Messages are numbered with room between them, for what is sent again or goes wrong. */
export const SEQ_STEP = 10;

/**
 * @param {import('../options.js').Options} options
 * @param {import('./devices.js').Device} device
 * @param {readonly number[]} failures  Times at which it failed: anomalies pile up in the day before.
 * @returns {Reading[]}
 */
export function makeReadings({ seed, start, end, interval }, device, failures) {
  const random = randomStream(seed, 'readings', device.index);
  const offset = random.integer(0, interval * 60 - 1);
  const readings = [];
  for (let at = start + offset; at < end; at += interval * 60) {
    const hour = Math.floor((at % DAY) / HOUR);
    if (at < device.registrations[0].at || (!device.roundTheClock && (hour < 5 || hour >= 21))) continue;
    const failing = failures.some((failure) => at <= failure && at > failure - DAY);
    const anomaly = random.chance(failing ? 0.15 : 0.012);
    const errors = random.chance(anomaly ? 0.5 : 0.004) ? [random.pick(ERRORS)] : [];
    readings.push({
      device,
      at,
      seq: (readings.length + 1) * SEQ_STEP,
      firmware: registrationAt(device, at).firmware,
      signals: makeSignals(anomaly, random),
      anomaly,
      errors,
      landedOn: dayOf(at),
    });
  }
  return readings;
}

/**
 * @param {boolean} anomaly
 * @param {import('../random.js').Random} random
 * @returns {Signals}
 */
function makeSignals(anomaly, random) {
  // The mean of two is likelier near the middle than at the ends.
  const near = (/** @type {number} */ low, /** @type {number} */ high) =>
    Math.round((random.between(low, high) + random.between(low, high)) * 5) / 10;
  const signals = { volt: near(150, 190), rotate: near(380, 520), pressure: near(85, 118), vibration: near(28, 52) };
  if (!anomaly) return signals;
  switch (random.integer(0, 3)) {
    case 0:
      return { ...signals, volt: random.between(205, 240) };
    case 1:
      return { ...signals, rotate: random.between(200, 320) };
    case 2:
      return { ...signals, pressure: random.between(135, 180) };
    default:
      return { ...signals, vibration: random.between(62, 95) };
  }
}
