import { expect, test } from 'vitest';
import answers from './fixtures/casts.json' with { type: 'json' };
import { canCast } from './casts.ts';
import { parseTrinoType } from './parse-trino-type.ts';
import type { TrinoType } from './trino-type.ts';

const type = (text: string): TrinoType => parseTrinoType(text) as TrinoType;

test('CAST is there where Trino has it', () => {
  const { types, ...given } = answers;
  const wrong = Object.entries(given).flatMap(([from, targets]) =>
    types
      .filter((to) => canCast(type(from), type(to)) !== targets.includes(to))
      .map((to) => `${from} to ${to}: Trino ${targets.includes(to) ? 'casts' : 'does not'}`),
  );
  expect(wrong).toEqual([]);
});

test('nested types cast as their parts do', () => {
  expect(canCast(type('array(row(a varchar, b json))'), type('array(row(x date, y array(bigint)))'))).toBe(true);
  expect(canCast(type('array(row(a varchar, b json))'), type('array(row(x date))'))).toBe(false);
  expect(canCast(type('map(varchar, array(date))'), type('json'))).toBe(true);
  expect(canCast(type('map(json, integer)'), type('json'))).toBe(true);
  expect(canCast(type('json'), type('map(date, array(varbinary))'))).toBe(false);
});
