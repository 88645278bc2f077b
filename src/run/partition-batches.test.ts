import { expect, test } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import type { NodePlan, PartitionBounds, Step } from '../plan/plan.ts';
import { outsidePartitions } from './outside-partitions.ts';
import { groupsFor, readPartitions, sumOf } from './partition-batches.ts';

const d = { name: 'd', type: 'date' };
const FIND = {
  kind: 'find-partitions',
  partitioning: { fields: [{ column: d, transform: 'identity' }], perTuple: 1, limit: 2 },
  bounded: [{ column: d, nullable: true }],
} as unknown as Extract<Step, { kind: 'find-partitions' }>;
const ROWS = [
  ['v2026-01-01', 2, 10, '2026-01-01', '2026-01-02', true],
  ['v2026-01-03', 1, 5, '2026-01-03', '2026-01-03', false],
];

function checkGroups(groups: PartitionBounds['groups'], rows: typeof ROWS, expected: (string | undefined)[][]): void {
  const found = readPartitions(FIND, { rows }).groups;
  const values = groupsFor({ groups } as PartitionBounds, found).map((holes) =>
    ['partitions_from', 'partitions_until', 'partition_low(d)', 'partition_high(d)', 'partition_has_null(d)'].map(
      (name) => holes.get(name),
    ),
  );
  expect(values).toEqual(expected);
}

const FIRST = ['', 'v2026-01-03', '2026-01-01', '2026-01-02', 'true'];
const SECOND = ['v2026-01-03', 'w', '2026-01-03', '2026-01-03', 'false'];

test('groups leave no gap: a row of any partition lies in one of them', () => {
  checkGroups('all', ROWS, [FIRST, SECOND]);
  checkGroups('first', ROWS, [FIRST]);
  checkGroups('rest', ROWS, [SECOND]);
});

test('without rows nothing is written but a new table', () => {
  checkGroups('all', [], []);
  checkGroups('rest', [], []);
  checkGroups('first', [], [['', 'w', undefined, undefined, undefined]]);
});

test('a rebuild in one commit of too many partitions says how many', () => {
  const step = { ...FIND, onlyOne: { model: 'gold.t' } };
  expect(readPartitions(step, { rows: ROWS.slice(0, 1) }).diagnostics).toEqual([]);
  expect(readPartitions(step, { rows: ROWS }).diagnostics).toMatchObject([
    { code: 'rebuild-needs-batches', message: expect.stringContaining('lie in 3 partitions') },
  ]);
});

test('several statements count as one', () => {
  const result = { columns: [], rows: [], durationMs: 1 };
  expect(sumOf([])).toBeUndefined();
  expect(
    sumOf([
      { ...result, rowsAffected: 3 },
      { ...result, rowsAffected: 4 },
    ])?.rowsAffected,
  ).toBe(7);
  expect(sumOf([{ ...result, rowsAffected: 3 }, result])?.rowsAffected).toBeUndefined();
});

test('a row that came after the count is named', () => {
  const engine = diagnose('engine-closed', {});
  const plan = { name: 'gold.t' } as NodePlan;
  const message = `Cannot cast value to boolean: lakemodel: row outside the counted partitions (d = 2027-01-01, r = a (b))`;
  expect(outsidePartitions({ ...engine, message }, plan)).toMatchObject({
    code: 'rows-moved-while-writing',
    message: expect.stringContaining('(d = 2027-01-01, r = a (b))'),
  });
  expect(outsidePartitions(engine, plan)).toBeUndefined();
});
