import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { KnownColumn } from './row-facts.ts';
import type { NodeReview } from './review-node.ts';

/** A unique_key that cannot do its work: NULL in it, not unique by the query itself, of a type that is not compared exactly. */
export function checkMergeKey(review: NodeReview): readonly Diagnostic[] {
  const { node, rows } = review;
  const { unique_key: key, materialized } = node.config;
  if (key.length === 0 || (materialized !== 'incremental' && materialized !== 'snapshot')) return [];
  const types = inexactTypes(review);
  if (!rows) return types;
  const positions = key.map((name) => rows.columns.findIndex((column) => sameName(column.name, name)));
  if (positions.includes(-1)) return types;
  return [...types, ...nullable(positions, review), ...notUnique(positions, review)];
}

function inexactTypes({ node, columns, placeAt }: NodeReview): readonly Diagnostic[] {
  return node.config.unique_key.flatMap((name) => {
    const column = columns.find((candidate) => sameName(candidate.name, name));
    if (column?.type !== 'double' && column?.type !== 'real') return [];
    const params = { model: node.name, column: column.name, type: column.type };
    return [diagnose('merge-key-type', params, { at: placeAt(node.configSpans['unique_key'] ?? node.span) })];
  });
}

// That an input may hold NULL is true of most columns and said of none: only what the query itself makes NULL is told.
function nullable(positions: readonly number[], review: NodeReview): readonly Diagnostic[] {
  const { node, rows, guards, made, placeAt } = review;
  return positions.flatMap((position) => {
    const { name, nullable: mayBeNull, nullBy: reason } = rows?.columns[position] as KnownColumn;
    if (!mayBeNull || reason === undefined || guards.notNull.has(name.toLowerCase())) return [];
    const at = made(name) ?? placeAt(node.configSpans['unique_key'] ?? node.span);
    return [diagnose('merge-key-nullable', { model: node.name, column: name, reason }, { at })];
  });
}

function notUnique(positions: readonly number[], { node, rows, guards, placeAt }: NodeReview): readonly Diagnostic[] {
  const { unique_key: key, deduplicate_order_by: deduplicates } = node.config;
  if (!rows || deduplicates.length > 0 || isGuarded(key, guards.unique)) return [];
  const isOne = rows.keys.some((known) => known.every((position) => positions.includes(position)));
  if (isOne) return [];
  const at = placeAt(node.configSpans['unique_key'] ?? node.span);
  if (positions.every((position) => rows.columns[position]?.isConstant)) {
    const params = { model: node.name, key, why: 'it has the same value in all rows' };
    return [diagnose('merge-key-not-unique', params, { at, severity: 'error' })];
  }
  const wider = rows.keys.find((known) => positions.every((position) => known.includes(position)));
  if (!wider) return [];
  const names = wider.map((position) => `"${rows.columns[position]?.name ?? ''}"`);
  const params = { model: node.name, key, why: `the query makes a row for each ${names.join(', ')}` };
  return [diagnose('merge-key-not-unique', params, { at })];
}

function isGuarded(key: readonly string[], unique: readonly ReadonlySet<string>[]): boolean {
  const names = new Set(key.map((name) => name.toLowerCase()));
  return unique.some((columns) => [...columns].every((column) => names.has(column)));
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
