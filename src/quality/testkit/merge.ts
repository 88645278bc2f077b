import type { Column } from '../../engines/engine.ts';
import { quarantineColumns, quarantineMerge, type QuarantineMerge, type QuarantineMergeInput } from '../quarantine.ts';
import { relationKey } from '../../engines/engine.ts';
import type { Engine } from './engine.ts';

/** Makes an empty quarantine table, and runs quarantine merges on it, as a run does. */
export async function createQuarantine(engine: Engine, name: string, columns: readonly Column[]): Promise<void> {
  const typed = quarantineColumns(columns).map((column) => `CAST(NULL AS ${column.type}) AS "${column.name}"`);
  await engine.createTable(name, `SELECT ${typed.join(', ')} WHERE FALSE`);
}

export async function mergeQuarantine(engine: Engine, input: QuarantineMergeInput): Promise<void> {
  const merge = quarantineMerge(input);
  await engine.createTable('quarantined_batch', merge.sourceQuery);
  await engine.execute(mergeText(merge, 'quarantined_batch'));
  await engine.execute('DROP TABLE quarantined_batch');
}

function mergeText(merge: QuarantineMerge, source: string): string {
  const on = merge.keys.map((key) => `target."${key}" = src."${key}"`).join(' AND ');
  const set = merge.updates.map(({ column, expression }) => `"${column}" = ${expression}`).join(', ');
  const names = merge.insertColumns.map((name) => `"${name}"`).join(', ');
  return (
    `MERGE INTO ${relationKey(merge.target)} AS target USING ${source} AS src ON ${on}` +
    ` WHEN MATCHED AND ${merge.updateCondition} THEN UPDATE SET ${set}` +
    ` WHEN NOT MATCHED THEN INSERT (${names}) VALUES (${merge.insertExpressions.join(', ')})`
  );
}
