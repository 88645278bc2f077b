import type { ScoreTerm } from './run-search.ts';
import type { SearchIndex } from './search-index.ts';
import { scoreTerm } from './score-term.ts';
import type { TermScores } from './score-term.ts';

/** Enough for the words of a query and its phrase; each takes ten bytes a document. */
const REMEMBERED = 10;

/** A `scoreTerm` that remembers its last answers: while somebody types the third word, the first two are not searched anew. */
export function rememberScores(): ScoreTerm {
  const answers = new Map<string, TermScores>();
  let answered: SearchIndex | undefined;
  return (index, term, aim) => {
    if (index !== answered) answers.clear();
    answered = index;
    const key = JSON.stringify([term.text, term.joined, aim.fields, aim.wanted, aim.scales !== undefined]);
    const known = answers.get(key) ?? scoreTerm(index, term, aim);
    answers.delete(key);
    answers.set(key, known);
    if (answers.size > REMEMBERED) answers.delete(answers.keys().next().value!);
    return known;
  };
}
