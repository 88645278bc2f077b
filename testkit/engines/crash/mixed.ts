import { expect } from 'vitest';
import type { RunReport } from '../../../src/lakemodel.ts';
import { problems, type Files } from '../../e2e/harness.ts';
import { relationsOf, rowsOfTwin, rowsOnLake, type LakeProject } from './place.ts';

const READ = `select id, amount, seen from {{ ref('events') }}`;
const NEW = `where seen > {{ watermark('seen') }} and seen <= {{ high_watermark('seen') }}`;

/** A project with the ways to write that differ in what a failure may do to them. Each day brings three rows more. */
export function mixed(day: number): Files {
  return {
    'models/gold/events.sql': `{{ config(materialized='view') }}
select case when n % 3 = 0 then n - 4 else n end as id, cast(case when n % 4 = 0 then -n else n end as bigint) as amount,
  cast(date_add('day', n, timestamp '2026-01-01 00:00:00') as timestamp(6)) as seen from unnest(sequence(1, ${3 * day})) as t(n)\n`,
    'models/gold/remade.sql': `{{ config(materialized='table') }} ${READ}\n`,
    'models/gold/merged.sql': `{{ config(materialized='incremental', unique_key='id') }}
select id, max_by(amount, seen) as amount, max(seen) as seen from {{ ref('events') }} ${NEW} group by id\n`,
    'models/gold/appended.sql': `{{ config(materialized='incremental', incremental_strategy='append') }} ${READ} ${NEW}\n`,
    'models/gold/ruled.sql': `{{ config(materialized='incremental', incremental_strategy='append') }} ${READ} ${NEW}\n`,
    'models/gold/gold.yml': `models:
  - name: ruled
    columns:
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: not_negative, arguments: { min_value: 0 }, on_fail: quarantine }
`,
  };
}

const TABLES: Readonly<Record<string, string>> = {
  'gold.remade': 'id, amount, seen',
  'gold.merged': 'id, amount, seen',
  'gold.appended': 'id, amount, seen',
  'gold.ruled': 'id, amount, seen',
  'gold_quarantine.ruled': 'id, amount, seen, status, row_count',
};

/** Tables equal those of the twin, and none that lives for a batch is left. */
export async function expectSameTables(
  { prefix }: Pick<LakeProject, 'prefix'>,
  twin: Pick<LakeProject, 'project'>,
): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES))
    expect([table, await rowsOnLake(prefix, table, columns)]).toEqual([
      table,
      await rowsOfTwin(twin.project, table, columns),
    ]);
  expect((await relationsOf(prefix)).filter((name) => name.includes('__lm_'))).toEqual([]);
}

export function failuresOf(report: RunReport): readonly string[] {
  return report.exitCode === 0 ? [] : [`exit code ${report.exitCode}`, ...problems(report)];
}
