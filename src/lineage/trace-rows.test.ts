import { describe, test } from 'vitest';
import { expectLineage } from './testkit/lineage-text.ts';

const cases = (list: readonly (readonly [name: string, sql: string, lines: readonly string[]])[]) =>
  test.each(list)('%s', (_, sql, lines) => expectLineage(sql, lines));

describe('clauses', () =>
  cases([
    ['where', 'select id from orders where amount > discount', ['id = =orders.id', 'rows: filter orders.amount, filter orders.discount']],
    ['having', 'select status from orders group by status having sum(amount) > 5', ['status = =orders.status', 'rows: group orders.status, filter orders.amount']],
    ['order by', 'select id from orders order by day desc, id', ['id = =orders.id', 'rows: order orders.day, order orders.id']],
    ['order by an alias', 'select amount - discount as net from orders order by net', ['net * *orders.amount *orders.discount', 'rows: order orders.amount, order orders.discount']],
    ['order by position', 'select id, day from orders order by 2 limit 3', ['id = =orders.id', 'day = =orders.day', 'rows: order orders.day']],
    ['two uses of one column', 'select id from orders where status is not null order by status', ['id = =orders.id', 'rows: filter orders.status, order orders.status']],
    ['rows of a common table that feeds it', 'with a as (select id from orders where day is null) select id from a', ['id = =orders.id', 'rows: filter orders.day']],
    ['rows of a derived table', 'select id from (select id from orders where day is null) t', ['id = =orders.id', 'rows: filter orders.day']],
    ['a computed column filters', 'with a as (select id, amount - discount as net from orders) select id from a where net > 0', ['id = =orders.id', 'rows: filter orders.amount, filter orders.discount']],
    ['sample', 'select id from (select id, day from orders where day is null) tablesample bernoulli (10)', ['id = =orders.id', 'rows: filter orders.day']],
  ])); // prettier-ignore

describe('joins', () =>
  cases([
    ['on', 'select c.name from orders o left join customers c on o.customer_id = c.id', ['name = =customers.name', 'rows: join orders.customer_id, join customers.id']],
    ['on a computed column', `select o.id from orders o join customers c on lower(o.status) = c.country`, ['id = =orders.id', 'rows: join orders.status, join customers.country']],
    ['of commas with where', 'select o.id from orders o, customers c where o.customer_id = c.id', ['id = =orders.id', 'rows: filter orders.customer_id, filter customers.id']],
    ['using: either side', 'select id from orders join customers using (id)', ['id = =orders.id =customers.id', 'rows: join orders.id, join customers.id']],
    ['left using: the left side', 'select id from orders left join customers using (id)', ['id = =orders.id', 'rows: join orders.id, join customers.id']],
    ['right using: the right side', 'select id from orders right join customers using (id)', ['id = =customers.id', 'rows: join orders.id, join customers.id']],
    ['full using: either side', 'select id, name from orders full join customers using (id)', ['id = =orders.id =customers.id', 'name = =customers.name', 'rows: join orders.id, join customers.id']],
    ['using twice', 'select id from orders left join customers using (id) left join events using (id)', ['id = =orders.id', 'rows: join orders.id, join customers.id, join events.id']],
    ['the star of using', 'select * from (select id, day from orders) o left join (select id, name from customers) c using (id)', ['id = =orders.id', 'day = =orders.day', 'name = =customers.name', 'rows: join orders.id, join customers.id']],
    ['with itself', 'select a.id, b.name from customers a join customers b on a.parent_id = b.id', ['id = =customers.id', 'name = =customers.name', 'rows: join customers.parent_id, join customers.id']],
  ])); // prettier-ignore

describe('subqueries in conditions', () =>
  cases([
    ['exists', 'select id from customers c where exists (select 1 from orders o where o.customer_id = c.id)', ['id = =customers.id', 'rows: filter orders.customer_id, filter customers.id']],
    ['in', 'select id from customers where id in (select customer_id from orders)', ['id = =customers.id', 'rows: filter customers.id, filter orders.customer_id']],
    ['joins in it stay joins', 'select id from events where id in (select o.id from orders o join customers c on o.customer_id = c.id)', ['id = =events.id', 'rows: filter events.id, join orders.customer_id, join customers.id, filter orders.id']],
    ['compared with a scalar', 'select id from orders where amount > (select avg(amount) from orders where day is null)', ['id = =orders.id', 'rows: filter orders.amount, filter orders.day']],
    ['all', 'select id from orders where amount >= all (select discount from orders)', ['id = =orders.id', 'rows: filter orders.amount, filter orders.discount']],
  ])); // prettier-ignore

describe('what is not known', () =>
  cases([
    ['columns of a relation without columns are taken to be its own', 'select id, upper(name) as name from raw where day is null', ['id = =raw.id', 'name * *raw.name', 'rows: filter raw.day']],
    ['qualified', 'select r.x as y, o.day from raw r join orders o on r.id = o.id', ['y > >raw.x', 'day = =orders.day', 'rows: join raw.id, join orders.id']],
    ['through a common table that takes all of it', 'with src as (select * from raw) select a, b as c from src', ['a = =raw.a', 'c > >raw.b']],
    ['not through one that takes more', 'with src as (select *, 1 as one from raw) select a from src', ['a = ?']],
    ['of two unknown relations a bare name may be of either', 'select x from raw, raw as other', ['x = ?']],
    ['correlated', 'select o.id from orders o where exists (select 1 from raw r where r.id = o.id)', ['id = =orders.id', 'rows: filter raw.id, filter orders.id']],
    ['an unknown relation outside', 'select r.id from raw r where exists (select 1 from orders o where o.id = r.id)', ['id = =raw.id', 'rows: filter orders.id, filter raw.id']],
    ['a relation nobody knows', 'select x from elsewhere.t', ['x = =elsewhere.t.x']],
    ['a wrong name', 'select nothing from orders', ['nothing = ?']],
  ])); // prettier-ignore
