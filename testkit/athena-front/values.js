/** @typedef {import('./trino.js').TypeSignature} TypeSignature */
/** @typedef {import('./trino.js').TrinoColumn} TrinoColumn */

/** Athena's names in ColumnInfo, where they are not Trino's. @type {Readonly<Record<string, string>>} */
const NAMES = { real: 'float' };
/** @type {Readonly<Record<string, number>>} */
const PRECISIONS = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  real: 17,
  double: 17,
  timestamp: 3,
  'timestamp with time zone': 3,
  varbinary: 1073741824,
};
const UNBOUNDED = 2147483647;

/** @param {TrinoColumn} column */
export function columnInfo({ name, typeSignature: { rawType, arguments: args } }) {
  const sizes = args.filter(({ kind }) => kind === 'LONG').map(({ value }) => Number(value));
  const isText = rawType === 'varchar' || rawType === 'char';
  const precision = rawType === 'decimal' || isText ? (sizes[0] ?? UNBOUNDED) : (PRECISIONS[rawType] ?? 0);
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: NAMES[rawType] ?? rawType,
    Precision: precision,
    Scale: rawType === 'decimal' ? (sizes[1] ?? 0) : 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: isText,
  };
}

/**
 * A value of Trino's protocol as Athena writes it in VarCharValue; undefined for NULL, which has none.
 * @param {unknown} value
 * @param {TypeSignature} signature
 * @returns {string | undefined}
 */
export function athenaText(value, signature) {
  return value === null || value === undefined ? undefined : textOf(value, signature);
}

/** @param {unknown} value @param {TypeSignature} signature @returns {string} */
function textOf(value, { rawType, arguments: args }) {
  if (value === null || value === undefined) return 'null';
  if (rawType === 'double' || rawType === 'real') return typeof value === 'number' ? javaNumber(value) : String(value);
  if (rawType === 'varbinary')
    return (Buffer.from(String(value), 'base64').toString('hex').match(/../g) ?? []).join(' ');
  if (Array.isArray(value)) {
    if (rawType === 'array') return `[${value.map((item) => textOf(item, args[0]?.value)).join(', ')}]`;
    const fields = value.map((item, index) => {
      const field = args[index]?.value;
      return `${field?.fieldName?.name ?? `field${index}`}=${textOf(item, field?.typeSignature ?? field)}`;
    });
    return `{${fields.join(', ')}}`;
  }
  if (rawType === 'map' && typeof value === 'object') {
    return `{${Object.entries(value).map(([key, item]) => `${key}=${textOf(item, args[1]?.value)}`).join(', ')}}`; // prettier-ignore
  }
  return String(value);
}

/** A double as Java writes it: `1.0`, `1.0E10`, `1.0E-5`. @param {number} value */
export function javaNumber(value) {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** The file that Athena writes beside a SELECT's results. @param {readonly TrinoColumn[]} columns @param {readonly unknown[][]} rows */
export function csvText(columns, rows) {
  const cell = (/** @type {string | undefined} */ text) =>
    text === undefined ? '' : `"${text.replaceAll('"', '""')}"`;
  const lines = [
    columns.map(({ name }) => cell(name)),
    ...rows.map((row) => columns.map(({ typeSignature }, index) => cell(athenaText(row[index], typeSignature)))),
  ];
  return lines.map((line) => `${line.join(',')}\n`).join('');
}
