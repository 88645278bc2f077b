import { expect, test } from 'vitest';
import { conditionSql, holds, parseCondition } from './condition.ts';

test.each([
  ['!= 0', 'n <> 0', [1], [0]],
  ['!=0', 'n <> 0', [1], [0]],
  ['<> 0', 'n <> 0', [1], [0]],
  ['= 3', 'n = 3', [3], [2]],
  ['==3', 'n = 3', [3], [2]],
  ['>10', 'n > 10', [11], [10]],
  [' >= 10 ', 'n >= 10', [10], [9]],
  ['< 1.5', 'n < 1.5', [1], [2]],
  ['<= 0', 'n <= 0', [0], [1]],
  ['between 1 and 5', 'n BETWEEN 1 AND 5', [1, 5], [0, 6]],
  ['NOT  BETWEEN -1 AND 5', 'n NOT BETWEEN -1 AND 5', [6], [0, 5]],
])('%s', (text, sql, inside, outside) => {
  const condition = parseCondition(text);
  if (!condition) throw new Error(`"${text}" is a condition`);
  expect(conditionSql(condition, 'n')).toBe(sql);
  expect(inside.every((count) => holds(condition, count))).toBe(true);
  expect(outside.some((count) => holds(condition, count))).toBe(false);
});

test.each([['10'], [''], ['> ten'], ['> 1 or 1=1'], ['> (select 1)'], ['between 1 and'], ['> 1; drop table x'], ['>> 1'], ['in (1)']])(
  '"%s" is no condition',
  (text) => expect(parseCondition(text)).toBeUndefined(),
); // prettier-ignore
