import { aggregate, type FunctionTable } from './define.ts';

const window = (name: string, arity: number | readonly [number, number]) => aggregate(name, arity, { window: 'only' });

export const WINDOW_FUNCTIONS: FunctionTable = {
  cume_dist: window('cume_dist', 0),
  dense_rank: window('dense_rank', 0),
  first_value: window('first_value', 1),
  lag: window('lag', [1, 3]),
  last_value: window('last_value', 1),
  lead: window('lead', [1, 3]),
  nth_value: window('nth_value', 2),
  ntile: window('ntile', 1),
  percent_rank: window('percent_rank', 0),
  rank: window('rank', 0),
  row_number: window('row_number', 0),
};
