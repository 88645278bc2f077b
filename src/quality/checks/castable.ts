import { parseTrinoType } from '../../sql/types.ts';
import { requiredSql } from './arguments.ts';
import { rowCheck } from './define.ts';
import { column } from './expressions.ts';
import { sqlText } from './parameters.ts';

/**
 * For a column that keeps a value's text as it was delivered, beside the column made from it by TRY_CAST:
 *
 *     select volt_raw, try_cast(nullif(trim(volt_raw), '') as double) as volt
 *
 * A text that is not of the type breaks the rule; so the row can be quarantined with the text in it, where TRY_CAST alone would have
 * made a NULL of it without a word. NULL, and text of nothing but spaces, says nothing and is accepted: refuse it with `not_null`.
 */
export const castable = rowCheck({
  name: 'castable',
  description: 'Every text of the column can be cast to the type; NULL and blank text are accepted.',
  parameters: { type: sqlText('The type, as Athena writes it: double, bigint, date, timestamp(6), decimal(10,2).') },
  required: ['type'],
  problem: (args) =>
    parseTrinoType(String(args['type'])) ? undefined : `"${String(args['type'])}" is not a type that Athena has.`,
  rule: (context) => {
    const text = column(context);
    return `${text} IS NOT NULL AND trim(${text}) <> '' AND TRY_CAST(${text} AS ${requiredSql(context, 'type')}) IS NULL`;
  },
});
