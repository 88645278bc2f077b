import { invariant } from '../diagnostics/index.ts';
import type { DialectName, RelationName, Value } from '../engines/engine.ts';
import { formatTrinoType, toDuckDbType, type RowField, type TrinoType } from './types.ts';

/**
 * A name as it stands in a statement: always in double quotes, which all three dialects share, with quotes inside doubled.
 * A name is never empty and has no NUL character: whoever reads names from users refuses these.
 */
export function quoteIdentifier(name: string, _dialect: DialectName): string {
  return `"${checkedName(name).replaceAll('"', '""')}"`;
}

/** A name in Athena's DDL (CREATE EXTERNAL TABLE, ALTER TABLE, …), which follows Hive: in backticks. */
export function quoteHiveIdentifier(name: string): string {
  return `\`${checkedName(name).replaceAll('`', '``')}\``;
}

function checkedName(name: string): string {
  invariant(name !== '' && !name.includes('\0'), 'A name in SQL is empty or has a NUL character');
  return name;
}

/** A table's or view's full name. */
export function quoteRelation(relation: RelationName, dialect: DialectName): string {
  return nameParts(relation)
    .map((part) => quoteIdentifier(part, dialect))
    .join('.');
}

/** A full name in Athena's DDL. Without the catalog, which that DDL has no place for. */
export function quoteHiveRelation(relation: RelationName): string {
  return `${quoteHiveIdentifier(relation.schema)}.${quoteHiveIdentifier(relation.identifier)}`;
}

function nameParts({ database, schema, identifier }: RelationName): readonly string[] {
  return database === undefined ? [schema, identifier] : [database, schema, identifier];
}

/** A text as a string literal. No NUL characters: use `literal`, which can say them. */
export function quoteString(text: string): string {
  invariant(!text.includes('\0'), 'A string literal has a NUL character');
  return `'${text.replaceAll("'", "''")}'`;
}

/** A string literal of Athena's DDL, in which, as in Hive, a backslash is an escape. Control characters are written by their codes. */
export function quoteHiveString(text: string): string {
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(/\p{Cc}/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return `'${escaped}'`;
}

/**
 * A value (in the JSON form of Trino's client protocol) as a literal of the given type: `TIMESTAMP '2024-01-01 00:00:00.000000'`,
 * `CAST(DECIMAL '1.50' AS decimal(10,2))`, `CAST(NULL AS date)`. Where the dialect allows it, a bare typed literal, which engines prune partitions
 * by. Every text in it is quoted, so that a value that does not fit the type is the engine's error and nothing more.
 */
export function literal(value: Value, type: TrinoType, dialect: DialectName): string {
  if (value === null) return type.kind === 'unknown' ? 'NULL' : `CAST(NULL AS ${typeName(type, dialect)})`;
  switch (type.kind) {
    case 'boolean':
      invariant(typeof value === 'boolean', 'A boolean literal needs a boolean');
      return value ? 'TRUE' : 'FALSE';
    case 'varchar':
      return stringLiteral(scalarText(value));
    case 'char':
      return `CAST(${stringLiteral(scalarText(value))} AS ${typeName(type, dialect)})`;
    case 'varbinary':
      return binaryLiteral(scalarText(value), dialect);
    case 'decimal':
      return decimalLiteral(scalarText(value), type, dialect);
    case 'time':
    case 'timestamp':
      return timeLiteral(scalarText(value), type, dialect);
    case 'array':
    case 'map':
    case 'row':
      return nestedLiteral(value, type, dialect);
    case 'interval year to month':
    case 'interval day to second':
    case 'unknown':
      throw new Error(`There are no literals of type ${type.kind}`);
    default:
      return typedLiteral(scalarText(value), typeName(type, dialect), dialect);
  }
}

function typeName(type: TrinoType, dialect: DialectName): string {
  const name = dialect === 'duckdb' ? toDuckDbType(type) : formatTrinoType(type);
  invariant(name !== undefined, `DuckDB has no type for ${formatTrinoType(type)}`);
  return name;
}

function scalarText(value: Value): string {
  invariant(value !== null && typeof value !== 'object', 'A scalar literal needs a scalar');
  return String(value);
}

// Neither DuckDB's parser nor a type's text takes NUL characters, and chr(0) is the same function everywhere.
function stringLiteral(text: string): string {
  if (!text.includes('\0')) return quoteString(text);
  return `(${text.split('\0').map(quoteString).join(' || chr(0) || ')})`;
}

function typedLiteral(text: string, name: string, dialect: DialectName): string {
  return dialect === 'duckdb' ? `CAST(${quoteString(text)} AS ${name})` : `${name.toUpperCase()} ${quoteString(text)}`;
}

function binaryLiteral(hex: string, dialect: DialectName): string {
  invariant(/^([0-9a-f]{2})*$/i.test(hex), 'A varbinary literal needs hexadecimal digits');
  if (dialect !== 'duckdb') return `X'${hex}'`;
  return `CAST('${hex.replace(/../g, '\\x$&')}' AS BLOB)`;
}

// Trino's own DECIMAL '…' takes precision and scale from the digits.
function decimalLiteral(text: string, type: TrinoType, dialect: DialectName): string {
  const name = typeName(type, dialect);
  return dialect === 'duckdb'
    ? `CAST(${quoteString(text)} AS ${name})`
    : `CAST(DECIMAL ${quoteString(text)} AS ${name})`;
}

type TimeType = Extract<TrinoType, { kind: 'time' | 'timestamp' }>;

// Trino takes the precision from the digits: they are filled up, and a text with more is cast.
function timeLiteral(text: string, type: TimeType, dialect: DialectName): string {
  const name = typeName(type, dialect);
  if (dialect === 'duckdb') {
    return type.withTimeZone ? `CAST(${quoteString(text)} AS ${name})` : `${name} ${quoteString(text)}`;
  }
  const [, until = '', digits = '', zone = ''] = /^((?:\S+ )?\d+:\d\d(?::\d\d)?)(?:\.(\d+))?(.*)$/s.exec(text) ?? [
    undefined,
    text,
  ];
  const fraction = digits.padEnd(type.precision, '0');
  const bare = `${type.kind.toUpperCase()} ${quoteString(`${until}${fraction && `.${fraction}`}${zone}`)}`;
  return fraction.length === type.precision ? bare : `CAST(${bare} AS ${name})`;
}

type NestedType = Extract<TrinoType, { kind: 'array' | 'map' | 'row' }>;

function nestedLiteral(value: Value, type: NestedType, dialect: DialectName): string {
  return `CAST(${nestedValue(value, type, dialect)} AS ${typeName(type, dialect)})`;
}

function nestedValue(value: Value, type: NestedType, dialect: DialectName): string {
  if (type.kind === 'map') return mapValue(value, type, dialect);
  invariant(Array.isArray(value), 'An array or row literal needs an array');
  const items = value as readonly Value[];
  if (type.kind === 'array') return list(items, type.element, dialect);
  return rowValue(items, type.fields, dialect);
}

function list(items: readonly Value[], element: TrinoType, dialect: DialectName): string {
  return `ARRAY[${items.map((item) => literal(item, element, dialect)).join(', ')}]`;
}

function mapValue(value: Value, type: Extract<TrinoType, { kind: 'map' }>, dialect: DialectName): string {
  invariant(typeof value === 'object' && value !== null && !Array.isArray(value), 'A map literal needs an object');
  const entries = Object.entries(value);
  const keys = entries.map(([key]) => mapKey(key, type.key));
  const values = entries.map(([, item]) => item as Value);
  return `MAP(${list(keys, type.key, dialect)}, ${list(values, type.value, dialect)})`;
}

// JSON has text keys alone.
function mapKey(key: string, type: TrinoType): Value {
  return type.kind === 'boolean' ? key === 'true' : key;
}

function rowValue(items: readonly Value[], fields: readonly RowField[], dialect: DialectName): string {
  invariant(items.length === fields.length, 'A row literal needs a value for each field');
  const values = fields.map((field, index) => literal(items[index] as Value, field.type, dialect));
  return `ROW(${values.join(', ')})`;
}
