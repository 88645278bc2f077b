import { diagnose, type Diagnostic } from '../../diagnostics/index.ts';
import { placeAt } from '../../graph/index.ts';
import type { ColumnRef } from '../../lineage/column-graph.ts';
import { addedColumns } from '../../plan/columns.ts';
import { nameOfNode, type RenameProject } from './world.ts';
import { columnEntry } from './yaml-columns.ts';
import { sameName } from './words.ts';

const MAX_LENGTH = 255;

/** Why a column cannot be renamed at all, or not to this name; undefined where it may. Without a name, the column alone is asked about. */
export function refuseTarget(
  { opened: { project }, columnsOf }: Pick<RenameProject, 'opened' | 'columnsOf'>,
  { node: id, column }: ColumnRef,
  newName?: string,
): Diagnostic | undefined {
  const node = project.nodes[id];
  const span = columnEntry(project, id, column)?.span ?? node?.span ?? project.sources[id]?.span;
  const at = span && placeAt(project, span);
  const refuse = (reason: string, hint?: string) =>
    diagnose('rename-not-here', { column, node: nameOfNode(project, id), reason }, { at, hint });
  if (project.sources[id])
    return refuse('columns of a source are data', 'Give it another name in the first model that reads it.');
  if (node?.resourceType === 'seed')
    return refuse('columns of a seed are data', 'Rename it in the CSV, or in the first model that reads the seed.');
  if (node?.resourceType !== 'model' && node?.resourceType !== 'snapshot') return refuse('it belongs to no model');
  if (addedColumns(node).some((name) => sameName(name, column)))
    return refuse('a run adds it', 'Its name is set in "audit_columns", or in "snapshot_meta_column_names".');
  if (!columnsOf(id)?.some(({ name }) => sameName(name, column))) return refuse('it is not among the known columns');
  if (newName === undefined) return undefined;
  const isName = newName.trim() === newName && newName !== '' && !/["\p{Cc}]/u.test(newName);
  if (!isName || newName.length > MAX_LENGTH) return diagnose('rename-name-invalid', { name: newName }, { at });
  return undefined;
}
