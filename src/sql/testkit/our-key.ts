import {
  DuckDBBlobValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimeTZValue,
} from '@duckdb/node-api';
import type { TrinoType } from '../types.ts';
import { daySecondKey, instantKey, momentKey, numberKey, yearMonthKey, zonedTimeKey } from './scalar-keys.ts';
import { mapKey, nestedKeyText } from './map-key.ts';

/** What a value of DuckDB is compared by, read as the type that Trino says it has. A value of another kind is shown as it is: it differs. */
export function ourKey(value: unknown, type: TrinoType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'array':
      return value instanceof DuckDBListValue ? value.items.map((item) => ourKey(item, type.element)) : shown(value);
    case 'row': {
      if (!(value instanceof DuckDBStructValue)) return shown(value);
      const items = Object.values(value.entries);
      return items.map((item, index) => ourKey(item, type.fields[index]?.type ?? { kind: 'unknown' }));
    }
    case 'map': {
      if (!(value instanceof DuckDBMapValue)) return shown(value);
      return mapKey(value.entries.map(({ key, value: item }) => [nestedKeyText(ourKey(key, type.key)), ourKey(item, type.value)])); // prettier-ignore
    }
    default:
      return scalarKey(value, type);
  }
}

function scalarKey(value: unknown, type: TrinoType): unknown {
  if (value instanceof DuckDBIntervalValue) return intervalKey(value, type);
  if (value instanceof DuckDBTimestampTZValue) return instantKey(value.micros);
  if (value instanceof DuckDBTimeTZValue) return zonedTimeKey(value.micros, value.offset);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex');
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return numberKey(type.kind === 'real' ? Math.fround(value) : value);
  return isMoment(type) ? momentKey(String(value)) : String(value);
}

function isMoment({ kind }: TrinoType): boolean {
  return kind === 'date' || kind === 'time' || kind === 'timestamp';
}

const DAY = 86_400_000_000n;

// What is of no use to its type must be nothing: a year is no number of days.
function intervalKey({ months, days, micros }: DuckDBIntervalValue, { kind }: TrinoType): string {
  const size = BigInt(days) * DAY + micros;
  if (kind === 'interval year to month' && size === 0n) return yearMonthKey(months);
  if (kind === 'interval day to second' && months === 0) return daySecondKey(size);
  return `${months} months ${size} µs`;
}

function shown(value: unknown): string {
  return `other kind: ${String(value)}`;
}
