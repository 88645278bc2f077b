import { diagnose } from '../diagnostics/index.ts';
import type { CommonTable } from '../sql/tree.ts';
import type { Remark, Review } from './review.ts';

/** Names in WITH that no FROM uses. */
export function commonTablesUnused({ facts, parts, place }: Review): readonly Remark[] {
  const read = new Set<CommonTable>();
  for (const relation of parts.tables) {
    const meaning = facts.table(relation);
    if (meaning?.kind === 'common-table') read.add(meaning.table);
  }
  return parts.commonTables
    .filter(({ table, recursive }) => !recursive && !read.has(table))
    .map(({ table: { name, at } }) => {
      const nameAt = at && { start: at.start, end: Math.min(at.end, at.start + name.length) };
      return { diagnostic: diagnose('common-table-unused', { name }, { at: place(nameAt) }), unused: name };
    });
}
