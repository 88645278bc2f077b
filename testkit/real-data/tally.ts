import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

/** Where the rows of a batch went. */
export interface Tally {
  readonly staged: number;
  readonly published: number;
  readonly quarantined: number;
  readonly dropped: number;
  readonly deduplicated: number;
}

interface RunResults {
  readonly results: readonly {
    readonly unique_id: string;
    readonly adapter_response: Readonly<Record<string, number>>;
  }[];
}

/** What the last command said of the models that count their rows, by model. */
export function talliesOf({ dir }: Workspace): Readonly<Record<string, Tally>> {
  const { results } = JSON.parse(readFileSync(join(dir, 'target/run_results.json'), 'utf8')) as RunResults;
  const counted = results.filter(({ adapter_response: said }) => said['rows_staged'] !== undefined);
  return Object.fromEntries(
    counted.map(({ unique_id, adapter_response: said }) => {
      const count = (what: string) => said[`rows_${what}`] ?? Number.NaN;
      const tally: Tally = {
        staged: count('staged'),
        published: count('published'),
        quarantined: count('quarantined'),
        dropped: count('dropped'),
        deduplicated: count('deduplicated'),
      };
      return [unique_id.split('.').at(-1), tally];
    }),
  );
}

/** A tally of a batch of which nothing was deduplicated. */
export function tally(staged: number, quarantined = 0, dropped = 0): Tally {
  return { staged, published: staged - quarantined - dropped, quarantined, dropped, deduplicated: 0 };
}
