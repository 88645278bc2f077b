/**
 * Splits texts into the words of the search index. The page splits what is typed in the same way, so this file imports nothing.
 */

/** What may stand in an identifier. Combining marks belong to the letter before. */
const WORD = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*/gu;
const SHORTEST = 2;
/** Longer ones are data that somebody pasted. */
const LONGEST = 64;

/** Words that stand in most queries and say nothing about any. */
const SQL_KEYWORDS: ReadonlySet<string> = new Set(
  (
    'all and any as asc between by case cast cross desc distinct else end except exists false fetch first filter following from full group having ' +
    'if in inner intersect into is join lateral left like limit natural not null nulls offset on or order outer over partition preceding range ' +
    'recursive right row rows select set some table then true try_cast unbounded union unnest using values when where window with'
  ).split(' '),
);

/**
 * The words of a text in lower case, each once: identifiers whole (`customer_id`) and by their parts (`customer`, `id`). Numbers, single letters and
 * words of more than 64 letters are left out.
 */
export function wordsOf(text: string): ReadonlySet<string> {
  return collectWords(text, NO_WORDS);
}

/** As `wordsOf`, without the keywords of SQL; `order` of `order_id` is none. */
export function sqlWordsOf(sql: string): ReadonlySet<string> {
  return collectWords(sql, SQL_KEYWORDS);
}

const NO_WORDS: ReadonlySet<string> = new Set();

function collectWords(text: string, without: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [match] of text.normalize('NFC').matchAll(WORD)) {
    const word = match.toLowerCase();
    if (without.has(word) || !HAS_NAME.test(word)) continue;
    addWord(found, word);
    if (word.includes('_')) for (const part of word.split('_')) if (HAS_NAME.test(part)) addWord(found, part);
  }
  return found;
}

/** A letter at its beginning, or behind an underscore: else it is a number, `12` or `1e5`. */
const HAS_NAME = /(?:^|_)\p{L}/u;

function addWord(found: Set<string>, word: string): void {
  if (word.length >= SHORTEST && word.length <= LONGEST) found.add(word);
}
