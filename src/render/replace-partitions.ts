import type { DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { partitionKey, withinBounds, type ValueOf } from './partitions.ts';
import { selectRows } from './row-source.ts';

const KEY = '_lm_partition';
const NUMBER = '_lm_number';
const COPY = '_lm_copy';
const MARKER = '_lm_marker';

/**
 * Replaces the partitions of a batch in one commit: a MERGE of its rows, and of the first row of each partition once more, as the marker by which the
 * partition's old rows go. The batch is read once: its rows and its markers cannot differ. Rows have no marker and match nothing; markers join by an
 * equality and are never inserted:
 *
 *     MERGE INTO "gold"."t" AS target
 *     USING (<rows without a marker, and one row with it for each partition>) AS src
 *     ON <partition of target> = src."_lm_marker" AND <bounds of the partitions>
 *     WHEN MATCHED THEN DELETE
 *     WHEN NOT MATCHED AND src."_lm_marker" IS NULL THEN INSERT (…) VALUES (…)
 */
export function replacePartitions(step: Extract<Step, { kind: 'replace-partitions' }>, dialect: DialectName): string {
  const quote = (name: string) => quoteIdentifier(name, dialect);
  const names = [...step.projection.columns, ...step.projection.audit].map(({ name }) => quote(name));
  const of =
    (alias: string): ValueOf =>
    ({ name }) =>
      `${alias}.${quote(name)}`;
  const { partitions, fields } = step;
  const within = partitions && withinBounds(partitions.bounded, of('target'));
  const on = [
    `${partitionKey(fields, of('target'))} = src.${quote(MARKER)}`,
    ...(within === undefined ? [] : [within]),
  ];
  return `MERGE INTO ${quoteRelation(step.relation, dialect)} AS target
USING (
SELECT CASE WHEN c.${quote(COPY)} = 1 THEN r.${quote(KEY)} END AS ${quote(MARKER)}, ${names.map((name) => `r.${name}`).join(', ')}
FROM (
SELECT k.*, row_number() OVER (PARTITION BY k.${quote(KEY)}) AS ${quote(NUMBER)}
FROM (
SELECT b.*, ${partitionKey(fields, of('b'))} AS ${quote(KEY)}
FROM (
${selectRows(step, dialect)}
) AS b
) AS k
) AS r
CROSS JOIN UNNEST(CASE WHEN r.${quote(NUMBER)} = 1 THEN ARRAY[0, 1] ELSE ARRAY[0] END) AS c(${quote(COPY)})
) AS src
ON ${on.join('\n  AND ')}
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND src.${quote(MARKER)} IS NULL THEN INSERT (${names.join(', ')})
VALUES (${names.map((name) => `src.${name}`).join(', ')})`;
}
