#!/usr/bin/env node
// Writes src/sql/signatures/trino-476-*.ts: `node scripts/trino/functions.js`. Asks Trino's own classes, which know what SHOW FUNCTIONS does
// not tell: which functions take any number of arguments, what types must be, how numbers follow from others.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installTrino, TRINO_VERSION } from './install.js';
import { findJava } from './java.js';

/** Operators stand in the table under their signs. @type {Readonly<Record<string, string>>} */
const OPERATORS = {
  $operator$ADD: '+',
  $operator$SUBTRACT: '-',
  $operator$NEGATION: '-',
  $operator$MULTIPLY: '*',
  $operator$DIVIDE: '/',
  $operator$MODULUS: '%',
  $operator$SUBSCRIPT: '[]',
};

/** @typedef {{ names: string, words: string, signatures: Set<string> }} Known */

function askTrino() {
  const home = installTrino((line) => process.stderr.write(`${line}\n`));
  const plugins = readdirSync(join(home, 'plugin')).map((name) => join(home, 'plugin', name));
  const java = join(findJava(), 'bin', 'java');
  const source = join(import.meta.dirname, 'Functions.java');
  const args = ['-cp', join(home, 'lib', '*'), source, TRINO_VERSION, ...plugins.filter(existsSync)];
  const text = execFileSync(java, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  return text.split('\n').filter((line) => line.split('\t').length === 10);
}

/** @param {string} line */
function readFunction(line) {
  const [
    names = '',
    kind,
    hidden,
    deterministic,
    args = '',
    result = '',
    variadic,
    nullable = '',
    types = '',
    numbers = '',
  ] = line.split('\t');
  const variables = types === '' ? [] : types.split('|').map((text) => text.split(':'));
  const variableNames = variables.map(([name = '']) => name);
  const nulls = nullable.split('|');
  const parameters =
    args === ''
      ? []
      : args.split('|').map((type, index) => typeText(type, variableNames) + (nulls[index] === 'true' ? '?' : ''));
  const conditions = [
    ...variables.flatMap(([name = '', requirement]) =>
      requirement === undefined ? [] : [`${name.toUpperCase()}: ${requirement}`],
    ),
    ...(numbers === '' ? [] : numbers.split('|').map((text) => text.replace('=', ' = '))),
  ];
  const name = OPERATORS[names] ?? names;
  const isShown = hidden === 'false' || OPERATORS[names] !== undefined;
  const text = `(${parameters.join(', ')}${variadic === 'true' ? '...' : ''}) -> ${typeText(result, variableNames)}`;
  const signature = conditions.length > 0 ? `${text} where ${conditions.join(', ')}` : text;
  return { names: name, isShown, words: deterministic === 'true' ? `${kind}` : `${kind} nondeterministic`, signature };
}

/** Variables of types in capitals, all else small. @param {string} text @param {readonly string[]} variables */
function typeText(text, variables) {
  const upper = variables.map((name) => name.toUpperCase());
  return text.replace(/"[^"]*"|\w+|,/g, (word) => {
    if (word === ',') return ', ';
    if (word.startsWith('"')) return word;
    return upper.includes(word.toUpperCase()) ? word.toUpperCase() : word.toLowerCase();
  });
}

/** @param {readonly string[]} lines */
function collect(lines) {
  /** @type {Map<string, Known>} */
  const found = new Map();
  for (const line of lines) {
    const { names, isShown, words, signature } = readFunction(line);
    if (!isShown || words.startsWith('table')) continue;
    for (const name of names.toLowerCase().split(', ')) {
      const known = found.get(name) ?? { names: name, words, signatures: new Set() };
      known.signatures.add(signature);
      found.set(name, known);
    }
  }
  return joined([...found.values()].sort((a, b) => (a.names < b.names ? -1 : 1)));
}

/** Names of one function share a line. @param {readonly Known[]} functions */
function joined(functions) {
  /** @type {Map<string, Known>} */
  const byText = new Map();
  for (const known of functions) {
    const text = `${known.words}: ${[...known.signatures].join('; ')}`;
    const same = byText.get(text);
    byText.set(text, same && /^\w/.test(known.names) ? { ...same, names: `${same.names}, ${known.names}` } : known);
  }
  return [...byText.values()];
}

/** @param {string} file @param {string} constant @param {string} what @param {readonly Known[]} functions */
function write(file, constant, what, functions) {
  const lines = functions.map(({ names, words, signatures }) => `${names} ${words}: ${[...signatures].join('; ')}`);
  const text = `/** ${what} of Trino ${TRINO_VERSION}, written by scripts/trino/functions.js; \`parseSignature\` tells how to read it. */
export const ${constant} = \`
${lines.join('\n')}
\`;
`;
  writeFileSync(join(import.meta.dirname, '..', '..', 'src', 'sql', 'signatures', file), text);
  process.stderr.write(`${file}: ${lines.length} functions.\n`);
}

const functions = collect(askTrino());
const isScalar = (/** @type {Known} */ { words }) => words.startsWith('scalar');
write(
  `trino-${TRINO_VERSION}-scalars.ts`,
  `SCALARS_${TRINO_VERSION}`,
  'The scalar functions and operators',
  functions.filter(isScalar),
);
write(
  `trino-${TRINO_VERSION}-aggregates.ts`,
  `AGGREGATES_${TRINO_VERSION}`,
  'The aggregate and window functions',
  functions.filter((known) => !isScalar(known)),
);
