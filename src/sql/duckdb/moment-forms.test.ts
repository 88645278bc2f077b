import { afterAll, describe, expect, test } from 'vitest';
import { openSession } from '../testkit/session.ts';
import { bindOnDuckDb } from './bind.ts';

const session = await openSession();
afterAll(() => session.close());

const UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'YEAR'];
const TYPES = ['DATE', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'];
const FIRST = '2024-02-29 23:59:58';
const SECOND = '2025-03-01 00:00:01';

await session.run(
  `CREATE TABLE t (${TYPES.flatMap((type, index) => [`a${index} ${type}`, `b${index} ${type}`]).join(', ')}, n BIGINT)`,
);
await session.run(`INSERT INTO t VALUES (${TYPES.map(() => `'${FIRST}', '${SECOND}'`).join(', ')}, -3)`);
await session.run(`INSERT INTO t VALUES (${TYPES.map(() => `'${SECOND}', '${FIRST}'`).join(', ')}, 40)`);
await session.run(`INSERT INTO t (n) VALUES (NULL)`);

const answer = async (sql: string): Promise<unknown> => {
  try {
    return String(await session.run(sql));
  } catch {
    return 'an error';
  }
};

/** The form gives what the macro gives, type included; says whether there was a form. */
async function checkSame(call: string): Promise<boolean> {
  const bound = await bindOnDuckDb(`SELECT ${call} AS x FROM t`, session.run);
  const form = bound.value?.sql ?? '';
  const typed = (sql: string) => answer(`SELECT CAST(x AS VARCHAR), typeof(x) FROM (${sql})`);
  expect(await typed(form), call).toEqual(await typed(`SELECT ${call} AS x FROM t`));
  return !/\bt_date_/.test(form);
}

describe.each(UNITS)('%s', (unit) => {
  test.each(TYPES.map((type, index) => [type, index] as const))('of %s', async (type, index) => {
    const trunc = await checkSame(`t_date_trunc('${unit}', a${index})`);
    const add = await checkSame(`t_date_add('${unit}', n, a${index})`);
    const diff = await checkSame(`t_date_diff('${unit}', a${index}, b${index})`);
    const day = ['day', 'week', 'month', 'quarter', 'YEAR'].includes(unit);
    const takes = type !== 'TIMESTAMP WITH TIME ZONE' && (type !== 'DATE' || day);
    const months = ['month', 'quarter', 'YEAR'].includes(unit);
    expect([trunc, add, diff]).toEqual([
      takes,
      takes && !(type === 'TIMESTAMP_S' && unit === 'millisecond'),
      takes && !months,
    ]);
  });
});

test('a unit that is no literal, or none at all, is left to the macro', async () => {
  expect(await checkSame(`t_date_trunc(concat('d', 'ay'), a3)`)).toBe(false);
  expect(await checkSame(`t_date_add('fortnight', n, a3)`)).toBe(false);
});

test('one date and one timestamp', async () => {
  expect(await checkSame(`t_date_diff('hour', a0, b3)`)).toBe(true);
  expect(await checkSame(`t_date_diff('day', a1, b0)`)).toBe(true);
});
