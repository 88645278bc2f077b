import { NotAType, readType, type TypeReader } from './type-reader.ts';
import { isOpaqueName, isSimpleKind, type RowField, type TrinoType } from './trino-type.ts';

// Trino's aliases, then the words of Athena's DDL.
const SIMPLE_ALIASES: Readonly<Record<string, TrinoType>> = {
  int: { kind: 'integer' },
  string: { kind: 'varchar' },
  float: { kind: 'real' },
  binary: { kind: 'varbinary' },
};

const MAX_PRECISION = 12;
const MAX_DECIMAL_PRECISION = 38;
const MAX_CHAR_LENGTH = 65_536;

/**
 * Reads a type as Trino writes it, whatever its case, with Trino's defaults (`timestamp` is `timestamp(3)`, `decimal` is `decimal(38,0)`), or
 * as Athena's DDL does (`string`, `int`, `struct<a:int>`, `array<string>`). Undefined: not a type that lakemodel knows.
 */
export function parseTrinoType(text: string): TrinoType | undefined {
  return readType(text, readTrinoType);
}

function readTrinoType(reader: TypeReader): TrinoType {
  const token = reader.take();
  if (token.kind !== 'word') throw new NotAType();
  const word = token.text.toLowerCase();
  switch (word) {
    case 'varchar':
      return reader.accept('(') ? { kind: 'varchar', length: lastNumber(reader) } : { kind: 'varchar' };
    case 'char':
      return readChar(reader);
    case 'decimal':
    case 'numeric':
    case 'dec':
      return readDecimal(reader);
    case 'time':
    case 'timestamp':
      return readTime(reader, word);
    case 'interval':
      return readInterval(reader);
    case 'double':
      reader.accept('precision');
      return { kind: 'double' };
    case 'array':
    case 'map':
    case 'row':
    case 'struct':
      return readNested(reader, word);
    default:
      return isOpaqueName(word) ? readOpaque(reader, word) : simpleType(word);
  }
}

function readOpaque(reader: TypeReader, name: string): TrinoType {
  if (!reader.accept('(')) return { kind: 'opaque', name };
  return { kind: 'opaque', name, parameters: reader.list(')', () => readTrinoType(reader)) };
}

function simpleType(word: string): TrinoType {
  const type = Object.hasOwn(SIMPLE_ALIASES, word) ? SIMPLE_ALIASES[word] : undefined;
  if (type) return type;
  if (!isSimpleKind(word)) throw new NotAType();
  return { kind: word };
}

function lastNumber(reader: TypeReader): number {
  const value = reader.number();
  reader.expect(')');
  return value;
}

function readChar(reader: TypeReader): TrinoType {
  const length = reader.accept('(') ? lastNumber(reader) : 1;
  if (length > MAX_CHAR_LENGTH) throw new NotAType();
  return { kind: 'char', length };
}

function readDecimal(reader: TypeReader): TrinoType {
  if (!reader.accept('(')) return { kind: 'decimal', precision: MAX_DECIMAL_PRECISION, scale: 0 };
  const [precision = 0, scale = 0, ...more] = reader.list(')', () => reader.number());
  if (more.length > 0 || precision < 1 || precision > MAX_DECIMAL_PRECISION || scale > precision) throw new NotAType();
  return { kind: 'decimal', precision, scale };
}

function readTime(reader: TypeReader, kind: 'time' | 'timestamp'): TrinoType {
  const precision = reader.accept('(') ? lastNumber(reader) : 3;
  if (precision > MAX_PRECISION) throw new NotAType();
  const withTimeZone = reader.acceptWords('with', 'time', 'zone');
  if (!withTimeZone) reader.acceptWords('without', 'time', 'zone');
  return { kind, precision, withTimeZone };
}

function readInterval(reader: TypeReader): TrinoType {
  if (reader.acceptWords('year', 'to', 'month')) return { kind: 'interval year to month' };
  if (reader.acceptWords('day', 'to', 'second')) return { kind: 'interval day to second' };
  throw new NotAType();
}

function readNested(reader: TypeReader, word: 'array' | 'map' | 'row' | 'struct'): TrinoType {
  const close = reader.accept('<') ? '>' : ')';
  if (close === ')') reader.expect('(');
  if (word === 'array') {
    const element = readTrinoType(reader);
    reader.expect(close);
    return { kind: 'array', element };
  }
  if (word === 'map') {
    const key = readTrinoType(reader);
    reader.expect(',');
    const value = readTrinoType(reader);
    reader.expect(close);
    return { kind: 'map', key, value };
  }
  return { kind: 'row', fields: reader.list(close, () => readField(reader, close)) };
}

// `row(integer, varchar)` has no names, `row(date date)` has one: a type that ends the field is a type, else a name comes first.
function readField(reader: TypeReader, close: string): RowField {
  const unnamed = reader.attempt(
    () => readTrinoType(reader),
    () => [',', close].includes(reader.peek()?.text ?? ''),
  );
  if (unnamed) return { type: unnamed };
  const token = reader.take();
  if (token.kind === 'sign' || token.kind === 'string') throw new NotAType();
  reader.accept(':');
  const name = token.kind === 'quoted' ? token.text : token.text.toLowerCase();
  return { name, type: readTrinoType(reader) };
}
