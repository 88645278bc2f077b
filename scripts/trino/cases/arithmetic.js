import { numbered, pairs, slug } from './case.js';
import { column, exact, NUMERIC, twoColumns, valuesOf } from './values.js';

const TYPES = Object.keys(NUMERIC);
const OPERATORS = { plus: '+', minus: '-', times: '*', over: '/', rest: '%' };

const FUNCTIONS = [
  ...['-x', 'abs(x)', 'sign(x)', 'ceil(x)', 'floor(x)', 'round(x)', 'round(x, 1)', 'round(x, -1)', 'truncate(x)'],
  ...['mod(x, 3)', 'try(mod(x, 0))', 'greatest(x, 1)', 'least(x, 0)', 'x BETWEEN 0 AND 100', 'nullif(x, 0)'],
  ...['x + 1', 'x * 1.5', 'x / 2', '1 / x', 'x - 0.5E0', "x * REAL '2'", 'CAST(x AS varchar)'],
];
const OF_DOUBLES = ['sqrt(abs(x))', 'cbrt(x)', 'power(x, 2)', 'exp(x / 1000000)', 'ln(abs(x) + 1)', 'log10(abs(x) + 1)', 'log2(abs(x) + 1)', 'atan2(x, 2)', 'degrees(x)']; // prettier-ignore
const OF_INTEGERS = ['bitwise_and(x, 5)', 'bitwise_or(x, 8)', 'bitwise_xor(x, 3)', 'bitwise_not(x)', 'bit_count(x, 64)', 'to_base(x, 16)', 'chr(abs(x) % 50 + 65)', 'bitwise_left_shift(x, 1)', 'bitwise_right_shift_arithmetic(x, 1)']; // prettier-ignore
const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'];

/** All operators on typical values of two types. */
const ofTwo = pairs(TYPES, TYPES).flatMap(([left, right]) =>
  numbered('arith', `${slug(left)}-with-${slug(right)}`, [
    `SELECT x + y AS a, x - y AS b, y - x AS c FROM ${twoColumns(left, right)}`,
    `SELECT x * y AS a, x / y AS b, x % y AS c FROM ${twoColumns(left, right)}`,
  ]),
);

/** An operator on the edges of a type, where each row may overflow by itself. */
const edges = TYPES.flatMap((type) =>
  Object.entries(OPERATORS).flatMap(([name, operator]) => {
    const values = valuesOf(type).edges;
    const turned = [...values.slice(2), ...values.slice(0, 2)];
    return numbered('arith', `edge-${slug(type)}-${name}`, [
      `SELECT x, y, try(x ${operator} y) AS c FROM ${twoColumns(type, type, values, turned)}`,
      `SELECT x ${operator} y AS c FROM ${twoColumns(type, type, [values[0] ?? '0'], ['2'])}`,
      `SELECT x ${operator} y AS c FROM ${twoColumns(type, type, [values[1] ?? '0'], ['-1'])}`,
      `SELECT x ${operator} y AS c FROM ${twoColumns(type, type, ['5'], ['0'])}`,
    ]);
  }),
);

const alone = TYPES.flatMap((type) => {
  const list = [...FUNCTIONS, ...OF_DOUBLES, ...(INTEGERS.includes(type) ? OF_INTEGERS : [])];
  const expressions = list.map((text) => `SELECT x, ${text} AS c FROM ${column(type, valuesOf(type).typical)}`);
  return numbered('math', `${slug(type)}-of`, expressions);
});

const extremes = TYPES.flatMap((type) =>
  numbered(
    'math',
    `${slug(type)}-edge`,
    ['try(-x)', 'try(abs(x))', 'round(x)', 'floor(x)', 'try(round(x, -2))', 'sign(x)', 'try(CAST(x AS bigint))'].map(
      (text) => `SELECT x, ${text} AS c FROM ${column(type, valuesOf(type).edges)}`,
    ),
  ),
);

const literal = numbered('arith', 'literal', [
  'SELECT 1 / 0', 'SELECT 1 % 0', 'SELECT 1.0 / 0', 'SELECT 1 / 0.0', 'SELECT 1E0 / 0', 'SELECT 5 / 2, -5 / 2, 5 % -2, -5 % 2',
  'SELECT 2147483647 + 1', 'SELECT -2147483648 - 1', 'SELECT 2147483648 * 2147483648', 'SELECT 9223372036854775807 + 1',
  'SELECT 9223372036854775808', 'SELECT 1.10 + 2.200', 'SELECT 1.1 * 1.1 * 1.1', 'SELECT 10.0 / 3', 'SELECT 10 / 3.000', 'SELECT 1E2 + 1.5',
  "SELECT 1 + '1'", 'SELECT 1 + true', 'SELECT true + true', "SELECT -'1'", 'SELECT +1', 'SELECT - - 1', 'SELECT 1 + NULL', 'SELECT NULL + NULL', 'SELECT NULL / 0',
  'SELECT 0x1F + 0b101 + 0o17', 'SELECT 1_000_000 + 1', 'SELECT .5 + 1., 1.5e-3', 'SELECT 1 / 2 * 2.0', 'SELECT (1 + 2) * 3 - 4 / 2 % 3', 'SELECT 2 * -3, 2 - -3',
  "SELECT DATE '2024-01-01' + 1", "SELECT DATE '2024-01-01' - 1", "SELECT 'a' || 1", "SELECT 'a' || NULL, NULL || 'b'", 'SELECT abs(tinyint \'-128\')',
  'SELECT DECIMAL \'99999999999999999999999999999999999999\' + 1', 'SELECT DECIMAL \'1\' / DECIMAL \'3\'', 'SELECT CAST(1 AS decimal(38,20)) / CAST(3 AS decimal(38,20))',
  'SELECT CAST(1 AS decimal(38,30)) * CAST(1 AS decimal(38,30))', 'SELECT sum(x) / count(*) FROM (VALUES 1, 2, 2) AS t(x)', 'SELECT sum(x) * 1.0 / count(*) FROM (VALUES 1, 2, 2) AS t(x)',
  'SELECT round(2.5), round(-2.5), round(2.5E0), round(-2.5E0), round(1.005, 2), round(1.005E0, 2)', 'SELECT width_bucket(3.5E0, 0E0, 10E0, 5)', 'SELECT truncate(12.349, 1), truncate(-12.349)',
  'SELECT mod(5, 2.5), mod(-7, 3), mod(7, -3)', 'SELECT power(2, 10), pow(2, 0.5E0), power(0, 0)', 'SELECT pi(), e()', 'SELECT sqrt(-1)', 'SELECT ln(0)', 'SELECT is_nan(nan()), is_finite(1E0), is_infinite(infinity())',
]); // prettier-ignore

const chained = numbered(
  'arith',
  'chained',
  pairs(['bigint', 'decimal(18,4)', 'double', 'real'], ['integer', 'decimal(5,2)', 'double']).flatMap(([x, y]) => [
    `SELECT (x + y) * (x - y) / 2 AS a, x * y + 1 AS b FROM ${twoColumns(x, y)}`,
    `SELECT sum(x * y) AS a, avg(x + y) AS b, sum(x) / sum(y) AS c FROM ${twoColumns(x, y)}`,
    `SELECT round(x / nullif(y, 0), 2) AS a, coalesce(x, y) + ${exact(y, '1')} AS b FROM ${twoColumns(x, y)}`,
  ]),
);

/** Operators and mathematical functions over every numeric type. */
export function arithmetic() {
  return [...ofTwo, ...edges, ...alone, ...extremes, ...literal, ...chained];
}
