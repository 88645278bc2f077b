import { afterAll, expect, test } from 'vitest';
import { bindOnDuckDb } from '../../sql/duckdb/bind.ts';
import { openDuckDb } from './connection.ts';
import { duckDbProbe } from './probe.ts';
import { trinoEnvironment } from './trino-environment.ts';

const connection = await openDuckDb({ path: ':memory:' }, trinoEnvironment());
const probe = duckDbProbe(connection, { label: 'model.x' });
afterAll(() => connection.close());

test('a query is bound: its columns have Trino types', async () => {
  const { value, diagnostics } = await bindOnDuckDb(`SELECT sum(2) AS "B c", JSON '1' AS j, ';' AS s`, probe);
  expect(diagnostics).toEqual([]);
  expect(value?.columns).toEqual([
    { name: 'B c', type: 'bigint' },
    { name: 'j', type: 'json' },
    { name: 's', type: 'varchar' },
  ]);
  expect((await connection.execute(value?.sql ?? '')).columns).toEqual(value?.columns);
});

test('a query that does not bind says why, and where', async () => {
  await expect(bindOnDuckDb('SELECT nope', probe)).rejects.toMatchObject({
    diagnostic: { code: 'engine-column-missing', place: { file: 'model.x' } },
  });
});
