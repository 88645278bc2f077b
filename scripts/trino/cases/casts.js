import { numbered, pairs, slug } from './case.js';
import { ALL, column, valuesOf } from './values.js';

const TYPES = [...Object.keys(ALL), 'char(4)', 'decimal(3,1)', 'varchar(2)', 'timestamp', 'timestamp with time zone', 'uuid', 'time(0)', 'array(varchar)', 'map(varchar,varchar)', 'row(a bigint,b varchar)']; // prettier-ignore

const everyPair = pairs(Object.keys(ALL), TYPES).flatMap(([from, to]) =>
  numbered('cast', `${slug(from)}-to-${slug(to)}`, [`SELECT x, try_cast(x AS ${to}) AS c FROM ${column(from)}`]),
);

const strict = pairs(Object.keys(ALL), [
  'varchar',
  'bigint',
  'double',
  'decimal(10,2)',
  'date',
  'timestamp(3)',
  'boolean',
]).flatMap(([from, to]) =>
  numbered('cast', `strict-${slug(from)}-to-${slug(to)}`, [
    `SELECT CAST(x AS ${to}) AS c FROM ${column(from, valuesOf(from).typical)}`,
  ]),
);

const TEXTS = {
  integer: ['1', ' 1', '1 ', '+1', '-1', '-0', '1.0', '1.', '1e3', '', ' ', '007', '1,000', '0x10', '2147483648', '１', 'NaN', '--1', '1_000'],
  double: ['1', ' 1 ', '+1.5', '1.', '.5', '1e3', '1E+3', '1e', '', '0x1p3', 'Infinity', '-Infinity', 'inf', '1e400', '1,5', '1f', '1e-400', '-0'],
  'decimal(6,2)': ['1', ' 1', '1 ', '+1.5', '1.005', '1.', '.5', '1e3', '1e-2', '', '9999.99', '9999.995', '10000', '-.5', '1_0'],
  boolean: ['true', 'TRUE', 't', 'T', 'f', '1', '0', 'yes', 'no', 'y', 'on', '', ' true', 'falsE'],
  date: ['2024-01-05', '2024-1-5', ' 2024-01-05', '2024-01-05 ', '2024-02-30', '20240105', '2024-01-05T00:00:00', '2024-01-05 00:00:00', '', '05/01/2024', '0000-01-01', '-0001-01-01', '12024-01-01', '2024-13-01', '+2024-01-01'],
  'timestamp(3)': ['2024-01-05', '2024-01-05 10:00', '2024-01-05 10:00:00', '2024-01-05T10:00:00', '2024-01-05 10:00:00.1', '2024-01-05 10:00:00.1235', '2024-01-05 10:00:00.9999', '2024-01-05 24:00:00', '2024-01-05 10:00:60', '2024-01-05 10:00:00Z', '2024-01-05 10:00:00 Europe/Berlin', '2024-01-05 1:2:3', '', ' 2024-01-05 10:00:00', '2024-01-05 10'],
  'timestamp(0)': ['2024-01-05 10:00:00.4', '2024-01-05 10:00:00.5', '2024-12-31 23:59:59.9', '1969-12-31 23:59:59.5'],
  'timestamp(6)': ['2024-01-05 10:00:00.1234564', '2024-01-05 10:00:00.1234565', '2024-01-05 10:00:00.12'],
  time: ['10:00', '10:00:00', '1:2:3', '24:00:00', '10:00:00.1234', '', '10'],
  'varchar(2)': ['abc', 'é😀x', '', 'a'],
  json: ['1', '{"a":1}', '', 'x'],
  uuid: ['12151fd2-7586-11e9-8f9e-2a86e4085a59', 'x', '12151fd2758611e98f9e2a86e4085a59'],
  varbinary: ['abc', 'é', ''],
}; // prettier-ignore

const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", "''")}'`;

const texts = Object.entries(TEXTS).flatMap(([type, list]) => [
  ...numbered('cast', `text-to-${slug(type)}`, list.map((text) => `SELECT CAST(x AS ${type}) AS c FROM (VALUES ${quoted(text)}) AS t(x)`)), // prettier-ignore
  ...numbered('cast', `texts-to-${slug(type)}`, [`SELECT x, try_cast(x AS ${type}) AS c FROM (VALUES ${list.map(quoted).join(', ')}) AS t(x)`]), // prettier-ignore
]);

const DOUBLES =
  '0E0, -0E0, 1E0, 1.5E0, 100E0, 1E6, 1.0E7, 12345678.9E0, 1E21, 1E-3, 9.99E-4, 0.1E0, 123456789012345680E0, 1E308, -2.5E-10';
const numbers = numbered('cast', 'number-texts', [
  `SELECT x, CAST(x AS varchar) AS c FROM (VALUES ${DOUBLES}) AS t(x)`,
  `SELECT x, CAST(CAST(x AS real) AS varchar) AS c FROM (VALUES 0E0, 1E0, 0.1E0, 1E7, 16777216E0, 1E-3, 1.5E-5, 3.4E38) AS t(x)`,
  ...['decimal(10,2)', 'decimal(38,0)', 'decimal(20,20)', 'decimal(3,3)'].map((type) => `SELECT CAST(x AS ${type}) AS c, CAST(CAST(x AS ${type}) AS varchar) AS d FROM (VALUES 0E0, 0.5E0, -0.125E0, 0.999E0) AS t(x)`), // prettier-ignore
  'SELECT CAST(x AS integer) AS c FROM (VALUES 0.5E0, 1.5E0, 2.5E0, -0.5E0, -1.5E0, -2.5E0, 2147483646.5E0) AS t(x)',
  'SELECT CAST(x AS bigint) AS c FROM (VALUES 0.5, 1.5, 2.5, -0.5, -1.5, -2.5) AS t(x)',
  ...['2147483648E0', '2147483647.5', '-2147483648.5', '1E20'].map((value) => `SELECT CAST(x AS integer) AS c FROM (VALUES ${value}) AS t(x)`),
  ...['128', '-129', '127'].map((value) => `SELECT CAST(x AS tinyint) AS c FROM (VALUES ${value}) AS t(x)`),
  ...['999.995', '999.994', '-999.995'].map((value) => `SELECT CAST(x AS decimal(5,2)) AS c FROM (VALUES ${value}) AS t(x)`),
  ...['1E0', '12345.678E0', '1E10'].map((value) => `SELECT CAST(x AS varchar(4)) AS c FROM (VALUES ${value}) AS t(x)`),
  ...['1234', '12345', 'true', "DATE '2024-01-01'"].map((value) => `SELECT CAST(x AS varchar(4)) AS c FROM (VALUES ${value}) AS t(x)`),
]); // prettier-ignore

const moments = numbered('cast', 'moment-texts', pairs(
  ["TIMESTAMP '2024-01-05 10:00:00'", "TIMESTAMP '2024-01-05 10:00:00.120'", "TIMESTAMP '2024-01-05 10:00:00.123456'", "TIMESTAMP '2024-01-05 10:00:00 Europe/Berlin'", "TIMESTAMP '2024-01-05 10:00:00.123 +05:30'", "DATE '0099-01-05'", "TIME '10:00:00.5'"],
  ['varchar', 'date', 'timestamp(0)', 'timestamp(3)', 'timestamp(6)', 'timestamp(3) with time zone', 'time(3)', 'varchar(10)'],
).map(([value, type]) => `SELECT CAST(x AS ${type}) AS c FROM (VALUES ${value}) AS t(x)`)); // prettier-ignore

/** Casts from every type to every type, and of the texts that data has. */
export function casts() {
  return [...everyPair, ...strict, ...texts, ...numbers, ...moments];
}
