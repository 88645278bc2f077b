/** Texts of dates and times, in the form in which an engine gives them; undefined where a text is none of the type. */

const DATE = /^(\d{4,})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?$/;
const ZONE = /\s*(Z|UTC|[+-]\d{2}:\d{2}|[A-Za-z]+(?:\/[\w+-]+)+)$/;

export function fitDate(text: string): string | undefined {
  const match = DATE.exec(text.trim());
  if (!match) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

export function fitTime(text: string, precision: number, withTimeZone: boolean): string | undefined {
  const { local, zone } = splitZone(text);
  if ((zone !== undefined) !== withTimeZone) return undefined;
  const time = clock(local, precision);
  return time && `${time}${zone === undefined ? '' : zone === 'UTC' ? '+00:00' : zone}`;
}

/**
 * A date alone is its midnight; `T` between date and time is a space. A time zone is asked for where the type has one: an offset becomes UTC, which is
 * what tables keep of it; a region's name stays.
 */
export function fitTimestamp(text: string, precision: number, withTimeZone: boolean): string | undefined {
  const { local, zone } = splitZone(text);
  if ((zone !== undefined) !== withTimeZone) return undefined;
  const [datePart = '', timePart = '00:00:00', ...more] = local.split(/[T ]+/);
  const date = fitDate(datePart);
  const time = clock(timePart, precision);
  if (date === undefined || time === undefined || more.length > 0) return undefined;
  const offset = OFFSET.exec(zone ?? '');
  if (offset) return `${inUtc(date, time, offset)} UTC`;
  return `${date} ${time}${zone === undefined ? '' : ` ${zone}`}`;
}

const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

function inUtc(date: string, time: string, [, sign = '+', hours = '0', minutes = '0']: RegExpExecArray): string {
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const utc = new Date(Date.parse(`${date}T${time.slice(0, 8)}Z`) - offset * 60_000).toISOString();
  return `${utc.slice(0, 10)} ${utc.slice(11, 19)}${time.slice(8)}`;
}

function splitZone(text: string): { readonly local: string; readonly zone: string | undefined } {
  const trimmed = text.trim();
  const match = trimmed.includes(':') ? ZONE.exec(trimmed) : null;
  if (!match) return { local: trimmed, zone: undefined };
  return { local: trimmed.slice(0, match.index), zone: match[1] === 'Z' ? 'UTC' : match[1] };
}

function clock(text: string, precision: number): string | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, hour = '', minute = '', second = '00', digits = ''] = match;
  const fraction = digits.replace(/0+$/, '');
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || fraction.length > precision) return undefined;
  return `${hour.padStart(2, '0')}:${minute}:${second}${precision > 0 ? `.${fraction.padEnd(precision, '0')}` : ''}`;
}
