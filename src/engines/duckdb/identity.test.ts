import { expect, test } from 'vitest';
import { commentedTable, createdTable, descriptionIn, identityComment, identityIn } from './identity.ts';

const UUID = '12151fd2-7586-11e9-8f9e-2a86e4085a59';

test.each([
  ['CREATE TABLE t AS SELECT 1', { name: 't', identifier: 't', ifNotExists: false }],
  ['create or replace table "a b"."c""d" (x int)', { name: '"a b"."c""d"', schema: 'a b', identifier: 'c"d', ifNotExists: false }], // prettier-ignore
  ['/* run 1 */\n-- model\n CREATE TABLE IF NOT EXISTS db.s.t(x int)', { name: 'db.s.t', schema: 's', identifier: 't', ifNotExists: true }], // prettier-ignore
  ['CREATE TABLE s . t\nAS SELECT 1', { name: 's . t', schema: 's', identifier: 't', ifNotExists: false }],
  ['CREATE TEMP TABLE t AS SELECT 1', undefined],
  ['CREATE TABLESPACE t', undefined],
  ['CREATE VIEW table AS SELECT 1', undefined],
  [`SELECT 'CREATE TABLE t AS SELECT 1'`, undefined],
  ['-- CREATE TABLE t AS SELECT 1\nSELECT 1', undefined],
  ['', undefined],
])('%s', (sql, expected) => expect(createdTable(sql)).toEqual(expected));

test('an identity is found beside a description', () => {
  expect(identityIn(identityComment(UUID))).toBe(UUID);
  expect(identityIn(identityComment(UUID, 'All orders.\nOne a row.'))).toBe(UUID);
  expect(identityIn('All orders.')).toBeUndefined();
  expect(identityIn(`x lakemodel:${UUID}`)).toBeUndefined();
  expect(identityIn(null)).toBeUndefined();
});

test.each([
  [`COMMENT ON TABLE "s"."t" IS 'it''s'`, { name: '"s"."t"', schema: 's', identifier: 't', text: `'it''s'` }],
  [`/* run */ comment on table t is null;`, { name: 't', identifier: 't', text: 'null' }],
  [`COMMENT ON COLUMN s.t.c IS 'x'`, undefined],
  [`COMMENT ON TABLE t IS 'x' || 'y'`, undefined],
  [`SELECT 'COMMENT ON TABLE t IS NULL'`, undefined],
])('%s', (sql, expected) => expect(commentedTable(sql)).toEqual(expected));

test('a description is what stands beside the identity', () => {
  expect(descriptionIn(identityComment(UUID))).toBeUndefined();
  expect(descriptionIn(identityComment(UUID, 'All orders.\nOne a row.'))).toBe('All orders.\nOne a row.');
  expect(descriptionIn('All orders.')).toBe('All orders.');
  expect(descriptionIn(null)).toBeUndefined();
});
