import { expect, test } from 'vitest';
import { checkArguments } from './check-arguments.ts';
import { findCheck } from './checks/index.ts';
import type { JsonObject } from '../project/project.ts';
import { columnsOf } from './testkit/check-case.ts';
import { testNode } from './testkit/test-node.ts';

const TEXT = '      - accepted_values: {arguments: {…}}';

/** Messages, with their codes and hints, of a test as `name(column, arguments)`. */
function check(
  name: string,
  column: string | undefined,
  args: JsonObject,
  expected: readonly string[],
  columns?: string,
): void {
  const found = findCheck(name);
  expect(found).toBeDefined();
  if (!found) return;
  const node = testNode({ name, arguments: args, ...(column !== undefined && { columnName: column }) });
  const diagnostics = checkArguments(found, node, { texts: { 'models/orders.yml': TEXT } }, columns === undefined ? undefined : columnsOf(columns)); // prettier-ignore
  expect(diagnostics.map(({ code, message, hint }) => `${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`)).toEqual(expected); // prettier-ignore
  expect(diagnostics.every(({ place }) => place?.file === 'models/orders.yml')).toBe(true);
}

test('fine', () => {
  check('unique', 'id', {}, []);
  check('accepted_values', 'state', { values: ['a', 1, true], quote: false }, []);
  check('relationships', 'id', { to: "ref('x')", field: 'id' }, []);
  check('dbt_utils.accepted_range', 'x', { min_value: 0, max_value: "date '2026-01-01'", inclusive: false }, []);
  check('dbt_utils.accepted_range', undefined, { column_name: 'x', min_value: 0 }, []);
  check('dbt_utils.accepted_range', 'x', { min_value: null }, []);
});

test('unknown arguments, with the nearest', () => {
  check('accepted_values', 'state', { vlaues: ['a'], values: ['a'] }, [
    'test-argument-unknown: Test "accepted_values" has no argument "vlaues". (Did you mean "values"?)',
  ]);
  check('not_null', 'state', { quite_other: 1 }, [
    'test-argument-unknown: Test "not_null" has no argument "quite_other". (It takes "column_name".)',
  ]);
});

test('missing arguments', () =>
  check('relationships', 'state', { to: "ref('x')", field: null }, [
    'test-argument-missing: Test "relationships" needs the argument "field". (Its column.)',
  ]));

test('wrong types', () => {
  check('accepted_values', 'state', { values: 'open' }, [
    'test-argument-wrong: Argument "values" of test "accepted_values" must be a list, not "open".',
  ]);
  check('accepted_values', 'state', { values: [] }, [
    'test-argument-wrong: Argument "values" of test "accepted_values" must be a list of at least 1 item, not [].',
  ]);
  check('accepted_values', 'state', { values: ['a', null] }, [
    'test-argument-wrong: Argument "values" of test "accepted_values" must be a list, each item a text or a number or true or false, not null.',
  ]);
  check('dbt_utils.recency', undefined, { field: 'ts', datepart: 'days', interval: 1.5 }, [
    'test-argument-wrong: Argument "datepart" of test "dbt_utils.recency" must be one of "second", "minute", "hour", "day", "week", "month", "quarter" and "year", not "days".',
    'test-argument-wrong: Argument "interval" of test "dbt_utils.recency" must be a whole number, not 1.5.',
  ]);
  check('relationships', 'id', { to: 'customers', field: 'id' }, [
    `test-argument-wrong: Argument "to" of test "relationships" must be ref('…') or source('…', '…'), not "customers".`,
  ]);
  check('dbt_expectations.expect_column_pair_values_to_be_in_set', undefined, { column_A: 'a', column_B: 'b', value_pairs_set: [[1]] }, [
    'test-argument-wrong: Argument "value_pairs_set" of test "dbt_expectations.expect_column_pair_values_to_be_in_set" must be a list, each item a list of exactly 2 items, not [1].',
  ]); // prettier-ignore
});

test('columns', () => {
  check('unique', undefined, {}, [
    'test-column-missing: Test "unique" is about a column, but none is given. (Write it under the column, or give "column_name".)',
  ]);
  check('dbt_utils.unique_combination_of_columns', 'id', { combination_of_columns: ['a'] }, [
    'test-column-unexpected: Test "dbt_utils.unique_combination_of_columns" is about the whole model, but is written under column "id". (Move it to the "data_tests" of the model.)',
  ]);
  check('unique', 'oder_id', {}, ['test-column-unknown: Test "unique" is about column "oder_id", which does not exist. (Did you mean "order_id"?)'], 'order_id integer'); // prettier-ignore
  check('dbt_utils.unique_combination_of_columns', undefined, { combination_of_columns: ['ORDER_ID', 'lower(x)', '"a b"', 'zz'] }, [
    'test-column-unknown: Test "dbt_utils.unique_combination_of_columns" is about column "zz", which does not exist.',
  ], 'order_id integer'); // prettier-ignore
  check('dbt_expectations.expect_column_to_exist', 'gone', {}, [], 'order_id integer');
});

test('arguments that do not fit each other', () => {
  check('dbt_expectations.expect_column_values_to_be_between', 'x', {}, [
    'test-arguments-refused: The arguments of test "dbt_expectations.expect_column_values_to_be_between" do not fit: It needs "min_value", "max_value" or both.',
  ]);
  check('castable', 'x', { type: 'dubble' }, [
    'test-arguments-refused: The arguments of test "castable" do not fit: "dubble" is not a type that Athena has.',
  ]);
  check(
    'dbt_utils.equality',
    undefined,
    { compare_model: "ref('x')", compare_columns: ['a'], exclude_columns: ['b'] },
    [
      'test-arguments-refused: The arguments of test "dbt_utils.equality" do not fit: It takes "compare_columns" or "exclude_columns", not both.',
    ],
  );
  check('dbt_expectations.expect_column_values_to_match_regex', 'x', { regex: 'a', flags: "i)'" }, [
    `test-arguments-refused: The arguments of test "dbt_expectations.expect_column_values_to_match_regex" do not fit: "flags" can be i, m and s, not "i)'".`,
  ]);
  check('dbt_expectations.expect_column_quantile_values_to_be_between', 'x', { quantile: 2, min_value: 1 }, [
    'test-arguments-refused: The arguments of test "dbt_expectations.expect_column_quantile_values_to_be_between" do not fit: "quantile" is a number from 0 to 1.',
  ]);
});
