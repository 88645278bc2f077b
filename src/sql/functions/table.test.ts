import { expect, test } from 'vitest';
import { functionNames } from '../signatures/index.ts';
import { answeredCalls } from '../testkit/answered-calls.ts';
import { openSession } from '../testkit/session.ts';
import { arityOf, signaturesIn } from './arity.ts';
import type { FunctionEntry } from './define.ts';
import { FUNCTIONS } from './index.ts';

const TIMEOUT = 120_000;
const ENTRIES = Object.entries(FUNCTIONS);

test('every function that Trino lists is in the table', () => {
  expect(functionNames().filter((name) => !Object.hasOwn(FUNCTIONS, name))).toEqual([]);
});

test('what Trino does not list says how it is called, and nothing else does', () => {
  const listed = new Set(functionNames());
  const wrong = ENTRIES.filter(([name, { signatures }]) => listed.has(name) === (signatures !== undefined));
  expect(wrong.map(([name]) => name)).toEqual([]);
});

test('every entry says in sentences what Trino does, and where that is written', () => {
  const poor = ENTRIES.filter(
    ([, { means, source }]) => !/^[^a-z].*\.$/s.test(means) || !source.startsWith('https://'),
  );
  expect(poor.map(([name]) => name)).toEqual([]);
});

test('a reason for a refusal is a part of a sentence', () => {
  const whole = ENTRIES.filter(([, { refused }]) => refused !== undefined && /^$|^The |\.$/.test(refused));
  expect(whole.map(([name]) => name)).toEqual([]);
});

test.each([
  ['abs', [1, 1]],
  ['pi', [0, 0]],
  ['substr', [2, 3]],
  ['concat', [2, 127]],
  ['coalesce', [2, 127]],
  ['greatest', [1, 127]],
  ['if', [2, 3]],
  ['lag', [1, 3]],
  ['count', [0, 1]],
  ['zip', [2, 5]],
  ['listagg', [1, 2]],
  ['current_timestamp', [0, 1]],
])('%s takes %j arguments', (name, expected) => {
  expect(arityOf(name, FUNCTIONS[name] as (typeof FUNCTIONS)[string])).toEqual(expected);
});

test('a form is never said to be right for more than Trino takes', () => {
  const wrong = ENTRIES.filter(([name, entry]) => {
    const [min, max] = arityOf(name, entry);
    return entry.local && (entry.local[0] < min || entry.local[1] > max);
  });
  expect(wrong.map(([name]) => name)).toEqual([]);
});

// Types of which DuckDB has no values.
const NO_VALUES = /time\(p\) with time zone|hyperloglog|setdigest|ipaddress/;

/** Ways to call a function that its form refuses. */
const REFUSED: ReadonlySet<string> = new Set([
  'cosine_similarity(map(varchar, double), map(varchar, double)) -> double',
  'date_add(varchar(x), bigint, time(p)) -> time(p)',
  'date_diff(varchar(x), time(p), time(p)) -> bigint',
  'max_by(V?, K, bigint) -> array(V) where K: orderable',
  'min_by(V?, K, bigint) -> array(V) where K: orderable',
  'to_iso8601(timestamp(p) with time zone) -> varchar(n) where n = 1 + 6 + 15 + min(p, 1) + p + 6',
]);

// Where the grammar says how a function is called, its name is enough; where lambdas leave the signature open, the number of arguments is.
function waysOf(name: string, entry: FunctionEntry): readonly string[] {
  if (entry.signatures || entry.takes) return [name];
  const [, most] = entry.local ?? arityOf(name, entry);
  return signaturesIn(name, entry)
    .filter(({ text, parameters }) => !NO_VALUES.test(text) && parameters.length <= most)
    .map(({ text, parameters }) => (text.includes('function(') ? `${name} #${parameters.length}` : `${name}${text}`));
}

test(
  'behind every form stands a case with the same answer as Trino: for each signature of every function',
  { timeout: TIMEOUT },
  async () => {
    const session = await openSession();
    const answered = await answeredCalls(session);
    session.close();
    const ways = ENTRIES.flatMap(([name, entry]) => (entry.refused === undefined ? waysOf(name, entry) : []));
    expect(ways.filter((way) => answered.has(way) === REFUSED.has(way))).toEqual([]);
  },
);
