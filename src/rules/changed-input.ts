import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodeReview } from './review-node.ts';

/** `select *` that brings other columns into an incremental model or snapshot than its table has. */
export function checkChangedInput(review: NodeReview): readonly Diagnostic[] {
  const { node, rows, table, columns } = review;
  const stars = rows?.columns.filter(({ isStar }) => isStar) ?? [];
  if (!table || stars.length === 0) return [];
  // Audit columns that a star brings are written over, not added.
  const has = new Set([...table.map(({ name }) => name), ...review.added].map((name) => name.toLowerCase()));
  const returned = new Set(columns.map(({ name }) => name.toLowerCase()));
  const added = stars.filter(({ name }) => !has.has(name.toLowerCase()));
  const lost = table.filter(({ name }) => !returned.has(name.toLowerCase()));
  if (added.length === 0 && lost.length === 0) return [];
  const first = added[0] ?? stars[0];
  const params = {
    model: node.name,
    added: added.map(({ name }) => name),
    lost: lost.map(({ name }) => name),
    inputs: [...new Set((added.length > 0 ? added : stars).flatMap(({ of }) => of ?? []))].map(shortName),
    policy: node.config.materialized === 'snapshot' ? 'append_new_columns' : node.config.on_schema_change,
  };
  return [diagnose('star-over-changed-input', params, { at: first && review.made(first.name) })];
}

function shortName(id: string): string {
  return id.split('.').slice(2).join('.') || id;
}
