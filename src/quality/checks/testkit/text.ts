import type { Suite, SuiteCase } from '../../testkit/check-suite.ts';

const TEXTS = 'id integer; t varchar';
const rows = [[1, 'SN-12'], [2, 'sn-12'], [3, ''], [4, null], [5, 'xSN-1y'], [6, "o'k"]]; // prettier-ignore
const empty: SuiteCase = { case: 'an empty table passes', rows: [], failures: 0, broken: [] };

function patterns(
  check: string,
  args: SuiteCase['arguments'],
  broken: readonly number[],
  more: readonly SuiteCase[] = [],
) {
  const finds: SuiteCase = { case: 'blames; NULL is accepted', rows, failures: broken.length, broken };
  return {
    check: `dbt_expectations.${check}`,
    column: 't',
    columns: TEXTS,
    arguments: args ?? {},
    cases: [finds, empty, ...more],
  };
}

export const textCases: readonly Suite[] = [
  patterns('expect_column_values_to_match_regex', { regex: '^SN-[0-9]+$' }, [2, 3, 5, 6], [
    { case: 'anywhere', rows, arguments: { regex: 'SN-[0-9]' }, failures: 3, broken: [2, 3, 6] },
    { case: 'flags', rows, arguments: { flags: 'i' }, failures: 3, broken: [3, 5, 6] },
    { case: 'a quote', rows, arguments: { regex: "o'k" }, failures: 4, broken: [1, 2, 3, 5] },
    { case: 'row_condition', rows, arguments: { row_condition: 'id < 3' }, failures: 1, broken: [2] },
  ]),
  patterns('expect_column_values_to_not_match_regex', { regex: '^SN-[0-9]+$' }, [1]),
  patterns('expect_column_values_to_match_regex_list', { regex_list: ['^SN', '^sn'] }, [3, 5, 6], [
    { case: 'all', rows, arguments: { match_on: 'all', regex_list: ['^S', '2$'] }, failures: 4, broken: [2, 3, 5, 6] },
  ]),
  patterns('expect_column_values_to_not_match_regex_list', { regex_list: ['^SN', '^sn'], match_on: 'all' }, [1, 2]),
  patterns('expect_column_values_to_match_like_pattern', { like_pattern: 'SN-%' }, [2, 3, 5, 6]),
  patterns('expect_column_values_to_not_match_like_pattern', { like_pattern: 'SN-%' }, [1]),
  patterns('expect_column_values_to_match_like_pattern_list', { like_pattern_list: ['SN-__', 'sn%'] }, [3, 5, 6]),
  patterns('expect_column_values_to_not_match_like_pattern_list', { like_pattern_list: ['S%', '%2'], match_on: 'all' }, [1, 2], [
    { case: 'any: unlike one of them is enough', rows, arguments: { match_on: 'any' }, failures: 1, broken: [1] },
  ]),
]; // prettier-ignore
