import { thingAt, type SqlThing } from '../columns/column-at.ts';
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
function sameThings(view: View): readonly FileRange[] {
  const { project, file, text, offset } = view;
  const thing = thingAt(project, file, offset);
  const word = wordAt(text, offset);
  const name = text.slice(word.start, word.end).toLowerCase();
  if (!thing?.place || name === '') return [];
  const { kind } = thing;
  const place = firstPlace(view, thing.place, kind);
  return wordsLike(text, name).flatMap((at) => {
    const isPlace = place.file === file && place.start <= at.start && at.end <= place.end;
    const other = thingAt(project, file, at.start);
    const isSame = other?.kind === kind && other.place && isSamePlace(firstPlace(view, other.place, kind), place);
    return isPlace || isSame ? [{ file, ...at }] : [];
  });
}

/** An alias leads to FROM, and a CTE's name there to the CTE. */
function firstPlace({ project, file }: View, place: FileRange, kind: SqlThing['kind']): FileRange {
  if (kind !== 'relation' || place.file !== file) return place;
  const next = thingAt(project, file, place.start);
  return next?.kind === 'relation' && next.place ? next.place : place;
}

function isSamePlace(one: FileRange, other: FileRange): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end;
}

function wordsLike(text: string, name: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}_$]+/gu)]
    .filter(([word]) => word.toLowerCase() === name)
    .map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
}
