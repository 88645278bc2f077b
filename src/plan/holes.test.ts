import { expect, test } from 'vitest';
import { digHoles, fillHoles, hole, holeSamples, holesIn } from './holes.ts';

const HIGH = 'high_watermark(arrived_at)';

test('holes are found and filled, each value as the inside of a literal', () => {
  const text = `SELECT CAST('${hole(HIGH)}' AS varchar), '${hole('high_watermark(id of "x")')}', '${hole(HIGH)}'`;
  expect(holesIn(text)).toEqual([HIGH, 'high_watermark(id of "x")']);
  const filled = fillHoles(text, new Map([[HIGH, `it's $1`], ['high_watermark(id of "x")', '7']])); // prettier-ignore
  expect(filled).toBe(`SELECT CAST('it''s $1' AS varchar), '7', 'it''s $1'`);
});

test('a hole that nothing fills is a bug, and brackets of a user are text', () => {
  expect(() => fillHoles(hole(HIGH), new Map())).toThrow('nothing fills the hole "high_watermark(arrived_at)"');
  expect(holesIn(`SELECT '⟪x⟫' AS "⟪⟫"`)).toEqual([]);
  expect(fillHoles(`SELECT '⟪x⟫'`, new Map([['x', '1']]))).toBe(`SELECT '⟪x⟫'`);
});

for (const type of [
  'timestamp(6)',
  'timestamp(3) with time zone',
  'date',
  'varchar',
  'bigint',
  'decimal(20,2)',
  'double',
])
  test(`a sample of ${type} is put in and dug out again`, () => {
    const holes = ['high_watermark(a)', 'high_watermark(b)'].map((name) => ({ hole: name, type }));
    const samples = holeSamples(holes);
    const text = `a <= CAST('${hole('high_watermark(a)')}' AS ${type}) AND b <= CAST('${hole('high_watermark(b)')}' AS ${type}) AND n = 101`;
    expect(new Set(samples.values()).size).toBe(2);
    expect(digHoles(fillHoles(text, samples), samples)).toBe(text);
  });
