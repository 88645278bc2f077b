import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodeReview } from './review-node.ts';

/** `partitioned_by` that names a column which the table will not have: `load_date`, `day(ts)`, `bucket(id, 16)`. */
export function checkPartitionColumns({ node, columns, added, placeAt }: NodeReview): readonly Diagnostic[] {
  if (node.config.partitioned_by.length === 0) return [];
  const names = [...columns.map(({ name }) => name), ...added];
  const known = new Set(names.map((name) => name.toLowerCase()));
  return node.config.partitioned_by.flatMap((partition) => {
    const column = columnOf(partition);
    if (column === undefined || known.has(column.toLowerCase())) return [];
    const at = placeAt(node.configSpans['partitioned_by'] ?? node.span);
    return [diagnose('config-column-unknown', { model: node.name, config: 'partitioned_by', column, columns: names }, { at })]; // prettier-ignore
  });
}

/** Undefined where it is written in a way that only the engine can judge. */
function columnOf(partition: string): string | undefined {
  const match = /^\s*(?:\w+\s*\(\s*(?:\d+\s*,\s*)?)?("[^"]+"|[\p{L}_][\p{L}\p{N}_$]*)\s*(?:,\s*\d+\s*)?\)?\s*$/u.exec(
    partition,
  );
  return match?.[1]?.replaceAll('"', '');
}
