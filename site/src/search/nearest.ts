import { lackingLetters, letterMask } from './normal-form.ts';
import { parseQuery, tokensOf } from './parse-query.ts';
import { runSearch } from './run-search.ts';
import type { SearchIndex } from './search-index.ts';

/** What somebody may do about a query that finds nothing. */
export interface Advice {
  /** Names and columns that look like what was typed, the nearest first. */
  readonly nearest: readonly string[];
  /** Shorter queries that find something, and how much. */
  readonly shorter: readonly { readonly query: string; readonly left: string; readonly found: number }[];
}

const NEAREST = 6;

/** Advice for a query without results. */
export function adviseOn(index: SearchIndex, text: string): Advice {
  const { terms } = parseQuery(text);
  const nearest = terms.flatMap(({ term }) => nearestTexts(index, term.joined));
  return {
    nearest: [...new Set(nearest.sort((a, b) => a.distance - b.distance).map(({ name }) => name))].slice(0, NEAREST),
    shorter: shorterQueries(index, text),
  };
}

function shorterQueries(index: SearchIndex, text: string): Advice['shorter'] {
  const tokens = [...text.matchAll(/(?:[a-z]+:)?"[^"]*"?|\S+/giu)].map(([token]) => token);
  if (tokens.length < 2 || tokensOf(text).length > 8) return [];
  return tokens.flatMap((left, at) => {
    const query = tokens.filter((_, other) => other !== at).join(' ');
    const found = runSearch(index, parseQuery(query)).documents.length;
    return found > 0 ? [{ query, left, found }] : [];
  });
}

function nearestTexts(index: SearchIndex, joined: string): { readonly name: string; readonly distance: number }[] {
  const limit = Math.max(2, Math.floor(joined.length / 2.5));
  const mask = letterMask(joined);
  const found: { name: string; distance: number }[] = [];
  for (const vocabulary of [index.names, index.columns?.vocabulary]) {
    vocabulary?.normals.forEach((normal, id) => {
      if (lackingLetters(mask, vocabulary.masks[id]!) > 2 || Math.abs(normal.length - joined.length) > limit + 2)
        return;
      const distance = editDistance(joined, normal.replaceAll('_', ''), limit);
      if (distance <= limit) found.push({ name: vocabulary.texts[id]!, distance });
    });
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, NEAREST);
}

/** Levenshtein's distance, or something above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let at = 1; at <= b.length; at++) {
      const replaced = before[at - 1]! + (a[row - 1] === b[at - 1] ? 0 : 1);
      now.push(Math.min(replaced, before[at]! + 1, now[at - 1]! + 1));
    }
    if (Math.min(...now) > limit) return limit + 1;
    before = now;
  }
  return before[b.length]!;
}
