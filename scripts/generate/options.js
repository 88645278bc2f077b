import { parseArgs } from 'node:util';
import { DAY, parseDay } from './calendar.js';

/**
 * @typedef {object} Options
 * @property {number} devices
 * @property {number} days
 * @property {number} seed
 * @property {string} out  Folder that the files are written to.
 * @property {number} start  First load date.
 * @property {number} end  The day after the last load date.
 * @property {number} interval  Minutes from one reading of a device to its next.
 * @property {number} until  Last load date that is written.
 */

export const USAGE = `Writes the sample data of the machine service lakehouse: files as the three systems deliver them, and truth.json.

  npm run generate -- [options]

  --devices 24         devices in the field (at least 12)
  --days 10            load dates (at least 10)
  --start 2026-01-01   the first load date
  --interval 30        minutes from one reading to the next
  --seed 42            another seed makes another world
  --out landing        the folder to write to
  --until DATE         write only what had landed by that date; a later date adds files and changes none
`;

/**
 * @param {readonly string[]} args
 * @returns {Options}
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      devices: { type: 'string', default: '24' },
      days: { type: 'string', default: '10' },
      start: { type: 'string', default: '2026-01-01' },
      interval: { type: 'string', default: '30' },
      seed: { type: 'string', default: '42' },
      out: { type: 'string', default: 'landing' },
      until: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(USAGE);
  const start = parseDay(values.start);
  const days = wholeNumber('days', values.days, 10, 3660);
  const end = start + days * DAY;
  return {
    devices: wholeNumber('devices', values.devices, 12, 9999),
    days,
    seed: wholeNumber('seed', values.seed, 0, 2 ** 31),
    out: values.out,
    start,
    end,
    interval: wholeNumber('interval', values.interval, 1, 60),
    until: values.until === undefined ? end - DAY : parseDay(values.until),
  };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} low
 * @param {number} high
 */
function wholeNumber(name, text, low, high) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} takes a whole number from ${low} to ${high}, not "${text}".\n\n${USAGE}`);
}
