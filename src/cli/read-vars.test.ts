import { expect, test } from 'vitest';
import { readVars } from './read-vars.ts';
import type { UsageError } from './usage-error.ts';
import { printUsageError } from './usage-error.ts';

function checkRefused(text: string, printed: string): void {
  try {
    readVars(text);
  } catch (error) {
    expect(printUsageError(error as UsageError)).toBe(printed);
    return;
  }
  throw new Error(`${text} was accepted`);
}

test.each([
  ['{a: 1, b: [x, null], c: {d: true}}', { a: 1, b: ['x', null], c: { d: true } }],
  ['{"a": "1", "b": 1.5}', { a: '1', b: 1.5 }],
  ['day: 2024-01-01', { day: '2024-01-01' }],
  ['a: 1\nb: 2', { a: 1, b: 2 }],
  ['', {}],
  ['{}', {}],
])('%s', (text, expected) => expect(readVars(text)).toEqual(expected));

test('a place for what is not YAML', () => {
  checkRefused(
    '{a: [1, 2}',
    `error: The value of --vars is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].
  --vars:1:10
  1 | {a: [1, 2}
    |          ^
  hint: Write a mapping, e.g. --vars '{country: DE, days: 7}'.`,
  );
});

test('no mapping', () => {
  checkRefused(
    'days:7',
    `error: The value of --vars is not a mapping of names to values.
  --vars:1:1
  1 | days:7
    | ^^^^^^
  hint: A space belongs behind the colon. Write a mapping, e.g. --vars '{country: DE, days: 7}'.`,
  );
  expect(() => readVars('[1]')).toThrow('not a mapping');
  checkRefused(
    '{a: 1, days:7}',
    `error: The variable "days:7" of --vars has no value.
  --vars:1:8
  1 | {a: 1, days:7}
    |        ^^^^^^
  hint: A space belongs behind the colon. Write a mapping, e.g. --vars '{country: DE, days: 7}'.`,
  );
});

test('a key twice is refused', () => {
  expect(() => readVars('{a: 1, a: 2}')).toThrow('--vars is not valid YAML');
});
