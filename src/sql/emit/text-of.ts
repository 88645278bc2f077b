import { formatTrinoType, type TrinoType } from '../types.ts';
import type { Casting } from './cast-value.ts';

/** The text that Trino prints for a value of a known type. */
export function textOf(value: string, type: TrinoType, casting: Casting): string {
  const { emitter, at } = casting;
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return value;
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'uuid':
      return `CAST(${value} AS VARCHAR)`;
    case 'decimal': {
      const text = `CAST(${value} AS VARCHAR)`;
      return type.precision === type.scale ? emitter.macro('t_whole_zero', text) : text;
    }
    case 'real':
      return `js_real_text(CAST(${value} AS DOUBLE))`;
    case 'double':
      return `t_double_text(${value})`;
    case 'date':
      return emitter.macro('t_date_text', `CAST(${value} AS VARCHAR)`);
    case 'timestamp':
      return type.withTimeZone ? instantText(value, type, casting) : clockText(value, type.precision, casting);
    case 'time':
      return emitter.macro('t_time_text', `CAST(${value} AS VARCHAR)`, String(type.precision));
    case 'interval day to second':
      return emitter.macro('t_day_interval_text', `epoch_ms(${value})`);
    case 'interval year to month':
      return emitter.macro('t_month_interval_text', `(datepart('year', ${value}) * 12 + datepart('month', ${value}))`);
    default:
      return emitter.refuse(`The text of a value of type "${formatTrinoType(type)}"`, at);
  }
}

function clockText(value: string, precision: number, { emitter }: Casting): string {
  return emitter.macro('t_fraction', `CAST(${value} AS VARCHAR)`, String(precision));
}

function instantText(value: string, { precision }: { readonly precision: number }, casting: Casting): string {
  if (casting.zone === 'UTC') return `${clockText(`timezone('UTC', ${value})`, precision, casting)} || ' UTC'`;
  return casting.emitter.refuse('The text of a value whose time zone is not known', casting.at, 'Give the zone with AT TIME ZONE.'); // prettier-ignore
}
