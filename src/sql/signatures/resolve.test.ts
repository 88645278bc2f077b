import { expect, test } from 'vitest';
import lambdas from './fixtures/lambdas.json' with { type: 'json' };
import { arithmetic, comparison, concatenation } from '../types/operators.ts';
import { parseTrinoType } from '../types/parse-trino-type.ts';
import { formatTrinoType, type TrinoType } from '../types/trino-type.ts';
import { explainMismatch } from './explain-mismatch.ts';
import { resolveCall } from './functions.ts';
import { parseSignature } from './parse-signature.ts';
import { resolve } from './resolve.ts';
import type { CallArgument } from './signature.ts';

const type = (text: string): TrinoType => parseTrinoType(text) as TrinoType;

/** Argument types by their texts: `?` is one that is not known. */
function args(...texts: readonly string[]): (TrinoType | undefined)[] {
  return texts.map((text) => (text === '?' ? undefined : type(text)));
}

function checkResult(
  signatures: readonly string[],
  given: readonly CallArgument[],
  expected: string | undefined,
): void {
  const found = resolve(signatures.map(parseSignature), given);
  const result = found === 'ambiguous' ? found : found?.result && formatTrinoType(found.result);
  expect(result).toBe(expected);
}

test('variables grow to what all arguments become', () => {
  checkResult(['(E, E) -> array(E)'], args('integer', 'bigint'), 'array(bigint)');
  checkResult(['(E?...) -> E'], args('integer', 'unknown', 'decimal(4,2)'), 'decimal(12,2)');
  checkResult(['(array(E), E) -> E'], args('array(smallint)', 'double'), 'double');
  checkResult(['(E, E) -> E where E: comparable'], args('hyperloglog', 'hyperloglog'), undefined);
  checkResult(['(E) -> E where E: orderable'], args('map(integer, integer)'), undefined);
});

test('numbers follow from formulas', () => {
  checkResult(['(varchar(x)) -> varchar(y) where y = min(2147483647, x * 12)'], args('varchar'), 'varchar');
  checkResult(['(varchar(x)) -> varchar(y) where y = (x + 7) / 2 - 1'], args('varchar(4)'), 'varchar(4)');
  checkResult(['(decimal(p, s)) -> decimal(rp, 0) where rp = max(1, p - s)'], args('bigint'), 'decimal(19,0)');
});

test('of several signatures the nearest one is meant', () => {
  checkResult(['(double) -> double', '(bigint) -> bigint'], args('integer'), 'bigint');
  checkResult(['(varchar) -> varchar', '(T) -> boolean'], args('varchar'), 'varchar');
  checkResult(['(bigint, double) -> bigint', '(double, bigint) -> double'], args('bigint', 'bigint'), 'ambiguous');
  checkResult(['(bigint) -> bigint', '(date) -> date'], args('varchar'), undefined);
});

test('what is not known leaves open what depends on it, and no more', () => {
  checkResult(['(bigint) -> bigint', '(double) -> double'], args('?'), undefined);
  checkResult(['(bigint) -> bigint', '(date) -> bigint'], args('?'), 'bigint');
  checkResult(['(E, E) -> array(E)'], args('integer', '?'), undefined);
  checkResult(['(E, E) -> boolean'], args('integer', '?'), 'boolean');
  checkResult(['(K, V) -> array(V)'], args('?', 'date'), 'array(date)');
  expect(resolveCall('sqrt', args('?', '?'))).toBeUndefined();
  expect(resolveCall('abs', args('?'))).toMatchObject({ signature: undefined, result: undefined });
});

test('a lambda whose body is not known leaves its result open', () => {
  const open: CallArgument = { lambda: 1, bodyType: () => undefined };
  expect(resolveCall('transform', [type('array(integer)'), open])).toMatchObject({ result: undefined });
  expect(resolveCall('filter', [type('array(integer)'), open])).toMatchObject({ result: type('array(integer)') });
});

test('a lambda is asked once for the same types', () => {
  let asked = 0;
  const body: CallArgument = { lambda: 1, bodyType: ([x]) => (asked++, x) };
  const found = resolveCall('transform', [type('array(integer)'), body]);
  expect(found).toMatchObject({ result: type('array(integer)') });
  expect(asked).toBe(1);
});

type Scope = Readonly<Record<string, TrinoType>>;

// The bodies of the cases, typed by the rules for operators.
function bodyType(body: string, scope: Scope): TrinoType | undefined {
  const infix = /^(.+) (\+|>|\|\|) (.+)$/.exec(body);
  if (infix) {
    const left = bodyType(infix[1] as string, scope) as TrinoType;
    const right = bodyType(infix[3] as string, scope) as TrinoType;
    if (infix[2] === '+') return arithmetic('+', left, right)?.result;
    if (infix[2] === '||') return concatenation(left, right)?.result;
    return comparison('>', left, right) && type('boolean');
  }
  if (body === 'array[x]') return { kind: 'array', element: scope['x'] as TrinoType };
  const known: Scope = {
    NULL: type('unknown'),
    true: type('boolean'),
    '1': type('integer'),
    '1.5': type('decimal(2,1)'),
    'CAST(x AS varchar)': type('varchar'),
  };
  return known[body] ?? scope[body];
}

function lambda(text: string): CallArgument {
  const [names = '', body = ''] = text.split(' -> ');
  const parameters = names.replace(/[()]/g, '').split(', ');
  return {
    lambda: parameters.length,
    bodyType: (types) =>
      bodyType(body, Object.fromEntries(parameters.map((name, index) => [name, types[index] as TrinoType]))),
  };
}

// `transform(c0, x -> x + 1)`: columns, then lambdas.
function callOf(expression: string, types: readonly string[]): { name: string; given: CallArgument[] } {
  const name = expression.slice(0, expression.indexOf('('));
  const parts = expression.slice(name.length + 1, -1).match(/c\d|(?:\([^)]*\)|\w+) -> (?:(?!, \(|, \w+ ->).)+/g) ?? [];
  return {
    name,
    given: parts.map((part) => (/^c\d$/.test(part) ? type(types[Number(part[1])] as string) : lambda(part))),
  };
}

test.each(Object.entries(lambdas))('%s', (key, answer) => {
  const [expression = '', ...types] = key.split(' ; ');
  const { name, given } = callOf(expression, types);
  // A body that cannot be typed is an error of its own in Trino; one of ours would be open.
  const found = resolveCall(name, given);
  const result = found && found !== 'ambiguous' ? found.result && formatTrinoType(found.result) : undefined;
  const isRefused = answer === null || /^[A-Z_]+$/.test(answer);
  expect(result).toBe(isRefused ? undefined : formatTrinoType(type(answer)));
});

test('a mismatch says what was given and what may be', () => {
  expect(explainMismatch('sqrt', [type('varchar(3)')])).toMatchObject({
    given: ['varchar(3)'],
    expected: ['sqrt(double)'],
    arities: [1],
  });
  expect(explainMismatch('array_sort', [type('integer')]).expected).toEqual([
    'array_sort(array(E)) where E: orderable',
    'array_sort(array(T), function(T, T, integer))',
  ]);
});
