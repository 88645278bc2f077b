import { expect, test } from 'vitest';
import { parsePartitionField, partitionedByText, partitioningText } from './partition-field.ts';

test.each([
  ['load_date', 'load_date', 'load_date'],
  [' Day( Ts ) ', 'day(ts)', 'day(ts)'],
  ['days(ts)', 'day(ts)', 'day(ts)'],
  ['bucket(id, 16)', 'bucket(id, 16)', 'bucket(16, id)'],
  ['BUCKET(16, "id")', 'bucket(id, 16)', 'bucket(16, id)'],
  ['truncate(`odd name`,4)', 'truncate("odd name", 4)', 'truncate(4, `odd name`)'],
  ['"a""b`c"', '"a""b`c"', '`a"b``c`'],
  ['"day(ts)"', '"day(ts)"', '`day(ts)`'],
  ['größe', '"größe"', '`größe`'],
  ['_lm', '_lm', '`_lm`'],
])('%s', (text, partitioning, partitionedBy) => {
  const field = parsePartitionField(text)!;
  expect([partitioningText(field), partitionedByText(field)]).toEqual([partitioning, partitionedBy]);
});

test.each([
  '',
  'a b',
  'day(ts',
  'day()',
  'day(ts, 2)',
  'bucket(id)',
  'bucket(0, id)',
  'week(ts)',
  'a, b',
  "'a'",
  '"a',
  'day(a)) x',
])(
  // prettier-ignore
  '%s is none',
  (text) => {
    expect(parsePartitionField(text)).toBeUndefined();
  },
);
