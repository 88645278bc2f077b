import { describe, test } from 'vitest';
import { expectLineage } from './testkit/lineage-text.ts';

const cases = (list: readonly (readonly [name: string, sql: string, lines: readonly string[]])[]) =>
  test.each(list)('%s', (_, sql, lines) => expectLineage(sql, lines));

describe('items', () =>
  cases([
    ['as it is', 'select amount from orders', ['amount = =orders.amount']],
    ['renamed', 'select amount as total from orders', ['total > >orders.amount']],
    ['another case is no new name', 'select AMOUNT as Amount from orders', ['Amount = =orders.amount']],
    ['with its relation', 'select o.amount from orders o', ['amount = =orders.amount']],
    ['arithmetic', 'select amount - discount as net from orders', ['net * *orders.amount *orders.discount']],
    ['without a name', 'select amount + 1 from orders', ['_col0 * *orders.amount']],
    ['cast', 'select cast(id as varchar) as id from orders', ['id * *orders.id']],
    ['a constant', `select 'eu' as region, id from orders`, ['region *', 'id = =orders.id']],
    ['function', `select coalesce(status, 'new') as status from orders`, ['status * *orders.status']],
    ['one column twice', 'select amount * amount as square from orders', ['square * *orders.amount']],
    [
      'the conditions of CASE are inputs',
      `select case when status = 'x' then amount else discount end as v from orders`,
      ['v * *orders.status *orders.amount *orders.discount'],
    ],
    ['simple CASE', `select case status when 'x' then 1 end as v from orders`, ['v * *orders.status']],
    ['field of a row', 'select o.info.city as city from orders o', ['city * *orders.info']],
    ['all fields of a row', 'select (info).* from orders', ['city * *orders.info', 'zip * *orders.info']],
    [
      'fields of a row made in place',
      `select (row(id, amount + 1)).* from orders`,
      ['_col0 = =orders.id', '_col1 * *orders.amount'],
    ],
    ['subscript', `select props['a'] as a from events`, ['a * *events.props']],
    ['lambda', 'select transform(tags, t -> t || status) as x from orders', ['x * *orders.tags *orders.status']],
    ['a lambda parameter hides a column', 'select filter(tags, id -> length(id) > 1) as x from orders', ['x * *orders.tags']],
    ['row, array', 'select row(id, day) as r, array[status] as a from orders', ['r * *orders.id *orders.day', 'a * *orders.status']],
    ['logic', 'select id > 1 and not (amount between discount and 5) as ok from orders', ['ok * *orders.id *orders.amount *orders.discount']],
    ['in, like, is null', `select id in (1, customer_id) as a, status like 'x%' as b, day is null as c from orders`, ['a * *orders.id *orders.customer_id', 'b * *orders.status', 'c * *orders.day']],
    ['time zone', `select at at time zone 'UTC' as u from events`, ['u * *events.at']],
    ['no table', 'select 1 as one', ['one *']],
    ['values', 'select * from (values (1, 2), (3, 4)) as t(a, b)', ['a *', 'b *']],
  ])); // prettier-ignore

describe('star', () =>
  cases([
    [
      'of one table',
      'select * from customers',
      ['id = =customers.id', 'name = =customers.name', 'country = =customers.country', 'parent_id = =customers.parent_id'],
    ],
    [
      'of one of two',
      'select c.*, o.amount from orders o cross join customers c',
      ['id = =customers.id', 'name = =customers.name', 'country = =customers.country', 'parent_id = =customers.parent_id', 'amount = =orders.amount'],
    ],
    ['of names given by an alias', 'select * from (select id, name from customers) as t(a, name)', ['a > >customers.id', 'name = =customers.name']],
    ['of an unknown relation', 'select * from raw', ['? columns']],
    ['through a chain of common tables', 'with a as (select id, amount from orders), b as (select * from a), c as (select * from b) select * from c', ['id = =orders.id', 'amount = =orders.amount']],
  ])); // prettier-ignore

describe('aggregates', () =>
  cases([
    ['sum', 'select sum(amount) as total from orders', ['total + +orders.amount']],
    ['count(*)', 'select count(*) as n from orders', ['n +']],
    [
      'of a computed argument, and computed from',
      'select round(sum(amount - discount) / count(id), 2) as a from orders',
      ['a + +orders.amount +orders.discount +orders.id'],
    ],
    [
      'the key passes',
      'select status, max(day) as last from orders group by status',
      ['status = =orders.status', 'last + +orders.day', 'rows: group orders.status'],
    ],
    [
      'by position and by expression',
      `select date_trunc('month', day) as m, count(*) as n from orders group by 1`,
      ['m * *orders.day', 'n +', 'rows: group orders.day'],
    ],
    [
      'FILTER is part of the value',
      `select count(*) filter (where status = 'x') as n from orders`,
      ['n + +orders.status'],
    ],
    [
      'order within',
      'select array_agg(status order by day) as list from orders',
      ['list + +orders.status; order orders.day'],
    ],
    ['max_by', 'select max_by(status, day) as s from orders', ['s + +orders.status +orders.day']],
    [
      'beside a key: the most changed way wins',
      'select customer_id + max(amount) as x from orders group by customer_id',
      ['x + *orders.customer_id +orders.amount', 'rows: group orders.customer_id'],
    ],
    [
      'grouping sets',
      'select status, day, sum(amount) as a from orders group by grouping sets ((status), (day))',
      ['status = =orders.status', 'day = =orders.day', 'a + +orders.amount', 'rows: group orders.status, group orders.day'],
    ],
    [
      'aggregated in a common table, then computed',
      'with t as (select customer_id, sum(amount) as total from orders group by customer_id) select total * 2 as twice, total from t',
      ['twice + +orders.amount', 'total + +orders.amount', 'rows: group orders.customer_id'],
    ],
  ])); // prettier-ignore

describe('windows', () =>
  cases([
    [
      'arguments are computed, the window is indirect',
      'select sum(amount) over (partition by customer_id order by day) as running from orders',
      ['running * *orders.amount; window orders.customer_id, window orders.day'],
    ],
    ['without arguments', 'select row_number() over (order by day) as n from orders', ['n *; window orders.day']],
    [
      'named, and built on another',
      'select lag(amount) over w2 as last from orders window w as (partition by customer_id), w2 as (w order by day)',
      ['last * *orders.amount; window orders.customer_id, window orders.day'],
    ],
    [
      'it stays with the column when the rows are filtered by it',
      'select id, amount from (select id, amount, row_number() over (partition by customer_id order by day desc) as rn from orders) where rn = 1',
      ['id = =orders.id', 'amount = =orders.amount', 'rows: window orders.customer_id, window orders.day'],
    ],
    [
      'over an aggregate',
      'select status, sum(sum(amount)) over (order by status) as s from orders group by status',
      ['status = =orders.status', 's + +orders.amount; window orders.status', 'rows: group orders.status'],
    ],
    [
      'a frame',
      `select avg(amount) over (order by id rows between 2 preceding and current row) as a from orders`,
      ['a * *orders.amount; window orders.id'],
    ],
  ]));

describe('common tables and derived tables', () =>
  cases([
    [
      'renamed on the way and back',
      'with a as (select id as x from orders), b as (select x as id from a) select id from b',
      ['id > >orders.id'],
    ],
    ['named by the table', 'with a(x) as (select id from orders) select x from a', ['x > >orders.id']],
    ['computed on the way', 'with a as (select id + 1 as id from orders) select id from a', ['id * *orders.id']],
    ['used twice', 'with a as (select id, status from orders) select l.id, r.status from a l join a r on l.id = r.id', ['id = =orders.id', 'status = =orders.status', 'rows: join orders.id']],
    ['one that is not read does not count', 'with a as (select name from customers where country is null) select id from orders', ['id = =orders.id']],
    ['one hides another', 'with orders as (select id, name as status from customers) select status from orders', ['status > >customers.name']],
    ['nested', 'select x from (with a as (select id as x from orders) select x from a) t', ['x > >orders.id']],
    ['an alias list of a table', 'select b from (select id, name from customers) as c(a, b)', ['b > >customers.name']],
    ['lateral', 'select o.id, t.twice from orders o cross join lateral (select o.amount * 2 as twice) t', ['id = =orders.id', 'twice * *orders.amount']],
    [
      'recursive',
      'with recursive tree(id, top) as (select id, name from customers where parent_id is null union all select c.id, t.top from customers c join tree t on c.parent_id = t.id) select id, top from tree',
      ['id = =customers.id', 'top > >customers.name', 'rows: filter customers.parent_id, join customers.parent_id, join customers.id'],
    ],
    [
      'recursive, where each step turns the columns round',
      'with recursive t(a, b, c) as (select id, customer_id, cast(1 as bigint) from orders union all select b, c, a from t) select a from t',
      ['a * >orders.id >orders.customer_id'],
    ],
    [
      'recursive, computed by the step',
      'with recursive t(n) as (select id from orders union all select n + 1 from t where n < 9) select n from t',
      ['n * *orders.id', 'rows: filter orders.id'],
    ],
  ])); // prettier-ignore

describe('set operations', () =>
  cases([
    ['union', 'select id from orders union all select id from customers', ['id = =orders.id =customers.id']],
    ['the second part by position', 'select id, status from orders union select id, name from customers', ['id = =orders.id =customers.id', 'status > =orders.status >customers.name']],
    ['of three', 'select id from orders union select id from customers union select id from events', ['id = =orders.id =customers.id =events.id']],
    ['a constant in one part', `select status from orders union all select 'none'`, ['status * =orders.status']],
    ['intersect', 'select id from orders intersect select id from customers', ['id = =orders.id =customers.id']],
    ['except only takes away', 'select id from orders except select id from customers', ['id = =orders.id; filter customers.id']],
    ['in parentheses, with an order', '(select id from orders order by day) union (select id from customers) order by 1', ['id = =orders.id =customers.id', 'rows: order orders.day, order orders.id, order customers.id']],
    ['within a common table', 'with a as (select id, amount as v from orders union all select id, 0 from customers) select sum(v) as s from a', ['s + +orders.amount']],
    ['intersect within a union', 'select id from events union (select id from orders intersect select id from customers)', ['id = =events.id =orders.id =customers.id']],
  ])); // prettier-ignore

describe('subqueries', () =>
  cases([
    ['scalar', `select id, (select max(amount) from orders where status = 'x') as best from customers`, ['id = =customers.id', 'best + +orders.amount; filter orders.status']],
    ['correlated', 'select c.id, (select sum(o.amount) from orders o where o.customer_id = c.id) as total from customers c', ['id = =customers.id', 'total + +orders.amount; filter orders.customer_id, filter customers.id']],
    ['scalar within an expression', 'select amount / (select sum(amount) from orders) as share from orders', ['share + +orders.amount']],
    ['IN as a value', 'select id in (select customer_id from orders where day is null) as has from customers', ['has * *customers.id *orders.customer_id; filter orders.day']],
    ['EXISTS as a value', 'select exists (select 1 from orders o where o.customer_id = c.id) as has from customers c', ['has *; filter orders.customer_id, filter customers.id']],
    ['a copied value', 'select (select name from customers where id = 1) as name from orders', ['name = =customers.name; filter customers.id']],
  ])); // prettier-ignore

describe('unnest', () =>
  cases([
    ['array', 'select id, tag from orders cross join unnest(tags) as t(tag)', ['id = =orders.id', 'tag * *orders.tags', 'rows: join orders.tags']],
    ['with ordinality', 'select tag, n from orders cross join unnest(tags) with ordinality as t(tag, n)', ['tag * *orders.tags', 'n *', 'rows: join orders.tags']],
    ['map', 'select k, v from events cross join unnest(props) as t(k, v)', ['k * *events.props', 'v * *events.props', 'rows: join events.props']],
    ['array of rows', 'select sku, quantity * 2 as q from events cross join unnest(items) as t(sku, quantity)', ['sku * *events.items', 'q * *events.items', 'rows: join events.items']],
    ['of a column of unknown type', 'select r.id, x from raw r cross join unnest(r.list) as t(x)', ['id = =raw.id', 'x * *raw.list', 'rows: join raw.list']],
    ['sequence', 'select n from table(sequence(1, 3)) as t(n)', ['n *']],
  ])); // prettier-ignore
