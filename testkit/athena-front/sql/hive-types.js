/** @typedef {import('./reader.js').Reader} Reader */
/**
 * A type as Hive's DDL writes it.
 * @typedef {{ name: string, sizes: number[], items: HiveType[], fields: string[] }} HiveType
 */

/** Types of Athena's DDL that Iceberg tables have: "Supported data types for Iceberg tables" of Athena's user guide. */
const ICEBERG_TYPES = new Set([
  'boolean',
  'int',
  'bigint',
  'float',
  'double',
  'decimal',
  'string',
  'binary',
  'date',
  'timestamp',
  'array',
  'map',
  'struct',
]);
const HIVE_TYPES = new Set([...ICEBERG_TYPES, 'tinyint', 'smallint', 'char', 'varchar']);
/** @type {Readonly<Record<string, number>>} */
const NESTED = { array: 1, map: 2, struct: 0 };
/** @type {Readonly<Record<string, string>>} */
const TO_TRINO = { int: 'integer', float: 'real', string: 'varchar', binary: 'varbinary', timestamp: 'timestamp(6)' };

/**
 * Reads a type of Hive's DDL: `int`, `decimal(10,2)`, `array<struct<a:int>>`. Trino's names (`varchar`, `integer`) are refused.
 * @param {Reader} reader
 * @returns {HiveType}
 */
export function readHiveType(reader) {
  const token = reader.peek();
  const name = token?.kind === 'word' ? token.value : '';
  if (!HIVE_TYPES.has(name)) throw reader.mismatch([...HIVE_TYPES].map((type) => `'${type.toUpperCase()}'`).join(', '));
  reader.at += 1;
  /** @type {HiveType} */
  const type = { name, sizes: [], items: [], fields: [] };
  if (name in NESTED) readItems(reader, type);
  else if (name === 'varchar' || name === 'char' || (name === 'decimal' && reader.sees('('))) {
    const inner = reader.brackets();
    type.sizes = inner.list(() => number(inner));
    inner.end();
  }
  return type;
}

/**
 * @param {Reader} reader
 * @param {HiveType} type
 */
function readItems(reader, type) {
  reader.expect('<');
  type.items = reader.list(() => {
    if (type.name === 'struct') {
      type.fields.push(reader.hiveName());
      reader.expect(':');
    }
    return readHiveType(reader);
  });
  const count = NESTED[type.name];
  if (count && type.items.length !== count) throw reader.mismatch(`${count} types in ${type.name.toUpperCase()}`);
  closeAngle(reader);
}

/** `>>` is one or two tokens for the tokenizer's `>=`; only single `>` come here, one for each level. */
function closeAngle(/** @type {Reader} */ reader) {
  reader.expect('>');
}

function number(/** @type {Reader} */ reader) {
  const token = reader.peek();
  if (token?.kind !== 'number') throw reader.mismatch('number');
  reader.at += 1;
  return Number(token.text);
}

/** As Glue keeps it: `struct<a:int,b:array<string>>`. @param {HiveType} type @returns {string} */
export function hiveTypeText({ name, sizes, items, fields }) {
  if (name === 'struct')
    return `struct<${items.map((item, index) => `${fields[index]}:${hiveTypeText(item)}`).join(',')}>`;
  if (items.length > 0) return `${name}<${items.map(hiveTypeText).join(',')}>`;
  if (name === 'decimal' && sizes.length < 2) return `decimal(${sizes[0] ?? 10},0)`;
  return sizes.length > 0 ? `${name}(${sizes.join(',')})` : name;
}

/** As Trino writes it for an Iceberg table. @param {HiveType} type @returns {string} */
export function trinoTypeText({ name, sizes, items, fields }) {
  if (name === 'struct')
    return `row(${items.map((item, index) => `"${fields[index]}" ${trinoTypeText(item)}`).join(', ')})`;
  if (items.length > 0) return `${name}(${items.map(trinoTypeText).join(', ')})`;
  if (name === 'decimal') return `decimal(${sizes[0] ?? 10}, ${sizes[1] ?? 0})`;
  return TO_TRINO[name] ?? name;
}

/** The first type within that Iceberg tables have not. @param {HiveType} type @returns {string | undefined} */
export function foreignToIceberg(type) {
  return ICEBERG_TYPES.has(type.name) ? type.items.map(foreignToIceberg).find(Boolean) : type.name;
}
