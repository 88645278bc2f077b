// The calls whose types are asked of Trino.

/** @typedef {{ name: string, expression: string, types: string[] }} TypedCall */

/** What a parameter's type in SHOW FUNCTIONS is tried with first. @type {readonly (readonly [RegExp, string])[]} */
const EXAMPLES = [
  [/^varchar/, 'varchar(5)'],
  [/^char/, 'char(4)'],
  [/^decimal/, 'decimal(10,3)'],
  [/^time\(p\) with/, 'time(3) with time zone'],
  [/^time\(/, 'time(6)'],
  [/^timestamp\(p\) with/, 'timestamp(6) with time zone'],
  [/^timestamp\(/, 'timestamp(3)'],
  [/^array\(array\(/, 'array(array(integer))'],
  [/^array\(double/, 'array(double)'],
  [/^array\(varchar/, 'array(varchar)'],
  [/^array\(row\(/, 'array(row(varchar(2), integer))'],
  [/^array/, 'array(integer)'],
  [/^map\(varchar,double/, 'map(varchar, double)'],
  [/^map/, 'map(varchar(5), integer)'],
  [/^[a-z]\d?$/i, 'integer'],
  [/^(joniregexp|jsonpath|codepoints)$/i, 'varchar(5)'],
];

/** What stands at each place in turn. */
const PROBES = [
  'unknown',
  'tinyint',
  'bigint',
  'real',
  'decimal(10,2)',
  'varchar(3)',
  'char(4)',
  'date',
  'array(varchar(3))',
];

const NOT_ASKED = /geometry|spherical|bingtile|kdbtree|color|function|unknown/;
const WINDOWS = new Set(['window']);

/**
 * Each function of SHOW FUNCTIONS with examples of its parameters, then with one of the probes at each place.
 * @param {(sql: string) => Promise<{ rows: unknown[][] }>} ask
 * @returns {Promise<TypedCall[]>}
 */
export async function functionCalls(ask) {
  const { rows } = await ask('SHOW FUNCTIONS');
  /** @type {Map<string, TypedCall>} */
  const calls = new Map();
  for (const row of rows) {
    const [name = '', , parameters = '', kind = ''] = row.map(String);
    if (NOT_ASKED.test(parameters) || kind === 'table') continue;
    const examples = splitTop(parameters).map(exampleOf);
    const variants = examples.flatMap((_, place) => PROBES.map((probe) => examples.with(place, probe)));
    for (const types of [examples, ...variants]) {
      const call = callOf(name, kind, types);
      calls.set(`${name}(${types.join(';')})`, call);
    }
  }
  return [...calls.values()];
}

/** @param {string} name @param {string} kind @param {string[]} types @returns {TypedCall} */
function callOf(name, kind, types) {
  const text = `${name}(${types.map((_, index) => `c${index}`).join(', ')})`;
  return { name, types, expression: WINDOWS.has(kind) ? `${text} OVER (ORDER BY 1)` : text };
}

/** @param {string} parameter */
function exampleOf(parameter) {
  return EXAMPLES.find(([pattern]) => pattern.test(parameter))?.[1] ?? parameter;
}

/** @param {string} text */
function splitTop(text) {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const NUMBERS = 'array(integer)';
const MAP = 'map(varchar(2), integer)';

/** Lambdas: the body is in words that the test can give a type to. @type {readonly { expression: string, types: string[] }[]} */
export const lambdaCalls = [
  ...['x', 'x + 1', 'CAST(x AS varchar)', 'x > 1', 'NULL', 'array[x]'].map((body) => ({
    expression: `transform(c0, x -> ${body})`,
    types: [NUMBERS],
  })),
  ...['x > 1', 'x', 'NULL', 'true'].flatMap((body) =>
    ['filter', 'any_match', 'all_match', 'none_match'].map((name) => ({
      expression: `${name}(c0, x -> ${body})`,
      types: [NUMBERS],
    })),
  ),
  ...['integer', 'bigint', 'double', 'decimal(10,2)', 'varchar(3)', 'unknown'].map((type) => ({
    expression: 'reduce(c0, c1, (s, x) -> s + x, s -> s)',
    types: [NUMBERS, type],
  })),
  { expression: 'reduce(c0, c1, (s, x) -> s + x, s -> s > 1)', types: ['array(bigint)', 'integer'] },
  { expression: 'reduce(c0, c1, (s, x) -> s || x, s -> s)', types: ['array(varchar(3))', 'varchar(1)'] },
  { expression: 'array_sort(c0, (x, y) -> 1)', types: [NUMBERS] },
  { expression: 'array_sort(c0, (x, y) -> x)', types: ['array(bigint)'] },
  { expression: 'zip_with(c0, c1, (x, y) -> x + y)', types: [NUMBERS, 'array(double)'] },
  { expression: 'zip_with(c0, c1, (x, y) -> x || y)', types: [NUMBERS, 'array(varchar)'] },
  { expression: 'map_filter(c0, (k, v) -> v > 1)', types: [MAP] },
  { expression: 'map_filter(c0, (k, v) -> v)', types: [MAP] },
  { expression: 'transform_values(c0, (k, v) -> v + 1.5)', types: [MAP] },
  { expression: 'transform_keys(c0, (k, v) -> v)', types: [MAP] },
  { expression: 'map_zip_with(c0, c1, (k, v, w) -> v + w)', types: [MAP, 'map(varchar(3), double)'] },
  { expression: 'reduce_agg(c0, c1, (s, x) -> s + x, (s, t) -> s + t)', types: ['integer', 'integer'] },
  { expression: 'reduce_agg(c0, c1, (s, x) -> s + x, (s, t) -> s + t)', types: ['integer', 'bigint'] },
  { expression: 'transform(c0, x -> x)', types: ['unknown'] },
  { expression: 'transform(c0, (x, y) -> x)', types: [NUMBERS] },
  { expression: 'transform(c0, x -> x)', types: ['integer'] },
];

/** Literals as they are written. */
export const LITERALS = [
  ...[
    '0',
    '1',
    '2147483647',
    '2147483648',
    '9223372036854775807',
    '9223372036854775808',
    '1_000',
    '0x1F',
    '0b101',
    '0o17',
  ],
  ...['1.5', '0.5', '.5', '1.', '00.50', '001.50', '0.00', '0.001', '123456789012345678901234567890.12345678'],
  ...['123456789012345678901234567890.123456789', '1_000.5', '1e0', '1E5', '1.5e-3', '.5e1'],
  ...["''", "'abc'", "'ä€😀'", "'it''s'", "X'00FF'", "X''", 'true', 'NULL'],
  ...["DATE '2024-01-01'", "TIME '01:02'", "TIME '01:02:03'", "TIME '01:02:03.1234'", "TIME '01:02:03.123456789012'"],
  ...["TIME '01:02:03.1+08:00'", "TIME '01:02:03 +08:00'", "TIME '01:02-05:30'"],
  ...["TIMESTAMP '2024-01-01'", "TIMESTAMP '2024-01-01 00:00'", "TIMESTAMP '2024-01-01 00:00:00'"],
  ...["TIMESTAMP '2024-01-01 00:00:00.123'", "TIMESTAMP '2024-01-01 00:00:00.123456789'"],
  ...["TIMESTAMP '2024-01-01 00:00:00 UTC'", "TIMESTAMP '2024-01-01 00:00:00.12 Europe/Berlin'"],
  ...[
    "TIMESTAMP '2024-01-01 00:00:00.1+02:00'",
    "TIMESTAMP '2024-01-01 00:00 America/New_York'",
    "TIMESTAMP '2024-01-01 UTC'",
  ],
  ...[
    "INTERVAL '1' YEAR",
    "INTERVAL '1' MONTH",
    "INTERVAL '1' DAY",
    "INTERVAL '1' SECOND",
    "INTERVAL '1-2' YEAR TO MONTH",
  ],
  ...[
    "INTERVAL '1 2' DAY TO HOUR",
    "DECIMAL '12.30'",
    "DECIMAL '0012'",
    "DECIMAL '-0.5'",
    "DECIMAL '+1.0'",
    "DECIMAL '.5'",
  ],
  ...[
    "DECIMAL '0.0'",
    "DECIMAL '1.'",
    "CHAR 'abc'",
    "VARCHAR 'abc'",
    "JSON '{}'",
    "BIGINT '5'",
    "DOUBLE '1.5'",
    "REAL '1.5'",
  ],
  ...[
    "UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'",
    "IPADDRESS '10.0.0.1'",
    "BOOLEAN 'true'",
    "TINYINT '1'",
    "TIMESTAMP 'x'",
  ],
  ...[
    "DATE '2023-02-29'",
    "DATE ' 2024-2-9 '",
    "TIME '24:00'",
    "TIME '1:60'",
    "TIMESTAMP '2024-13-01'",
    "INTEGER '1.5'",
  ],
  ...[
    "TIMESTAMP ' 2024-01-01'",
    "TIMESTAMP '2024-01-01T00:00'",
    "TIMESTAMP '2024-01-01 00:00:00Z'",
    "TIMESTAMP '2024-01-01 1:2:3 '",
  ],
  ...["DATE 'x'", "BIGINT 'x'", "TIME '1:2:3'", "TIMESTAMP '2024-1-1 1:2:3'", "TIMESTAMP '12024-01-01 00:00:00'"],
];
