import type { Field, OutputColumn } from '../../bind/bound.ts';
import { ephemeralName } from '../../compile/ephemeral.ts';
import type { AnalysedProject, Reading } from '../analysis.ts';
import { fileRange, isInserted, type FileRange } from '../positions/template-map.ts';
import { itemName } from '../positions/tree-path.ts';
import { nodePlace } from '../names/find-named.ts';
import { headerCell } from './seed-header.ts';

/** A column of a model, seed, snapshot or source, or of a relation that the project does not declare. */
export interface NodeColumnName {
  readonly id: string;
  readonly column: string;
}

/** More steps than any project has: a model that reads itself would otherwise lead around. */
const MAX_STEPS = 200;

/** Where a node's column is made: the item of its SELECT, a seed's header, a source's YAML; else what YAML says of it. */
export function columnPlace(project: AnalysedProject, of: NodeColumnName, steps = MAX_STEPS): FileRange | undefined {
  const { id, column } = of;
  const { nodes, sources, texts } = project.opened.project;
  const node = nodes[id];
  if (node?.resourceType === 'seed') return headerCell(node, column, texts[node.path] ?? '') ?? declared(project, of);
  for (const reading of project.readingsOf(id)) {
    const made = reading.bound?.columns?.find(({ name }) => isSame(name, column));
    const place = made && outputPlace(project, reading, made, steps - 1);
    if (place) return place;
  }
  // What lakemodel adds to a table is made nowhere in its query.
  const isAdded = project.columnsOf(id)?.some(({ name }) => isSame(name, column));
  const own = node && 'relation' in node && isAdded ? nodePlace(node) : undefined;
  return declared(project, of) ?? sources[id]?.span ?? own;
}

/** What YAML says of a column. */
export function declared(project: AnalysedProject, { id, column }: NodeColumnName): FileRange | undefined {
  return declaredColumn(project, { id, column })?.span;
}

export function declaredColumn({ opened: { project } }: AnalysedProject, { id, column }: NodeColumnName) {
  const of = project.sources[id] ?? project.nodes[id];
  const columns = of && 'columns' in of ? Object.values(of.columns) : [];
  return columns.find(({ name }) => isSame(name, column));
}

/** Where a column of FROM is made. */
export function fieldPlace(
  project: AnalysedProject,
  reading: Reading,
  { from }: Field,
  steps = MAX_STEPS,
): FileRange | undefined {
  if (steps <= 0) return undefined;
  switch (from.kind) {
    case 'table':
      return columnPlace(project, { id: from.table.id, column: from.column }, steps - 1);
    case 'output':
      return outputPlace(project, reading, from.column, steps - 1);
    case 'merged':
      return fieldPlace(project, reading, from.left, steps - 1);
    case 'unnest':
      return from.unnest.at && fileRange(reading, from.unnest.at);
    case 'generated':
      return undefined;
  }
}

/** Where a column of a query is made: through stars, up to the item that names it. */
export function outputPlace(
  project: AnalysedProject,
  reading: Reading,
  column: OutputColumn,
  steps = MAX_STEPS,
): FileRange | undefined {
  if (steps <= 0) return undefined;
  const { made, at } = column;
  if (made.by === 'star') return fieldPlace(project, reading, made.field, steps - 1);
  if (made.by === 'set-operation') return outputPlace(project, reading, made.left, steps - 1);
  const place = made.by === 'values' ? made.cells[0]?.at : at;
  if (!place) return undefined;
  if (isInserted(reading.whole, place)) return ephemeralPlace(project, reading, column);
  return fileRange(reading, made.by === 'expression' ? itemName(place, reading.whole.text) : place);
}

/** A column of an ephemeral model, whose query stands as a CTE in the one that reads it. */
function ephemeralPlace(
  project: AnalysedProject,
  { bound }: Reading,
  { at, name }: OutputColumn,
): FileRange | undefined {
  const table = bound?.statement.query.with?.tables.find(
    (one) => one.at && at && one.at.start <= at.start && at.end <= one.at.end,
  );
  const model = Object.values(project.opened.project.nodes).find((node) => ephemeralName(node.name) === table?.name);
  return model && name !== undefined ? columnPlace(project, { id: model.uniqueId, column: name }) : undefined;
}

export function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
