/** Texts by which two scalar values are the same, whichever engine they come from. */

/** Doubles are compared to fifteen digits: sums and logarithms differ in the last one. */
export function numberKey(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
}

/** A date, a time or a timestamp without a zone, with six digits of the second where it has one. */
export function momentKey(value: string): string {
  const text = yearKey(value);
  const [, until, digits] = /^(.*\d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text) ?? [];
  if (until === undefined) return text;
  const micros = Math.round(Number(`0.${digits ?? '0'}`) * 1e6);
  return `${until}.${String(micros).padStart(6, '0')}`;
}

// DuckDB counts years before Christ from one, Trino has a year 0, and a plus before years of five digits.
function yearKey(text: string): string {
  const [, year = '', day = '', before, rest = ''] = /^(\d{4,})(-\d\d-\d\d)( \(BC\))?(.*)$/.exec(text) ?? [];
  if (before === undefined) return year.length > 4 ? `+${text}` : text;
  const counted = String(Number(year) - 1).padStart(4, '0');
  return `${counted === '0000' ? '' : '-'}${counted}${day}${rest}`;
}

/** A point in time, from the microseconds since 1970. */
export function instantKey(micros: bigint): string {
  return `instant ${micros}`;
}

/** A time at an offset: two that are the same moment at different offsets differ, as their texts do. */
export function zonedTimeKey(micros: bigint, offsetSeconds: number): string {
  return `time ${micros} at ${offsetSeconds}`;
}

export function daySecondKey(micros: bigint): string {
  return `${micros} µs`;
}

export function yearMonthKey(months: number): string {
  return `${months} months`;
}
