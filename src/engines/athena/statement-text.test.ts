import { expect, test } from 'vitest';
import { statementKind, withComment } from './statement-text.ts';

test.each([
  ['SELECT 1', 'query'],
  ['  -- a\n/* b */ ( with x as (select 1) select * from x )', 'query'],
  ['values 1', 'query'],
  ['INSERT INTO t SELECT 1', 'write'],
  ['merge into t', 'write'],
  ['DELETE FROM t', 'write'],
  ['CREATE TABLE "a"."b" WITH (format = \'x\') AS SELECT 1', 'write'],
  ['create table if not exists a.b as select 1', 'write'],
  ["CREATE TABLE `a`.`b` (`x` int) LOCATION 's3://x/'", 'other'],
  ['CREATE TABLE IF NOT EXISTS a.b\n(x int)', 'other'],
  ['CREATE EXTERNAL TABLE a.b (x int)', 'other'],
  ['CREATE OR REPLACE VIEW v AS SELECT 1', 'other'],
  ['ALTER TABLE a.b ADD COLUMNS (x int)', 'other'],
  ['OPTIMIZE a.b REWRITE DATA USING BIN_PACK', 'other'],
  ['VACUUM a.b', 'other'],
  ['SHOW TABLES', 'other'],
] as const)('%s', (sql, kind) => {
  expect(statementKind(sql)).toBe(kind);
});

test('a comment is one line, whatever it holds', () => {
  expect(withComment('SELECT 1', 'a\r\n; DROP TABLE t --\u2028x', 'query', false)).toEqual({
    text: '-- lakemodel a ; DROP TABLE t -- x\nSELECT 1',
    commentLines: 1,
  });
});

test('there is none before DDL, nor where the text must stay the same', () => {
  expect(withComment('DROP TABLE t', 'a', 'other', false)).toEqual({ text: 'DROP TABLE t', commentLines: 0 });
  expect(withComment('SELECT 1', 'a', 'query', true)).toEqual({ text: 'SELECT 1', commentLines: 0 });
});
