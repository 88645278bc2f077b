import { quoteString } from '../../sql/quote.ts';
import { flagArgument, requiredSql, sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { rowCheck } from './define.ts';
import { column, inParentheses, isFalse } from './expressions.ts';
import { choice, flag, rowCondition, sqlText, sqlValue } from './parameters.ts';

/** Checks of texts. A NULL is accepted by all of them. */

export const notEmptyString = rowCheck({
  name: 'not_empty_string',
  namespace: 'dbt_utils',
  description: 'No text of the column is empty; NULL is accepted.',
  parameters: { trim_whitespace: flag('Whether a text of nothing but spaces is empty.', true) },
  rule: (context) => {
    const text = flagArgument(context, 'trim_whitespace', true) ? `trim(${column(context)})` : column(context);
    return `${column(context)} IS NOT NULL AND ${text} = ''`;
  },
});

export const expectLengthEqual = rowCheck({
  name: 'expect_column_value_lengths_to_equal',
  namespace: 'dbt_expectations',
  description: 'Every text of the column has the length; NULL is accepted.',
  parameters: { value: sqlValue('The length, in characters.'), row_condition: rowCondition },
  required: ['value'],
  rule: (context) => isFalse(`length(${column(context)}) = ${inParentheses(requiredSql(context, 'value'))}`),
});

const FLAGS = /^[ims]*$/;

const REGEX_OPTIONS = {
  is_raw: flag('Accepted for compatibility: a backslash is nothing special in Athena’s strings.', false),
  flags: sqlText('Flags of the expression: i (case does not matter), m, s.'),
  row_condition: rowCondition,
} as const;

const MATCH_ON = choice('Whether any or all of the list must hold.', ['any', 'all'], 'any');
const REGEX = {
  regex: { description: 'A regular expression; found anywhere in the text.', type: 'string' },
} as const;
const REGEX_LIST = {
  regex_list: { description: 'Regular expressions.', type: 'array', items: { type: 'string' }, minItems: 1 },
  match_on: MATCH_ON,
} as const;
const LIKE = { like_pattern: { description: 'A pattern of LIKE: % and _.', type: 'string' } } as const;
const LIKE_LIST = {
  like_pattern_list: { description: 'Patterns of LIKE.', type: 'array', items: { type: 'string' }, minItems: 1 },
  match_on: MATCH_ON,
} as const;

type Matcher = (context: CheckContext, pattern: string) => string;

const matches: Matcher = (context, pattern) => {
  const flags = sqlArgument(context, 'flags') ?? '';
  return `regexp_like(${column(context)}, ${quoteString(flags === '' ? pattern : `(?${flags})${pattern}`)})`;
};
const matchesNot: Matcher = (context, pattern) => `NOT ${matches(context, pattern)}`;
const isLike: Matcher = (context, pattern) => `${column(context)} LIKE ${quoteString(pattern)}`;
const isNotLike: Matcher = (context, pattern) => `${column(context)} NOT LIKE ${quoteString(pattern)}`;

export const expectMatchRegex = patternCheck('match_regex', REGEX, matches);
export const expectNotMatchRegex = patternCheck('not_match_regex', REGEX, matchesNot);
export const expectMatchRegexList = patternCheck('match_regex_list', REGEX_LIST, matches);
export const expectNotMatchRegexList = patternCheck('not_match_regex_list', REGEX_LIST, matchesNot);
export const expectMatchLike = patternCheck('match_like_pattern', LIKE, isLike);
export const expectNotMatchLike = patternCheck('not_match_like_pattern', LIKE, isNotLike);
export const expectMatchLikeList = patternCheck('match_like_pattern_list', LIKE_LIST, isLike);
/** With `match_on: any` a text passes that is unlike one of the patterns, as in dbt_expectations; say `all` for "like none of them". */
export const expectNotMatchLikeList = patternCheck('not_match_like_pattern_list', LIKE_LIST, isNotLike);

type PatternParameters = typeof REGEX | typeof REGEX_LIST | typeof LIKE | typeof LIKE_LIST;

function patternCheck(words: string, parameters: PatternParameters, matcher: Matcher) {
  const parameter = Object.keys(parameters)[0] ?? '';
  const isRegex = parameter.startsWith('regex');
  return rowCheck({
    name: `expect_column_values_to_${words}`,
    namespace: 'dbt_expectations',
    description: `Every text of the column does ${words.replaceAll('_', ' ')}; NULL is accepted.`,
    parameters: { ...parameters, ...(isRegex ? REGEX_OPTIONS : { row_condition: rowCondition }) },
    required: [parameter],
    problem: (args) =>
      FLAGS.test(String(args['flags'] ?? ''))
        ? undefined
        : `"flags" can be i, m and s, not "${String(args['flags'])}".`,
    rule: (context) =>
      isFalse(
        patternsOf(context, parameter)
          .map((pattern) => matcher(context, pattern))
          .join(operatorOf(context)),
      ),
  });
}

function patternsOf(context: CheckContext, parameter: string): readonly string[] {
  return parameter.endsWith('_list') ? textList(context, parameter) : [String(context.arguments[parameter])];
}

function operatorOf(context: CheckContext): string {
  return sqlArgument(context, 'match_on') === 'all' ? ' AND ' : ' OR ';
}
