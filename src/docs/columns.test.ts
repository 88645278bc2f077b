import { expect, test } from 'vitest';
import type { Use } from '../lineage/lineage.ts';
import { addedColumns } from '../plan/columns.ts';
import { loadGood } from '../project/testkit/temporary-project.ts';
import { addedColumnNames } from './added-columns.ts';
import { siteOf } from './testkit/site-of.ts';

const MODELS = {
  'models/a.sql': 'select 1 as id',
  'models/b.sql': "select * from {{ ref('a') }}",
  'models/c.sql': "select * from {{ ref('b') }}",
  'models/d.sql': "select * from {{ ref('c') }} union all select * from {{ ref('a') }}",
};
const DOCUMENTED = `models:
  - name: a
    columns:
      - {name: id, description: The id., data_type: bigint}
      - {name: total, description: The total.}
`;

test('columns are those of the warehouse, of the query and of YAML, in this order, each once and as the query spells it', async () => {
  const site = await siteOf(
    {
      'models/a.sql': 'select 1 as "Id"',
      'models/a.yml': 'models: [{name: a, columns: [{name: ID}, {name: later, data_type: date}]}]',
    },
    { lineage: { a: { Id: '', made: '' } }, tables: { a: 'made bigint, old varchar, id integer' } },
  );
  expect(site.detail('a').columns.map(({ name, type }) => [name, type])).toEqual([
    ['made', 'bigint'],
    ['old', 'varchar'],
    ['Id', 'integer'],
    ['later', 'date'],
  ]);
  expect(site.columns.names[0]).toEqual(['made', 'old', 'Id', 'later']);
  expect(site.overview.counts.column).toBe(4);
});

test('another type in the warehouse is told, the same by another name is not', async () => {
  const yaml = `models:
  - name: a
    columns:
      - {name: n, data_type: INT}
      - {name: s, data_type: string}
      - {name: v, data_type: varchar(10)}
      - {name: d, data_type: 'decimal(10, 2)'}
      - {name: other, data_type: bigint}
`;
  const site = await siteOf(
    { 'models/a.sql': 'select 1', 'models/a.yml': yaml },
    { tables: { a: 'n integer, s varchar, v varchar, d decimal(10,2), other integer' } },
  );
  const types = site.detail('a').columns.map(({ name, actualType }) => [name, actualType]);
  expect(types.filter(([, actual]) => actual !== undefined)).toEqual([['other', 'integer']]);
});

test('a description is taken over from the nearest documented column that is passed on, through chains and new names', async () => {
  const lineage = {
    a: { id: '', total: '' },
    b: { id: '=a.id', amount: '>a.total', twice: '*a.total' },
    c: { key: '>b.id', amount: '=b.amount', twice: '=b.twice' },
  };
  const site = await siteOf({ ...MODELS, 'models/a.yml': DOCUMENTED }, { lineage });
  const a = site.nodes.findIndex(({ name }) => name === 'a');
  expect(site.column('c', 'key')).toMatchObject({ description: 'The id.', from: [a, 'id'] });
  expect(site.column('c', 'amount')).toMatchObject({ description: 'The total.', from: [a, 'total'] });
  expect(site.column('c', 'twice').description).toBe('');
  expect(site.column('b', 'twice')).not.toHaveProperty('from');
  expect(site.column('a', 'id')).not.toHaveProperty('from');
  // a: 2 of 2, b: 2 of 3, c: 2 of 3.
  expect(site.overview.health.documented.columns).toEqual([6, 8]);
});

test('a column with words of its own passes these on', async () => {
  const yaml = `${DOCUMENTED}  - name: b
    columns: [{name: id, description: The id of b.}]
`;
  const lineage = { a: { id: '' }, b: { id: '=a.id' }, c: { id: '=b.id' } };
  const site = await siteOf({ ...MODELS, 'models/a.yml': yaml }, { lineage });
  expect(site.column('b', 'id').description).toBe('The id of b.');
  expect(site.column('c', 'id')).toMatchObject({ description: 'The id of b.', from: [1, 'id'] });
});

test('several inputs must say the same; what an incremental model reads of itself does not count', async () => {
  const other = DOCUMENTED.replace('name: a', 'name: c').replace('The total.', 'Another.').replace('models:\n', '');
  const lineage = {
    a: { id: '', total: '', more: '' },
    c: { id: '', total: '', more: '' },
    d: { id: '=c.id =a.id =d.id', total: '=c.total =a.total', more: '=c.more =a.id' },
  };
  const site = await siteOf({ ...MODELS, 'models/a.yml': DOCUMENTED + other }, { lineage });
  expect(site.column('d', 'id').description).toBe('The id.');
  expect(site.column('d', 'total').description).toBe('');
  expect(site.column('d', 'more').description).toBe('');
});

test('nothing is taken over where some inputs are not known', async () => {
  const how = 'passed through';
  const column = {
    name: 'id',
    how,
    inputs: [{ node: 'model.shop.a', column: 'id', how }],
    uses: [],
    sql: [],
    unknown: true,
  } as const;
  const node = { name: 'b', type: 'model', reads: [], uses: [] };
  const a = { name: 'a', type: 'model', reads: [], uses: [], columns: [{ name: 'id', inputs: [], uses: [], sql: [] }] };
  const lineage = { nodes: { 'model.shop.a': a, 'model.shop.b': { ...node, columns: [column] } } };
  const site = await siteOf({ ...MODELS, 'models/a.yml': DOCUMENTED }, { lineage });
  expect(site.column('b', 'id')).toMatchObject({ description: '', unknown: true });
});

test('keys, partitions, audit columns and constraints are marked', async () => {
  const config = `{{ config(materialized='incremental', unique_key='id', partitioned_by=['day(at)', 'bucket(16, "Region")']) }}`;
  const site = await siteOf(
    {
      'models/a.sql': `${config} select 1 as id`,
      'models/a.yml': `models: [{name: a, columns: [{name: ID, tags: [pii], constraints: [{type: not_null}, {type: check, expression: id > 0}]}]}]`,
    },
    { lineage: { a: { ID: '', at: '', Region: '', ingest_ts: '' } } },
  );
  expect(site.column('a', 'ID')).toMatchObject({
    isKey: true,
    tags: ['pii'],
    constraints: ['not_null', 'check (id > 0)'],
  });
  expect(site.column('a', 'at').isPartition).toBe(true);
  expect(site.column('a', 'Region').isPartition).toBe(true);
  expect(site.column('a', 'ingest_ts').isAudit).toBe(true);
  expect(site.column('a', 'at')).not.toHaveProperty('isAudit');
});

test('audit columns are those that the plan adds', async () => {
  const project = await loadGood({
    'models/view.sql': 'select 1 as id',
    'models/table.sql': "{{ config(materialized='table', audit_columns={'ingest_ts': 'loaded_at'}) }} select 1 as id",
    'models/none.sql': "{{ config(materialized='table', audit_columns=false) }} select 1 as id",
    'models/history.sql':
      "{{ config(materialized='snapshot', unique_key='id', strategy='check', check_cols='all', snapshot_meta_column_names={'dbt_valid_to': 'until'}) }} select 1 as id",
  });
  for (const node of Object.values(project.nodes)) {
    if (node.resourceType !== 'model' && node.resourceType !== 'snapshot') continue;
    expect([...addedColumnNames(node)].sort()).toEqual([...addedColumns(node)].sort());
  }
});

test('a relation outside the project is a row, and its columns are inputs', async () => {
  const site = await siteOf(
    { 'models/a.sql': 'select * from lake.raw.orders' },
    { lineage: { 'lake.raw.orders': { id: '' }, a: { id: '=lake.raw.orders.id' } } },
  );
  expect(site.row('lake.raw.orders')).toMatchObject({ kind: 'source', outside: true, layer: 'outside the project' });
  expect(site.names(site.row('a').parents)).toEqual(['lake.raw.orders']);
  expect(site.column('a', 'id').inputs).toEqual([[1, 'id', 'passed through']]);
  expect(site.columns.edges).toEqual([0, 0, 1, 0, 0]);
  expect(site.overview.health.documented.nodes).toEqual([0, 1]);
});

test('uses of all rows come first, and are not said again of single columns', async () => {
  const by = (column: string, use: Use) => ({ node: 'model.shop.a', column, use });
  const node = { type: 'model', reads: [], columns: [], uses: [] };
  const plain = (name: string) => ({ name, inputs: [], uses: [], sql: [] });
  const lineage = {
    nodes: {
      'model.shop.a': { ...node, name: 'a', columns: [plain('id'), plain('at')] },
      'model.shop.b': {
        ...node,
        name: 'b',
        columns: [plain('x'), { ...plain('rank'), uses: [by('at', 'window'), by('id', 'join'), by('at', 'window')] }],
        uses: [by('ID', 'join'), by('id', 'filter'), by('gone', 'join')],
      },
    },
  };
  const site = await siteOf(MODELS, { lineage });
  expect(site.columns.uses).toEqual([1, -1, 0, 0, 1, 1, -1, 0, 0, 0, 1, 1, 0, 1, 4]);
});

test('a test of several columns belongs to each of them', async () => {
  const yaml = `models:
  - name: a
    data_tests:
      - dbt_utils.unique_combination_of_columns: {arguments: {combination_of_columns: [id, AT]}}
    columns:
      - {name: id, data_tests: [not_null]}
      - {name: at}
      - {name: other}
`;
  const site = await siteOf({ 'models/a.sql': 'select 1 as id', 'models/a.yml': yaml });
  const names = (column: string) => site.column('a', column).checks.map((check) => site.checks[check]!.name);
  expect(names('id')).toEqual(['dbt_utils.unique_combination_of_columns', 'not_null']);
  expect(names('at')).toEqual(['dbt_utils.unique_combination_of_columns']);
  expect(names('other')).toEqual([]);
});
