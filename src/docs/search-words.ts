import type { Atlas } from './atlas.ts';
import { codeOf } from './code.ts';
import type { SearchWords } from './site-data.ts';
import { isHidden } from './subjects.ts';
import { sqlWordsOf, wordsOf } from './tokens.ts';
import { createWordCollector } from './word-index.ts';

/** The words of each node's own descriptions, those of its columns and arguments included, and of its SQL as written. What is hidden has none. */
export function searchWords({ subjects, columns, descriptions }: Atlas): SearchWords {
  const described = createWordCollector();
  const sql = createWordCollector();
  subjects.forEach((subject, at) => {
    if (isHidden(subject)) return;
    const { item, description } = subject;
    described.add(at, wordsOf(description));
    if (item && 'arguments' in item)
      for (const argument of item.arguments) described.add(at, wordsOf(argument.description));
    columns[at]?.list.forEach((_, place) => {
      const found = descriptions[at]?.[place];
      // What is taken over is found where it is written.
      if (found && !found.from) described.add(at, wordsOf(found.text));
    });
    const code = codeOf(item);
    if (code !== undefined) sql.add(at, sqlWordsOf(code));
  });
  return { descriptions: described.index(), sql: sql.index() };
}
