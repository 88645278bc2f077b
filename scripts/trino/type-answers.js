#!/usr/bin/env node
// Asks a running Trino for the types of operators, casts and functions: `node scripts/trino/type-answers.js --url URL`.
// Writes src/sql/types/fixtures/*.json and src/sql/signatures/fixtures/functions.json; the tests beside them hold our rules to the answers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { query, TrinoError } from './client.js';
import { functionCalls, lambdaCalls, LITERALS } from './type-calls.js';

const AT_ONCE = 4;
const SQL = join(import.meta.dirname, '..', '..', 'src', 'sql');

/** The types that are tried against each other. */
const TYPES = [
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'real',
  'double',
  'decimal(5,2)',
  'decimal(38,10)',
  'varchar',
  'varchar(3)',
  'char(4)',
  'varbinary',
  'date',
  'time(3)',
  'time(6) with time zone',
  'timestamp(0)',
  'timestamp(6)',
  'timestamp(3) with time zone',
  'interval year to month',
  'interval day to second',
  'json',
  'uuid',
  'ipaddress',
  'hyperloglog',
  'array(integer)',
  'array(varchar(3))',
  'array(json)',
  'map(varchar(3), integer)',
  'map(bigint, json)',
  'row(a integer, b varchar(3))',
  'row(a bigint, c varchar)',
  'row(json, double)',
  'unknown',
];

/** @type {Readonly<Record<string, string>>} */
const ZONES = { 'varchar(3)': "'UTC'", 'interval day to second': "INTERVAL '1' HOUR" };

/** What is asked of each pair. @type {Readonly<Record<string, (a: string, b: string, right: string) => string | undefined>>} */
const PAIRS = {
  '+': (a, b) => `${a} + ${b}`,
  '-': (a, b) => `${a} - ${b}`,
  '*': (a, b) => `${a} * ${b}`,
  '/': (a, b) => `${a} / ${b}`,
  '%': (a, b) => `${a} % ${b}`,
  '||': (a, b) => `${a} || ${b}`,
  '[]': (a, b) => `${a}[${b}]`,
  '=': (a, b) => `${a} = ${b}`,
  '<': (a, b) => `${a} < ${b}`,
  coalesce: (a, b) => `coalesce(${a}, ${b})`,
  // The grammar takes a zone that is written out alone.
  'at time zone': (a, _, right) => (right in ZONES ? `${a} AT TIME ZONE ${ZONES[right]}` : undefined),
};

/** @param {string} type */
const nothing = (type) => (type === 'unknown' ? 'NULL' : `CAST(NULL AS ${type})`);

/**
 * The type of an expression over columns a, b, … of the types; undefined where Trino refuses it for its types.
 * @param {string} url @param {string} expression @param {readonly string[]} types
 */
async function typeOf(url, expression, types) {
  const columns = types.map((type, index) => `${nothing(type)} AS c${index}`);
  try {
    const from = columns.length > 0 ? ` FROM (SELECT ${columns.join(', ')}) WHERE false` : ' WHERE false';
    const answer = await query(url, `SELECT ${expression}${from}`);
    return answer.columns[0]?.type.toLowerCase();
  } catch (error) {
    if (!(error instanceof TrinoError)) throw error;
    const refusals = ['TYPE_MISMATCH', 'FUNCTION_NOT_FOUND', 'INVALID_FUNCTION_ARGUMENT'];
    return refusals.includes(error.errorName) ? undefined : error.errorName;
  }
}

/** @template T, R @param {readonly T[]} items @param {(item: T) => Promise<R>} work @returns {Promise<R[]>} */
async function each(items, work) {
  /** @type {R[]} */
  const results = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(/** @type {T} */ (items[index]));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** @param {string} file @param {Record<string, unknown>} answers one line for each key */
function write(file, answers) {
  const path = join(SQL, file);
  mkdirSync(dirname(path), { recursive: true });
  const lines = Object.entries(answers).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`);
  process.stderr.write(`${file}\n`);
}

/** @param {string} url */
async function askPairs(url) {
  /** @type {Record<string, Record<string, string>>} */
  const answers = {};
  for (const [operator, expression] of Object.entries(PAIRS)) {
    const pairs = TYPES.flatMap((left) =>
      TYPES.flatMap((right) => {
        const text = expression('c0', 'c1', right);
        return text === undefined ? [] : [{ left, right, text }];
      }),
    );
    const found = await each(pairs, ({ left, right, text }) => typeOf(url, text, [left, right]));
    answers[operator] = Object.fromEntries(
      pairs.flatMap(({ left, right }, index) =>
        found[index] === undefined ? [] : [[`${left} ; ${right}`, found[index]]],
      ),
    );
  }
  write('types/fixtures/operators.json', { types: TYPES, ...answers });
}

/** @param {string} url */
async function askCasts(url) {
  const targets = TYPES.filter((type) => type !== 'unknown');
  /** @type {Record<string, string[]>} */
  const answers = {};
  for (const from of TYPES) {
    const found = await each(targets, (to) => typeOf(url, `CAST(c0 AS ${to})`, [from]));
    answers[from] = targets.filter((_, index) => found[index] !== undefined);
  }
  write('types/fixtures/casts.json', { types: targets, ...answers });
}

/** @param {string} url */
async function askFunctions(url) {
  const calls = await functionCalls((name) => query(url, name));
  const found = await each(calls, ({ expression, types }) => typeOf(url, expression, types));
  /** @type {Record<string, Record<string, string | null>>} */
  const answers = {};
  calls.forEach(({ name, types }, index) => {
    (answers[name] ??= {})[types.join(' ; ')] = found[index] ?? null;
  });
  write('signatures/fixtures/functions.json', answers);
}

/** @param {string} url */
async function askLambdas(url) {
  const found = await each(lambdaCalls, ({ expression, types }) => typeOf(url, expression, types));
  const answers = lambdaCalls.map(({ expression, types }, index) => [
    `${expression} ; ${types.join(' ; ')}`,
    found[index] ?? null,
  ]);
  write('signatures/fixtures/lambdas.json', Object.fromEntries(answers));
}

/** @param {string} url */
async function askLiterals(url) {
  const found = await each(LITERALS, (literal) => typeOf(url, literal, []));
  write(
    'types/fixtures/literals.json',
    Object.fromEntries(LITERALS.map((text, index) => [text, found[index] ?? null])),
  );
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: 'string' } } });
if (values.url === undefined)
  throw new Error('Usage: type-answers.js [pairs|casts|functions|lambdas|literals] --url URL');
const asked = { pairs: askPairs, casts: askCasts, functions: askFunctions, lambdas: askLambdas, literals: askLiterals };
for (const [name, ask] of Object.entries(asked)) {
  if (positionals.length === 0 || positionals.includes(name)) await ask(values.url);
}
