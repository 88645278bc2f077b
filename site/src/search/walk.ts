import { SEPARATOR } from './normal-form.ts';

/**
 * Goes along an entry as long as it has the letters of `term` from `from` on, stepping over separators. Returns where the entry is left, or -1
 * when it has other letters.
 */
export function walkExactly(term: string, from: number, entry: string, at: number): number {
  let place = at;
  for (let letter = from; letter < term.length; letter++) {
    if (entry[place] === SEPARATOR) place++;
    if (term[letter] !== entry[place]) return -1;
    place++;
  }
  return place;
}

/**
 * As `walkExactly`, with at most one error: a wrong letter, one missing, one too many, two swapped. An error in the last letter counts only where
 * a word of the entry ends (`custx` is not the beginning of `customer`), one in the first only in long terms.
 */
export function walkErring(term: string, entry: string, at: number): number {
  let letter = 0;
  let place = at;
  for (; letter < term.length; letter++, place++) {
    if (entry[place] === SEPARATOR) place++;
    if (term[letter] !== entry[place]) break;
  }
  if (letter === term.length) return place;
  const swapped = walkSwapped(term, letter, entry, place);
  if (swapped >= 0) return swapped;
  if (letter === 0 && term.length < 6) return -1;
  const isLast = letter === term.length - 1;
  return bestEnd(entry, isLast, [
    walkExactly(term, letter + 1, entry, place + 1),
    walkExactly(term, letter, entry, place + 1),
    walkExactly(term, letter + 1, entry, place),
  ]);
}

function walkSwapped(term: string, letter: number, entry: string, place: number): number {
  const next = entry[place + 1] === SEPARATOR ? place + 2 : place + 1;
  const isSwapped = letter + 1 < term.length && term[letter] === entry[next] && term[letter + 1] === entry[place];
  return isSwapped ? walkExactly(term, letter + 2, entry, next + 1) : -1;
}

function bestEnd(entry: string, isLast: boolean, ends: readonly number[]): number {
  let best = -1;
  for (const end of ends) {
    if (end < 0 || end > entry.length) continue;
    if (isWordEnd(entry, end)) return end;
    if (!isLast) best = Math.max(best, end);
  }
  return best;
}

function isWordEnd(entry: string, end: number): boolean {
  return end === entry.length || entry[end] === SEPARATOR;
}
