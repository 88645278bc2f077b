import { expect, test } from 'vitest';
import { limitedQuery } from './limited-query.ts';

function check(rendered: string, expected: string): void {
  expect(limitedQuery({ rendered, sql: rendered }, 11)).toBe(expected);
}

test('a query without an order is put into another', () => {
  check('SELECT 1 AS a', 'SELECT * FROM (\nSELECT 1 AS a\n) AS shown LIMIT 11');
  check('SELECT a FROM t LIMIT 5', 'SELECT * FROM (\nSELECT a FROM t LIMIT 5\n) AS shown LIMIT 11');
});

test('an order stays outermost', () => {
  check('SELECT a FROM t ORDER BY a', 'SELECT a FROM t ORDER BY a\nLIMIT 11');
  check('SELECT a FROM t ORDER BY a -- the end', 'SELECT a FROM t ORDER BY a -- the end\nLIMIT 11');
  check('WITH t AS (SELECT 1 AS a) SELECT a FROM t ORDER BY a', 'WITH t AS (SELECT 1 AS a) SELECT a FROM t ORDER BY a\nLIMIT 11'); // prettier-ignore
});

test('an ordered query with a limit of its own', () => {
  check('SELECT a FROM t ORDER BY a LIMIT 11', 'SELECT a FROM t ORDER BY a LIMIT 11');
  const long = 'SELECT a FROM t ORDER BY a LIMIT 12';
  check(long, `SELECT * FROM (\n${long}\n) AS shown LIMIT 11`);
  const all = 'SELECT a FROM t ORDER BY a OFFSET 2';
  check(all, `SELECT * FROM (\n${all}\n) AS shown LIMIT 11`);
  const ties = 'SELECT a FROM t ORDER BY a FETCH FIRST 2 ROWS WITH TIES';
  check(ties, `SELECT * FROM (\n${ties}\n) AS shown LIMIT 11`);
});

test('what cannot be read is put into another query', () => {
  const text = 'SELECT * FROM t MATCH_RECOGNIZE (';
  check(text, `SELECT * FROM (\n${text}\n) AS shown LIMIT 11`);
});

test('the engine gets its own text', () => {
  const query = { rendered: 'SELECT a FROM t ORDER BY a', sql: 'SELECT a FROM t ORDER BY a NULLS LAST' };
  expect(limitedQuery(query, 3)).toBe('SELECT a FROM t ORDER BY a NULLS LAST\nLIMIT 3');
});
