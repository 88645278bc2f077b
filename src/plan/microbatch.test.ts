import { expect, test } from 'vitest';
import type { DialectName } from '../engines/engine.ts';
import { renderStep } from '../render/render-step.ts';
import type { Interval } from './intervals.ts';
import { LIKE_ATHENA, LIKE_TRINO, planned, type TestModel } from './testkit/planned-model.ts';

// Runs begin at 2026-01-01 00:00:00.
const OVER: Interval = { start: '2025-12-31 00:00:00', end: '2026-01-01 00:00:00' };
const OPEN: Interval = { start: '2026-01-01 00:00:00', end: '2026-01-02 00:00:00' };
const UNLIMITED = { ...LIKE_TRINO, maxOpenPartitions: undefined as never };

const MODEL: TestModel = {
  sql: 'SELECT * FROM s',
  columns: [
    { name: 'id', type: 'bigint' },
    { name: 'at', type: 'timestamp(6)' },
  ],
  intervals: [OVER, OPEN],
};
const CONFIG = {
  incremental_strategy: 'microbatch',
  event_time: 'at',
  begin: '2025-12-31',
  batch_size: 'day',
  audit_columns: false,
} as const;

function stepsOf(model: Partial<TestModel> = {}) {
  return planned({ ...MODEL, capabilities: UNLIMITED, ...model, config: { ...CONFIG, ...model.config } });
}

const marks = (model: Partial<TestModel>) =>
  stepsOf(model).steps.flatMap((step) => (step.kind === 'commit' ? [step.watermarks.map(({ low }) => low)] : []));

test('a first build makes the table of the first interval, and each interval is remembered when it is done', () => {
  const { steps } = stepsOf();
  expect(steps.map(({ id, kind }) => [id, kind])).toEqual([
    ['publish', 'create-table'],
    ['commit', 'commit'],
    ['publish-2026-01-01', 'replace-interval'],
    ['commit-2026-01-01', 'commit'],
  ]);
  // Half of a table that is made must not count as the table.
  expect(steps[1]).toMatchObject({ exactlyOnce: true });
});

test('a table is whole until the end of an interval that is over, and the begin of one that is not', () => {
  expect(marks({})).toEqual([['2026-01-01 00:00:00'], ['2026-01-01 00:00:00']]);
  expect(marks({ existing: {}, until: '2025-12-31 00:00:00' })).toEqual([['2026-01-01 00:00:00'], ['2026-01-01 00:00:00']]); // prettier-ignore
  // The lookback does not take it back.
  expect(marks({ existing: {}, until: '2026-01-01 00:00:00', intervals: [{ start: '2025-12-30 00:00:00', end: OVER.start }] })).toEqual([['2026-01-01 00:00:00']]); // prettier-ignore
});

test('partitions of the event time alone need not be counted', () => {
  const kinds = (partitioned_by: string[], limit = {}) =>
    stepsOf({
      existing: {},
      intervals: [OVER],
      capabilities: { ...LIKE_ATHENA, ...limit },
      config: { partitioned_by },
    }).steps.map(({ kind }) => kind);
  expect(kinds(['day(at)'])).toEqual(['replace-interval', 'commit']);
  expect(kinds(['hour(at)'])).toEqual(['replace-interval', 'commit']);
  expect(kinds(['day(at)', 'bucket(id, 50)'])).toEqual(['replace-interval', 'commit']);
  expect(kinds(['hour(at)', 'bucket(id, 50)'])).toEqual(['find-partitions', 'replace-interval', 'commit']);
  expect(kinds(['day(at)', 'id'])).toEqual(['find-partitions', 'replace-interval', 'commit']);
});

test('what makes each interval dear is said', () => {
  expect(stepsOf({ existing: {}, config: { partitioned_by: ['id'] } }).notes).toEqual([
    'the whole table is looked through for each interval: no field of partitioned_by is over "at"',
  ]);
  expect(stepsOf({ existing: {}, config: { partitioned_by: ['month(at)'] } }).notes).toEqual([]);
});

async function replacing(dialect: DialectName, type = 'timestamp(6)'): Promise<string> {
  const columns = [{ name: 'id', type: 'bigint' }, { name: 'at', type }]; // prettier-ignore
  const { steps } = stepsOf({ existing: {}, dialect, columns, intervals: [OVER] });
  const step = steps.find(({ kind }) => kind === 'replace-interval')!;
  const context = { dialect, translate: (text: string) => text, external: () => Promise.resolve([]) };
  return (await renderStep(step, context)).statements.map(({ sql }) => sql).join(';\n');
}

function merge(low: string, high: string, types: readonly [string, string, string], fail: string): string {
  const [marker, id, at] = types;
  return `MERGE INTO "gold"."t" AS target
USING (
SELECT CAST(NULL AS ${marker}) AS "_lm_marker", r."id", r."at"
FROM (
SELECT
  src."id",
  src."at"
FROM (
SELECT * FROM s
) AS src
WHERE CASE WHEN src."at" >= ${low} AND src."at" < ${high} THEN TRUE ELSE ${fail} END
) AS r
UNION ALL
SELECT 0, CAST(NULL AS ${id}), CAST(NULL AS ${at})
) AS src
ON coalesce(year(target."at") * 0, 0) = src."_lm_marker"
  AND target."at" >= ${low} AND target."at" < ${high}
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND src."_lm_marker" IS NULL THEN INSERT ("id", "at")
VALUES (src."id", src."at")`;
}

const MESSAGE = `'lakemodel: row outside the interval (at = ' || coalesce(CAST(src."at" AS varchar), 'NULL') || ')'`;

test.each(['athena', 'trino'] as const)(
  'an interval is replaced by one MERGE with literal bounds on %s',
  async (name) => {
    const sql = await replacing(name);
    const low = `TIMESTAMP '2025-12-31 00:00:00.000000'`;
    const high = `TIMESTAMP '2026-01-01 00:00:00.000000'`;
    expect(sql).toBe(merge(low, high, ['bigint', 'bigint', 'timestamp(6)'], `CAST(${MESSAGE} AS boolean)`));
  },
);

test('and on DuckDB', async () => {
  const sql = await replacing('duckdb', 'date');
  const low = `CAST('2025-12-31' AS DATE)`;
  const high = `CAST('2026-01-01' AS DATE)`;
  expect(sql).toBe(merge(low, high, ['bigint', 'BIGINT', 'DATE'], `error(${MESSAGE})`));
});
