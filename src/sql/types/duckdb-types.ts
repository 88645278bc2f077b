import { NotAType, readType, type TypeReader } from './type-reader.ts';
import type { RowField, TrinoType } from './trino-type.ts';

const TO_DUCKDB: Readonly<Partial<Record<TrinoType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varchar: 'VARCHAR',
  char: 'VARCHAR',
  varbinary: 'BLOB',
  date: 'DATE',
  json: 'JSON',
  uuid: 'UUID',
  'interval year to month': 'INTERVAL',
  'interval day to second': 'INTERVAL',
};

// DuckDB counts in microseconds.
const MAX_DUCKDB_PRECISION = 6;

/**
 * The DuckDB type that holds every value of a Trino type, or undefined where DuckDB has none (`timestamp(9)`, `time with time zone`,
 * `ipaddress`, `unknown`). What DuckDB does not keep is the caller's to keep: the length of varchar and the padding of char, digits fewer than
 * six of a timestamp, the zone of a timestamp with time zone (the instant stays).
 */
export function toDuckDbType(type: TrinoType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'time':
      return type.withTimeZone || type.precision > MAX_DUCKDB_PRECISION ? undefined : 'TIME';
    case 'timestamp':
      if (type.precision > MAX_DUCKDB_PRECISION) return undefined;
      return type.withTimeZone ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP';
    case 'array':
      return suffixed(toDuckDbType(type.element), '[]');
    case 'map':
      return joined('MAP', [toDuckDbType(type.key), toDuckDbType(type.value)]);
    case 'row':
      return joined('STRUCT', type.fields.map(duckDbField));
    default:
      return TO_DUCKDB[type.kind];
  }
}

function duckDbField({ name, type }: RowField): string | undefined {
  const text = toDuckDbType(type);
  if (text === undefined || name === undefined) return text;
  return `"${name.replaceAll('"', '""')}" ${text}`;
}

function suffixed(text: string | undefined, suffix: string): string | undefined {
  return text === undefined ? undefined : text + suffix;
}

function joined(word: string, parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : `${word}(${parts.join(', ')})`;
}

const FROM_DUCKDB: Readonly<Record<string, TrinoType>> = {
  boolean: { kind: 'boolean' },
  tinyint: { kind: 'tinyint' },
  smallint: { kind: 'smallint' },
  integer: { kind: 'integer' },
  bigint: { kind: 'bigint' },
  // Unsigned and 128-bit integers come from DuckDB's own sums and counts, which are bigint in Trino.
  hugeint: { kind: 'bigint' },
  uhugeint: { kind: 'bigint' },
  ubigint: { kind: 'bigint' },
  uinteger: { kind: 'bigint' },
  usmallint: { kind: 'integer' },
  utinyint: { kind: 'smallint' },
  float: { kind: 'real' },
  double: { kind: 'double' },
  varchar: { kind: 'varchar' },
  blob: { kind: 'varbinary' },
  date: { kind: 'date' },
  json: { kind: 'json' },
  uuid: { kind: 'uuid' },
  // One DuckDB type stands for Trino's two.
  interval: { kind: 'interval day to second' },
  null: { kind: 'unknown' },
  timestamp_s: { kind: 'timestamp', precision: 0, withTimeZone: false },
  timestamp_ms: { kind: 'timestamp', precision: 3, withTimeZone: false },
  timestamp_ns: { kind: 'timestamp', precision: 9, withTimeZone: false },
};

/**
 * Reads a type as DuckDB's DESCRIBE writes it. Undefined: a type without a counterpart (UNION, BIT, BIGNUM, …).
 * The words map where values do: HUGEINT and UBIGINT to bigint, ENUM to varchar, fixed-size arrays to arrays.
 */
export function fromDuckDbType(text: string): TrinoType | undefined {
  return readType(text, readDuckDbType);
}

function readDuckDbType(reader: TypeReader): TrinoType {
  let type = readBaseType(reader);
  while (reader.accept('[')) {
    if (!reader.accept(']')) {
      reader.number();
      reader.expect(']');
    }
    type = { kind: 'array', element: type };
  }
  return type;
}

function readBaseType(reader: TypeReader): TrinoType {
  const token = reader.take();
  const word = token.text.toLowerCase();
  if (token.kind === 'quoted' && word === 'null') return { kind: 'unknown' };
  if (token.kind !== 'word') throw new NotAType();
  switch (word) {
    case 'decimal':
      return readDecimal(reader);
    case 'time':
    case 'timestamp':
      return { kind: word, precision: 6, withTimeZone: reader.acceptWords('with', 'time', 'zone') };
    case 'struct':
      reader.expect('(');
      return { kind: 'row', fields: reader.list(')', () => readField(reader)) };
    case 'map':
      return readMap(reader);
    case 'enum':
      reader.expect('(');
      reader.list(')', () => reader.take());
      return { kind: 'varchar' };
    default:
      return simpleType(word);
  }
}

function simpleType(word: string): TrinoType {
  const type = Object.hasOwn(FROM_DUCKDB, word) ? FROM_DUCKDB[word] : undefined;
  if (!type) throw new NotAType();
  return type;
}

function readDecimal(reader: TypeReader): TrinoType {
  reader.expect('(');
  const precision = reader.number();
  reader.expect(',');
  const scale = reader.number();
  reader.expect(')');
  return { kind: 'decimal', precision, scale };
}

function readMap(reader: TypeReader): TrinoType {
  reader.expect('(');
  const key = readDuckDbType(reader);
  reader.expect(',');
  const value = readDuckDbType(reader);
  reader.expect(')');
  return { kind: 'map', key, value };
}

// DESCRIBE leaves names such as `date` bare: what a type does not fill up to the comma begins with a name.
function readField(reader: TypeReader): RowField {
  const unnamed = reader.attempt(
    () => readDuckDbType(reader),
    () => [',', ')'].includes(reader.peek()?.text ?? ''),
  );
  if (unnamed) return { type: unnamed };
  const token = reader.take();
  if (token.kind === 'sign' || token.kind === 'string') throw new NotAType();
  return { name: token.text, type: readDuckDbType(reader) };
}
