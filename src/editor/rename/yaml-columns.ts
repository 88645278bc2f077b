import type { Span } from '../../diagnostics/index.ts';
import type { ColumnInfo, Project } from '../../project/project.ts';
import type { Renaming } from './world.ts';
import { scalarEdit } from './yaml-words.ts';
import { sameName, wordsIn } from './words.ts';

/** Edits the entries of `columns:` that describe the column in YAML. */
export function editColumnEntries(renaming: Renaming): void {
  const { world, refusals, edits, name, newName, nodes } = renaming;
  const { project } = world;
  for (const id of nodes) {
    const column = columnEntry(project, id, name);
    if (!column) continue;
    const { span } = column;
    const shared = [...Object.values(project.nodes), ...Object.values(project.sources)].find((other) => {
      if (nodes.has(other.uniqueId) || !('columns' in other)) return false;
      return Object.values(other.columns).some((one) => isSame(one.span, span));
    });
    if (shared) refusals.uncertain(`"${shared.name}" has the same entry by an alias, and keeps the name`, span);
    const scalar = world.scalarsOf(span.file).find(({ start }) => start === span.start);
    const edit = scalar && scalarEdit(scalar, { name, newName, word: 0 });
    if (edit) edits.add(span.file, edit);
    else refusals.uncertain('the name cannot be written here', span);
    const constrained = column.constraints.find((constraint) => wordsIn(JSON.stringify(constraint), name).length > 0);
    if (constrained) refusals.uncertain('a constraint names it', span);
  }
}

/** What YAML says of a node's column. */
export function columnEntry(project: Project, id: string, name: string): ColumnInfo | undefined {
  const node = project.nodes[id] ?? project.sources[id];
  if (!node || !('columns' in node)) return undefined;
  return Object.values(node.columns).find((column) => sameName(column.name, name));
}

function isSame(one: Span, other: Span): boolean {
  return one.file === other.file && one.start === other.start;
}
