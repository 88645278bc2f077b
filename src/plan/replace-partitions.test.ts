import { expect, test } from 'vitest';
import { planned, tryPlan, LIKE_TRINO, type TestModel } from './testkit/planned-model.ts';

const MODEL: TestModel = {
  sql: 'SELECT 1',
  columns: [
    { name: 'id', type: 'bigint' },
    { name: 'd', type: 'date' },
    { name: 'at', type: 'timestamp(6)' },
  ],
};
const UNLIMITED = { ...LIKE_TRINO, maxOpenPartitions: undefined as never };

function overwriting(partitioned_by: string[], more: Partial<TestModel> = {}): TestModel {
  return { ...MODEL, ...more, config: { incremental_strategy: 'insert_overwrite', partitioned_by, ...more.config } };
}

function replacing(model: TestModel) {
  const { steps, notes } = planned(model);
  const step = steps.find(({ kind }) => kind === 'replace-partitions');
  if (step?.kind !== 'replace-partitions') throw new Error(`None of ${steps.map(({ kind }) => kind).join(', ')}`);
  return { steps: steps.map(({ kind }) => kind), step, notes };
}

function codes(model: TestModel): string[] {
  return tryPlan(model).diagnostics.map(({ code }) => code);
}

test('the first build is that of any table', () => {
  expect(planned(overwriting(['d'], { dialect: 'trino' })).steps.map(({ kind }) => kind)).not.toContain(
    'replace-partitions',
  );
});

test('partitions are found and then replaced', () => {
  const { steps, step, notes } = replacing(overwriting(['d'], { existing: {}, capabilities: UNLIMITED }));
  expect(steps).toEqual(['find-partitions', 'replace-partitions']);
  expect(step.partitions?.bounded).toEqual([{ column: { name: 'd', type: 'date' }, nullable: true }]);
  expect(notes).toEqual(['insert_overwrite: of every d that the query returns, all rows of the table are replaced']);
});

test('bounds of times reach over their whole partitions; the day itself is a narrower one than its month', () => {
  const by = (fields: string[]) =>
    replacing(overwriting(fields, { existing: {} })).step.partitions?.bounded.map(({ column, whole }) => [
      column.name,
      whole,
    ]);
  expect(by(['month(at)'])).toEqual([['at', 'month']]);
  expect(by(['month(d)', 'd'])).toEqual([['d', undefined]]);
  expect(by(['d', 'month(d)'])).toEqual([['d', undefined]]);
});

test('the end of what truncate cuts to cannot be written down', () => {
  const { steps, step, notes } = replacing(
    overwriting(['truncate(id, 10)'], { existing: {}, capabilities: UNLIMITED }),
  );
  expect(steps).toEqual(['replace-partitions']);
  expect(step.fields).toMatchObject([{ transform: 'truncate', width: 10 }]);
  expect(notes).toContain(`the table's truncate(id, 10) are read whole: no bounds can be written for them`);
});

test('buckets are replaced with the other field, and cannot stand alone; nor can the columns of a run', () => {
  const { step } = replacing(overwriting(['day(at)', 'bucket(id, 4)'], { existing: {} }));
  expect(step.fields).toMatchObject([{ transform: 'day' }]);
  expect(step.partitions?.partitioning.perTuple).toBe(4);
  expect(codes(overwriting(['bucket(id, 4)']))).toEqual(['overwrite-partitions-unknown']);
  expect(codes(overwriting(['day(ingest_ts)'], { existing: {} }))).toEqual(['overwrite-partitions-unknown']);
});

test('a table with other partitions is refused, and may be made anew', () => {
  const changed = overwriting(['d'], { existing: { partitionedBy: ['month(d)'] } });
  expect(codes(changed)).toEqual(['overwrite-partitions-changed']);
  expect(codes({ ...changed, fullRefresh: true })).toEqual([]);
  expect(codes(overwriting(['day(d)'], { existing: { partitionedBy: ['day(d)'] } }))).toEqual([]);
});

test('more partitions than a statement writes: a commit for each group', () => {
  const { step, notes } = replacing(overwriting(['d'], { existing: {} }));
  expect(step.purpose).toContain('once for each group of at most 100 partitions');
  expect(notes.at(-1)).toContain('more than 100');
});
