import { describe, expect, test } from 'vitest';
import type { RelationName } from '../../src/engines/engine.ts';
import { alterTable, renameTable } from '../../src/render/ddl/alter-table.ts';
import { createEmptyTableText, createTableAsText } from '../../src/render/ddl/create-table.ts';
import { createSchema } from '../../src/render/ddl/create-schema.ts';
import { dropRelation } from '../../src/render/ddl/drop.ts';
import { optimizeTable, vacuumTable } from '../../src/render/ddl/maintain.ts';
import { quoteRelation } from '../../src/sql/quote.ts';
import { dataFolder, newSchema, newSchemaPrefix, runTrino } from './lake.ts';

const COLUMNS = [
  { name: 'id', type: 'smallint' },
  { name: 'na`me "x"', type: 'varchar(10)' },
  { name: 'load date', type: 'timestamp(3)' },
  { name: 'größe', type: 'date' },
  { name: 'order', type: 'integer' },
  { name: '_r', type: 'row(a bigint, b array(real))' },
];
const PARTITIONS = ['bucket(16, id)', 'truncate("na`me ""x""", 4)', 'day("load date")', '"größe"', '"order"'];

describe('statements for tables of odd names', () => {
  test.each(['plain', 'my"t', '_t', 'größe', 'order', 'a b', "o'n", 'b`t'])('%s', async (identifier) => {
    const schema = await newSchema(newSchemaPrefix());
    const relation: RelationName = { database: 'iceberg', schema, identifier };
    const renamed = { ...relation, identifier: `${identifier}2` };
    const options = { partitionedBy: PARTITIONS, format: 'ORC', tableProperties: { max_commit_retry: '5', sorted_by: 'id' } }; // prettier-ignore
    await runTrino(createEmptyTableText(relation, COLUMNS, options, 'trino'));
    await runTrino(alterTable(relation, { kind: 'add-column', column: { name: 'new "c"', type: 'varchar(3)' } }, 'trino')); // prettier-ignore
    const widened = { kind: 'widen-column', column: { name: 'order', type: 'bigint' }, from: 'integer' } as const;
    await runTrino(alterTable(relation, widened, 'trino'));
    await runTrino(`INSERT INTO ${quoteRelation(relation, 'trino')} (id, "order") VALUES (1, 2), (2, 2)`);
    for (const sql of optimizeTable(relation, 'trino', '"order" = 2')) await runTrino(sql);
    for (const sql of vacuumTable(relation, 'trino', '7d')) await runTrino(sql);
    await runTrino(renameTable(relation, renamed.identifier, 'trino'));
    const { rows } = await runTrino(`SELECT count(*) FROM ${quoteRelation(renamed, 'trino')}`);
    expect(rows).toEqual([[2]]);
    await runTrino(dropRelation(renamed, 'table', 'trino'));
  });
});

test('a schema lies where it is told to, tables made by queries have their properties', async () => {
  const prefix = newSchemaPrefix();
  const schema = `${prefix}_made`;
  const location = `${dataFolder(prefix)}/${schema}/`;
  await runTrino(createSchema({ schema, database: 'iceberg', location }, 'trino'));
  await runTrino(createSchema({ schema, database: 'iceberg', location }, 'trino'));
  const relation = { database: 'iceberg', schema, identifier: 't' };
  const options = { partitionedBy: ['day("load date")'], tableProperties: { parquet_bloom_filter_columns: 'x' } };
  const select = `SELECT CAST('2024-01-01' AS timestamp(6)) AS "load date", CAST('a' AS varchar) AS x`;
  for (const replace of [false, true])
    await runTrino(createTableAsText({ relation, replace, options }, select, 'trino'));
  const { rows } = await runTrino(`SHOW CREATE TABLE ${quoteRelation(relation, 'trino')}`);
  expect(rows[0]?.[0]).toContain(`partitioning = ARRAY['day("load date")']`);
  expect(rows[0]?.[0]).toContain(`parquet_bloom_filter_columns = ARRAY['x']`);
  expect(rows[0]?.[0]).toContain(`location = '${location}t-`);
  const zoned = [{ name: 'at', type: 'timestamp(6) with time zone' }];
  const other = { ...relation, identifier: 'zoned' };
  await runTrino(createEmptyTableText(other, zoned, { partitionedBy: ['day(at)'], tableProperties: {} }, 'trino'));
});
