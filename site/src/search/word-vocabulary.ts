import type { WordIndex } from '../../../src/docs/site-data.ts';
import { walkErring } from './walk.ts';
import type { Term } from './match-term.ts';
import { eachMatch, prepareTexts } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words of descriptions or of SQL. Who has them is read from the shard's text when a word is asked for. */
export interface WordVocabulary extends Pick<Vocabulary, 'texts' | 'normals' | 'masks'> {
  readonly nodes: readonly string[];
}

/** Prepares the words of a shard, in slices. */
export function* makeWordVocabulary(index: WordIndex): Generator<void, WordVocabulary> {
  return { ...(yield* prepareTexts(index.words)), nodes: index.nodes };
}

/** Calls back for each word that a term matches: 1 the same, 0.8 its beginning, 0.5 with an error. */
export function eachWord(words: WordVocabulary, term: Term, found: (id: number, quality: number) => void): void {
  eachMatch(words, term, found, matchWord);
}

/** Parts of identifiers are words of their own, so a word is matched from its beginning alone. */
function matchWord({ joined, parts }: Term, word: string, lacking: number): number {
  if (lacking > 0) return matchErringWord(joined, word);
  if (word === joined || word === parts.join('_')) return 1;
  if (joined.length < 3) return 0;
  if (word.startsWith(joined) || word.startsWith(parts.join('_'))) return 0.8;
  if (isPlural(joined, word)) return 0.9;
  return matchErringWord(joined, word);
}

/** Not in short words: "cost" is not "most". */
function matchErringWord(joined: string, word: string): number {
  return joined.length >= 5 && walkErring(joined, word, 0) === word.length ? 0.5 : 0;
}

function isPlural(joined: string, word: string): boolean {
  return joined.length > 3 && joined === `${word}s`;
}

/** The nodes that have a word, ascending. */
export function nodesOfWord(words: WordVocabulary, id: number): readonly number[] {
  let node = 0;
  return (words.nodes[id] ?? '')
    .split(' ')
    .filter((text) => text !== '')
    .map((difference) => (node += parseInt(difference, 36)));
}
