import { crmTime, isoDay, sqlTime } from '../calendar.js';
import { ERP_COLUMNS } from '../dirt/erp/change.js';
import { messageOf } from '../dirt/telemetry.js';
import { group } from '../truth/telemetry.js';

/** @typedef {{ readonly path: string, readonly on: number, readonly text: string }} LandingFile */

/**
 * The files that the three systems deliver, one for each of their tables and load dates.
 * @param {import('../truth/make-truth.js').Dirt} dirt
 * @returns {LandingFile[]}
 */
export function landingFiles({ telemetry, registrations, changes, versions }) {
  const messages = [
    ...telemetry.readings.map((reading) => ({ on: reading.landedOn, message: messageOf(reading) })),
    ...telemetry.repeats,
    ...telemetry.superseded,
    ...telemetry.bad.map((bad) => bad.landed),
  ];
  return [
    ...byLoadDate(messages, 'telemetry', 'part-000.json', (own) => jsonLines(own.sort(byArrival).map(({ message }) => message))),
    ...byLoadDate(registrations, 'devices', 'registrations.json', (own) => jsonLines(own.map(({ message }) => message))),
    ...[...group(changes, (change) => change.table)].flatMap(([table, own]) =>
      byLoadDate(own, `erp/${table}`, 'changes.csv', (records) => csv(records)),
    ),
    ...[...group(versions, (version) => version.object)].flatMap(([object, own]) =>
      byLoadDate(own, `crm/${object}`, 'increment.json', (records) => jsonLines(records.map(crmRecord))),
    ),
  ];
}

/**
 * @template {{ readonly on: number }} T
 * @param {readonly T[]} records
 * @param {string} folder
 * @param {string} name
 * @param {(records: T[]) => string} write
 * @returns {LandingFile[]}
 */
function byLoadDate(records, folder, name, write) {
  return [...group(records, (record) => isoDay(record.on))].map(([day, own]) => {
    return { path: `${folder}/load_date=${day}/${name}`, on: own[0].on, text: write(own) };
  });
}

// Messages arrive mixed: by their time of the day, whatever day and device they are of.
/** @param {import('../dirt/telemetry.js').Landed} a @param {import('../dirt/telemetry.js').Landed} b */
function byArrival(a, b) {
  const key = (/** @type {import('../dirt/telemetry.js').Landed} */ { message }) =>
    `${(message.ts ?? '').slice(11)} ${message.device.id} ${message.ts} ${String(message.seq).padStart(9, '0')}`;
  const [first, second] = [key(a), key(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** @param {readonly object[]} records */
const jsonLines = (records) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

/**
 * @param {readonly import('../dirt/erp/change.js').Change[]} changes
 */
function csv(changes) {
  const columns = ERP_COLUMNS[changes[0].table];
  const cell = (/** @type {string | number | undefined} */ value) => {
    const text = String(value ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = changes.map(({ op, seq, at, row }) => [op, seq, sqlTime(at), ...columns.map((name) => row[name])].map(cell).join(','));
  return `${[['op', 'seq', 'commit_ts', ...columns].join(','), ...lines].join('\n')}\n`;
}

/** @param {import('../dirt/crm.js').Version} version */
function crmRecord({ id, at, fields, deleted }) {
  return { Id: id, ...fields, SystemModstamp: crmTime(at), IsDeleted: deleted };
}
