import { afterAll, describe, expect, test } from 'vitest';
import {
  quarantineColumns,
  quarantineMerge,
  quarantineRelation,
  replayQuery,
  type QuarantineMergeInput,
} from './quarantine.ts';
import { columnsOf } from './testkit/check-case.ts';
import { openEngine } from './testkit/engine.ts';
import { createQuarantine, mergeQuarantine } from './testkit/merge.ts';
import { rulesOf, stageBatch, tableNames, type Batch } from './testkit/staging.ts';

const engine = await openEngine();
const nextTable = tableNames();
afterAll(() => engine.close());

const COLUMNS = 'id integer; code varchar; x double; at timestamp(6)';
const RULES = [
  { check: 'not_null', column: 'code' },
  { check: 'unique', column: 'id' },
] as const;
const AT = '2026-01-31 10:00:00.000001';

/** Stages batches into one quarantine, a run for each, and gives what the quarantine says of its rows. */
async function quarantineOf(batches: readonly (Partial<Batch> & { readonly run: string })[]) {
  const schema = nextTable('s');
  await engine.execute(`CREATE SCHEMA ${schema}_quarantine`);
  const columns = columnsOf(COLUMNS);
  await createQuarantine(engine, `${schema}_quarantine.orders`, columns);
  for (const { run, ...batch } of batches) {
    const stage = nextTable('stage');
    await stageBatch(engine, stage, { columns: COLUMNS, rows: [], rules: RULES, ...batch });
    const model = { schema, identifier: 'orders' };
    const now = `2026-02-0${run} 00:00:00.000000`;
    await mergeQuarantine(engine, { model, stage, columns, modelVersion: 'v1', runId: run, now });
  }
  return `${schema}_quarantine.orders`;
}

const say = (table: string) =>
  engine.rows(
    `SELECT id, failed_rules, row_count, first_run_id, last_run_id, status FROM ${table} ORDER BY id, x, failed_rules`,
  );

// On a server without catalogs there are no tables to change.
const needsTables = describe.skipIf(process.env['LAKEMODEL_TRINO_URL'] !== undefined);

needsTables('the quarantine', () => {
  const bad = [[1, null, 1.5, AT], [1, null, 1.5, AT], [2, null, null, null], [3, 'fine', 1, AT]]; // prettier-ignore

  test('has one row for identical rows of a batch', async () => {
    const table = await quarantineOf([{ run: '1', rows: bad }]);
    expect(await say(table)).toEqual([
      [1, 'not_null_code, unique_id', 2, '1', '1', 'open'],
      [2, 'not_null_code', 1, '1', '1', 'open'],
    ]);
    expect(await engine.rows(`SELECT DISTINCT first_seen, quarantined_on, model_version FROM ${table}`)).toEqual([
      ['2026-02-01 00:00:00.000000', '2026-02-01', 'v1'],
    ]);
  });

  test('stays as it is when the same run comes again', async () => {
    const table = await quarantineOf([{ run: '1', rows: bad }]);
    const before = await engine.rows(`SELECT * FROM ${table} ORDER BY row_hash`);
    const again = await quarantineOf([{ run: '1', rows: bad }, { run: '1', rows: bad }]); // prettier-ignore
    expect(await engine.rows(`SELECT * FROM ${again} ORDER BY row_hash`)).toEqual(before);
  });

  test('says when another run saw the same row, and adds none', async () => {
    const table = await quarantineOf([{ run: '1', rows: bad }, { run: '2', rows: bad.slice(1) }]); // prettier-ignore
    expect(await say(table)).toEqual([
      [1, 'not_null_code', 1, '2', '2', 'open'],
      [1, 'not_null_code, unique_id', 2, '1', '1', 'open'],
      [2, 'not_null_code', 1, '1', '2', 'open'],
    ]);
  });

  test('opens a row again that was resolved or released', async () => {
    const rows = [[2, null, null, null]];
    const table = await quarantineOf([{ run: '1', rows }]);
    for (const [status, run] of [['resolved', '2'], ['released', '3']] as const) {
      await engine.execute(`UPDATE ${table} SET status = '${status}'`);
      const columns = columnsOf(COLUMNS);
      const stage = nextTable('stage');
      await stageBatch(engine, stage, { columns: COLUMNS, rows, rules: RULES });
      const model = { schema: table.split('_quarantine')[0] ?? '', identifier: 'orders' };
      await mergeQuarantine(engine, { model, stage, columns, modelVersion: 'v1', runId: run, now: '2026-03-01 00:00:00.000000' });
      expect(await say(table)).toEqual([[2, 'not_null_code', 1, '1', run, 'open']]);
    }
  }); // prettier-ignore

  test('tells rows apart', async () => {
    const rows = [
      [1, null, 1.5, AT],
      [1, null, 1.5, '2026-01-31 10:00:00.000002'],
      [1, null, 1.5000000000000002, AT],
      [1, null, null, AT],
    ];
    const table = await quarantineOf([{ run: '1', rows }]);
    expect(await engine.rows(`SELECT count(*), sum(row_count) FROM ${table}`)).toEqual([[4, 4]]);
  });
});

needsTables('replayQuery', () => {
  const replay = async (table: string, rules: readonly Parameters<typeof rulesOf>[0][number][]) => {
    const columns = columnsOf(COLUMNS);
    const query = replayQuery({ quarantine: table, columns, rules: rulesOf(rules, columns) });
    return engine.rows(
      `SELECT id, _lm_failed_rules, _lm_action, length("_lm_row_hash") FROM (${query}) AS replayed ORDER BY id, 2`,
    );
  };

  test('judges open rows under the rules of today', async () => {
    const table = await quarantineOf([{ run: '1', rows: [[1, null, 1, AT], [2, null, -5, AT]] }]); // prettier-ignore
    const today = [{ check: 'dbt_utils.accepted_range', column: 'x', arguments: { min_value: 0 } }];
    expect(await replay(table, today)).toEqual([
      [1, '', 'publish', 32],
      [2, 'accepted_range_x', 'quarantine', 32],
    ]);
    await engine.execute(`UPDATE ${table} SET status = 'resolved' WHERE id = 2`);
    expect(await replay(table, today)).toEqual([[1, '', 'publish', 32]]);
  });

  test('a row stands there as often as it was delivered', async () => {
    const table = await quarantineOf([{ run: '1', rows: [[1, 'a', 1, AT], [1, 'a', 1, AT]] }]); // prettier-ignore
    expect(await engine.rows(`SELECT row_count FROM ${table}`)).toEqual([[2]]);
    expect(await replay(table, [{ check: 'unique', column: 'id' }])).toEqual([
      [1, 'unique_id', 'quarantine', 32],
      [1, 'unique_id', 'quarantine', 32],
    ]);
  });

  test('more copies than a sequence holds', async () => {
    const table = await quarantineOf([{ run: '1', rows: [[1, null, 1, AT]] }]);
    for (const count of [10_000, 10_001, 20_000, 23_456]) {
      await engine.execute(`UPDATE ${table} SET row_count = ${count}`);
      expect(await replay(table, [])).toHaveLength(count);
    }
  });

  test('a row that broke other rules at other times stands there once', async () => {
    const table = await quarantineOf([
      { run: '1', rows: [[1, null, -1, AT]] },
      { run: '2', rows: [[1, null, -1, AT]], rules: [...RULES, { check: 'dbt_utils.accepted_range', column: 'x', arguments: { min_value: 0 } }] },
    ]); // prettier-ignore
    expect(await say(table)).toHaveLength(2);
    expect(await replay(table, [])).toEqual([[1, '', 'publish', 32]]);
  });
});

test('what is put into quarantine can be replayed', async () => {
  const [stage, quarantine] = [nextTable('stage'), nextTable('quarantine')];
  const columns = columnsOf(COLUMNS);
  const rows = [[1, null, 1.5, AT], [1, null, 1.5, AT], [2, null, -1, AT]]; // prettier-ignore
  await stageBatch(engine, stage, { columns: COLUMNS, rows, rules: RULES });
  const model = { schema: 's', identifier: 'orders' };
  const now = '2026-02-01 00:00:00.000000';
  await engine.createTable(
    quarantine,
    quarantineMerge({ model, stage, columns, modelVersion: 'v', runId: '1', now }).sourceQuery,
  );
  expect(await engine.rows(`SELECT id, failed_rules, row_count, status FROM ${quarantine} ORDER BY id`)).toEqual([
    [1, 'not_null_code, unique_id', 2, 'open'],
    [2, 'not_null_code', 1, 'open'],
  ]);
  const rules = rulesOf([{ check: 'unique', column: 'id' }], columns);
  const replayed = nextTable('replayed');
  await engine.createTable(
    replayed,
    replayQuery({ quarantine, columns, rules, uniqueKey: ['id'], deduplicateOrderBy: ['x'] }),
  );
  expect(await engine.rows(`SELECT id, _lm_failed_rules, _lm_action FROM ${replayed} ORDER BY id`)).toEqual([
    [1, 'unique_id', 'quarantine'],
    [1, 'unique_id', 'quarantine'],
    [2, '', 'publish'],
  ]);
});

test('names and columns', () => {
  expect(quarantineRelation({ database: 'c', schema: 'silver', identifier: 'readings' })).toEqual({
    database: 'c',
    schema: 'silver_quarantine',
    identifier: 'readings',
  });
  const columns = columnsOf('id integer; Status varchar');
  expect(quarantineColumns(columns).map(({ name, type }) => `${name} ${type}`)).toEqual([
    'id integer',
    'Status varchar',
    'failed_rules varchar',
    'row_hash varchar',
    'row_count bigint',
    'model_version varchar',
    'first_run_id varchar',
    'last_run_id varchar',
    'first_seen timestamp(6)',
    'last_seen timestamp(6)',
    'quarantined_on date',
    'quarantine_status varchar',
  ]);
});

test('a merge is plain data', () => {
  const input: QuarantineMergeInput = {
    model: { schema: 'silver', identifier: 'readings' },
    stage: '"s"."t"',
    columns: columnsOf('id integer'),
    modelVersion: "v'1",
    runId: 'r1',
    now: '2026-01-31 12:00:00.000000',
  };
  const merge = quarantineMerge(input);
  expect(JSON.parse(JSON.stringify(merge))).toEqual(merge);
  expect(merge.keys).toEqual(['row_hash', 'failed_rules']);
  expect(merge.sourceQuery).toContain(`CAST('v''1' AS varchar) AS "model_version"`);
});
