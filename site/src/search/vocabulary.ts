import { lackingLetters, letterMask, normalForm } from './normal-form.ts';
import { matchTerm } from './match-term.ts';
import type { Term } from './match-term.ts';

/** Texts that a term may match, each once, and who has them: numbers that mean something to the one who made it. */
export interface Vocabulary {
  /** As written. */
  readonly texts: readonly string[];
  /** Their normal forms. */
  readonly normals: readonly string[];
  readonly masks: Int32Array;
  /** Who has text `i`: `owners[starts[i]]` up to, without, `owners[starts[i + 1]]`. */
  readonly starts: Uint32Array;
  readonly owners: Uint32Array;
}

/** Shorter terms have no errors: `matchTerm` says so. */
const LONG = 4;

/** How many texts are prepared between two chances to stop. */
const SLICE = 2_000;

/** Prepares a vocabulary in slices: each `yield` is a chance to let the browser do something else. Owners come in ascending order. */
export function* makeVocabulary(
  entries: Iterable<readonly [text: string, owner: number]>,
): Generator<void, Vocabulary> {
  const ids = new Map<string, number>();
  const textOf: number[] = [];
  const ownerOf: number[] = [];
  let count = 0;
  for (const [text, owner] of entries) {
    let id = ids.get(text);
    if (id === undefined) {
      id = ids.size;
      ids.set(text, id);
    }
    textOf.push(id);
    ownerOf.push(owner);
    if (++count % (2 * SLICE) === 0) yield;
  }
  const texts = [...ids.keys()];
  return { ...(yield* prepareTexts(texts)), ...groupOwners(texts.length, textOf, ownerOf) };
}

/** Normal forms and masks of texts, in slices. */
export function* prepareTexts(
  texts: readonly string[],
): Generator<void, Pick<Vocabulary, 'texts' | 'normals' | 'masks'>> {
  const normals: string[] = [];
  const masks = new Int32Array(texts.length);
  for (let id = 0; id < texts.length; id++) {
    const normal = normalForm(texts[id]!);
    normals.push(normal);
    masks[id] = letterMask(normal);
    if (id % SLICE === SLICE - 1) yield;
  }
  return { texts, normals, masks };
}

function groupOwners(
  texts: number,
  textOf: readonly number[],
  ownerOf: readonly number[],
): Pick<Vocabulary, 'starts' | 'owners'> {
  const starts = new Uint32Array(texts + 1);
  for (const id of textOf) starts[id + 1]!++;
  for (let id = 0; id < texts; id++) starts[id + 1]! += starts[id]!;
  const next = starts.slice();
  const owners = new Uint32Array(ownerOf.length);
  textOf.forEach((id, at) => (owners[next[id]!++] = ownerOf[at]!));
  return { starts, owners };
}

/** Calls back for each text that a term matches, with the quality of the match, as `matchTerm` has it. */
export function eachMatch(
  vocabulary: Pick<Vocabulary, 'normals' | 'masks'>,
  term: Term,
  found: (id: number, quality: number) => void,
  match: (term: Term, normal: string, lacking: number) => number = matchTerm,
): void {
  const { normals, masks } = vocabulary;
  const allowed = lettersThatMayLack(term);
  for (let id = 0; id < normals.length; id++) {
    const lacking = lackingLetters(term.mask, masks[id]!);
    if (lacking > allowed) continue;
    const quality = match(term, normals[id]!, lacking);
    if (quality > 0) found(id, quality);
  }
}

/** An error may stand for a letter that the text lacks: one in each part that is long enough for an error, or one in all of them as one. */
function lettersThatMayLack({ joined, parts }: Term): number {
  if (joined.length < LONG) return 0;
  return Math.max(1, parts.filter((part) => part.length >= LONG).length);
}
