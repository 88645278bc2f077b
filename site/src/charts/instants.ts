const TIME = /^(-?\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/;

/** Milliseconds since 1970 of a date or timestamp as engines write them; without a zone it is taken as UTC. Undefined where it is none. */
export function instantOf(text: string): number | undefined {
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'UTC'] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), 0);
  return date.getTime() + Number(fraction) * 1000 - zoneMinutes(zone) * 60_000;
}

function zoneMinutes(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12_000];
const MONTH = 30.4 * DAY;

/** Times at which an axis from `min` to `max` is marked: whole hours, days, months, years; about as many as wanted, never many more. */
export function timeTicks(min: number, max: number, wanted: number): readonly number[] {
  const least = (max - min) / Math.max(1, wanted);
  const step = STEPS.find((size) => size >= least);
  if (step !== undefined) return stepsFrom(Math.ceil(min / step) * step, max, (time) => time + step);
  const months = MONTHS.find((count) => count * MONTH >= least) ?? MONTHS.at(-1)!;
  const first = new Date(min);
  const start = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth() + (isMonthStart(first) ? 0 : 1)) / months);
  return stepsFrom(monthStart(start * months), max, (time) => monthStart(monthOf(time) + months));
}

function stepsFrom(first: number, max: number, next: (time: number) => number): readonly number[] {
  const times: number[] = [];
  for (let time = first; time <= max && times.length < 100; time = next(time)) times.push(time);
  return times;
}

function isMonthStart(date: Date): boolean {
  return date.getUTCDate() === 1 && date.getTime() % DAY === 0;
}

function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function monthStart(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  return date.getTime();
}

/** A time as short as the distance of the marks allows: `2024`, `2024-03`, `2024-03-07`, `03-07 14:00`, `14:05:10`. */
export function formatTime(time: number, distance: number): string {
  const text = new Date(time).toISOString();
  if (distance < MINUTE) return text.slice(11, 19);
  if (distance < DAY) return `${text.slice(5, 10)} ${text.slice(11, 16)}`;
  if (distance < 27 * DAY) return text.slice(0, 10);
  return distance < 360 * DAY ? text.slice(0, 7) : text.slice(0, 4);
}
