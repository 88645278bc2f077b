import { expect, test } from 'vitest';
import { withCtes } from './ephemeral.ts';

const CTES = [
  { name: 'a', sql: 'select 1 -- end' },
  { name: 'b', sql: 'select * from a' },
];
const LIST = '"a" AS (\nselect 1 -- end\n), "b" AS (\nselect * from a\n)';

function checkWith(query: string, expected: string): void {
  const { text, inserted } = withCtes(query, CTES);
  expect(text).toBe(expected);
  expect(text.slice(0, inserted.at) + text.slice(inserted.at + inserted.length)).toBe(query);
}

test('CTEs stand in front, or in the query’s own WITH', () => {
  checkWith('select 1', `WITH ${LIST}\nselect 1`);
  checkWith('with x as (select 2) select 1', `with ${LIST},  x as (select 2) select 1`);
  checkWith('WITH RECURSIVE t(n) AS (select 1) select 1', `WITH RECURSIVE ${LIST},  t(n) AS (select 1) select 1`);
  checkWith(
    '-- with\n/* with */ with"x"as (select 2) select 1',
    `-- with\n/* with */ with ${LIST}, "x"as (select 2) select 1`,
  );
  checkWith('select 1 as withdrawn', `WITH ${LIST}\nselect 1 as withdrawn`);
  checkWith('withdrawn', `WITH ${LIST}\nwithdrawn`);
});

test('a query without ephemeral inputs is itself', () => {
  expect(withCtes('select 1', [])).toEqual({ text: 'select 1', inserted: { at: 0, length: 0 } });
});
