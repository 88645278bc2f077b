import { expect, test } from 'vitest';
import { canonicalJson, jsonScalar, jsonValue } from './json-text.ts';
import { doubleText, luhnCheck, soundex } from './text-algorithms.ts';
import { urlDecode, urlEncode, urlParameter, urlPart } from './url-parts.ts';
import { xxhash64 } from './xxhash64.ts';

// Answers of Trino 476.
test.each([
  ['1.5', '1.5E0'],
  ['100.0', '1.0E2'],
  ['1e+16', '1.0E16'],
  ['1e-05', '1.0E-5'],
  ['0.0001', '1.0E-4'],
  ['-123456.789', '-1.23456789E5'],
  ['0.0', '0E0'],
  ['-0.0', '-0E0'],
  ['nan', 'NaN'],
  ['-inf', '-Infinity'],
])('double %s', (text, expected) => expect(doubleText(text)).toBe(expected));

test('json_parse keeps keys in order and numbers in the form of Java', () => {
  expect(canonicalJson('{"b": 1, "a": [1.50, 1e10, 1e-5, 12345678.5, 100.0, -0.0, 9999999.5, 0.0001], "b": 2}')).toBe(
    '{"a":[1.5,1.0E10,1.0E-5,1.23456785E7,100.0,-0.0,9999999.5,1.0E-4],"b":2}',
  );
  expect(canonicalJson('123456789012345678901234567890')).toBe('123456789012345678901234567890');
  expect(canonicalJson('"a\\u001f\\u00e9\\/"')).toBe('"a\\u001Fé/"');
});

test.each(['', '[1,]', '{"a":1,}', '{"a" 1}', 'NaN', "{'a':1}", '01', '[1', '{"a":1} x', '"\n"', 'nul'])(
  'no JSON: %s',
  (text) => expect(canonicalJson(text)).toBeNull(),
);

test('json_extract_scalar gives a number as it is written, and reads no further than it must', () => {
  expect(jsonScalar('{"x": {"a": 1.50}}', '$."x"."a"')).toBe('1.50');
  expect(jsonScalar('{"a":[1,{"b":"\\u00e9"}]}', '$."a"[1]."b"')).toBe('é');
  expect(jsonScalar('{"a":1,}', '$."a"')).toBe('1');
  expect(jsonScalar('{"b":NaN,"a":1}', '$."a"')).toBeNull();
  expect(jsonScalar('{"a":null}', '$."a"')).toBeNull();
  expect(jsonScalar('{"a":[]}', '$."a"')).toBeNull();
  expect(jsonScalar('{"a":[]}', '$."a"[0]')).toBeNull();
  expect(jsonScalar('{}', '$."a"')).toBeNull();
});

test('json_extract keeps the order of keys', () => {
  expect(jsonValue('{"a": {"z": 1.0, "b" : []}}', '$."a"')).toBe('{"z":1.0,"b":[]}');
});

test('parts of a URL', () => {
  const url = 'http://u:p@h.com:80/a%20b?x=1&y&z=%20#f';
  expect(['protocol', 'host', 'port', 'path', 'query', 'fragment'].map((part) => urlPart(url, part))).toEqual([
    'http',
    'h.com',
    '80',
    '/a b',
    'x=1&y&z= ',
    'f',
  ]);
  expect([urlParameter(url, 'x'), urlParameter(url, 'y'), urlParameter(url, 'z'), urlParameter(url, 'q')]).toEqual(['1', '', ' ', null]); // prettier-ignore
  expect(urlPart('not a url', 'host')).toBeNull();
  expect(urlDecode(urlEncode('a b&c/é~*'))).toBe('a b&c/é~*');
  expect(() => urlDecode('%zz')).toThrow();
});

test('soundex and Luhn', () => {
  expect(['Robert', 'Rupert', 'Tymczak', 'Pfister', ''].map(soundex)).toEqual(['R163', 'R163', 'T522', 'P236', '']);
  expect([luhnCheck('79927398713'), luhnCheck('79927398710'), luhnCheck('')]).toEqual([true, false, false]);
  expect(() => luhnCheck('12a')).toThrow();
});

// Test vectors of the xxHash project, and one longer than a stripe.
test.each([
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['abc', '44bc2cf5ad770999'],
])('xxhash64 of "%s"', (text, expected) =>
  expect(Buffer.from(xxhash64(Buffer.from(text))).toString('hex')).toBe(expected),
);
