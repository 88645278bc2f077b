import { ALIGNED } from './match-term.ts';
import type { Term } from './match-term.ts';
import { FIELDS, bitOf } from './parse-query.ts';
import type { Field } from './parse-query.ts';
import { countDocuments } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';
import { eachMatch } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';
import { eachWord, nodesOfWord } from './word-vocabulary.ts';
import type { WordVocabulary } from './word-vocabulary.ts';

/** What one term found: for each document, how well it matched best and where. */
export interface TermScores {
  /** 0 to 1,000; 0: no match. */
  readonly scores: Float32Array;
  /** Index into `FIELDS` and id of the text in the field's vocabulary, where it matched best. */
  readonly fields: Uint8Array;
  readonly texts: Int32Array;
  /** All fields that match, as bits. */
  readonly bits: Uint8Array;
}

/** The score of the best match of each field; README.md has the order that follows. */
const SCALES: Readonly<Record<Field, (quality: number) => number>> = {
  name: (quality) => 1000 * quality,
  column: (quality) => (quality === 1 ? 790 : 720 * quality),
  label: (quality) => (quality === 1 ? 560 : (quality >= ALIGNED ? 480 : 350) * quality),
  description: (quality) => 300 * quality,
  sql: (quality) => 200 * quality,
};

/** Words that stand side by side in one column say more than the same words here and there. */
export const PHRASE_SCALES: typeof SCALES = {
  ...SCALES,
  column: (quality) => (quality === 1 ? 880 : (quality >= ALIGNED ? 830 : 720) * quality),
};

/** Of two names with one normal form, the one that was typed comes first: `crm.accounts`, `crm_accounts`. */
const LITERAL = 10;

/** A check counts by its own name; what it is about is a score below all of those. */
export const OWN_CHECK_SCORE = 200;
const CHECK_NAME = 550;
const CHECK_ABOUT = 150;

export interface TermAim {
  readonly fields: number;
  readonly wanted: number;
  readonly scales?: typeof SCALES;
}

/** Less than any score: the field is not asked for, but counted among those that would match. */
const COUNTED = 0.001;

/** Scores every document for one term, over `fields`. Of these, fields not in `wanted` are counted, but score next to nothing. */
export function scoreTerm(index: SearchIndex, term: Term, { fields, wanted, scales = SCALES }: TermAim): TermScores {
  const count = countDocuments(index);
  const found: TermScores = {
    scores: new Float32Array(count),
    fields: new Uint8Array(count),
    texts: new Int32Array(count),
    bits: new Uint8Array(count),
  };
  const add = (field: Field, vocabulary: Vocabulary | undefined, scale = scales[field]) => {
    if (!vocabulary || (fields & bitOf(field)) === 0) return;
    scoreField(found, field, vocabulary, term, (wanted & bitOf(field)) === 0 ? () => COUNTED : scale);
  };
  add('name', index.names);
  add('column', index.columns?.vocabulary);
  add('label', index.labels);
  add('name', index.checks?.names, (quality) => CHECK_NAME * quality);
  add('name', index.checks?.abouts, (quality) => CHECK_ABOUT * quality);
  if (index.words) {
    for (const [field, words] of [
      ['description', index.words.descriptions],
      ['sql', index.words.sql],
    ] as const) {
      if ((fields & bitOf(field)) === 0) continue;
      scoreWords(found, field, words, term, (wanted & bitOf(field)) === 0 ? () => COUNTED : scales[field]);
    }
  }
  return found;
}

function scoreField(
  found: TermScores,
  field: Field,
  vocabulary: Vocabulary,
  term: Term,
  scale: (quality: number) => number,
): void {
  const { texts, starts, owners } = vocabulary;
  const code = FIELDS.indexOf(field);
  eachMatch(vocabulary, term, (id, quality) => {
    const score = scale(quality) + (quality === 1 && texts[id] === term.text ? LITERAL : 0);
    for (let at = starts[id]!; at < starts[id + 1]!; at++) raise(found, owners[at]!, score, code, id);
  });
}

function scoreWords(
  found: TermScores,
  field: Field,
  words: WordVocabulary,
  term: Term,
  scale: (quality: number) => number,
): void {
  const code = FIELDS.indexOf(field);
  eachWord(words, term, (id, quality) => {
    const score = scale(quality);
    for (const node of nodesOfWord(words, id)) raise(found, node, score, code, id);
  });
}

function raise(found: TermScores, document: number, score: number, field: number, text: number): void {
  if (document >= found.scores.length) return;
  found.bits[document]! |= 1 << field;
  if (score <= found.scores[document]!) return;
  found.scores[document] = score;
  found.fields[document] = field;
  found.texts[document] = text;
}
