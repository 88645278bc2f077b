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
    const clock = local(args[0] as Expression, emitter);
    return emitter.macro(check, clock, name.replaceAll('$', clock));
  });
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
  const months = unit.kind !== 'literal' || ['month', 'quarter', 'year'].includes(unit.value.toLowerCase());
  if (months && isZoned(moment)) return emitter.refuse('date_add() of months to a value with a time zone', at);
  return emitter.macro('t_date_add', emitter.text(unit), emitter.plain(amount), emitter.instant(moment));
}

// Days, weeks and months are those of the wall clocks, where both values have the same zone.
function emitDateDiff({ args, at }: Call, emitter: Emitter): string {
  const [unit, start, end] = args as [Expression, Expression, Expression];
  if (!isZoned(start) && !isZoned(end)) return emitter.macro('t_date_diff', ...args.map((arg) => emitter.text(arg)));
  const short =
    unit.kind === 'literal' && ['millisecond', 'second', 'minute', 'hour'].includes(unit.value.toLowerCase());
  if (!short) return emitter.refuse('date_diff() of values with a time zone in days or more', at);
  return emitter.macro('t_date_diff', emitter.text(unit), emitter.instant(start), emitter.instant(end));
}

function emitDateTrunc({ args, at }: Call, emitter: Emitter): string {
  const [unit, moment] = args as [Expression, Expression];
  if (!isZoned(moment)) return emitter.macro('t_date_trunc', emitter.text(unit), emitter.text(moment));
  const zone = zoneOf(moment);
  if (!zone) return emitter.refuse('date_trunc() of a value whose time zone is not written there', at);
  return fromZone(emitter.macro('t_date_trunc', emitter.text(unit), local(moment, emitter)), zone, emitter);
}

function emitFormat({ name, args, at }: Call, read: TimeFormat, emitter: Emitter): string {
  const [moment, format] = args as [Expression, Expression];
  const text = format.kind === 'literal' ? read(format.value, 'print') : undefined;
  if (text === undefined) return emitter.refuseFunction(name, 'this format cannot be written here', format.at ?? at);
  return emitter.macro('t_date_format', local(moment, emitter), quoteString(text));
}

function emitParse({ name, args, at }: Call, read: TimeFormat, emitter: Emitter): string {
  const [value, format] = args as [Expression, Expression];
  const text = format.kind === 'literal' ? read(format.value, 'parse') : undefined;
  if (text === undefined) return emitter.refuseFunction(name, 'this format cannot be read here', format.at ?? at);
  return emitter.macro('t_parse_time', emitter.text(value), quoteString(text));
}

function emitParseDatetime(call: Call, emitter: Emitter): string {
  return `CAST(${emitParse(call, javaFormat, emitter)} AS TIMESTAMP WITH TIME ZONE)`;
}

function emitSequence({ args }: Call, emitter: Emitter): string {
  const [start, end, step] = args as [Expression, Expression, Expression?];
  const dates = [start, end].some((arg) => shapeOf(arg) === 'date');
  if (step && (isInterval(step) || hasMonths(step))) {
    return emitter.macro('t_sequence_interval', emitter.text(start), emitter.text(end), emitter.operand(step));
  }
  const texts = args.map((arg) => emitter.text(arg));
  if (step) return emitter.macro('t_sequence3', ...texts);
  return emitter.macro(dates ? 't_sequence_dates' : 't_sequence', ...texts);
}

function emitZoneField(field: 'hour' | 'minute', value: Expression, emitter: Emitter): string {
  const zone = zoneOf(value);
  if (!zone) return emitter.refuse('The zone of a value, which DuckDB does not keep', value.at);
  const instant = emitter.instant(value);
  const minutes = `date_diff('minute', timezone('UTC', ${instant}), ${inZone(instant, zone, emitter)})`;
  return field === 'hour' ? `CAST(${minutes} // 60 AS BIGINT)` : `CAST(${minutes} % 60 AS BIGINT)`;
}
