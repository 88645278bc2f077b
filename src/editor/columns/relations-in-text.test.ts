import { expect, test } from 'vitest';
import { relationsAround } from './relations-in-text.ts';

/** Relations around the cursor `|`, as `name=what`. */
function at(marked: string): string[] {
  return relationsAround(marked.replace('|', ''), marked.indexOf('|')).map(
    ({ name, of }) => `${name}=${Object.values(of).join('.')}`,
  );
}

test.each([
  ["select | from {{ ref('orders') }}", ['orders=orders']],
  [
    "select | from {{ ref('orders') }} as o left join {{ source('erp', 'items') }} i on o.id = i.id",
    ['o=orders', 'i=erp.items'],
  ],
  ["select o.| from {{ ref('a') }} o, {{ ref('b') }} where o.x = 1", ['o=a', 'b=b']],
  ["with x as (select | from {{ ref('a') }}) select 1 from x", ['a=a']],
  ["with x as (select 1 from {{ ref('a') }}), y as (select 2) select | from x join y using (id)", ['x=x', 'y=y']],
  ["select count(|) from {{ ref('a') }}", ['a=a']],
  ["select (select max(|) from {{ ref('b') }}) from {{ ref('a') }}", ['b=b']],
  ["select 1 from {{ ref('a') }} union all select | from {{ ref('b') }}", ['b=b']],
  ['select a, b, | from s.t', ['t=t']],
  ["select | from {{ ref('a') }} -- from {{ ref('b') }}", ['a=a']],
  ["select ') from x' as t, | from {{ ref('a') }}", ['a=a']],
  ['select | from {{ this }} as t', ['t=true']],
  ['select | from "Odd Name" as o', ['o=Odd Name']],
  ["select extract(year from ts), | from {{ ref('a') }} where ", ['a=a']],
  ['select |', []],
])('%s', (text, expected) => expect(at(text)).toEqual(expected));
