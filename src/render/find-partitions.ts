import type { DialectName } from '../engines/engine.ts';
import type { BoundedColumn, Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { inInterval } from './interval.ts';
import { neutralValue } from './neutral-value.ts';
import { inUtc, partitionKey, type ValueOf } from './partitions.ts';
import { rowsOf, storedValues } from './row-source.ts';

type FindPartitions = Extract<Step, { kind: 'find-partitions' }>;

/**
 * The query of a `find-partitions` step: a row for each group of neighbouring partitions that one statement may write, in order, none where there
 * are no rows: the group's first key, its partitions, its rows, and for each bounded column its least and greatest value as text and whether it
 * has a NULL. Without a limit all partitions are one group, and are not counted.
 */
export function findPartitions(step: FindPartitions, dialect: DialectName): string {
  const { partitioning, bounded, where, alsoIn, alsoWithin } = step;
  const ofTarget: ValueOf = ({ name }) => `target.${quoteIdentifier(name, dialect)}`;
  const also = alsoWithin ? `\nWHERE ${inInterval(alsoWithin, ofTarget(alsoWithin.column), dialect)}` : '';
  const rows = [
    `SELECT ${items(step, storedValues(step.projection, dialect)).join(', ')}\nFROM ${rowsOf(step.source, dialect)} AS src${where === undefined ? '' : `\nWHERE ${where}`}`,
    ...(alsoIn
      ? [`SELECT ${items(step, ofTarget).join(', ')}\nFROM ${quoteRelation(alsoIn, dialect)} AS target${also}`]
      : []),
  ].join('\nUNION ALL\n');
  const found = bounded.flatMap((each, index) => boundsAsText(each, index, dialect));
  if (partitioning.limit === undefined) {
    const all = ["'' AS first_key", 'CAST(NULL AS bigint) AS partitions', 'count(*) AS row_count'];
    const bounds = bounded.flatMap((_, index) => boundsOf(index, `c${index}`, `count(*) - count(c${index})`));
    return `SELECT first_key, partitions, row_count${list(found)}\nFROM (\nSELECT ${[...all, ...bounds].join(', ')}\nFROM (\n${rows}\n) AS batch\n) AS found\nWHERE row_count > 0`;
  }
  const perGroup = Math.max(1, Math.floor(partitioning.limit / partitioning.perTuple));
  const byPartition = bounded.flatMap((_, index) => boundsOf(index, `c${index}`, `count(*) - count(c${index})`));
  const byGroup = bounded.flatMap((_, index) => [
    `min(low${index}) AS low${index}`,
    `max(high${index}) AS high${index}`,
    `sum(nulls${index}) AS nulls${index}`,
  ]);
  return `SELECT first_key, partitions, row_count${list(found)}
FROM (
SELECT min(key) AS first_key, count(*) * ${partitioning.perTuple} AS partitions, sum(row_count) AS row_count${list(byGroup)}
FROM (
SELECT key, count(*) AS row_count, (row_number() OVER (ORDER BY key) - 1) / ${perGroup} AS group_no${list(byPartition)}
FROM (
${rows}
) AS batch
GROUP BY key
) AS partitions
GROUP BY group_no
) AS found
ORDER BY first_key`;
}

function items({ partitioning, bounded }: FindPartitions, valueOf: ValueOf): string[] {
  return [
    `${partitioning.limit === undefined ? `''` : partitionKey(partitioning.fields, valueOf)} AS key`,
    ...bounded.map(({ column }, index) => `${valueOf(column)} AS c${index}`),
  ];
}

function boundsOf(index: number, value: string, nulls: string): string[] {
  return [`min(${value}) AS low${index}`, `max(${value}) AS high${index}`, `${nulls} AS nulls${index}`];
}

// Where all values are NULL any other value bounds nothing that is there.
function boundsAsText({ column }: BoundedColumn, index: number, dialect: DialectName): string[] {
  const asText = (value: string) =>
    `CAST(${inUtc(`coalesce(${value}, ${neutralValue(column, dialect)})`, column.type)} AS varchar)`;
  return [asText(`low${index}`), asText(`high${index}`), `nulls${index} > 0`];
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `, ${column}`).join('');
}
