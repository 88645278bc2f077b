import { hole } from './hole.ts';

/**
 * Names of the holes that a `find-partitions` step fills, for the statement, or the group of partitions, that is about to be sent:
 *
 *     partition_low(c), partition_high(c)   least and greatest value of a bounded column, as text
 *     partition_has_null(c)                 'true' where the column has a NULL, else 'false'
 *     partitions_from, partitions_until     the group's partitions, by their keys as text: from (inclusive) until (exclusive)
 *
 * A column's name stands in them as in the table; brackets of holes in it would end the hole.
 */
export const partitionHoles = {
  low: (column: string) => `partition_low(${named(column)})`,
  high: (column: string) => `partition_high(${named(column)})`,
  hasNull: (column: string) => `partition_has_null(${named(column)})`,
  from: 'partitions_from',
  until: 'partitions_until',
} as const;

/** No key of a partition sorts before this text or at it. */
export const BEFORE_ALL_PARTITIONS = '';
/** Keys begin with `n` (NULL) or `v` (a value): none sorts behind this text or at it. */
export const BEHIND_ALL_PARTITIONS = 'w';

/** A hole as a string literal's content. */
export function textHole(name: string): string {
  return `'${hole(name)}'`;
}

function named(column: string): string {
  return column.replace(/[⟪⟫']/g, '_');
}
