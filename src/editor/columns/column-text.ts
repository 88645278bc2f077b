import type { AnalysedProject } from '../analysis.ts';
import { code, described } from '../features/markdown.ts';
import { passedOn } from './column-at.ts';
import { declaredColumn, isSame, type NodeColumnName } from './column-place.ts';

/** `dim_device.device_id`; a source with its table: `erp.orders.status`. */
export function columnLabel(project: AnalysedProject, { id, column }: NodeColumnName): string {
  return `${nodeLabel(project, id)}.${column}`;
}

export function nodeLabel({ opened: { project } }: AnalysedProject, id: string): string {
  const source = project.sources[id];
  return source ? `${source.sourceName}.${source.name}` : (project.nodes[id]?.name ?? id);
}

export function typeOf(project: AnalysedProject, { id, column }: NodeColumnName): string | undefined {
  const found = project.columnsOf(id)?.find(({ name }) => isSame(name, column));
  return found?.type ?? declaredColumn(project, { id, column })?.dataType;
}

/** More steps than any project has. */
const MAX_STEPS = 100;

/** Where a column comes from, step by step, as long as it is only passed on; the column itself first. */
export function trailOf(project: AnalysedProject, of: NodeColumnName): readonly NodeColumnName[] {
  const trail: NodeColumnName[] = [];
  for (let at: NodeColumnName | undefined = of; at && trail.length < MAX_STEPS; at = passedOn(project, at)) {
    if (trail.some(({ id, column }) => id === at!.id && isSame(column, at!.column))) break;
    trail.push(at);
  }
  return trail;
}

/** What YAML says of a column, or of the one upstream that it passes on. */
export function descriptionOf(project: AnalysedProject, of: NodeColumnName): string | undefined {
  for (const step of trailOf(project, of)) {
    const text = declaredColumn(project, step)?.description;
    if (text) return described(text);
  }
  return undefined;
}

/** Markdown on a column of a node. */
export function columnText(project: AnalysedProject, of: NodeColumnName): string {
  const trail = trailOf(project, of);
  const type = typeOf(project, of);
  const head = `**column** ${code(columnLabel(project, of))}${type === undefined ? '' : ` ${code(type)}`}`;
  const from = trail.slice(1).map((step) => code(columnLabel(project, step)));
  const description = descriptionOf(project, of);
  return [head, ...(from.length > 0 ? [`from ${from.join(' ← ')}`] : []), ...(description ? [description] : [])].join(
    '\n\n',
  );
}
