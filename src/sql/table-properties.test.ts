import { expect, test } from 'vitest';
import { knownTableProperties, propertyFate, tblProperties, valueProblem, withEntries } from './table-properties.ts';

test("each engine's own are taken; Athena's say nothing to Trino; what an engine would have to keep and cannot is unknown", () => {
  expect(propertyFate('vacuum_min_snapshots_to_keep', 'athena')).toBe('taken');
  expect(propertyFate('vacuum_min_snapshots_to_keep', 'trino')).toBe('passed over');
  expect(propertyFate('sorted_by', 'trino')).toBe('taken');
  expect(propertyFate('sorted_by', 'athena')).toBe('unknown');
  expect(propertyFate('write.metadata.x', 'trino')).toBe('taken');
  expect(propertyFate('write.metadata.x', 'athena')).toBe('unknown');
  expect(propertyFate('nonsense', 'trino')).toBe('unknown');
  expect(propertyFate('nonsense', 'duckdb')).toBe('passed over');
  // Names of every object are none of a table's.
  expect(propertyFate('constructor', 'athena')).toBe('unknown');
  expect(knownTableProperties('duckdb')).toEqual([]);
});

test('a value is written in the type of its property, and nothing else gets into the statement', () => {
  expect(valueProblem('vacuum_min_snapshots_to_keep', '3) AS SELECT 1 --', 'athena')).toBe('a whole number');
  expect(valueProblem('vacuum_min_snapshots_to_keep', '3', 'athena')).toBeUndefined();
  expect(valueProblem('object_store_layout_enabled', 'yes', 'trino')).toBe('true or false');
  expect(valueProblem('orc_bloom_filter_fpp', '0.05', 'trino')).toBeUndefined();
  expect(withEntries({ write_compression: "a'b", compression_level: '3', other: 'x' }, 'athena')).toEqual([
    `write_compression = 'a''b'`,
    'compression_level = 3',
  ]);
  expect(tblProperties({ compression_level: '3', other: 'x' })).toEqual([`'compression_level' = '3'`]);
});
