import { afterAll, expect, test } from 'vitest';
import { athenaDialect } from './athena/dialect.ts';
import { openDuckDb } from './duckdb/connection.ts';
import { duckDbDialect } from './duckdb/dialect.ts';
import { PLAIN_ENVIRONMENT } from './duckdb/environment.ts';
import { trinoDialect } from './trino/dialect.ts';

const connection = await openDuckDb({ path: ':memory:' }, PLAIN_ENVIRONMENT);
afterAll(() => connection.close());

test('dialects are plain data', () => {
  for (const dialect of [duckDbDialect, trinoDialect, athenaDialect]) {
    expect(JSON.parse(JSON.stringify(dialect))).toEqual(dialect);
  }
  expect([duckDbDialect, trinoDialect, athenaDialect].map(({ name }) => name)).toEqual(['duckdb', 'trino', 'athena']);
});

test('DuckDB lets the last of several matches win', async () => {
  await connection.execute('CREATE TABLE t AS SELECT 1 AS k, 0 AS v');
  await connection.execute(
    'MERGE INTO t USING (VALUES (1, 1), (1, 2)) s(k, v) ON t.k = s.k WHEN MATCHED THEN UPDATE SET v = s.v',
  );
  const { rows } = await connection.execute('SELECT count(*) FROM t WHERE v IN (1, 2)');
  expect({ changed: rows[0]?.[0], flag: duckDbDialect.capabilities.mergeRejectsDuplicateMatches }).toEqual({
    changed: 1,
    flag: false,
  });
});

test('DuckDB hashes a null-safe equality', async () => {
  await connection.execute('CREATE TABLE a AS SELECT i AS k FROM range(1000) r(i)');
  await connection.execute('CREATE TABLE b AS SELECT i AS k FROM range(1000) r(i)');
  const { rows } = await connection.execute('EXPLAIN SELECT count(*) FROM a JOIN b ON a.k IS NOT DISTINCT FROM b.k');
  expect(String(rows[0]?.[1]).includes('HASH_JOIN')).toBe(duckDbDialect.capabilities.nullSafeEqualityIsHashed);
});
