import { expect, test } from 'vitest';
import { checkRefused, checkRename, renameIn } from './testkit/small-project.ts';

const ORDERS = `select id, amt as amount, status from {{ source('raw', 'orders') }}\n`;

test('an alias, and what reads it under its own name or another', async () => {
  const { result } = await checkRename(
    {
      'models/orders.sql': ORDERS,
      'models/paid.sql': `select id, amount from {{ ref('orders') }} where amount > 0 order by amount\n`,
      'models/sums.sql': `select o.id, sum(o.amount) as amount from {{ ref('paid') }} as o group by o.id having sum(o.amount) > 1\n`,
      'models/last.sql': `select amount from {{ ref('sums') }}\n`,
    },
    'orders.amount',
    'total',
    {
      'models/orders.sql': ORDERS.replace('amount', 'total'),
      'models/paid.sql': `select id, total from {{ ref('orders') }} where total > 0 order by total\n`,
      'models/sums.sql': `select o.id, sum(o.total) as amount from {{ ref('paid') }} as o group by o.id having sum(o.total) > 1\n`,
    },
  );
  expect(result.renamed).toEqual([
    { node: 'model.shop.orders', column: 'amount' },
    { node: 'model.shop.paid', column: 'amount' },
  ]);
  expect(result.aliased).toEqual([]);
});

test('an item without an alias gets one where the input keeps its name', async () => {
  const files = { 'models/orders.sql': ORDERS, 'models/next.sql': `SELECT status\nFROM {{ ref('orders') }}\n` };
  const { result } = await checkRename(files, 'orders.status', 'state', {
    'models/orders.sql': ORDERS.replace('status', 'status as state'),
    'models/next.sql': `SELECT state\nFROM {{ ref('orders') }}\n`,
  });
  expect(result.aliased).toEqual([{ file: 'models/orders.sql', start: 32, end: 32 }]);
  await checkRename(files, 'next.status', 'state', {
    'models/next.sql': `SELECT status AS state\nFROM {{ ref('orders') }}\n`,
  });
});

test('through common tables, stars, subqueries and the branches of a UNION', async () => {
  await checkRename(
    {
      'models/orders.sql': ORDERS,
      'models/all.sql': `with o as (select * from {{ ref('orders') }}),
p as (select o.*, o.amount * 2 as twice from o)
select * from p
union all
select id, amount, status, 0 as twice from o
`,
      'models/big.sql': `select q.amount, (select max(amount) from {{ ref('all') }} as x where x.amount < q.amount) as before
from (select id, amount from {{ ref('all') }}) as q (id, amount)
`,
    },
    'orders.amount',
    'total',
    {
      'models/orders.sql': ORDERS.replace('amount', 'total'),
      'models/all.sql': `with o as (select * from {{ ref('orders') }}),
p as (select o.*, o.total * 2 as twice from o)
select * from p
union all
select id, total, status, 0 as twice from o
`,
      'models/big.sql': `select q.amount, (select max(total) from {{ ref('all') }} as x where x.total < q.amount) as before
from (select id, total from {{ ref('all') }}) as q (id, amount)
`,
    },
  );
});

test('an item of a common table that reads all of another model is where the name changes', async () => {
  await checkRename(
    {
      'models/orders.sql': ORDERS,
      'models/next.sql': `with o as (select * from {{ ref('orders') }}),
p as (select id, amount from o)
select p.id, p.amount, o.status from p join o on o.amount = p.amount
`,
      'models/all.sql': `with o as (select * from {{ ref('orders') }}) select * from o\n`,
    },
    'next.amount',
    'total',
    {
      'models/next.sql': `with o as (select * from {{ ref('orders') }}),
p as (select id, amount as total from o)
select p.id, p.total, o.status from p join o on o.amount = p.total
`,
    },
  );
  const files = {
    'models/orders.sql': ORDERS,
    'models/all.sql': `with o as (select * from {{ ref('orders') }}) select * from o\n`,
  };
  await checkRefused(files, 'all.amount', 'total', /rename-uncertain models\/all\.sql:1:19 .*through "\*"/);
});

test('the branches of a UNION and lists of names that give the column its name', async () => {
  await checkRename({ 'models/two.sql': `select 1 as a, 2 as b union all select 3 as a, 4 as c\n` }, 'two.a', 'z', {
    'models/two.sql': `select 1 as z, 2 as b union all select 3 as z, 4 as c\n`,
  });
  await checkRename({ 'models/v.sql': `with t (a, b) as (values (1, 2)) select a, b from t as t\n` }, 'v.a', 'z', {
    'models/v.sql': `with t (z, b) as (values (1, 2)) select z, b from t as t\n`,
  });
  await checkRename({ 'models/v.sql': `select * from (values (1, 2)) as t (a, b)\n` }, 'v.b', 'z', {
    'models/v.sql': `select * from (values (1, 2)) as t (a, z)\n`,
  });
});

test('USING goes along where both sides do, and is refused where one does', async () => {
  const a = `select 1 as k, 2 as a\n`;
  const b = `select k, a as b from {{ ref('a') }}\n`;
  await checkRename(
    {
      'models/a.sql': a,
      'models/b.sql': b,
      'models/c.sql': `select k, a, b from {{ ref('a') }} join {{ ref('b') }} using (k)\n`,
    },
    'a.k',
    'key',
    {
      'models/a.sql': a.replace('k', 'key'),
      'models/b.sql': b.replace('k', 'key'),
      'models/c.sql': `select key, a, b from {{ ref('a') }} join {{ ref('b') }} using (key)\n`,
    },
  );
  await checkRefused(
    {
      'models/a.sql': a,
      'models/x.sql': 'select 1 as k, 5 as x\n',
      'models/c.sql': `select k, a, x from {{ ref('a') }} join {{ ref('x') }} using (k)\n`,
    },
    'a.k',
    'key',
    /rename-uncertain models\/c\.sql:1:1 .*USING/,
  );
});

test('quotes, case, comments, texts, names within names, CRLF and emoji', async () => {
  await checkRename(
    {
      'models/orders.sql': `select\r\n  '🚚 amount' as icon, -- 😀 amount, amounts\r\n  amt as "Amount", amt + 1 as amounts\r\nfrom {{ source('raw', 'orders') }}\r\n`,
      'models/next.sql': `select /* amount */ AMOUNT, '🚚' || cast(o."amount" as varchar) as amount_text, 'amount' as word\r\nfrom {{ ref('orders') }} as o {# amount #}\r\n`,
    },
    'orders.amount',
    'total',
    {
      'models/orders.sql': `select\r\n  '🚚 amount' as icon, -- 😀 amount, amounts\r\n  amt as "total", amt + 1 as amounts\r\nfrom {{ source('raw', 'orders') }}\r\n`,
      'models/next.sql': `select /* amount */ total, '🚚' || cast(o."total" as varchar) as amount_text, 'amount' as word\r\nfrom {{ ref('orders') }} as o {# amount #}\r\n`,
    },
  );
  await checkRename(
    { 'models/orders.sql': ORDERS, 'models/n.sql': `select amount from {{ ref('orders') }}` },
    'orders.amount',
    'order',
    {
      'models/orders.sql': ORDERS.replace('amount', '"order"'),
      'models/n.sql': `select "order" from {{ ref('orders') }}`,
    },
  );
});

test('a name that a node has already, that means something else in a query, or that is none', async () => {
  const files = {
    'models/orders.sql': `{{ config(materialized='table') }}\n${ORDERS}`,
    'models/next.sql': `select * from {{ ref('orders') }}\n`,
    'models/other.sql': `select id, 1 as rate from {{ ref('orders') }}\n`,
    'models/join.sql': `select amount * rate as price from {{ ref('orders') }} as o join {{ ref('other') }} as r on r.id = o.id\n`,
    'models/inner.sql': `select amount, transform(array[1], x -> x + amount) as xs from {{ ref('orders') }}\n`,
  };
  await checkRefused(files, 'orders.amount', 'Status', /rename-name-taken .*"orders"/, /rename-name-taken .*"next"/);
  await checkRefused(
    files,
    'orders.amount',
    'etl_run_id',
    /rename-name-taken .*"orders"/,
    /rename-name-taken .*"next"/,
  );
  await checkRefused(files, 'orders.amount', 'rate', /rename-changes-meaning models\/join\.sql:1:8/);
  await checkRefused(files, 'orders.amount', 'x', /rename-changes-meaning models\/inner\.sql:1:8/);
  await checkRefused(files, 'orders.amount', '', /rename-name-invalid/);
  await checkRefused(files, 'orders.amount', 'a"b', /rename-name-invalid/);
});

test('columns that are data, that a run adds, and that are not there', async () => {
  const files = {
    'models/orders.sql': `{{ config(materialized='table') }}\n${ORDERS}`,
    'seeds/rates.csv': 'code,rate\nA,1\n',
    'models/r.sql': `select code, rate from {{ ref('rates') }}\n`,
  };
  await checkRefused(files, 'rates.rate', 'x', /rename-not-here .*seed are data/);
  await checkRefused(files, 'raw.orders.amt', 'x', /rename-not-here/);
  await checkRefused(files, 'orders.ingest_ts', 'x', /rename-not-here .*a run adds it/);
  await checkRefused(files, 'orders.nothing', 'x', /rename-not-here .*not among/);
  await checkRename(files, 'r.rate', 'x', { 'models/r.sql': `select code, rate as x from {{ ref('rates') }}\n` });
});

test('the same name gives no edits, and another case is a rename', async () => {
  const { texts } = await renameIn({ 'models/orders.sql': ORDERS }, 'orders.amount', 'amount');
  expect(texts).toEqual({});
  await checkRename({ 'models/orders.sql': ORDERS }, 'orders.amount', 'Amount', {
    'models/orders.sql': ORDERS.replace('amount', 'Amount'),
  });
});
