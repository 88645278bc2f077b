import { DAY, dayOf, isoTime } from '../calendar.js';
import { randomStream } from '../random.js';

/**
 * @typedef {object} Message  A line of telemetry as a device sends it.
 * @property {{ id: string, fw: string }} device
 * @property {string | null} ts
 * @property {number} seq
 * @property {Record<string, number | string | null>} [signals]
 * @property {readonly string[]} [errors]
 *
 * @typedef {object} Landed
 * @property {number} on  Load date.
 * @property {Message} message
 *
 * @typedef {object} BadMessage
 * @property {readonly string[]} rules  Names of the row rules that it breaks.
 * @property {'quarantine' | 'drop'} fate
 * @property {Landed} landed
 *
 * @typedef {object} TelemetryDirt
 * @property {readonly import('../world/readings.js').Reading[]} readings  As in the world, with the load date and message that holds.
 * @property {readonly Landed[]} repeats  Messages that land a second time, as they were.
 * @property {readonly Landed[]} superseded  First, wrong messages of readings that were sent again.
 * @property {readonly BadMessage[]} bad
 */

/**
 * Decides what goes wrong on the way of telemetry. Nothing is written yet.
 * @param {import('../world/make-world.js').World} world
 * @returns {TelemetryDirt}
 */
export function planTelemetryDirt({ options, readings }) {
  const random = randomStream(options.seed, 'telemetry-dirt');
  const lastDay = options.end - DAY;
  /** @type {Landed[]} */
  const repeats = [];
  /** @type {Landed[]} */
  const superseded = [];
  const held = readings.map((reading) => {
    const fate = random.next();
    const late = Math.min(reading.landedOn + random.integer(1, 4) * DAY, lastDay);
    if (fate < 0.01) return { ...reading, landedOn: late };
    if (fate < 0.02) {
      repeats.push({ on: reading.landedOn, message: messageOf(reading) });
    } else if (fate < 0.023) {
      repeats.push({ on: late, message: messageOf(reading) });
    } else if (fate < 0.026 && !reading.anomaly) {
      const wrong = { ...reading, signals: { ...reading.signals, volt: 141.4, vibration: 21.2 } };
      superseded.push({ on: reading.landedOn, message: messageOf(wrong) });
      const landedOn = random.chance(0.5) ? late : reading.landedOn;
      return { ...reading, seq: reading.seq + 5, landedOn };
    } else if (fate < 0.029 && !reading.anomaly) {
      return { ...reading, signals: { ...reading.signals, pressure: null } };
    }
    return reading;
  });
  const count = Math.max(2, Math.round((options.devices * options.days) / 60));
  return { readings: held, repeats, superseded, bad: planBadMessages(options, held, count) };
}

/**
 * @param {import('../options.js').Options} options
 * @param {readonly import('../world/readings.js').Reading[]} readings
 * @param {number} count  Of each kind.
 * @returns {BadMessage[]}
 */
function planBadMessages({ seed, start }, readings, count) {
  const random = randomStream(seed, 'bad-messages');
  /** @type {(number: number, good: Message, reading: import('../world/readings.js').Reading) => [string[], Partial<Message>][]} */
  const kinds = (number, good, reading) => [
    // A bad version, sent after the good one of the same reading: the good one has to stay.
    [['volt_is_a_number'], { ts: good.ts, signals: { ...good.signals, volt: 'n/a' } }],
    [['rotate_is_a_number'], { signals: { ...good.signals, rotate: '4l7.3' } }],
    [['vibration_is_possible'], { signals: { ...good.signals, vibration: 999.9 } }],
    [['reading_ts_is_a_timestamp', 'reading_ts_is_present'], { ts: `31/12/2025 25:${10 + (number % 50)}` }],
    [['reading_ts_is_present'], { ts: null }],
    [['reading_is_not_from_the_future'], { ts: isoTime(reading.landedOn + (30 + number) * DAY) }],
    [['reading_is_not_too_late'], { ts: isoTime(start - (45 + number) * DAY + number) }],
    [['device_is_registered'], { device: { id: `DEV-X${String(number).padStart(3, '0')}`, fw: '0.0.0' } }],
    [
      ['device_is_registered', 'vibration_is_possible'],
      { device: { id: 'DEV-TEST', fw: '0.0.0' }, signals: { ...good.signals, vibration: -1 } },
    ],
    [['reading_has_signals'], { signals: undefined }],
  ];
  const whole = readings.filter((reading) => reading.signals.pressure !== null);
  const stride = Math.floor(whole.length / (count * 10));
  return Array.from({ length: count }, (_, number) => number).flatMap((number) =>
    Array.from({ length: 10 }, (_, kind) => {
      const reading = whole[(number * 10 + kind) * stride + random.integer(0, stride - 1)];
      const good = messageOf(reading);
      const [rules, change] = kinds(number, good, reading)[kind];
      const message = { ...good, ts: isoTime(reading.at + 1), seq: reading.seq + 3, ...change };
      if (message.signals === undefined) delete message.signals;
      const fate = rules.includes('reading_has_signals')
        ? /** @type {const} */ ('drop')
        : /** @type {const} */ ('quarantine');
      return { rules, fate, landed: { on: reading.landedOn, message } };
    }),
  );
}

/**
 * @param {import('../world/readings.js').Reading} reading
 * @returns {Message}
 */
export function messageOf({ device, at, seq, firmware, signals, errors }) {
  const message = { device: { id: device.id, fw: firmware }, ts: isoTime(at), seq, signals };
  return errors.length > 0 ? { ...message, errors } : message;
}

/** Whether a reading landed on a later day than it was taken. @param {import('../world/readings.js').Reading} reading */
export const isLate = ({ at, landedOn }) => landedOn > dayOf(at);

/** @param {import('../world/readings.js').Reading} reading */
export const daysLate = ({ at, landedOn }) => (landedOn - dayOf(at)) / DAY;
