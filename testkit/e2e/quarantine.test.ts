import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newProject, problems, result, type TestProject } from './harness.ts';

const csv = (...rows: string[]) => ['id,amount,kind', ...rows, ''].join('\n');
const RULES = (more = '') => `models:
  - name: m
    columns:
      - name: id
        data_tests:
          - not_null: { name: id_known, on_fail: quarantine }
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: positive, arguments: { min_value: 0 }, on_fail: quarantine }
      - name: kind
        data_tests:
          - accepted_values: { name: real, arguments: { values: [a, b, test] }, on_fail: warn }
          - not_null: { name: has_kind, on_fail: drop${more} }
`;
const FILES = (config: string) => ({
  'seeds/raw.csv': csv('1,10,a', '2,-1,a', ',5,b', '4,5,', '5,6,odd', '6,-7,b'),
  'seeds/s.yml':
    'seeds:\n  - name: raw\n    config: { column_types: { id: bigint, amount: integer, kind: varchar } }\n',
  'models/m.sql': `{{ config(${config}) }} select id, amount, kind from {{ ref('raw') }}`,
  'models/m.yml': RULES(),
});
const counts = (report: Parameters<typeof result>[0]) => {
  const { staged, published, quarantined, dropped, deduplicated } = result(report, 'main.m');
  return { staged, published, quarantined, dropped, deduplicated };
};
const quarantined = (project: TestProject) =>
  project.query(
    'select id, amount, kind, failed_rules, status, first_run_id, last_run_id from main_quarantine.m order by amount, id',
  );

for (const config of [
  `materialized='table'`,
  `materialized='incremental', unique_key='id'`,
  `materialized='incremental', incremental_strategy='append'`,
]) {
  test(`row rules of a model with ${config}: every row is accounted for, a repeated build adds none`, async () => {
    const project = newProject(FILES(config));
    const report = await project.build();
    expect(counts(report)).toEqual({ staged: 6, published: 2, quarantined: 3, dropped: 1, deduplicated: 0 });
    expect(await project.query('select id, amount, kind from m order by 1')).toEqual([
      [1, 10, 'a'],
      [5, 6, 'odd'],
    ]);
    const bad = await quarantined(project);
    expect(bad).toMatchInlineSnapshot(`
      [
        [
          6,
          -7,
          "b",
          "positive",
          "open",
          "run-1",
          "run-1",
        ],
        [
          2,
          -1,
          "a",
          "positive",
          "open",
          "run-1",
          "run-1",
        ],
        [
          null,
          5,
          "b",
          "id_known",
          "open",
          "run-1",
          "run-1",
        ],
      ]
    `);
    await project.build();
    expect((await quarantined(project)).length).toBe(3);
    const results = JSON.parse(readFileSync(join(project.dir, 'target/run_results.json'), 'utf8')) as {
      results: { unique_id: string; adapter_response: object }[];
    };
    expect(results.results.find(({ unique_id }) => unique_id === 'model.shop.m')!.adapter_response).toMatchObject({
      rows_staged: 6,
      rows_published: 2,
      rows_quarantined: 3,
      rows_dropped: 1,
      rows_deduplicated: 0,
    });
    expect(
      await project.query(`select count(*) from information_schema.tables where table_name like '%__lm_%'`),
    ).toEqual([[0]]);
  });
}

test('max_fraction and on_fail fail stop the model before anything is published, and keep what was quarantined', async () => {
  const project = newProject(FILES(`materialized='incremental', unique_key='id'`));
  project.write({ 'seeds/raw.csv': csv('1,10,a') });
  await project.build();
  project.write({ 'seeds/raw.csv': csv('1,11,a', '2,3,'), 'models/m.yml': RULES(', config: { max_fraction: 0.4 }') });
  const report = await project.command('build');
  expect(problems(report)).toMatchInlineSnapshot(`
    [
      "row-rule-fraction-exceeded: Rule "has_kind" of model "m" is broken by 1 of 2 rows (50 %); its max_fraction is 0.4. [models/m.yml:13:13] Nothing was published. Look at the source of the batch; raise "max_fraction" where so many are right.",
    ]
  `);
  expect(await project.query('select id, amount from m')).toEqual([[1, 10]]);
  project.write({ 'models/m.yml': RULES().replace('on_fail: drop', 'on_fail: fail') });
  expect(problems(await project.command('build'))).toMatchInlineSnapshot(`
    [
      "row-rule-broken: Rule "has_kind" of model "m" is broken by 1 of 2 rows, and its on_fail is "fail". [models/m.yml:13:13] Nothing was published. Correct the rows at their source, or let the rule quarantine them.",
    ]
  `);
  expect(await project.query('select id, amount from m')).toEqual([[1, 10]]);
  expect(await project.query(`select count(*) from information_schema.tables where table_name like '%__lm_%'`)).toEqual(
    [[0]],
  );
});

test('quarantined rows can be listed, shown, replayed, released and expired', async () => {
  const project = newProject(FILES(`materialized='incremental', unique_key='id'`));
  await project.build();
  expect((await project.quarantine('list')).rows).toMatchInlineSnapshot(`
    [
      [
        "main.m",
        "id_known",
        "open",
        1,
        "2026-01-02 00:00:00.000000",
        "2026-01-02 00:00:00.000000",
      ],
      [
        "main.m",
        "positive",
        "open",
        2,
        "2026-01-02 00:00:00.000000",
        "2026-01-02 00:00:00.000000",
      ],
    ]
  `);
  expect((await project.quarantine('show', { model: 'm', rule: 'id_known' })).rows).toMatchInlineSnapshot(`
    [
      [
        "id_known",
        "open",
        1,
        null,
        5,
        "b",
        "4080832431438354c38bd9a87698aad3",
        "1f807b0f49600e19",
        "run-1",
        "run-1",
        "2026-01-02 00:00:00.000000",
        "2026-01-02 00:00:00.000000",
        "2026-01-02",
      ],
    ]
  `);
  // Today's rules still refuse all; a wider one lets two through.
  expect((await project.quarantine('replay')).notes).toMatchInlineSnapshot(`
    [
      "main.m: 0 rows published and marked resolved, 3 still break a rule and stay open.",
    ]
  `);
  project.write({ 'models/m.yml': RULES().replace('min_value: 0', 'min_value: -5') });
  expect((await project.quarantine('replay')).notes).toMatchInlineSnapshot(`
    [
      "main.m: 1 rows published and marked resolved, 2 still break a rule and stay open.",
    ]
  `);
  expect(await project.query('select id, amount from m order by 1')).toEqual([
    [1, 10],
    [2, -1],
    [5, 6],
  ]);
  expect((await project.quarantine('release', { model: 'm' })).notes).toMatchInlineSnapshot(`
    [
      "main.m: 2 rows published and marked released, 0 still break a rule and stay open.",
    ]
  `);
  expect(await project.query('select id, amount from m order by 1')).toEqual([
    [1, 10],
    [2, -1],
    [5, 6],
    [6, -7],
    [null, 5],
  ]);
  expect((await project.quarantine('replay')).notes).toEqual(['No open rows are in quarantine.']);
  expect((await project.quarantine('expire', { olderThanDays: 100 })).notes).toMatchInlineSnapshot(`
    [
      "No rows were quarantined before 2025-10-01.",
    ]
  `);
  expect((await project.quarantine('expire', { olderThanDays: 1 })).notes).toMatchInlineSnapshot(`
    [
      "main.m: 3 rows quarantined before 2026-01-09 were removed.",
    ]
  `);
  expect((await project.quarantine('list')).notes).toEqual(['No rows are in quarantine.']);
  // The next build of the same rows quarantines those that today's rules refuse, and leaves what was published.
  expect(counts(await project.command('run'))).toMatchObject({ staged: 6, published: 3, quarantined: 2, dropped: 1 });
  expect(await project.query('select count(*) from m')).toEqual([[5]]);
});
