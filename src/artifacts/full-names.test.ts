import { expect, test } from 'vitest';
import { projectOf } from '../graph/testkit/project-of.ts';
import { fullName, fullNames } from './full-names.ts';

const project = projectOf({
  sources: ['erp.parts'],
  models: { orders: { folder: 'gold' }, items: { folder: 'gold' } },
});
const withFullNames = fullNames(project);

test.each([
  ['SELECT 1 FROM gold.orders', 'SELECT 1 FROM "memory".gold.orders'],
  ['select * from "gold"."orders" o join Erp.Parts p on p.id = o.id', 'select * from "memory"."gold"."orders" o join "memory".Erp.Parts p on p.id = o.id'],
  ['SELECT * FROM (SELECT 1 FROM gold.orders), gold.items', 'SELECT * FROM (SELECT 1 FROM "memory".gold.orders), "memory".gold.items'],
  ['WITH x AS (SELECT a FROM erp.parts) SELECT * FROM x', 'WITH x AS (SELECT a FROM "memory".erp.parts) SELECT * FROM x'],
])('%s', (sql, expected) => {
  expect(withFullNames(sql)).toBe(expected);
}); // prettier-ignore

test.each([
  `SELECT 'from gold.orders' FROM other.orders -- from gold.orders`,
  `SELECT gold.orders, gold.items FROM x gold /* join gold.orders */ WHERE gold.orders > 1`,
  `SELECT * FROM "lake"."gold"."orders"`,
  `SELECT * FROM gold.unknown`,
  `SELECT f(a, gold.orders) FROM x JOIN y ON x.a = gold.orders`,
])('is left as it is: %s', (sql) => {
  expect(withFullNames(sql)).toBe(sql);
});

test.each([
  [{ type: 'duckdb', settings: { path: '/data/my lake.db.duckdb' } }, '"my lake"."gold"."orders"'],
  [{ type: 'duckdb', settings: { path: ':memory:' } }, '"memory"."gold"."orders"'],
  [{ type: 'duckdb', settings: {} }, '"memory"."gold"."orders"'],
  [{ type: 'athena', settings: {} }, '"awsdatacatalog"."gold"."orders"'],
  [{ type: 'trino', database: 'iceberg', settings: {} }, '"iceberg"."gold"."orders"'],
] as const)('the database of %o', (target, expected) => {
  const named = { ...project, target: { name: 't', threads: 1, ...target } };
  expect(fullName({ schema: 'gold', identifier: 'orders' }, named)).toBe(expected);
});
