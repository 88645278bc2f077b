import { documented, type FunctionForm } from './define.ts';
import { aggregate } from './forms.ts';

const window = (means: string, name: string) => aggregate(means, name, { bare: true });

// A distance that is written out and negative, or the value number 0, is an error in Trino.
function moved(means: string, name: string): FunctionForm {
  const form = window(means, name);
  return {
    ...form,
    emit: (call, emitter) => {
      const [, distance] = call.args;
      const wrong =
        distance?.kind === 'unary' || (name === 'nth_value' && distance?.kind === 'literal' && distance.value === '0');
      return wrong
        ? emitter.refuse(`"${name}" with a distance that is not positive`, distance.at)
        : form.emit(call, emitter);
    },
  };
}

/** What stands before OVER alone. */
export const WINDOW_FUNCTIONS = documented('window', {
  cume_dist: window('The share of rows up to this one and its equals.', 'cume_dist'),
  dense_rank: window('The rank without gaps: equals share one.', 'dense_rank'),
  first_value: window("The value in the frame's first row.", 'first_value'),
  lag: moved('The value so many rows (1) before in the partition, whatever the frame is; else the third argument, or NULL.', 'lag'), // prettier-ignore
  last_value: window("The value in the frame's last row: without a frame, the last of the row's equals.", 'last_value'),
  lead: moved('The value so many rows (1) behind in the partition, whatever the frame is; else the third argument, or NULL.', 'lead'), // prettier-ignore
  nth_value: moved("The value in the frame's row of this number, from 1; NULL if there is none.", 'nth_value'),
  ntile: window('The number of the bucket, of so many of equal size; the first ones take what is left over.', 'ntile'),
  percent_rank: window('(rank - 1) / (rows - 1); 0 in a partition of one.', 'percent_rank'),
  rank: window('One more than the rows before: equals share one, and gaps follow.', 'rank'),
  row_number: window('The number of the row, from 1; among equals in any order.', 'row_number'),
});
