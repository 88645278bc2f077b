import type { Suite } from '../../testkit/check-suite.ts';

const COLUMNS =
  'id integer; price decimal(10,2); at timestamp(6); zoned timestamp(3) with time zone; tags array(varchar)';
const names = ['id', 'price', 'at', 'zoned', 'tags'];
const of = (case_: string, args: Record<string, string | number | string[]>, failures: number) => ({ case: case_, rows: [], arguments: args, failures }); // prettier-ignore

export const tableShapeCases: readonly Suite[] = [
  { check: 'dbt_expectations.expect_column_to_exist', column: 'Price', columns: COLUMNS, cases: [
    of('passes', {}, 0), of('position', { column_index: 2 }, 0), of('another position', { column_index: 1 }, 1),
  ] },
  { check: 'dbt_expectations.expect_column_to_exist', column: 'prize', columns: COLUMNS, cases: [of('fails', {}, 1)] },
  { check: 'dbt_expectations.expect_column_values_to_be_of_type', column: 'price', columns: COLUMNS, cases: [
    of('bare', { column_type: 'DECIMAL' }, 0), of('exact', { column_type: 'decimal(10, 2)' }, 0),
    of('another scale', { column_type: 'decimal(10,3)' }, 1), of('another type', { column_type: 'double' }, 1),
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_of_type', column: 'at', columns: COLUMNS, cases: [
    of('passes', { column_type: 'timestamp' }, 0), of('a zone', { column_type: 'timestamp with time zone' }, 1),
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_of_type', column: 'zoned', columns: COLUMNS, cases: [of('no zone', { column_type: 'timestamp' }, 1)] },
  { check: 'dbt_expectations.expect_column_values_to_be_of_type', column: 'gone', columns: COLUMNS, cases: [of('missing', { column_type: 'timestamp' }, 1)] },
  { check: 'dbt_expectations.expect_column_values_to_be_in_type_list', column: 'tags', columns: COLUMNS, cases: [
    of('passes', { column_type_list: ['varchar', 'array(varchar)'] }, 0), of('fails', { column_type_list: ['varchar', 'array(integer)'] }, 1),
  ] },
  { check: 'dbt_expectations.expect_table_column_count_to_equal', columns: COLUMNS, cases: [of('passes', { value: 5 }, 0), of('fails', { value: 4 }, 1)] },
  { check: 'dbt_expectations.expect_table_column_count_to_be_between', columns: COLUMNS, cases: [
    of('passes', { min_value: 5, max_value: 5 }, 0), of('too few', { min_value: 6 }, 1), of('too many', { max_value: 4 }, 1),
  ] },
  { check: 'dbt_expectations.expect_table_column_count_to_equal_other_table', columns: COLUMNS, cases: [
    { case: 'passes', rows: [], arguments: { compare_model: { columns: COLUMNS, rows: [] } }, failures: 0 },
    { case: 'fails', rows: [], arguments: { compare_model: { columns: 'id integer', rows: [] } }, failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_table_columns_to_contain_set', columns: COLUMNS, cases: [
    of('passes', { column_list: ['ID', 'tags'] }, 0), of('fails', { column_list: ['id', 'x', "it's"] }, 2),
  ] },
  { check: 'dbt_expectations.expect_table_columns_to_not_contain_set', columns: COLUMNS, cases: [
    of('passes', { column_list: ['x'] }, 0), of('fails', { column_list: ['Id', 'x'] }, 1),
  ] },
  { check: 'dbt_expectations.expect_table_columns_to_match_set', columns: COLUMNS, cases: [
    of('passes', { column_list: [...names].reverse() }, 0), of('fails both ways', { column_list: ['id', 'price', 'at', 'zoned', 'x'] }, 2),
  ] },
  { check: 'dbt_expectations.expect_table_columns_to_match_ordered_list', columns: COLUMNS, cases: [
    of('passes', { column_list: names }, 0), of('another order', { column_list: ['price', 'id', 'at', 'zoned', 'tags'] }, 2), of('too long', { column_list: [...names, 'x'] }, 1),
  ] },
]; // prettier-ignore
