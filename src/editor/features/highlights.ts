import { thingAt } from '../columns/column-at.ts';
import { callAt, wordAt } from '../names/calls-at.ts';
import type { FileRange } from '../positions/template-map.ts';
import { referencesAt } from './references.ts';
import { isYaml, type View } from './view.ts';

/** Where else in its file the thing at a place is named, that place and the definition among them. */
export function highlightsAt(view: View): readonly FileRange[] {
  const { file, text, offset, isCurrent } = view;
  const isNamed = isYaml(file) || callAt(text, offset, { isTemplate: true }) !== undefined;
  const local = isNamed || !isCurrent ? [] : sameThings(view);
  return local.length > 0 ? local : referencesAt(view, true).filter((one) => one.file === file && one.end > one.start);
}

/** Words that mean the same column, CTE or alias: also one that is computed here, and so no node's. */
function sameThings({ project, file, text, offset }: View): readonly FileRange[] {
  const thing = thingAt(project, file, offset);
  const word = wordAt(text, offset);
  const name = text.slice(word.start, word.end).toLowerCase();
  if (!thing?.place || name === '') return [];
  const { kind, place } = thing;
  return wordsLike(text, name).flatMap((at) => {
    const isPlace = place.file === file && place.start <= at.start && at.end <= place.end;
    const other = thingAt(project, file, at.start);
    const isSame = other?.kind === kind && isSamePlace(other.place, place);
    return isPlace || isSame ? [{ file, ...at }] : [];
  });
}

function isSamePlace(one: FileRange | undefined, other: FileRange): boolean {
  return one?.file === other.file && one.start === other.start && one.end === other.end;
}

function wordsLike(text: string, name: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}_$]+/gu)]
    .filter(([word]) => word.toLowerCase() === name)
    .map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
}
