import { expect, test } from 'vitest';
import { columnsInText } from './columns-in-text.ts';

/** `id`, `o.id as key` as `key<o.id`, `*`, `o.*`; an open end for what tags make. */
function columns(text: string, name: string): string | undefined {
  const found = columnsInText(text, name);
  const items = found?.items.map((item) => {
    if (item.kind === 'star') return item.of === undefined ? '*' : `${item.of}.*`;
    const path = item.path?.join('.');
    return path === undefined || path === item.name ? item.name : `${item.name}<${path}`;
  });
  return items && items.join(' ') + (found!.isComplete ? '' : ' …');
}

test.each([
  ['with a as (select id, o.x, o.y as z from b) select a.', 'a', 'id x<o.x z<o.y'],
  ['with a as (select id', 'a', 'id'],
  ['with a as (select count(*) n, max(x, y) as m, 1 + 2 from b', 'a', 'n m …'],
  ['with a (p, "q r") as (select 1, 2) select', 'a', 'p q r'],
  ['with a as materialized (select distinct *, b.* from b join c) select', 'A', '* b.*'],
  ["with a as (select 'x, y' as t, {{ cents('z') }} as c, case when p then q end from {{ ref('o') }})", 'a', 't c …'],
  ['with a as (select {% for x in y %}{{ x }} as z,{% endfor %} id from b)', 'a', 'z id …'],
  ['with a as (with i as (select 1 as k) select k, (select 1) as l from i) select', 'a', 'k l'],
  ['select s. from (select id, "My X" from b) as s', 's', 'id My X'],
  ['select s. from (select id from b) s where', 's', 'id'],
  ['select id from b as s', 's', undefined],
  ['select s. from b join (c) s', 's', undefined],
  ['with a as (select 1 as x union all select 2) select', 'a', 'x'],
])('%s', (text, name, expected) => expect(columns(text, name)).toBe(expected));
