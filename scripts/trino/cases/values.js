// Typical and edge values of each type, as expressions that a CAST makes exact.

/** @typedef {{ typical: readonly string[], edges: readonly string[] }} Values */

/** @type {Readonly<Record<string, Values>>} */
export const NUMERIC = {
  tinyint: { typical: ['7', '-3', 'NULL'], edges: ['-128', '127', '0', '-1', '1'] },
  smallint: { typical: ['130', '-7', 'NULL'], edges: ['-32768', '32767', '0', '-1'] },
  integer: { typical: ['17', '-5', 'NULL'], edges: ['-2147483648', '2147483647', '0', '-1'] },
  bigint: { typical: ['1000003', '-4', 'NULL'], edges: ['-9223372036854775808', '9223372036854775807', '0', '-1'] },
  real: { typical: ['1.5', '-0.25', 'NULL'], edges: ['3.4028235E38', '-3.4028235E38', '1.4E-45', '0', '-1', '0.1'] },
  double: {
    typical: ['2.5E0', '-0.125E0', 'NULL'],
    edges: ['1.7976931348623157E308', '-1.7976931348623157E308', '4.9E-324', '0E0', '-1E0', '0.1E0', 'infinity()'],
  },
  'decimal(5,2)': { typical: ['12.34', '-0.05', 'NULL'], edges: ['999.99', '-999.99', '0', '-1', '0.01'] },
  'decimal(18,4)': {
    typical: ['1234.5678', '-0.5', 'NULL'],
    edges: ['99999999999999.9999', '-99999999999999.9999', '0', '-1', '0.0001'],
  },
  'decimal(38,0)': {
    typical: ['12345678901234567890', '-3', 'NULL'],
    edges: ["'99999999999999999999999999999999999999'", "'-99999999999999999999999999999999999999'", '0', '-1'],
  },
  'decimal(38,10)': {
    typical: ['1.5', '-2.0000000001', 'NULL'],
    edges: ["'9999999999999999999999999999.9999999999'", '0', '-1', '0.0000000001'],
  },
};

/** @type {Readonly<Record<string, Values>>} */
export const MOMENTS = {
  date: {
    typical: ["'2024-02-29'", "'2023-12-31'", 'NULL'],
    edges: ["'1970-01-01'", "'1969-12-31'", "'0001-01-01'", "'9999-12-31'", "'1900-03-01'", "'2024-01-31'"],
  },
  time: { typical: ["'10:30:15.123'", "'23:59:59.999'", 'NULL'], edges: ["'00:00:00'"] },
  'timestamp(0)': {
    typical: ["'2024-02-29 10:30:15'", "'2023-12-31 23:59:59'", 'NULL'],
    edges: ["'1970-01-01 00:00:00'", "'1969-12-31 23:59:59'", "'1582-10-10 12:00:00'"],
  },
  'timestamp(3)': {
    typical: ["'2024-02-29 10:30:15.123'", "'2023-12-31 23:59:59.999'", 'NULL'],
    edges: ["'1969-12-31 23:59:59.999'", "'2024-03-31 02:30:00.500'", "'0001-01-01 00:00:00.001'"],
  },
  'timestamp(6)': {
    typical: ["'2024-02-29 10:30:15.123456'", "'2023-12-31 23:59:59.999999'", 'NULL'],
    edges: ["'1969-12-31 23:59:59.999999'", "'2024-10-27 01:30:00.000001'", "'9999-12-31 23:59:59.999999'"],
  },
  'timestamp(3) with time zone': {
    typical: ["'2024-02-29 10:30:15.123 UTC'", "'2023-12-31 23:59:59.999 UTC'", 'NULL'],
    edges: ["'1969-12-31 23:59:59.999 UTC'", "'2024-03-31 01:30:00.000 UTC'"],
  },
};

/** @type {Readonly<Record<string, Values>>} */
export const OTHERS = {
  boolean: { typical: ['true', 'false', 'NULL'], edges: [] },
  varchar: { typical: ["'abc'", "'10'", 'NULL'], edges: ["''", "'Zürich 😀'", "' 7 '", "'2024-01-05'", "'true'"] },
  'varchar(3)': { typical: ["'abc'", "'10'", 'NULL'], edges: ["''", "'é'"] },
  varbinary: { typical: ["X'00ff'", "X'616263'", 'NULL'], edges: ["X''"] },
  json: { typical: [`JSON '{"a":1}'`, `JSON '"x"'`, 'NULL'], edges: ["JSON 'null'", "JSON '12'", "JSON '[1,2]'"] },
  'interval day to second': { typical: ["INTERVAL '1' DAY", "INTERVAL '-90' MINUTE", 'NULL'], edges: [] },
  'interval year to month': { typical: ["INTERVAL '14' MONTH", "INTERVAL '-1' YEAR", 'NULL'], edges: [] },
  'array(integer)': { typical: ['ARRAY[1, NULL, 3]', 'ARRAY[2]', 'NULL'], edges: ['ARRAY[]'] },
  'map(varchar,bigint)': { typical: ["MAP(ARRAY['k'], ARRAY[1])", 'NULL'], edges: ['MAP()'] },
  'row(a integer,b varchar)': { typical: ["ROW(1, 'x')", 'ROW(2, NULL)', 'NULL'], edges: [] },
};

/** @type {Readonly<Record<string, Values>>} */
export const ALL = { ...NUMERIC, ...MOMENTS, ...OTHERS };

/** @param {string} type @param {string} value */
export function exact(type, value) {
  return `CAST(${value} AS ${type})`;
}

/** Typical, then edge values. @param {string} type */
export function everyValue(type) {
  const { typical, edges } = valuesOf(type);
  return [...typical, ...edges];
}

/** @param {string} type @returns {Values} */
export function valuesOf(type) {
  const values = ALL[type];
  if (!values) throw new Error(`No values of ${type}.`);
  return values;
}

/** A relation `t(x)` of one column. A row alone would become columns in VALUES: it comes with a second. @param {string} type @param {readonly string[]} [values] */
export function column(type, values = everyValue(type)) {
  const cells = values.map((value) => exact(type, value));
  if (!type.startsWith('row')) return `(VALUES ${cells.map((cell) => `(${cell})`).join(', ')}) AS t(x)`;
  return `(SELECT x FROM (VALUES ${cells.map((cell) => `(${cell}, 0)`).join(', ')}) AS u(x, y)) AS t`;
}

/**
 * A relation `t(x, y)` of two columns; the shorter list is repeated.
 * @param {string} left @param {string} right @param {readonly string[]} [lefts] @param {readonly string[]} [rights]
 */
export function twoColumns(left, right, lefts = valuesOf(left).typical, rights = valuesOf(right).typical) {
  const length = Math.max(lefts.length, rights.length);
  const rows = Array.from({ length }, (_, index) => {
    const x = lefts[index % lefts.length] ?? 'NULL';
    const y = rights[index % rights.length] ?? 'NULL';
    return `(${exact(left, x)}, ${exact(right, y)})`;
  });
  return `(VALUES ${rows.join(', ')}) AS t(x, y)`;
}
