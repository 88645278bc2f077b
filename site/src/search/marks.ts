import { findPieces } from './abbreviation.ts';
import { SEPARATOR, normalForm } from './normal-form.ts';
import { matchTerm } from './match-term.ts';
import type { Term } from './match-term.ts';
import { walkErring, walkExactly } from './walk.ts';

/** A piece of a text, and whether it is what was searched. All pieces together are the text. */
export interface MarkedPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Marks in a text what terms matched in it: each of their words where it stands, or what comes closest to it. */
export function markTerms(text: string, terms: readonly Term[]): readonly MarkedPiece[] {
  const { normal, places } = alignNormal(text);
  const isMarked = new Array<boolean>(text.length).fill(false);
  for (const term of terms) {
    for (const [start, end] of rangesOf(term, normal)) {
      for (let at = start; at < end; at++) if (normal[at] !== SEPARATOR) isMarked[places[at]!] = true;
    }
  }
  return piecesOf(text, isMarked);
}

/** The normal form with, for each of its letters, where it stands in the text. Without an alignment nothing is marked. */
function alignNormal(text: string): { readonly normal: string; readonly places: readonly number[] } {
  const normal = normalForm(text);
  const places: number[] = [];
  let at = 0;
  for (const letter of normal) {
    if (letter !== SEPARATOR) while (at < text.length && normalForm(text[at]!) !== letter) at++;
    places.push(at);
    if (letter !== SEPARATOR) at++;
  }
  return at <= text.length ? { normal, places } : { normal: '', places: [] };
}

type Range = readonly [start: number, end: number];

function rangesOf(term: Term, normal: string): readonly Range[] {
  if (normal === '' || matchTerm(term, normal) === 0) return [];
  const whole = rangesOfWord(term.joined, normal);
  return whole.length > 0 || term.parts.length < 2 ? whole : term.parts.flatMap((part) => rangesOfWord(part, normal));
}

function rangesOfWord(word: string, normal: string): readonly Range[] {
  const starts = [...normal].flatMap((_, at) => (at === 0 || normal[at - 1] === SEPARATOR ? [at] : []));
  const along = (walk: (start: number) => number) =>
    starts.map((start) => [start, walk(start)] as const).filter(([, end]) => end >= 0);
  const exact = along((start) => walkExactly(word, 0, normal, start));
  if (exact.length > 0) return exact;
  const stem = word.replace(/(?:ies|y|s)$/, '');
  const plural = stem.length > 2 && stem !== word ? along((start) => walkExactly(stem, 0, normal, start)) : [];
  if (plural.length > 0) return plural;
  const pieces = findPieces(word, normal);
  if (pieces) return pieces;
  const erring = word.length < 4 ? [] : along((start) => walkErring(word, normal, start));
  if (erring.length > 0) return erring.slice(0, 1);
  const inside = normal.indexOf(word);
  return inside >= 0 ? [[inside, inside + word.length]] : lettersOf(word, normal);
}

/** A word without its vowels: its letters in their order, from the beginning of a word. */
function lettersOf(word: string, normal: string): readonly Range[] {
  const found: Range[] = [];
  let at = normal.startsWith(word[0]!) ? 0 : normal.indexOf(SEPARATOR + word[0]!) + 1;
  for (const letter of word) {
    const place = normal.indexOf(letter, at);
    if (place < 0) return found;
    found.push([place, place + 1]);
    at = place + 1;
  }
  return found;
}

function piecesOf(text: string, isMarked: readonly boolean[]): readonly MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && isMarked[at] === isMarked[start]) continue;
    pieces.push({ text: text.slice(start, at), isMarked: isMarked[start]! });
    start = at;
  }
  return pieces;
}
