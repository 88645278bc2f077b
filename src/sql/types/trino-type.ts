/** Types without parameters, by Trino's own names. */
export const SIMPLE_KINDS = [
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'real',
  'double',
  'varbinary',
  'date',
  'json',
  'uuid',
  'ipaddress',
  'interval year to month',
  'interval day to second',
  'unknown',
] as const;

/** The names of Trino's types whose values lakemodel only hands on: sketches, places, patterns. */
const OPAQUE_TYPES: ReadonlySet<string> = new Set([
  'hyperloglog',
  'p4hyperloglog',
  'setdigest',
  'qdigest',
  'tdigest',
  'color',
  'geometry',
  'sphericalgeography',
  'bingtile',
  'kdbtree',
  'json2016',
  'jsonpath',
  'joniregexp',
  're2jregexp',
  'codepoints',
]);

export function isOpaqueName(word: string): boolean {
  return OPAQUE_TYPES.has(word);
}

export type SimpleKind = (typeof SIMPLE_KINDS)[number];

/** Types that lakemodel knows by name alone (`hyperloglog`, `qdigest(bigint)`): their values pass from function to function and go nowhere else. */
export interface OpaqueType {
  readonly kind: 'opaque';
  /** Lower case, without its parameters. */
  readonly name: string;
  readonly parameters?: readonly TrinoType[];
}

/** A Trino type as a tree; `unknown` is the type of NULL. */
export type TrinoType =
  | { readonly kind: SimpleKind }
  | { readonly kind: 'varchar'; readonly length?: number }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'time' | 'timestamp'; readonly precision: number; readonly withTimeZone: boolean }
  | { readonly kind: 'array'; readonly element: TrinoType }
  | { readonly kind: 'map'; readonly key: TrinoType; readonly value: TrinoType }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] }
  | OpaqueType;

/** A field of a row; without a name where the row was made by position. */
export interface RowField {
  readonly name?: string;
  readonly type: TrinoType;
}

export function isSimpleKind(word: string): word is SimpleKind {
  return (SIMPLE_KINDS as readonly string[]).includes(word);
}

/** A type in canonical text: `varchar(3)`, `decimal(10,2)`, `timestamp(3) with time zone`, `row(a integer, "B c" varchar)`. */
export function formatTrinoType(type: TrinoType): string {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'time':
    case 'timestamp':
      return `${type.kind}(${type.precision})${type.withTimeZone ? ' with time zone' : ''}`;
    case 'array':
      return `array(${formatTrinoType(type.element)})`;
    case 'map':
      return `map(${formatTrinoType(type.key)}, ${formatTrinoType(type.value)})`;
    case 'row':
      return `row(${type.fields.map(formatField).join(', ')})`;
    case 'opaque':
      return type.parameters ? `${type.name}(${type.parameters.map(formatTrinoType).join(', ')})` : type.name;
    default:
      return type.kind;
  }
}

function formatField({ name, type }: RowField): string {
  return name === undefined ? formatTrinoType(type) : `${formatFieldName(name)} ${formatTrinoType(type)}`;
}

// A name that is a type's word (`date date`) stays bare: parsing tries "name type" where "type" alone leaves a rest.
function formatFieldName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
