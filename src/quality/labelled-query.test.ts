import { afterAll, describe, expect, test } from 'vitest';
import { labelExpression, labelledQuery } from './labelled-query.ts';
import { openEngine } from './testkit/engine.ts';
import { rulesOf, stageBatch, tableNames, type Batch } from './testkit/staging.ts';

const engine = await openEngine();
const nextTable = tableNames();
afterAll(() => engine.close());

interface Expected {
  readonly rows: readonly (readonly unknown[])[];
  readonly counts: Readonly<Record<string, number>>;
  readonly broken?: Readonly<Record<string, number>>;
  readonly duplicateKey?: string;
}

async function check(batch: Batch, expected: Expected): Promise<void> {
  const { rows, measure, rules } = await stageBatch(engine, nextTable('stage'), batch);
  expect(rows).toEqual(expected.rows);
  const { staged, published, quarantined, dropped, deduplicated, failed, duplicates } = measure;
  const zero = { staged: 0, published: 0, quarantined: 0, dropped: 0, deduplicated: 0, failed: 0, duplicates: 0 };
  expect({ staged, published, quarantined, dropped, deduplicated, failed, duplicates }).toEqual({
    ...zero,
    ...expected.counts,
  });
  expect(staged).toBe(published + quarantined + dropped + deduplicated + failed);
  const byName = Object.fromEntries(rules.map((rule) => [rule.name, measure.broken[rule.id]]));
  expect(byName).toEqual(expected.broken ?? {});
  expect(measure.duplicateKey).toBe(expected.duplicateKey);
}

const COLUMNS = 'id integer; code varchar; x integer';

describe('labelledQuery', () => {
  test('labels each row with all rules that it breaks, sorted, and the strongest action', () =>
    check(
      {
        columns: COLUMNS,
        rows: [[1, 'a', 1], [2, null, -1], [3, 'b', -1], [4, 'c', 500], [5, null, 5]],
        rules: [
          { check: 'not_null', column: 'code' },
          { check: 'dbt_utils.accepted_range', column: 'x', arguments: { min_value: 0 }, onFail: 'drop' },
          { check: 'dbt_utils.expression_is_true', arguments: { expression: 'x < 100' }, onFail: 'warn' },
        ],
      },
      {
        rows: [
          [1, '', 'publish'],
          [2, 'accepted_range_x, not_null_code', 'quarantine'],
          [3, 'accepted_range_x', 'drop'],
          [4, 'expression_is_true', 'publish'],
          [5, 'not_null_code', 'quarantine'],
        ],
        counts: { staged: 5, published: 2, quarantined: 2, dropped: 1 },
        broken: { not_null_code: 2, accepted_range_x: 2, expression_is_true: 1 },
      },
    )); // prettier-ignore

  test('a rule that fails wins over all others', () =>
    check(
      {
        columns: COLUMNS,
        rows: [[1, null, -1], [2, 'b', 1]],
        rules: [
          { check: 'not_null', column: 'code' },
          { check: 'dbt_utils.accepted_range', column: 'x', arguments: { min_value: 0 }, onFail: 'fail' },
        ],
      },
      {
        rows: [[1, 'accepted_range_x, not_null_code', 'fail'], [2, '', 'publish']],
        counts: { staged: 2, published: 1, failed: 1 },
        broken: { not_null_code: 1, accepted_range_x: 1 },
      },
    )); // prettier-ignore

  test('set rules see the whole batch, with their where only its rows', () =>
    check(
      {
        columns: COLUMNS,
        rows: [[1, 'a', 1], [2, 'a', 1], [3, 'b', 1], [4, 'b', 9], [5, null, 1], [6, null, 1]],
        rules: [
          { check: 'unique', column: 'code', where: 'x < 5' },
          { check: 'relationships', column: 'x', arguments: { to: { columns: 'k integer', rows: [[1], [null]] }, field: 'k' }, onFail: 'drop' },
        ],
      },
      {
        rows: [
          [1, 'unique_code', 'quarantine'], [2, 'unique_code', 'quarantine'], [3, '', 'publish'],
          [4, 'relationships_x', 'drop'], [5, '', 'publish'], [6, '', 'publish'],
        ],
        counts: { staged: 6, published: 3, quarantined: 2, dropped: 1 },
        broken: { unique_code: 2, relationships_x: 1 },
      },
    )); // prettier-ignore

  test('a where may ask another relation', () =>
    check(
      {
        columns: COLUMNS,
        rows: [[1, 'a', 1], [2, 'a', 1], [3, 'a', 1]],
        rules: [{ check: 'unique', column: 'code', where: 'id IN (SELECT 1 UNION SELECT 3)' }],
      },
      {
        rows: [[1, 'unique_code', 'quarantine'], [2, '', 'publish'], [3, 'unique_code', 'quarantine']],
        counts: { staged: 3, published: 1, quarantined: 2 },
        broken: { unique_code: 2 },
      },
    )); // prettier-ignore

  test('a bad row never wins over a good one, and is no duplicate of it', () =>
    check(
      {
        columns: COLUMNS,
        rows: [[1, 'newest but bad', -1], [1, 'good', 5], [1, 'older', 4], [2, 'alone', 1]],
        rules: [{ check: 'dbt_utils.accepted_range', column: 'x', arguments: { min_value: 0 } }],
        uniqueKey: ['id'],
        deduplicateOrderBy: ["CASE WHEN code = 'newest but bad' THEN 0 ELSE 1 END", 'x DESC'],
      },
      {
        rows: [[1, 'accepted_range_x', 'quarantine'], [1, '', 'publish'], [1, '', 'duplicate'], [2, '', 'publish']],
        counts: { staged: 4, published: 2, quarantined: 1, deduplicated: 1 },
        broken: { accepted_range_x: 1 },
      },
    )); // prettier-ignore

  test('rows with the key NULL are duplicates of each other', () =>
    check(
      { columns: COLUMNS, rows: [[null, 'a', 1], [null, 'b', 2]], uniqueKey: ['id'], deduplicateOrderBy: ['x desc'] },
      { rows: [[null, '', 'publish'], [null, '', 'duplicate']], counts: { staged: 2, published: 1, deduplicated: 1 } },
    )); // prettier-ignore

  test('duplicates without an order are counted, with a key', () =>
    check(
      { columns: COLUMNS, rows: [[7, 'a', 1], [7, 'a', 2], [8, 'b', 2], [9, null, 1], [9, null, 2]], uniqueKey: ['id', 'CODE'] },
      {
        rows: [[7, '', 'publish'], [7, '', 'publish'], [8, '', 'publish'], [9, '', 'publish'], [9, '', 'publish']],
        counts: { staged: 5, published: 5, duplicates: 4 },
        duplicateKey: 'id = 7, CODE = a',
      },
    )); // prettier-ignore

  test('a bad row is no duplicate of a good one either', () =>
    check(
      { columns: COLUMNS, rows: [[7, null, 1], [7, 'a', 2]], uniqueKey: ['id'], rules: [{ check: 'not_null', column: 'code' }] },
      {
        rows: [[7, 'not_null_code', 'quarantine'], [7, '', 'publish']],
        counts: { staged: 2, published: 1, quarantined: 1 },
        broken: { not_null_code: 1 },
      },
    )); // prettier-ignore

  test('an empty batch', () =>
    check(
      { columns: COLUMNS, rows: [], uniqueKey: ['id'], rules: [{ check: 'not_null', column: 'code' }] },
      { rows: [], counts: {}, broken: { not_null_code: 0 } },
    ));

  test('ties of the declared order are decided by the other columns', async () => {
    const query = labelledQuery({
      query: 'SELECT 1',
      rules: [],
      columns: [{ name: 'id', type: 'integer' }, { name: 'a', type: 'varchar' }, { name: 'tags', type: 'array(varchar)' }, { name: 'b', type: 'double' }],
      uniqueKey: ['ID'],
      deduplicateOrderBy: ['a desc'],
    }); // prettier-ignore
    expect(query).toContain('ORDER BY a desc, labelled."a" NULLS LAST, labelled."b" NULLS LAST)');
  });

  test('a rule name that is part of another is counted by itself', () =>
    check(
      {
        columns: COLUMNS,
        rows: [[1, null, 1], [2, 'a', null]],
        rules: [{ check: 'not_null', column: 'x', name: 'code' }, { check: 'not_null', column: 'code', name: 'not_null_code' }],
      },
      {
        rows: [[1, 'not_null_code', 'quarantine'], [2, 'code', 'quarantine']],
        counts: { staged: 2, quarantined: 2 },
        broken: { code: 1, not_null_code: 1 },
      },
    )); // prettier-ignore

  test('names are quoted', () =>
    check(
      { columns: 'order integer; x integer', rows: [[1, null]], rules: [{ check: 'not_null', column: 'x' }], uniqueKey: ['order'], deduplicateOrderBy: ['x'] },
      { rows: [[1, 'not_null_x', 'quarantine']], counts: { staged: 1, quarantined: 1 }, broken: { not_null_x: 1 } },
    )); // prettier-ignore

  test('many rules are joined without nesting', () => {
    const rules = rulesOf(Array.from({ length: 60 }, (_, index) => ({ check: 'not_null', column: `c${index}` })));
    expect(labelExpression(rules, 'j').split(' || ')).toHaveLength(60);
  });
});
