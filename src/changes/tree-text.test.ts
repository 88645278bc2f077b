import { expect, test } from 'vitest';
import { parseSql } from '../sql/parse.ts';
import { treeText } from './tree-text.ts';

function textOf(sql: string): string {
  const { value, diagnostics } = parseSql({ file: 'q.sql', text: sql });
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return treeText(value.query);
}

test.each([
  ['SELECT A FROM T', 'select a -- x\nfrom t'],
  ['select (a + (b * c)) from t', 'select a + b * c from t'],
  ['(select 1 as x)', 'select 1 as x'],
  ['((select 1 as x))', 'select 1 x'],
  ['select "A" from "T"', 'select a from t'],
  ['select a from t where (x = 1) and (y = 2)', 'select a from t where x = 1 and y = 2'],
  ['select count(*) from t', 'SELECT COUNT( * ) FROM t'],
])('%j is the same query as %j', (a, b) => {
  expect(textOf(a)).toBe(textOf(b));
});

test.each([
  ["select 'A'", "select 'a'"],
  ["select date '2024-01-01'", "select timestamp '2024-01-01'"],
  ['select (a + b) * c from t', 'select a + b * c from t'],
  ['(select 1 as x limit 1)', 'select 1 as x'],
  ['select a from t union select a from u', 'select a from t union all select a from u'],
  ['select a from t join u using (id)', 'select a from t left join u using (id)'],
  ['select a, b from t', 'select b, a from t'],
  ['select 1.0', 'select 1.00'],
])('%j is another query than %j', (a, b) => {
  expect(textOf(a)).not.toBe(textOf(b));
});
