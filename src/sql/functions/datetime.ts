import { shapeOf, isInterval, hasMonths } from '../emit/shape.ts';
import { emitAtTimeZone, fromZone, inZone, isZoned, local, zoneOf } from '../emit/time-zones.ts';
import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { javaFormat, mysqlFormat, type TimeFormat } from './time-formats.ts';
import { documented, type FunctionForm } from './define.ts';
import { macro, refused, rewrite, template } from './forms.ts';

/** A part of a date, as a bigint: of the wall clock. */
function part(means: string, name: string, check: 't_part' | 't_time_part' = 't_part'): FunctionForm {
  return rewrite(means, ({ args }, emitter) => {
    const whole = intervalPart(name, args[0] as Expression, emitter);
    if (whole !== undefined) return whole;
    const clock = local(args[0] as Expression, emitter);
    const type = emitter.typeOf(args[0] as Expression);
    return type
      ? `CAST(${name.replaceAll('$', clock)} AS BIGINT)`
      : emitter.macro(check, clock, name.replaceAll('$', clock));
  });
}

const INTERVAL_PARTS: Readonly<Record<string, string>> = {
  day: '// 86400000',
  hour: '// 3600000 % 24',
  minute: '// 60000 % 60',
  second: '// 1000 % 60',
  millisecond: '% 1000',
  year: '// 12',
  month: '% 12',
};

// Of an interval: what is left beside the larger units.
function intervalPart(name: string, value: Expression, emitter: Emitter): string | undefined {
  if (!emitter.typeOf(value)?.kind.startsWith('interval')) return undefined;
  const text = emitter.text(value);
  const months = `(datepart('year', ${text}) * 12 + datepart('month', ${text}))`;
  const amount = hasMonths(value, emitter) ? months : `epoch_ms(${text})`;
  return `CAST(${amount} ${INTERVAL_PARTS[name.split('(')[0] as string] ?? ''} AS BIGINT)`;
}

const ANYWHERE = 'Of a value with time zone, of the wall clock there.';

const DATETIME = documented('datetime', {
  at_timezone: rewrite('The same instant with another time zone.', ({ args: [operand, zone], at }, emitter) => emitAtTimeZone({ kind: 'at-time-zone', operand: operand as Expression, zone: zone as Expression, at }, emitter)), // prettier-ignore
  current_date: template('The day on which the query began, in UTC here.', () => "CAST(timezone('UTC', now()) AS DATE)"), // prettier-ignore
  current_time: refused('The time at which the query began, with time zone.', 'a time with time zone is not known here', { signatures: '() -> time(3) with time zone; (integer) -> time(3) with time zone' }), // prettier-ignore
  current_timestamp: template('The instant at which the query began, with time zone.', () => 'now()', { signatures: '() -> timestamp(3) with time zone; (integer) -> timestamp(p) with time zone' }), // prettier-ignore
  current_timezone: template('The time zone of the session, UTC here.', () => "'UTC'"),
  date: overClock(`The day of a timestamp, or a text as a date. ${ANYWHERE}`, 't_to_date'),
  date_add: rewrite(
    'So many units later, or earlier where that is negative. A month ends at its last day.',
    emitDateAdd,
  ),
  date_diff: rewrite('How many whole units from the second to the third argument; negative where that is earlier.', emitDateDiff), // prettier-ignore
  date_format: rewrite("A timestamp as text by a format of MySQL's, `%Y-%m-%d`.", (call, emitter) => emitFormat(call, mysqlFormat, emitter)), // prettier-ignore
  date_parse: rewrite("A text as timestamp(3) by a format of MySQL's. What does not fit is an error.", (call, emitter) => emitParse(call, mysqlFormat, emitter)), // prettier-ignore
  date_trunc: rewrite('The beginning of the unit; weeks begin on Monday.', emitDateTrunc),
  day: part('The day of the month; of an interval, its whole days.', 'day($)'),
  day_of_month: part('As `day`.', 'day($)'),
  day_of_week: part('The day of the week by ISO: 1 is Monday, 7 Sunday.', 'isodow($)'),
  day_of_year: part('The day of the year, from 1.', 'dayofyear($)'),
  dow: part('As `day_of_week`.', 'isodow($)'),
  doy: part('As `day_of_year`.', 'dayofyear($)'),
  format_datetime: rewrite("A timestamp as text by a format of Joda-Time's, `yyyy-MM-dd`.", (call, emitter) => emitFormat(call, javaFormat, emitter)), // prettier-ignore
  from_iso8601_date: macro('A date from a text as `2024-05-09` or `2024-W19-4`.', 't_from_iso8601_date'),
  from_iso8601_timestamp: macro('An instant from a text in ISO 8601; without an offset, in the time zone of the session.', 't_from_iso8601_timestamp'), // prettier-ignore
  from_iso8601_timestamp_nanos: refused('As `from_iso8601_timestamp`, with nanoseconds.', 'nanoseconds with a time zone have no type in DuckDB'), // prettier-ignore
  from_unixtime: rewrite('The instant so many seconds after 1970, rounded to milliseconds; with a time zone, or with the hours and minutes of an offset.', ({ args }, emitter) => emitter.macro('t_from_unixtime', emitter.text(args[0] as Expression)), { local: [1, 2] }), // prettier-ignore
  from_unixtime_nanos: macro('The instant so many nanoseconds after 1970.', 't_from_unixtime_nanos'),
  hour: part('The hour, 0 to 23; of an interval, what is left beside days.', 'hour($)', 't_time_part'),
  human_readable_seconds: macro('Seconds, rounded, in words: `1 hour, 1 minute, 1 second`. Weeks are the greatest unit; the sign is lost.', 't_human_seconds'), // prettier-ignore
  last_day_of_month: overClock(`The last day of the month. ${ANYWHERE}`, 't_last_day'),
  localtime: refused('The time of the wall clock at which the query began.', 'it is not known here', { signatures: '() -> time(3); (integer) -> time(3)' }), // prettier-ignore
  localtimestamp: template('The wall clock at which the query began, in UTC here.', () => "CAST(timezone('UTC', now()) AS TIMESTAMP_MS)", { signatures: '() -> timestamp(3); (integer) -> timestamp(p)' }), // prettier-ignore
  millisecond: part('The milliseconds of the second.', 'millisecond($) % 1000', 't_time_part'),
  minute: part('The minute of the hour.', 'minute($)', 't_time_part'),
  month: part('The month, from 1; of an interval, what is left beside years.', 'month($)'),
  now: template('As `current_timestamp`.', () => 'now()'),
  parse_datetime: rewrite("An instant from a text by a format of Joda-Time's; without a zone in it, in that of the session.", emitParseDatetime), // prettier-ignore
  parse_duration: template('An interval from a text as `3.5m`: ns, us, ms, s, m, h or d.', (text) => `to_milliseconds(js_duration_millis(${text}))`), // prettier-ignore
  quarter: part('The quarter of the year, 1 to 4.', 'quarter($)'),
  second: part('The second of the minute.', 'second($)', 't_time_part'),
  timezone: refused('The name of the time zone of a value.', 'DuckDB does not keep the time zone of a value'),
  timezone_hour: rewrite("The hours of the zone's offset at this instant.", (call, emitter) => emitZoneField('hour', call, emitter)), // prettier-ignore
  timezone_minute: rewrite("The minutes of the zone's offset beside its hours.", (call, emitter) => emitZoneField('minute', call, emitter)), // prettier-ignore
  to_iso8601: rewrite('A date or timestamp as text in ISO 8601.', emitIso8601),
  to_milliseconds: template('The whole milliseconds of an interval.', (interval) => `CAST(epoch_ms(${interval}) AS BIGINT)`), // prettier-ignore
  to_unixtime: overInstant('Seconds since 1970, with a fraction.', (instant, emitter) => emitter.macro('t_to_unixtime', instant)), // prettier-ignore
  week: part('The week of the year by ISO, 1 to 53.', 'weekofyear($)'),
  week_of_year: part('As `week`.', 'weekofyear($)'),
  with_timezone: rewrite('The instant of a wall clock in a time zone.', ({ args }, emitter) => fromZone(emitter.text(args[0] as Expression), args[1] as Expression, emitter)), // prettier-ignore
  year: part('The year; of an interval, its whole years.', 'year($)'),
  year_of_week: part('The year of the week by ISO, which is another one around New Year.', 'isoyear($)'),
  yow: part('As `year_of_week`.', 'isoyear($)'),
});

const ARRAYS = documented('array', {
  sequence: rewrite('An array from the first to the second, both in it, by steps of 1, a day, or the third. A step in the wrong direction is an error.', emitSequence), // prettier-ignore
});

/** Dates, times and intervals. */
export const DATETIME_FUNCTIONS = { ...DATETIME, ...ARRAYS };

function overInstant(means: string, write: (instant: string, emitter: Emitter) => string): FunctionForm {
  return rewrite(means, ({ args }, emitter) => write(emitter.instant(args[0] as Expression), emitter));
}

function emitIso8601({ name, args, at }: Call, emitter: Emitter): string {
  const value = args[0] as Expression;
  const type = emitter.typeOf(value);
  const isZonedType = type?.kind === 'timestamp' && type.withTimeZone;
  if (isZonedType) return emitter.refuseFunction(name, 'DuckDB does not keep the time zone of a value', at);
  return emitter.macro('t_to_iso8601', emitter.text(value));
}

function overClock(means: string, name: `t_${string}`): FunctionForm {
  return rewrite(means, ({ args }, emitter) => emitter.macro(name, local(args[0] as Expression, emitter)));
}

function emitDateAdd({ args, at }: Call, emitter: Emitter): string {
  const [unit, amount, moment] = args as [Expression, Expression, Expression];
  if (isZoned(moment, emitter) && !isShort(unit)) return addedInZone(args, at, emitter);
  return emitter.typed('t_date_add', [emitter.typeOf(moment)], [emitter.text(unit), emitter.plain(amount), emitter.instant(moment)]); // prettier-ignore
}

function isShort(unit: Expression): boolean {
  return unit.kind === 'literal' && /^(millisecond|second|minute|hour)$/i.test(unit.value);
}

// Days and more are those of the wall clock.
function addedInZone([unit, amount, moment]: readonly Expression[], at: Call['at'], emitter: Emitter): string {
  const zone = moment && zoneOf(moment, emitter);
  if (!unit || !amount || !moment || !zone)
    return emitter.refuse('date_add() to a value whose time zone is not known', at);
  const clock = `CAST(${local(moment, emitter)} AS TIMESTAMP)`;
  return fromZone(emitter.macro('t_date_add', emitter.text(unit), emitter.plain(amount), clock), zone, emitter);
}

// Days, weeks and months are those of the wall clocks, where both values have the same zone.
function emitDateDiff({ args, at }: Call, emitter: Emitter): string {
  const [unit, start, end] = args as [Expression, Expression, Expression];
  if (!isZoned(start, emitter) && !isZoned(end, emitter))
    return emitter.call('t_date_diff', args, [emitter.text(unit), inMillis(start, emitter), inMillis(end, emitter)]);
  if (!isShort(unit)) return emitter.refuse('date_diff() of values with a time zone in days or more', at);
  return emitter.macro('t_date_diff', emitter.text(unit), emitter.instant(start), emitter.instant(end));
}

// Trino counts in whole milliseconds.
function inMillis(moment: Expression, emitter: Emitter): string {
  const type = emitter.typeOf(moment);
  const text = emitter.text(moment);
  return type?.kind === 'timestamp' && type.precision > 3 ? `date_trunc('millisecond', ${text})` : text;
}

// Texts are of whole milliseconds, to which halves go up.
function roundedToMillis(moment: Expression, emitter: Emitter): string {
  const type = emitter.typeOf(moment);
  const clock = local(moment, emitter);
  if (type?.kind !== 'timestamp' || type.precision <= 3) return clock;
  return emitter.macro('t_round_timestamp', `CAST(${clock} AS TIMESTAMP)`, '1000');
}

function emitDateTrunc({ args, at }: Call, emitter: Emitter): string {
  const [unit, moment] = args as [Expression, Expression];
  if (emitter.typeOf(moment)?.kind === 'time') {
    if (unit.kind !== 'literal' || !/^(millisecond|second|minute|hour)$/i.test(unit.value)) return emitter.refuse('date_trunc() of a time to this unit', unit.at ?? at); // prettier-ignore
    return `CAST(date_trunc(${emitter.text(unit)}, DATE '1970-01-01' + ${emitter.operand(moment)}) AS TIME)`;
  }
  if (!isZoned(moment, emitter)) return emitter.call('t_date_trunc', args, [emitter.text(unit), emitter.text(moment)]);
  const zone = zoneOf(moment, emitter);
  if (!zone) return emitter.refuse('date_trunc() of a value whose time zone is not written there', at);
  const clock = `CAST(${local(moment, emitter)} AS TIMESTAMP)`;
  const start = emitter.macro('t_date_trunc', emitter.text(unit), clock);
  // An hour that is there twice stays the one that it was.
  return isShort(unit) ? `(${emitter.instant(moment)} - (${clock} - ${start}))` : fromZone(start, zone, emitter);
}

function emitFormat({ name, args, at }: Call, read: TimeFormat, emitter: Emitter): string {
  const [moment, format] = args as [Expression, Expression];
  const text = format.kind === 'literal' ? read(format.value, 'print') : undefined;
  if (text === undefined) return emitter.refuseFunction(name, 'this format cannot be written here', format.at ?? at);
  return emitter.macro('t_date_format', roundedToMillis(moment, emitter), quoteString(text));
}

function emitParse({ name, args, at }: Call, read: TimeFormat, emitter: Emitter): string {
  const [value, format] = args as [Expression, Expression];
  const text = format.kind === 'literal' ? read(format.value, 'parse') : undefined;
  if (text === undefined) return emitter.refuseFunction(name, 'this format cannot be read here', format.at ?? at);
  // The weekday alone does not tell the date.
  if (/%[aA]/.test(text)) return emitter.refuseFunction(name, 'this format cannot be read here', format.at ?? at);
  if (/%[YyG]/.test(text)) return emitter.macro('t_parse_time', emitter.text(value), quoteString(text));
  return emitter.macro('t_parse_time', `'1970 ' || ${emitter.operand(value)}`, quoteString(`%Y ${text}`));
}

function emitParseDatetime(call: Call, emitter: Emitter): string {
  return `CAST(${emitParse(call, javaFormat, emitter)} AS TIMESTAMP WITH TIME ZONE)`;
}

function emitSequence({ args }: Call, emitter: Emitter): string {
  const [start, end, step] = args as [Expression, Expression, Expression?];
  const dates = [start, end].some((arg) => shapeOf(arg, emitter) === 'date');
  if (step && (isInterval(step, emitter) || hasMonths(step, emitter))) {
    const days = emitter.typeOf(start)?.kind === 'date' && !hasMonths(step, emitter);
    const by = days ? emitter.macro('t_whole_days', emitter.operand(step)) : emitter.operand(step);
    return emitter.macro('t_sequence_interval', emitter.text(start), emitter.text(end), by);
  }
  const texts = args.map((arg) => emitter.text(arg));
  if (step) return emitter.macro('t_sequence3', ...texts);
  return emitter.macro(dates ? 't_sequence_dates' : 't_sequence', ...texts);
}

function emitZoneField(field: 'hour' | 'minute', { args }: Call, emitter: Emitter): string {
  const value = args[0] as Expression;
  const zone = zoneOf(value, emitter);
  if (!zone) return emitter.refuse('The zone of a value, which DuckDB does not keep', value.at);
  const instant = emitter.instant(value);
  const minutes = `date_diff('minute', timezone('UTC', ${instant}), ${inZone(instant, zone, emitter)})`;
  return field === 'hour' ? `CAST(${minutes} // 60 AS BIGINT)` : `CAST(${minutes} % 60 AS BIGINT)`;
}
