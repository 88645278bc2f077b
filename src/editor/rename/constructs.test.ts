import { expect, test } from 'vitest';
import { renameIn, type Files } from './testkit/small-project.ts';

const ORDERS = `select id, amt as ‹amount›, status, at, lines from {{ source('raw', 'orders') }}\n`;

/** Checks a query that reads `orders`, in which what changes stands in ‹ ›. */
async function check(query: string, others: Files = {}): Promise<void> {
  const files = { 'models/orders.sql': ORDERS, 'models/q.sql': `${query}\n`, ...others };
  const written = (to: (name: string) => string) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/‹([^›]*)›/g, (_, name: string) => to(name))])); // prettier-ignore
  const before = written((name) => name);
  const { result, texts } = await renameIn(before, 'orders.amount', 'total');
  expect(
    result.diagnostics.map(({ message, place }) => `${message} ${place?.line}:${place?.column}`),
    query,
  ).toEqual([]);
  expect({ ...before, ...texts }, query).toEqual(written((name) => (name.startsWith('"') ? '"total"' : 'total')));
}

const FROM = `from {{ ref('orders') }}`;

test('clauses of SELECT', async () => {
  await check(`select status, sum(‹amount›) as amount ${FROM} where ‹amount› > 0 group by status, ‹amount› having max(‹amount›) > 1 order by amount`); // prettier-ignore
  await check(`select status, ‹amount›, count(*) as n ${FROM} group by grouping sets ((status), (status, ‹amount›)) order by ‹amount›, 1`); // prettier-ignore
  await check(`select status, ‹amount› + 1 as amount ${FROM} group by 1, ‹amount› order by amount desc`);
  await check(`select id, lag(‹amount›) over w as before, sum(‹amount›) over (partition by status order by ‹amount›) as s ${FROM} window w as (order by ‹amount›)`); // prettier-ignore
  await check(`select count(*) filter (where ‹amount› > 0) as n, array_agg(id order by ‹amount›) as ids, max_by(id, ‹amount›) as m ${FROM}`); // prettier-ignore
  await check(`select distinct ‹amount› ${FROM} order by ‹amount› limit 3`);
  await check(`select case when ‹amount› between 1 and 2 then 'amount' else cast(‹amount› as varchar) end as amount, ‹amount› in (1, 2) as is_in ${FROM}`); // prettier-ignore
});

test('joins, subqueries and names that hide others', async () => {
  await check(
    `select a.‹amount›, b.‹amount› as other ${FROM} as a join {{ ref('orders') }} as b on a.‹amount› = b.‹amount›`,
  );
  await check(`select ‹amount›.‹amount› as x ${FROM} as amount`.replace('‹amount›.', 'amount.'));
  await check(`select id, (select max(o.‹amount›) ${FROM} as o where o.id = q.id and exists (select 1 ${FROM} as p where p.‹amount› > q.‹amount›)) as m ${FROM} as q`); // prettier-ignore
  await check(`select q.id, t.amount ${FROM} as q cross join lateral (select q.‹amount› * 2 as amount) as t`);
  await check(
    `select q.id, l.sku, l.amount ${FROM} as q cross join unnest(q.lines) as l (sku, amount) where q.‹amount› > 0`,
  );
  await check(`with amount as (select ‹amount› ${FROM}) select amount.‹amount› from amount`);
  await check(`with t (amount) as (select ‹amount› ${FROM}) select amount from t`);
  await check(`select transform(array[1], amount -> amount + 1) as xs, ‹amount› ${FROM}`);
  await check(`select cast(row(‹amount›) as row(amount decimal(10, 2))).amount as f ${FROM}`);
  await check(`select ‹amount› ${FROM} where ‹amount› > all (select x.amount from (values (1.0)) as x (amount))`);
});

test('common tables, stars and sets', async () => {
  await check(`with recursive t (id, amount, n) as (select id, ‹amount›, 1 ${FROM} union all select id, amount, n + 1 from t where n < 3) select id, amount from t`); // prettier-ignore
  await check(`with a as (select * ${FROM}), b as (select a.*, 1 as one from a), c as (select * from b where ‹amount› > 0) select c.* from c`); // prettier-ignore
  await check(`(select ‹amount› ${FROM}) union all (select ‹"AMOUNT"› ${FROM} order by ‹amount›) order by ‹amount›`);
  await check(`select 1.5 as amount union all select ‹amount› ${FROM}`);
  await check(`select ‹amount› ${FROM} except select x from (select 2.5 as x) as y`);
  await check(`select x.‹amount› from (select o.‹amount›, o.status ${FROM} as o) as x`);
});

test('ephemeral models, and models that read through several', async () => {
  await check(`select ‹amount› from {{ ref('e') }} where ‹amount› > 1`, {
    'models/e.sql': `{{ config(materialized='ephemeral') }} with t as (select * from {{ ref('orders') }}) select id, ‹amount› from t\n`,
  });
  await check(
    `select e.‹amount›, o.‹amount› as second from {{ ref('e') }} as e join {{ ref('orders') }} as o using (id)`,
    {
      'models/e.sql': `{{ config(materialized='ephemeral') }} select * from {{ ref('orders') }}\n`,
      'models/f.sql': `select * from {{ ref('q') }} where ‹amount› is not null\n`,
    },
  );
});
