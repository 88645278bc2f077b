import type { Estimate } from './estimate.ts';
import { bytesText, dollarsText } from './figures.ts';

const MAX_NAMES = 3;

/** `at most 1.3 GB in 3 queries, about $0.0065; not known: gold.fct_orders (no size yet)`; undefined where nothing is read. */
export function estimateText({ bytes, costUsd, queries, unknown }: Estimate): string | undefined {
  if (queries === 0) return undefined;
  const cost = costUsd === undefined ? '' : `, about ${dollarsText(costUsd)}`;
  const more = unknown.length > MAX_NAMES ? ` and ${unknown.length - MAX_NAMES} more` : '';
  const open =
    unknown.length === 0 ? '' : `; without ${unknown.slice(0, MAX_NAMES).join(', ')}${more}, of unknown size`;
  return `at most ${bytesText(bytes)} in ${queries} ${queries === 1 ? 'query' : 'queries'}${cost}${open}`;
}
