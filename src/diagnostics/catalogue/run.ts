import { defineCodes } from './define.ts';

/** What a run can say. */
export const runCodes = defineCodes({
  'merge-duplicate-key': {
    severity: 'error',
    message: (p: { model: string; key: string; value: string }) =>
      `The batch of "${p.model}" has more than one row for one key: (${p.key}) = (${p.value}). Nothing was written.`,
    hint: () =>
      `Make the query return one row for each unique_key, or say which row stays: config(deduplicate_order_by=['updated_at desc']).`,
    explain: `A MERGE takes one row for each key. lakemodel checks that in the statement itself, because engines do not: Trino inserts duplicates silently, DuckDB lets the last update win. With \`deduplicate_order_by\` the first row by that order is published and the others are counted as deduplicated.`,
  },
});
