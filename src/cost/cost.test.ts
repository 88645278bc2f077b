import { expect, test } from 'vitest';
import { charge, EMPTY_BILL, sumBills } from './bill.ts';
import { estimateReads } from './estimate.ts';
import { estimateText } from './estimate-text.ts';
import { bytesText, dollarsText } from './figures.ts';
import { priceOf, queryCost } from './price.ts';
import { billedKind } from './statement-kind.ts';

const MB = 1024 ** 2;
const five = { perTb: 5 };

test.each([
  ['SELECT 1', 'query'],
  ['(SELECT 1) UNION (SELECT 2)', 'query'],
  ['-- lakemodel {"x": "CREATE"}\nselect 1', 'query'],
  ['/* drop */ WITH a AS (SELECT 1) SELECT * FROM a', 'query'],
  ['MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE', 'query'],
  ['INSERT INTO t VALUES (1)', 'query'],
  ["CREATE TABLE t WITH (table_type = 'ICEBERG') AS SELECT 1", 'query'],
  ['CREATE OR REPLACE TABLE "a"."b" AS SELECT 1', 'query'],
  ['CREATE TABLE "as" (x int)', 'free'],
  ["CREATE TABLE t (a int COMMENT 'as') LOCATION 's3://b/as'", 'free'],
  ['CREATE EXTERNAL TABLE t (a int)', 'free'],
  ['CREATE OR REPLACE VIEW v AS SELECT 1', 'free'],
  ['CREATE SCHEMA x', 'free'],
  ['OPTIMIZE t REWRITE DATA USING BIN_PACK', 'query'],
  ['ALTER TABLE t EXECUTE optimize', 'query'],
  ['ALTER TABLE `t` ADD COLUMNS (execute int)', 'free'],
  ['DROP TABLE t', 'free'],
  ['MSCK REPAIR TABLE t', 'free'],
  ['SHOW TABLES', 'free'],
  ['EXPLAIN SELECT 1', 'free'],
  ['EXPLAIN ANALYZE SELECT 1', 'query'],
  ['-- nothing', 'free'],
  ['', 'free'],
] as const)('%s is %s', (sql, kind) => expect(billedKind(sql)).toBe(kind));

test('a query is billed by whole megabytes, ten at least', () => {
  expect(queryCost(0, five)).toBeCloseTo((10 / MB) * 5, 12);
  expect(queryCost(10 * MB, five)).toBe(queryCost(1, five));
  expect(queryCost(10 * MB + 1, five)).toBeCloseTo((11 / MB) * 5, 12);
  expect(queryCost(1024 ** 4, five)).toBe(5);
});

test('prices of targets', () => {
  expect(priceOf({ type: 'athena', settings: {} })).toEqual({ perTb: 5 });
  expect(priceOf({ type: 'athena', settings: { price_per_tb: 6.75 } })).toEqual({ perTb: 6.75 });
  expect(priceOf({ type: 'athena', settings: { price_per_tb: '6.75' } })).toEqual({ perTb: 6.75 });
  expect(priceOf({ type: 'athena', settings: { price_per_tb: 'six' } })).toEqual({ perTb: 5 });
  expect(priceOf({ type: 'trino', settings: {} })).toBeUndefined();
  expect(priceOf({ type: 'trino', settings: { price_per_tb: 1 } })).toEqual({ perTb: 1 });
  expect(priceOf({ type: 'duckdb', settings: { price_per_tb: 1 } })).toBeUndefined();
});

test('a bill: queries cost, DDL and failures do not, and all are counted', () => {
  let bill = charge(EMPTY_BILL, 'SELECT 1', { bytesScanned: 20 * MB, queryId: 'q1' }, five);
  bill = charge(bill, 'DROP TABLE t', { bytesScanned: 0, queryId: 'q2' }, five);
  bill = charge(bill, 'SELECT broken', undefined, five);
  expect(bill).toEqual({
    statements: 3,
    bytesScanned: 20 * MB,
    costUsd: queryCost(20 * MB, five),
    queryIds: ['q1', 'q2'],
  });
});

test('without a price there are bytes alone; without bytes neither', () => {
  expect(charge(EMPTY_BILL, 'SELECT 1', { bytesScanned: 7 }, undefined)).toEqual({
    statements: 1,
    bytesScanned: 7,
    queryIds: [],
  });
  expect(charge(EMPTY_BILL, 'SELECT 1', {}, five)).toEqual({ statements: 1, queryIds: [] });
  expect(sumBills([])).toEqual(EMPTY_BILL);
});

const relation = (identifier: string) => ({ schema: 'gold', identifier });
const size = (bytes: number) => ({ bytes, rows: 1, files: 1 });

test('an estimate: each table named, whole, once for each time', () => {
  const { byNode, total } = estimateReads(
    [
      {
        id: 'model.p.a',
        relations: [relation('a'), relation('b'), relation('v'), relation('new')],
        statements: [
          { sql: 'SELECT max(x) FROM "gold"."b" -- not "gold"."a"' },
          {
            sql: `MERGE INTO "gold"."a" USING (SELECT * FROM "gold"."b" JOIN "gold"."v" ON '"gold"."b"' <> x) s ON true`,
            writes: relation('a'),
          },
          { sql: 'INSERT INTO "gold"."a" SELECT * FROM "gold"."new"', writes: relation('a') },
          { sql: 'DROP TABLE "gold"."b"' },
        ],
      },
      { id: 'model.p.none', relations: [], statements: [{ sql: 'CREATE SCHEMA x' }] },
    ],
    {
      sizes: new Map([
        ['gold.a', size(100)],
        ['gold.b', size(20)],
        ['gold.c', size(3)],
      ]),
      behind: (key) => (key === 'gold.v' ? ['gold.c'] : undefined),
      price: five,
    },
  );
  expect(byNode.get('model.p.a')).toEqual({
    bytes: 20 + (100 + 20 + 3),
    queries: 3,
    costUsd: 3 * queryCost(0, five),
    unknown: ['gold.new'],
  });
  expect(total.bytes).toBe(143);
  expect(estimateText(total)).toBe('at most 143 B in 3 queries, about $0.00014; without gold.new, of unknown size');
  expect(estimateText(byNode.get('model.p.none')!)).toBeUndefined();
});

test.each([
  [0, '$0.00'],
  [0.0000477, '$0.000048'],
  [0.0065, '$0.0065'],
  [0.5, '$0.50'],
  [0.999, '$1.00'],
  [1234.5, '$1,234.50'],
])('dollars %d', (value, text) => expect(dollarsText(value)).toBe(text));

test.each([
  [0, '0 B'],
  [1000, '1.0 kB'],
  [999_960, '1.0 MB'],
  [7e18, '7,000.0 PB'],
])('bytes %d', (value, text) => expect(bytesText(value)).toBe(text));
