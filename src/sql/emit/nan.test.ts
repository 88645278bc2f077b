import { afterAll, expect, test } from 'vitest';
import { openSession } from '../testkit/session.ts';

const session = await openSession();

afterAll(() => session.close());

async function checkRows(sql: string, rows: readonly (readonly unknown[])[]): Promise<void> {
  const answer = await session.ask(sql);
  expect(answer.kind === 'rows' ? answer.rows : answer.why, answer.text).toEqual(rows);
}

const NUMBERS = `(VALUES (1, 1e0), (2, nan()), (3, 3e0), (4, NULL)) AS t(k, x)`;

test.each([
  ['x = x', [1, 3]],
  ['x <> x', [2]],
  ['x > 2e0', [3]],
  ['NOT (x > 2e0)', [1, 2]],
  ['x <= x', [1, 3]],
  ['1e0 < x', [3]],
  ['x BETWEEN 0e0 AND x', [1, 3]],
  ['x IN (x, 7e0)', [1, 3]],
  ['x IS NOT DISTINCT FROM x', [1, 2, 3, 4]],
  ['ROW(x) = ROW(x)', [1, 3]],
  ['ARRAY[x] = ARRAY[x]', [1, 3]],
  ["x = CAST('NaN' AS double)", []],
  ['(x > CAST(NULL AS double)) IS NULL', [1, 2, 3, 4]],
])('rows where %s', async (condition, keys) => {
  await checkRows(`SELECT k FROM ${NUMBERS} WHERE ${condition} ORDER BY k`, keys.map((key) => [key])); // prettier-ignore
});

test('NaN counts as the greatest where there is nothing else', async () => {
  await checkRows(`SELECT max(x), min(x), max_by(k, x) FROM ${NUMBERS}`, [[3, 1, 3]]);
  await checkRows(`SELECT greatest(x, 1e0), least(1e0, x) FROM ${NUMBERS} WHERE k = 2`, [[1, 1]]);
  await checkRows(`SELECT max(x) FROM ${NUMBERS} WHERE k = 2`, [[Number.NaN]]);
});

test('a day is less than 36 hours', async () => {
  await checkRows(`SELECT greatest(INTERVAL '1' DAY, INTERVAL '36' HOUR) = INTERVAL '36' HOUR`, [[true]]);
});

test('NaN joins nothing, and is one group', async () => {
  await checkRows(`SELECT a.k, b.k FROM ${NUMBERS.replace(' t(', ' a(')} LEFT JOIN ${NUMBERS.replace(' t(', ' b(')} ON a.x = b.x ORDER BY 1`, [[1, 1], [2, null], [3, 3], [4, null]]); // prettier-ignore
  await checkRows('SELECT count(*) FROM (VALUES nan(), nan()) AS t(x) GROUP BY x', [[2n]]);
});

test('what we cannot do passes TRY', async () => {
  const answer = await session.ask(`SELECT TRY(CAST(x AS timestamp(3))) FROM (VALUES '300000-01-01') AS t(x)`);
  expect(answer).toMatchObject({ kind: 'refused', when: 'running' });
  await checkRows(`SELECT TRY(CAST(x AS timestamp(3))) FROM (VALUES 'no') AS t(x)`, [[null]]);
});

test('what is written twice stays in its TRY', async () => {
  await checkRows(`SELECT TRY(CAST(x AS integer) + 0), TRY(CAST(x AS integer) + 1) FROM (VALUES 'a', '1') AS t(x)`, [
    [null, null],
    [1, 2],
  ]);
});

test('maps are the same in any order of their entries', async () => {
  const maps = `(VALUES MAP(ARRAY['a', 'b'], ARRAY[1, 2]), MAP(ARRAY['b', 'a'], ARRAY[2, 1])) AS t(m)`;
  await checkRows(`SELECT count(DISTINCT m) FROM ${maps}`, [[1n]]);
  await checkRows(`SELECT count(*) FROM (SELECT DISTINCT m FROM ${maps})`, [[1n]]);
  await checkRows(`SELECT count(*) FROM (SELECT m FROM ${maps} UNION SELECT * FROM ${maps})`, [[1n]]);
  expect(await session.ask(`SELECT count(*) FROM ${maps} GROUP BY m`)).toMatchObject({ when: 'translating' });
});

test('both sides of a set operation and of IN have the common type', async () => {
  await checkRows('SELECT * FROM (VALUES 1) AS t(x) UNION ALL SELECT 2.5', [['1.0'], ['2.5']].map(([x]) => [expect.objectContaining({ scale: 1, value: BigInt(String(x).replace('.', '')) })])); // prettier-ignore
  await checkRows('SELECT 1 IN (SELECT 1.0), 2.5 > ALL (VALUES 1, 2)', [[true, true]]);
});
