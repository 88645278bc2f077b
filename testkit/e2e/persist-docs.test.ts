import { expect, test } from 'vitest';
import { newProject } from './harness.ts';

const TABLE = `select comment from duckdb_tables() where schema_name = 'gold' and table_name = 'orders'`;
const VIEW = `select comment from duckdb_views() where schema_name = 'gold' and view_name = 'big'`;
const COLUMNS = `select table_name, column_name, comment from duckdb_columns() where schema_name = 'gold' and comment is not null order by 1, 2`;

const yaml = (orders: string, id: string) => `models:
  - name: orders
    description: ${orders}
    config: { persist_docs: { relation: true, columns: true } }
    columns:
      - { name: id, description: "${id}" }
      - { name: amount }
  - name: big
    description: "Only large ones."
    config: { persist_docs: { relation: true, columns: true } }
    columns: [{ name: amount, description: "At least 10." }]
`;

test('descriptions become comments, and the table keeps its identity and its state', async () => {
  const project = newProject({
    'seeds/raw.csv': 'id,amount\n1,5\n2,20\n',
    'models/gold/orders.sql': `{{ config(materialized='incremental', unique_key='id') }}
select id, amount from {{ ref('raw') }} where id > {{ watermark('id') }} and id <= {{ high_watermark('id') }}`,
    'models/gold/big.sql': `{{ config(materialized='view') }}\nselect id, amount from {{ ref('orders') }} where amount >= 10`,
    'models/gold/gold.yml': yaml('All orders.', "It's the key."),
  });
  await project.build();
  const [[first]] = (await project.query(TABLE)) as [[string]];
  expect(first).toMatch(/^All orders\.\nlakemodel:[0-9a-f-]{36}$/);
  expect(await project.query(VIEW)).toEqual([['Only large ones.']]);
  expect(await project.query(COLUMNS)).toEqual([
    ['big', 'amount', 'At least 10.'],
    ['orders', 'id', "It's the key."],
  ]);

  // Only what differs is written again, and the watermark of this very table still holds.
  project.write({
    'models/gold/gold.yml': yaml('"Every order,\\nonce."', "It's the key."),
    'seeds/raw.csv': 'id,amount\n1,99\n2,99\n3,30\n',
  });
  const { text } = await project.plan();
  expect(text).toContain(`COMMENT ON TABLE "gold"."orders" IS 'Every order,\nonce.'`);
  expect(text).not.toContain('COMMENT ON COLUMN "gold"."orders"');
  await project.build();
  expect(await project.query(TABLE)).toEqual([[first.replace('All orders.', 'Every order,\nonce.')]]);
  expect(await project.query('select id, amount from gold.orders order by 1')).toEqual([
    [1, 5],
    [2, 20],
    [3, 30],
  ]);
  expect((await project.plan('run', { select: ['orders'] })).text).not.toContain('COMMENT');

  await project.build({ fullRefresh: true });
  expect(await project.query(COLUMNS)).toEqual([
    ['big', 'amount', 'At least 10.'],
    ['orders', 'id', "It's the key."],
  ]);
});
