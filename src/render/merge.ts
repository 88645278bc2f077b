import type { DialectName } from '../engines/engine.ts';
import type { MergeKey, Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { neutralValue } from './neutral-value.ts';
import { withinBounds } from './partitions.ts';
import { selectRows } from './row-source.ts';

/**
 * One MERGE for an incremental batch; the bounds of its partitions, where they are known, are those of the source, too:
 *
 *     MERGE INTO "gold"."t" AS target
 *     USING (SELECT …) AS src
 *     ON target."k" = src."k" AND target."p" BETWEEN <low> AND <high>
 *     WHEN MATCHED AND (<delete>) THEN DELETE
 *     WHEN MATCHED AND (<update>) AND (src."a" IS DISTINCT FROM target."a" OR …) THEN UPDATE SET …
 *     WHEN NOT MATCHED AND (<insert>) THEN INSERT (…) VALUES (…)
 */
export function mergeBatch(step: Extract<Step, { kind: 'merge' }>, dialect: DialectName): string {
  const quote = (name: string) => quoteIdentifier(name, dialect);
  const bounds = step.partitions && withinBounds(step.partitions.bounded, ({ name }) => `target.${quote(name)}`);
  const on = [
    ...step.keys.map((key) => sameKey(key, dialect)),
    ...(bounds === undefined ? [] : [bounds]),
    ...step.predicates.map((predicate) => `(${predicate})`),
  ];
  const lines = [
    `MERGE INTO ${quoteRelation(step.relation, dialect)} AS target`,
    `USING (\n${selectRows(step, dialect)}\n) AS src`,
    `ON ${on.join('\n  AND ')}`,
  ];
  if (step.deleteCondition) lines.push(`WHEN MATCHED AND (${step.deleteCondition}) THEN DELETE`);
  const audit = step.projection.audit.map((column) => column.name);
  if (step.update.length > 0 && step.compare.length > 0) {
    const differs = step.compare.map((name) => `src.${quote(name)} IS DISTINCT FROM target.${quote(name)}`);
    const conditions = [...(step.updateCondition ? [`(${step.updateCondition})`] : []), `(${differs.join(' OR ')})`];
    const sets = [...step.update, ...audit].map((name) => `${quote(name)} = src.${quote(name)}`);
    lines.push(`WHEN MATCHED AND ${conditions.join(' AND ')} THEN UPDATE SET\n  ${sets.join(',\n  ')}`);
  }
  const names = [...step.projection.columns.map((column) => column.name), ...audit];
  const condition = step.insertCondition ? ` AND (${step.insertCondition})` : '';
  lines.push(
    `WHEN NOT MATCHED${condition} THEN INSERT (${names.map(quote).join(', ')})`,
    `VALUES (${names.map((name) => `src.${quote(name)}`).join(', ')})`,
  );
  return lines.join('\n');
}

/** A MERGE whose source and expressions are lakemodel's own (quarantine, snapshots); `source` is in the dialect already. */
export function mergeRows(step: Extract<Step, { kind: 'merge-rows' }>, source: string, dialect: DialectName): string {
  const quote = (name: string) => quoteIdentifier(name, dialect);
  const lines = [
    `MERGE INTO ${quoteRelation(step.relation, dialect)} AS target`,
    `USING (\n${source}\n) AS src`,
    `ON ${step.on.map((name) => `target.${quote(name)} = src.${quote(name)}`).join(' AND ')}`,
  ];
  if (step.updates.length > 0) {
    const sets = step.updates.map(({ column, expression }) => `${quote(column)} = ${expression}`);
    const condition = step.matchedCondition ? ` AND (${step.matchedCondition})` : '';
    lines.push(`WHEN MATCHED${condition} THEN UPDATE SET\n  ${sets.join(',\n  ')}`);
  }
  const condition = step.insertCondition ? ` AND (${step.insertCondition})` : '';
  lines.push(
    `WHEN NOT MATCHED${condition} THEN INSERT (${step.inserts.map(({ column }) => quote(column)).join(', ')})`,
    `VALUES (${step.inserts.map(({ expression }) => expression).join(', ')})`,
  );
  return lines.join('\n');
}

/**
 * Equality of a key column. Nullable ones are compared through a constant and their nullness, because Trino plans
 * IS NOT DISTINCT FROM as a cross join (216,000 rows against 9,600: 153 s instead of 0.94 s).
 */
function sameKey({ column, notNull }: MergeKey, dialect: DialectName): string {
  const name = quoteIdentifier(column.name, dialect);
  if (notNull) return `target.${name} = src.${name}`;
  const constant = neutralValue(column, dialect);
  return `coalesce(target.${name}, ${constant}) = coalesce(src.${name}, ${constant}) AND (target.${name} IS NULL) = (src.${name} IS NULL)`;
}
