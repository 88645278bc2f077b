import { shapeOf, isInterval, hasMonths } from '../emit/shape.ts';
import { fromZone, inZone, isZoned, local, zoneOf } from '../emit/time-zones.ts';
import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { javaFormat, mysqlFormat, type TimeFormat } from './time-formats.ts';
import { macro, rewrite, template, type FunctionTable, type FunctionEntry } from './define.ts';

/** A part of a date, as a bigint: of the wall clock. */
function part(name: string, check: 't_part' | 't_time_part' = 't_part'): FunctionEntry {
  return rewrite(1, ({ args }, emitter) => {
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

export const DATETIME_FUNCTIONS: FunctionTable = {
  at_timezone: rewrite(
    2,
    ({ args }, emitter) => `CAST(${emitter.instant(args[0] as Expression)} AS TIMESTAMP WITH TIME ZONE)`,
  ),
  current_date: template(0, () => "CAST(timezone('UTC', now()) AS DATE)"),
  current_timestamp: template([0, 1], () => 'now()'),
  current_timezone: template(0, () => "'UTC'"),
  date: rewrite(1, ({ args }, emitter) => emitter.macro('t_to_date', local(args[0] as Expression, emitter))),
  date_add: rewrite(3, emitDateAdd),
  date_diff: rewrite(3, emitDateDiff),
  date_format: rewrite(2, (call, emitter) => emitFormat(call, mysqlFormat, emitter)),
  date_parse: rewrite(2, (call, emitter) => emitParse(call, mysqlFormat, emitter)),
  date_trunc: rewrite(2, emitDateTrunc),
  day: part('day($)'),
  day_of_month: part('day($)'),
  day_of_week: part('isodow($)'),
  day_of_year: part('dayofyear($)'),
  dow: part('isodow($)'),
  doy: part('dayofyear($)'),
  format_datetime: rewrite(2, (call, emitter) => emitFormat(call, javaFormat, emitter)),
  from_iso8601_date: macro('t_from_iso8601_date', 1),
  from_iso8601_timestamp: macro('t_from_iso8601_timestamp', 1),
  from_unixtime: rewrite([1, 3], ({ args, at }, emitter) =>
    args.length === 3
      ? emitter.refuse('from_unixtime() with hours and minutes', at)
      : emitter.macro('t_from_unixtime', emitter.text(args[0] as Expression)),
  ),
  from_unixtime_nanos: macro('t_from_unixtime_nanos', 1),
  hour: part('hour($)', 't_time_part'),
  last_day_of_month: rewrite(1, ({ args }, emitter) =>
    emitter.macro('t_last_day', local(args[0] as Expression, emitter)),
  ),
  localtimestamp: template([0, 1], () => "CAST(timezone('UTC', now()) AS TIMESTAMP_MS)"),
  millisecond: part('millisecond($) % 1000', 't_time_part'),
  minute: part('minute($)', 't_time_part'),
  month: part('month($)'),
  now: template(0, () => 'now()'),
  parse_datetime: rewrite(2, emitParseDatetime),
  parse_duration: template(1, (text) => `to_milliseconds(js_duration_millis(${text}))`),
  quarter: part('quarter($)'),
  second: part('second($)', 't_time_part'),
  sequence: rewrite([2, 3], emitSequence),
  timezone_hour: rewrite(1, ({ args }, emitter) => emitZoneField('hour', args[0] as Expression, emitter)),
  timezone_minute: rewrite(1, ({ args }, emitter) => emitZoneField('minute', args[0] as Expression, emitter)),
  to_iso8601: rewrite(1, ({ args }, emitter) => emitter.macro('t_to_iso8601', emitter.text(args[0] as Expression))),
  to_unixtime: rewrite(1, ({ args }, emitter) =>
    emitter.macro('t_to_unixtime', emitter.instant(args[0] as Expression)),
  ),
  week: part('weekofyear($)'),
  week_of_year: part('weekofyear($)'),
  with_timezone: rewrite(2, ({ args }, emitter) =>
    fromZone(emitter.text(args[0] as Expression), args[1] as Expression, emitter),
  ),
  year: part('year($)'),
  year_of_week: part('isoyear($)'),
  yow: part('isoyear($)'),
};

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

function emitZoneField(field: 'hour' | 'minute', value: Expression, emitter: Emitter): string {
  const zone = zoneOf(value, emitter);
  if (!zone) return emitter.refuse('The zone of a value, which DuckDB does not keep', value.at);
  const instant = emitter.instant(value);
  const minutes = `date_diff('minute', timezone('UTC', ${instant}), ${inZone(instant, zone, emitter)})`;
  return field === 'hour' ? `CAST(${minutes} // 60 AS BIGINT)` : `CAST(${minutes} % 60 AS BIGINT)`;
}
