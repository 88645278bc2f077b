import { expect, test } from 'vitest';
import { readCreateTable, readViewComment } from './create-table.ts';

test('location and partitions of an Iceberg table', () => {
  const text = `CREATE TABLE iceberg.h.t (
   a bigint COMMENT 'WITH (location = ''x'')',
   "location = 'y'" timestamp(3) with time zone
)
COMMENT 'it''s'
WITH (
   format = 'PARQUET',
   format_version = 2,
   location = 's3://lake/h/it''s-1',
   partitioning = ARRAY['day(ts)','bucket(b, 4)','"we ""ird"'],
   sorted_by = ARRAY['a']
)`;
  expect(readCreateTable(text)).toEqual({
    columns: [
      { name: 'a', type: 'bigint' },
      { name: "location = 'y'", type: 'timestamp(3) with time zone' },
    ],
    comments: { relation: "it's", columns: { a: "WITH (location = 'x')" } },
    location: "s3://lake/h/it's-1",
    partitionedBy: ['day(ts)', 'bucket(b, 4)', '"we ""ird"'],
  });
});

test('an external table of Hive’s, with a sign that is written by its number', () => {
  const text = `CREATE TABLE h.s.t (\n   a varchar\n)\nWITH (\n   csv_escape = U&'\\0001',\n   external_location = U&'s3://lake/\\4E2D\\+01F600/',\n   partitioned_by = ARRAY['d']\n)`;
  expect(readCreateTable(text)).toMatchObject({ location: 's3://lake/中😀/', partitionedBy: ['d'] });
});

test('types, quoted names, NOT NULL and properties of columns', () => {
  const text = `CREATE TABLE h.s.t (
   "we ""ird, (" decimal(10, 2) NOT NULL COMMENT '',
   r row(x integer, "Y z" array(varchar(3))),
   d date DEFAULT DATE '2024-01-01' NOT NULL COMMENT U&'\\0001 day' WITH ( partition_projection_type = 'DATE' )
)`;
  expect(readCreateTable(text)).toEqual({
    columns: [
      { name: 'we "ird, (', type: 'decimal(10,2)' },
      { name: 'r', type: 'row(x integer, "Y z" array(varchar(3)))' },
      { name: 'd', type: 'date' },
    ],
    comments: { columns: { d: '\u0001 day' } },
  });
});

test('what is no table', () => {
  expect(readCreateTable('')).toEqual({ columns: [], comments: { columns: {} } });
});

test('the comment of a view, not one within its query', () => {
  expect(readViewComment("CREATE VIEW i.s.v COMMENT 'it''s' SECURITY DEFINER AS\nSELECT 1 COMMENT")).toBe("it's");
  expect(readViewComment("CREATE VIEW i.s.v SECURITY DEFINER AS\nSELECT 'COMMENT', COMMENT, 'x'")).toBeUndefined();
});
