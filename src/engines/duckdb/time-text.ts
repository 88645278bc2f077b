const DAY_MICROS = 86_400_000_000n;

/** Days since 1970-01-01 as Trino writes a date: `2024-02-29`, `-0044-03-15`, `+12345-01-01`. */
export function dateText(days: number | bigint): string {
  const { year, month, day } = civil(BigInt(days));
  const digits = String(year < 0n ? -year : year).padStart(4, '0');
  return `${year < 0n ? '-' : year > 9999n ? '+' : ''}${digits}-${two(month)}-${two(day)}`;
}

/** Microseconds since 1970-01-01 as Trino writes a timestamp with `precision` digits of a second. */
export function timestampText(micros: bigint, precision: number): string {
  const days = floorDivide(micros, DAY_MICROS);
  return `${dateText(days)} ${timeText(micros - days * DAY_MICROS, precision)}`;
}

/** Microseconds since midnight as Trino writes a time. */
export function timeText(micros: bigint, precision: number): string {
  const seconds = micros / 1_000_000n;
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  const digits = String(micros % 1_000_000n).padStart(6, '0').padEnd(precision, '0').slice(0, precision); // prettier-ignore
  return precision === 0 ? clock : `${clock}.${digits}`;
}

/** An offset in seconds as `+02:00`. */
export function offsetText(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * An interval as Trino writes it: `1-2` for years to months, `3 04:05:06.789` for days to seconds. DuckDB's can be both at once, which Trino's
 * cannot: then both stand there.
 */
export function intervalText(months: number, days: number, micros: bigint): string {
  const size = BigInt(days) * DAY_MICROS + micros;
  if (months === 0) return dayToSecond(size);
  const years = `${months < 0 ? '-' : ''}${Math.floor(Math.abs(months) / 12)}-${Math.abs(months) % 12}`;
  return size === 0n ? years : `${years} ${dayToSecond(size)}`;
}

function dayToSecond(size: bigint): string {
  const absolute = size < 0n ? -size : size;
  return `${size < 0n ? '-' : ''}${absolute / DAY_MICROS} ${timeText(absolute % DAY_MICROS, 3)}`;
}

// The civil calendar from days, by Howard Hinnant's algorithm: the proleptic Gregorian one, with a year 0, as Trino and DuckDB count.
function civil(days: bigint): { year: bigint; month: bigint; day: bigint } {
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, 146_097n);
  const dayOfEra = shifted - era * 146_097n;
  const yearOfEra = (dayOfEra - dayOfEra / 1460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const shiftedMonth = (5n * dayOfYear + 2n) / 153n;
  const day = dayOfYear - (153n * shiftedMonth + 2n) / 5n + 1n;
  const month = shiftedMonth < 10n ? shiftedMonth + 3n : shiftedMonth - 9n;
  return { year: yearOfEra + era * 400n + (month <= 2n ? 1n : 0n), month, day };
}

function floorDivide(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}

function two(value: bigint | number): string {
  return String(value).padStart(2, '0');
}
