import { afterAll, describe, expect, test } from 'vitest';
import type { StatementError } from '../engine.ts';
import { openDuckDb } from './connection.ts';
import { PLAIN_ENVIRONMENT } from './environment.ts';
import { classifyDuckDbError } from './errors.ts';

const connection = await openDuckDb({ path: ':memory:', threads: 2 }, PLAIN_ENVIRONMENT);
await connection.execute('CREATE TABLE t (a INTEGER NOT NULL, b INTEGER PRIMARY KEY, c DECIMAL(4,1))');
await connection.execute('CREATE VIEW v AS SELECT a FROM t');
await connection.execute('INSERT INTO t VALUES (1, 1, 1)');
afterAll(() => connection.close());

async function errorOf(sql: string): Promise<StatementError> {
  try {
    await connection.execute(sql, { label: 'model.x' });
  } catch (error) {
    return error as StatementError;
  }
  throw new Error(`no error: ${sql}`);
}

// The part between the marks is what the place covers; without marks there is no place.
test.each([
  ['SELECT ⟦foo⟧ FROM t', 'engine-column-missing', 'Column "foo" does not exist here.'],
  ['SELECT *\nFROM t\nWHERE ⟦foo⟧ = 1', 'engine-column-missing', 'Column "foo" does not exist here.'],
  ['SELECT ⟦t⟧.foo FROM t', 'engine-column-missing', 'Column "foo" does not exist here.'],
  [`SELECT ⟦"f oo"⟧ FROM t`, 'engine-column-missing', 'Column "f oo" does not exist here.'],
  [`SELECT '数据', '😀é', ⟦foo⟧ FROM t`, 'engine-column-missing', 'Column "foo" does not exist here.'],
  [`SELECT '\t', ⟦foo⟧ FROM t`, 'engine-column-missing', 'Column "foo" does not exist here.'],
  [`\t\tSELECT\t⟦foo⟧ FROM t`, 'engine-column-missing', 'Column "foo" does not exist here.'],
  [`SELECT 'e\u0301\u200d', ⟦foo⟧ FROM t`, 'engine-column-missing', 'Column "foo" does not exist here.'],
  [`SELECT 1,\r\n ⟦foo⟧ FROM t`, 'engine-column-missing', 'Column "foo" does not exist here.'],
  [
    `SELECT ${'a, '.repeat(80)}⟦foo⟧, ${'b, '.repeat(80)} 3 FROM t`,
    'engine-column-missing',
    'Column "foo" does not exist here.',
  ],
  [
    `SELECT '${'数'.repeat(60)}', ⟦foo⟧, '${'数'.repeat(60)}' FROM t`,
    'engine-column-missing',
    'Column "foo" does not exist here.',
  ],
  ['SELECT ⟦zz⟧', 'engine-column-missing', 'Column "zz" does not exist here.'],
  ['SELECT * FROM t JOIN t u USING (zz)', 'engine-column-missing', 'Column "zz" does not exist here.'],
  ['SELECT ⟦a⟧ FROM t, t u', 'engine-column-ambiguous', 'Column "a" is in more than one table.'],
  ['SELECT ⟦u⟧.a FROM t', 'engine-relation-missing', 'Table or view "u" does not exist.'],
  ['SELECT * FROM ⟦main⟧.nope', 'engine-relation-missing', 'Table or view "nope" does not exist.'],
  ['SELECT * FROM ⟦nos⟧.nope', 'engine-schema-missing', 'Schema "nos" does not exist.'],
  ['DROP SCHEMA nos', 'engine-schema-missing', 'Schema "nos" does not exist.'],
  ['DROP TABLE nope', 'engine-relation-missing', 'Table or view "nope" does not exist.'],
  ['CREATE TABLE t (x INTEGER)', 'engine-already-exists', 'A table named "t" exists already.'],
  ['CREATE TABLE t AS SELECT 1', 'engine-already-exists', 'A table named "t" exists already.'],
  ['CREATE SCHEMA main', 'engine-already-exists', 'A schema named "main" exists already.'],
  ['ALTER TABLE t ADD COLUMN a INTEGER', 'engine-already-exists', 'A column named "a" exists already.'],
  ['DROP VIEW t', 'engine-other-kind', '"t" is a table, not a view.'],
  ['CREATE OR REPLACE VIEW t AS SELECT 1', 'engine-other-kind', '"t" is a table, not a view.'],
  ['SELECT ⟦nofunc⟧(1)', 'engine-function-missing', 'The engine has no function "nofunc".'],
  [
    `SELECT ⟦abs⟧('a', 'b')`,
    'engine-function-arguments',
    'No function takes these arguments: abs(STRING_LITERAL, STRING_LITERAL).',
  ],
  [
    `SELECT DATE '2024-01-01' ⟦+⟧ 'x'`,
    'engine-function-arguments',
    'No function takes these arguments: +(DATE, STRING_LITERAL).',
  ],
  ['⟦selec⟧ 1', 'engine-syntax', 'The engine cannot read the statement: Syntax error at or near "selec".'],
  ['SELECT abs(', 'engine-syntax', 'The engine cannot read the statement: The statement ends too early.'],
  [
    `SELECT ⟦'⟧abc`,
    'engine-syntax',
    `The engine cannot read the statement: Unterminated quoted string at or near "'abc".`,
  ],
  [
    `SELECT ⟦CAST⟧('abc' AS INTEGER)`,
    'engine-value-invalid',
    `A value cannot be worked with: Could not convert string 'abc' to INT32.`,
  ],
  [`SELECT error('Division by zero')`, 'engine-value-invalid', 'A value cannot be worked with: Division by zero.'],
  [
    'SELECT 9223372036854775807 + 1',
    'engine-value-invalid',
    'A value cannot be worked with: Overflow in addition of INT64 (9223372036854775807 + 1).',
  ],
  [
    'SELECT (SELECT a FROM range(3) t(a))',
    'engine-value-invalid',
    'A value cannot be worked with: More than one row returned by a subquery used as an expression - scalar subqueries can only return a single row.',
  ],
  [
    `SELECT TRY(timezone('This has no form here', TIMESTAMP '2000-01-01 00:00:00'))`,
    'engine-value-invalid',
    'A value cannot be worked with: This has no form here.',
  ],
  [
    'INSERT INTO t VALUES (NULL, 2, 1)',
    'engine-constraint',
    'A row breaks a constraint of the table: NOT NULL constraint failed: t.a.',
  ],
  [
    'INSERT INTO t VALUES (1, 1, 1)',
    'engine-constraint',
    'A row breaks a constraint of the table: Duplicate key "b: 1" violates primary key constraint.',
  ],
  [
    'SELECT ⟦a⟧, sum(b) FROM t',
    'engine-statement-refused',
    'The engine refuses the statement: Column "a" must appear in the GROUP BY clause or must be part of an aggregate function.',
  ],
  [
    'SELECT 1 UNION SELECT 1, 2',
    'engine-statement-refused',
    'The engine refuses the statement: Set operations can only apply to expressions with the same number of result columns.',
  ],
  [
    `SELECT * FROM ⟦read_csv⟧('/nope/*.csv')`,
    'engine-file-unreadable',
    'A file could not be read or written: No files found that match the pattern "/nope/*.csv".',
  ],
  [
    `COPY (SELECT 1) TO '/nope/x.csv'`,
    'engine-file-unreadable',
    'A file could not be read or written: Cannot open file "/nope/x.csv": No such file or directory.',
  ],
])('%s', async (marked, code, message) => {
  const sql = marked.replace(/[⟦⟧]/g, '');
  const { diagnostic } = await errorOf(sql);
  expect({ code: diagnostic.code, message: diagnostic.message }).toEqual({ code, message });
  expect(covered(sql, diagnostic.place)).toBe(/⟦(.*?)⟧/s.exec(marked)?.[1]);
  if (diagnostic.place) expect(diagnostic.place.file).toBe('model.x');
});

function covered(sql: string, place: StatementError['diagnostic']['place']): string | undefined {
  return place && sql.split('\n')[place.line - 1]?.slice(place.column - 1, place.endColumn - 1);
}

describe('hints', () => {
  test('name what is near', async () => {
    await connection.execute('CREATE TABLE device (device_id INTEGER, ts TIMESTAMP)');
    expect((await errorOf('SELECT devic_id FROM device')).diagnostic.hint).toBe('Did you mean "device_id"?');
    expect((await errorOf('SELECT xyz FROM device')).diagnostic.hint).toMatch(/^Similar names here: /);
    expect((await errorOf('SELECT d.devic_id FROM device d')).diagnostic.hint).toBe('Did you mean "device_id"?');
  });
});

describe('what may be sent again', () => {
  test('conflicts may', async () => {
    await connection.execute('CREATE TABLE n AS SELECT 1 AS k');
    const both = await Promise.allSettled(
      Array.from({ length: 8 }, () => connection.execute('UPDATE n SET k = k + (SELECT count(*) FROM range(300000))')),
    );
    const failed = both.flatMap((each) => (each.status === 'rejected' ? [each.reason as StatementError] : []));
    for (const error of failed) {
      expect(error.diagnostic.code).toBe('engine-conflict');
      expect(error.retryable).toBe(true);
    }
    const { rows } = await connection.execute('SELECT k FROM n');
    expect(rows).toEqual([[1 + (8 - failed.length) * 300000]]);
  });

  test.each([
    ['TransactionContext Error: Conflict on update!', 'engine-conflict', true],
    ['TransactionContext Error: Catalog write-write conflict on create with "s"', 'engine-conflict', true],
    [
      'Out of Memory Error: could not allocate block of size 256.0 KiB (862.0 KiB/976.5 KiB used)\n\nPossible solutions:',
      'engine-memory',
      false,
    ],
    ['INTERRUPT Error: Interrupted!', 'engine-cancelled', false],
    ['Something New Error: what is this', 'engine-statement-failed', false],
    ['', 'engine-statement-failed', false],
  ])('%s', (message, code, retryable) => {
    const found = classifyDuckDbError(new Error(message), 'SELECT 1');
    expect({ code: found.diagnostic.code, retryable: found.retryable }).toEqual({ code, retryable });
  });

  test('a line that is not in the statement gives no place', () => {
    const found = classifyDuckDbError(
      new Error('Binder Error: x\n\nLINE 1: select t_x(1)\n               ^'),
      'SELECT 1',
    );
    expect(found.diagnostic.place).toBeUndefined();
  });
});
