import { thingAt } from '../columns/column-at.ts';
import { columnPlace } from '../columns/column-place.ts';
import { yamlColumnAt } from '../columns/yaml-column.ts';
import { callAt, wordAt } from '../names/calls-at.ts';
import { findNamed, nodePlace, placeOf, testNamed } from '../names/find-named.ts';
import type { FileRange } from '../positions/template-map.ts';
import { isYaml, type View } from './view.ts';

/** A definition, and the name that leads there. */
export interface Definition {
  readonly from?: FileRange | undefined;
  readonly to: FileRange;
}

/** Where what stands at a place is made: a model, a source's entry, a macro, a docs block, a column. */
export function definitionAt(view: View): Definition | undefined {
  const { project, file, text, offset, isCurrent } = view;
  const call = callAt(text, offset, { isTemplate: !isYaml(file) });
  if (call) {
    const named = findNamed(project, call);
    const to = named && placeOf(project, named);
    return to && { from: { file, start: call.start, end: call.end }, to };
  }
  if (!isCurrent) return undefined;
  if (isYaml(file)) return definitionFromYaml(view);
  const thing = thingAt(project, file, offset);
  return thing?.place && { from: thing.range, to: thing.place };
}

function definitionFromYaml({ project, file, text, offset }: View): Definition | undefined {
  const column = yamlColumnAt(project, file, offset);
  if (column) {
    const to = columnPlace(project, column);
    return to && { from: column.range, to };
  }
  const word = wordAt(text, offset);
  const from = { file, ...word };
  const name = text.slice(word.start, word.end);
  const { nodes, macros } = project.opened.project;
  const defined = Object.values(nodes).find(
    ({ span, name: own }) => own === name && span.file === file && span.start <= offset && offset <= span.end,
  );
  if (defined && 'relation' in defined) return { from, to: nodePlace(defined) };
  const macro = Object.values(macros).find((one) => one.name === name) ?? testNamed(project, name);
  return macro && { from, to: macro.span };
}
