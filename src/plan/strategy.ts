import type { NodeConfig } from '../project/project.ts';

/** The model appends its batches, each exactly once. */
export function appends({ materialized, incremental_strategy }: NodeConfig): boolean {
  return materialized === 'incremental' && incremental_strategy === 'append';
}

/** The batch replaces the partitions in which it has rows. */
export function replacesPartitions({ materialized, incremental_strategy }: NodeConfig): boolean {
  return materialized === 'incremental' && incremental_strategy === 'insert_overwrite';
}

/** The model is made by intervals of its event time, each replaced as a whole. */
export function goesByIntervals({ materialized, incremental_strategy }: NodeConfig): boolean {
  return materialized === 'incremental' && incremental_strategy === 'microbatch';
}

/** The rows of one batch must have different keys. */
export function isKeyed({ unique_key, incremental_strategy }: NodeConfig): boolean {
  return unique_key.length > 0 && incremental_strategy !== 'append';
}
