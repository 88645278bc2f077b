import type { DateTime } from './datetime.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const pad = (value: number, width = 2) => String(value).padStart(width, '0');

type Directive = (date: DateTime) => string;
const weekday = (date: DateTime) => new Date(date.time).getUTCDay();
const dayOfYear = (date: DateTime) => Math.floor((date.time - Date.UTC(date.part('year'), 0, 1)) / 86_400_000) + 1;
const hour12 = (date: DateTime) => ((date.part('hour') + 11) % 12) + 1;

// C's directives in the C locale; `%-d` and the like leave the zero off, as on Linux.
const DIRECTIVES: Readonly<Record<string, Directive>> = {
  Y: (date) => String(date.part('year')),
  y: (date) => pad(date.part('year') % 100),
  m: (date) => pad(date.part('month')),
  d: (date) => pad(date.part('day')),
  e: (date) => String(date.part('day')).padStart(2),
  H: (date) => pad(date.part('hour')),
  I: (date) => pad(hour12(date)),
  M: (date) => pad(date.part('minute')),
  S: (date) => pad(date.part('second')),
  f: (date) => pad(date.part('microsecond'), 6),
  p: (date) => (date.part('hour') < 12 ? 'AM' : 'PM'),
  j: (date) => pad(dayOfYear(date), 3),
  a: (date) => DAYS[weekday(date)]!.slice(0, 3),
  A: (date) => DAYS[weekday(date)]!,
  b: (date) => MONTHS[date.part('month') - 1]!.slice(0, 3),
  B: (date) => MONTHS[date.part('month') - 1]!,
  w: (date) => String(weekday(date)),
  u: (date) => String(((weekday(date) + 6) % 7) + 1),
  U: (date) => pad(Math.floor((dayOfYear(date) + 6 - weekday(date)) / 7)),
  W: (date) => pad(Math.floor((dayOfYear(date) + 6 - ((weekday(date) + 6) % 7)) / 7)),
  V: (date) => pad(isoWeek(date).week),
  G: (date) => String(isoWeek(date).year),
  z: (date) => (date.utc ? '+0000' : ''),
  Z: (date) => (date.utc ? 'UTC' : ''),
  s: (date) => String(Math.floor(date.time / 1000)),
  '%': () => '%',
};
const COMPOSED: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  R: '%H:%M',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  c: '%a %b %e %H:%M:%S %Y',
};

/** Python's `strftime`. A directive that is not known stays as it is written. */
export function strftime(date: DateTime, format: string): string {
  return format.replace(/%(-?)([a-zA-Z%])/g, (all, bare: string, letter: string) => {
    if (Object.hasOwn(COMPOSED, letter)) return strftime(date, COMPOSED[letter] as string);
    if (!Object.hasOwn(DIRECTIVES, letter)) return all;
    const text = DIRECTIVES[letter]!(date);
    return bare ? text.replace(/^[0 ]+(?=\d)/, '') : text;
  });
}

function isoWeek(date: DateTime): { year: number; week: number } {
  const day = new Date(date.time);
  const thursday = day.getTime() + (4 - (day.getUTCDay() || 7)) * 86_400_000;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / 604_800_000) + 1 };
}

const READERS: Readonly<Record<string, readonly [pattern: string, part: number]>> = {
  Y: ['\\d{4}', 0],
  m: ['\\d{1,2}', 1],
  d: ['\\d{1,2}', 2],
  H: ['\\d{1,2}', 3],
  M: ['\\d{1,2}', 4],
  S: ['\\d{1,2}', 5],
  f: ['\\d{1,6}', 6],
};

/** Python's `strptime` for %Y %m %d %H %M %S %f and %F %T: milliseconds since 1970, or undefined when the text is not so written. */
export function strptime(text: string, format: string): number | undefined {
  const parts = [1900, 1, 1, 0, 0, 0, 0];
  const order: number[] = [];
  const full = format.replace(/%[FT]/g, (letter) => COMPOSED[letter[1] as string] as string);
  const pattern = full.replace(/%([a-zA-Z])|[.*+?^${}()|[\]\\]/g, (all, letter: string | undefined) => {
    if (letter === undefined) return `\\${all}`;
    if (!Object.hasOwn(READERS, letter)) return '(?!)';
    // Each at most once: digits without separators between many of them would be tried in endless ways.
    if (order.includes(READERS[letter]![1])) return '(?!)';
    order.push(READERS[letter]![1]);
    return `(${READERS[letter]![0]})`;
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match) return undefined;
  order.forEach((part, index) => {
    const digits = match[index + 1] as string;
    parts[part] = Number(part === 6 ? digits.padEnd(6, '0') : digits);
  });
  const [year, month, day, hour, minute, second, micros] = parts as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(micros / 1000));
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
    ? time
    : undefined;
}
