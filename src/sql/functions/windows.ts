import { aggregate, type FunctionEntry, type FunctionTable } from './define.ts';

const window = (name: string, arity: number | readonly [number, number]) => aggregate(name, arity, { window: 'only' });

// A distance that is written out and negative, or the value number 0, is an error in Trino.
function moved(name: string, arity: number | readonly [number, number] = [1, 3]): FunctionEntry {
  const entry = window(name, arity);
  return {
    ...entry,
    emit: (call, emitter) => {
      const [, distance] = call.args;
      const wrong =
        distance?.kind === 'unary' || (name === 'nth_value' && distance?.kind === 'literal' && distance.value === '0');
      return wrong
        ? emitter.refuse(`"${name}" with a distance that is not positive`, distance.at)
        : entry.emit(call, emitter);
    },
  };
}

export const WINDOW_FUNCTIONS: FunctionTable = {
  cume_dist: window('cume_dist', 0),
  dense_rank: window('dense_rank', 0),
  first_value: window('first_value', 1),
  lag: moved('lag'),
  last_value: window('last_value', 1),
  lead: moved('lead'),
  nth_value: moved('nth_value', 2),
  ntile: window('ntile', 1),
  percent_rank: window('percent_rank', 0),
  rank: window('rank', 0),
  row_number: window('row_number', 0),
};
