const DAY = 86_400_000;

/**
 * The offset of a zone at a local time, as `+02:00`; where an hour is there twice, that of its first time: see `isTwofold`.
 * @param {string} zone
 * @param {string} local
 */
export function offsetOf(zone, local) {
  if (/^[+-]/.test(zone)) return zone;
  if (/^(?:UTC|Z|GMT)$/.test(zone)) return '+00:00';
  const [offset = zoneOffset(zone, timeOf(local))] = offsetsAt(zone, local);
  return formatOffset(offset);
}

/** Whether a local time is there twice in its zone, as when clocks are set back. @param {string} zone @param {string} local */
export function isTwofold(zone, local) {
  return !/^(?:[+-]|UTC$|Z$|GMT$)/.test(zone) && offsetsAt(zone, local).length > 1;
}

/** The offset between a local time and the same instant in UTC. @param {string} local @param {string} utc */
export function offsetBetween(local, utc) {
  return formatOffset(timeOf(local) - timeOf(utc));
}

/** The offsets that make an instant of a local time: two where it is there twice, none where clocks leave it out. @param {string} zone @param {string} local */
function offsetsAt(zone, local) {
  const time = timeOf(local);
  const near = new Set([zoneOffset(zone, time - DAY), zoneOffset(zone, time + DAY)]);
  return [...near].filter((offset) => zoneOffset(zone, time - offset) === offset);
}

/** The milliseconds of a text, as if it were in UTC. @param {string} local */
function timeOf(local) {
  return Date.parse(`${local.replace(/\..*/, '').replace(' ', 'T')}Z`);
}

/** @param {string} zone @param {number} instant */
function zoneOffset(zone, instant) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (/** @type {string} */ type) => Number(parts.find((found) => found.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

/** @param {number} offset in milliseconds */
function formatOffset(offset) {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
