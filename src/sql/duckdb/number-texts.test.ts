import { expect, test } from 'vitest';
import { decimalText, floatText, integerText, quotientText } from './number-texts.ts';

// What Java's own readers take. Their values, through the casts, are in fixtures/dirty-texts-answers.json.
test.each([
  [' 1.5f\t', '1.5'],
  ['\u00011d', '1'],
  ['\u00a01', null],
  ['0x1.8p1', '3'],
  ['-0x1p-2', '-25e-2'],
  ['0x.8p1', '1'],
  ['0x.p1', null],
  ['0x1.8', null],
  ['+0x1p99999999999', 'inf'],
  ['-0x1p-99999999999', '-0'],
  ['0x0p99999999999', '0'],
  ['+Infinity', 'inf'],
  ['Infinityd', null],
  ['nan', null],
  ['1_0', null],
  ['٣', null],
])('float %j', (text, expected) => expect(sameNumber(floatText(text))).toBe(sameNumber(expected)));

// The form of a number does not matter, its value does.
function sameNumber(text: string | null): string | null {
  return text === null || text.includes('inf') ? text : String(Number(text));
}

test('NaN is a number, with or without a sign', () => {
  expect(floatText(' -NaN\n')).toBe('nan');
  expect(floatText('NaNd')).toBeNull();
});

test.each([
  [' +12\n', '+12'],
  ['1١', '11'],
  ['１２８', '128'],
  ['𝟏', null],
  ['−1', null],
  ['1.0', null],
  ['', null],
])('integer %j', (text, expected) => expect(integerText(text)).toBe(expected));

test.each([
  ['1.2345e1', '12.345'],
  ['1e-400', '0'],
  ['1e2', '100.'],
  ['-5e-3', '-0.005'],
  ['.1e1', '1.'],
  ['0e2147483647', '0'],
  ['0e2147483648', null],
  ['1e400', null],
  ['1e-2147483647', null],
  ['１.５e１', '15.'],
  [' 1', null],
  ['.', null],
  ['.e2', null],
])('decimal %j', (text, expected) => expect(decimalText(text)).toBe(expected));

test.each([
  ['1', '3', '100', 2, '0.33'],
  ['-1', '3', '1', 0, '0'],
  ['5', '-10', '1', 0, '-1'],
  ['99999999999999999999999999999999999999', '-1', '1', 0, '-99999999999999999999999999999999999999'],
  [
    '99999999999999999999999999999999999999',
    '10000000000',
    '10000000000',
    10,
    '9999999999999999999999999999.9999999999',
  ],
])('%s / %s, times %s, with %i digits behind the point', (a, b, power, scale, text) =>
  expect(quotientText(a, b, power, scale)).toBe(text),
);
