import { SEPARATOR } from './normal-form.ts';

/**
 * Beginnings of several words in their order, written as one: `custid` for `customer_id`, `facttelhour` for `fact_telemetry_hourly`. Two letters a
 * word on average, or the initials of all words: else any three letters would match something. Returns 0 when it is none.
 */
export function matchAbbreviation(term: string, entry: string): number {
  const pieces = findPieces(term, entry);
  if (!pieces) return 0;
  return 0.6 + (pieces[0]![0] === 0 ? 0.08 : 0) + 0.1 * (pieces.length / entry.split(SEPARATOR).length);
}

type Range = readonly [start: number, end: number];

/** Where the pieces of an abbreviation stand in the entry; undefined when it is none. */
export function findPieces(term: string, entry: string): readonly Range[] | undefined {
  const words = entry.split(SEPARATOR);
  if (words.length < 2) return undefined;
  const starts = words.map(() => 0);
  for (let word = 1; word < words.length; word++) starts[word] = starts[word - 1]! + words[word - 1]!.length + 1;
  if (isInitials(term, words)) return starts.map((start) => [start, start + 1]);
  for (let first = 0; first < words.length - 1; first++) {
    const pieces = piecesFrom(term, 0, words, first);
    if (!pieces || pieces.length < 2 || term.length < 2 * pieces.length) continue;
    return pieces.map(([word, length]) => [starts[word]!, starts[word]! + length]);
  }
  return undefined;
}

function isInitials(term: string, words: readonly string[]): boolean {
  return term.length === words.length && words.every((word, at) => word[0] === term[at]);
}

type Piece = readonly [word: number, length: number];

/** The pieces of the rest of a term, the first of them from `words[word]`, as long as can be. */
function piecesFrom(term: string, from: number, words: readonly string[], word: number): readonly Piece[] | undefined {
  const text = words[word]!;
  let length = 0;
  while (length < text.length && from + length < term.length && text[length] === term[from + length]) length++;
  if (from + length === term.length && length > 0) return [[word, length]];
  for (; length > 0; length--) {
    for (let next = word + 1; next < words.length; next++) {
      const rest = piecesFrom(term, from + length, words, next);
      if (rest) return [[word, length], ...rest];
    }
  }
  return undefined;
}

const VOWELS = /[aeiou]/;

/** A word without its vowels: `qty` for `quantity`, `amt` for `amount`, `msg` for `message`. Returns 0 when it is none. */
export function matchSkeleton(term: string, entry: string): number {
  if (VOWELS.test(term.slice(1)) || /\d/.test(term)) return 0;
  for (const word of entry.split(SEPARATOR)) {
    if (word.length > term.length && isSkeleton(term, word)) return word === entry ? 0.58 : 0.55;
  }
  return 0;
}

/** In order, the first letter the same, at least every second consonant of the word. */
function isSkeleton(term: string, word: string): boolean {
  if (term[0] !== word[0]) return false;
  let letter = 1;
  let consonants = 1;
  for (let at = 1; at < word.length; at++) {
    if (!VOWELS.test(word[at]!)) consonants++;
    if (letter < term.length && word[at] === term[letter]) letter++;
  }
  return letter === term.length && consonants <= 2 * term.length - 1;
}
