import type { CommonTable, Column, Ordering, Query, Relation, Select } from '../sql/tree.ts';
import { joinedRelations } from './join-chain.ts';
import { forEachNode } from './nodes.ts';
import type { Tracing } from './tracing.ts';

/** A relation in FROM whose columns nobody declared, as a source without columns. */
interface OpenRelation {
  readonly relation: string;
  /** Names that its columns can have in front of them, in lower case: the alias, or the parts of its name. */
  readonly qualifier: readonly string[];
}

/**
 * Names that were not found belong to the relation of unknown columns, where there is but one that they can belong to: the one that they are
 * qualified with, or the only one in FROM. The type stays unknown, the lineage does not.
 */
export function noteGuesses(select: Select, orderBy: readonly Ordering[], tracing: Tracing): void {
  const open = select.from.flatMap((relation) => openIn(relation, tracing));
  if (open.length === 0) return;
  forEachNode([select, orderBy], (node, isNested) => {
    const column = node as Column;
    if (column.kind !== 'column' || tracing.facts.reference(column)) return;
    const guess = guessFor(column.parts, open) ?? (isNested ? undefined : onlyGuess(column.parts, open));
    if (guess) tracing.seen.guesses.set(column, tracing.origin(guess.relation, guess.column));
  });
}

interface Guess {
  readonly relation: string;
  readonly column: string;
}

function guessFor(parts: readonly string[], open: readonly OpenRelation[]): Guess | undefined {
  for (const { relation, qualifier } of open) {
    for (let length = Math.min(qualifier.length, parts.length - 1); length > 0; length--) {
      const tail = qualifier.slice(qualifier.length - length);
      if (tail.every((part, index) => part === parts[index]?.toLowerCase()))
        return { relation, column: parts[length] as string };
    }
  }
  return undefined;
}

function onlyGuess([column, ...more]: readonly string[], open: readonly OpenRelation[]): Guess | undefined {
  const [only] = open;
  if (!only || open.length > 1 || column === undefined || more.length > 0) return undefined;
  return { relation: only.relation, column };
}

function openIn(relation: Relation, tracing: Tracing): readonly OpenRelation[] {
  switch (relation.kind) {
    case 'table':
      return openTable(relation, tracing);
    case 'derived': {
      const found = onlyStarOf(relation.query, tracing);
      return found === undefined || (relation.alias?.columns.length ?? 0) > 0
        ? []
        : [{ relation: found, qualifier: qualifierOf(relation.alias?.name) }];
    }
    case 'join':
      return joinedRelations(relation).flatMap((joined) => openIn(joined, tracing));
    case 'sample':
      return openIn(relation.relation, tracing);
    default:
      return [];
  }
}

function openTable(relation: Extract<Relation, { readonly kind: 'table' }>, tracing: Tracing): readonly OpenRelation[] {
  const { parts, alias } = relation;
  const found = openId(relation, tracing);
  const qualifier = alias ? qualifierOf(alias.name) : parts.map((part) => part.toLowerCase());
  return found === undefined || (alias?.columns.length ?? 0) > 0 ? [] : [{ relation: found, qualifier }];
}

function openId(relation: Extract<Relation, { readonly kind: 'table' }>, tracing: Tracing): string | undefined {
  const meaning = tracing.facts.table(relation);
  if (meaning?.kind === 'catalog') return meaning.relation.columns ? undefined : meaning.relation.id;
  if (meaning?.kind === 'common-table') return openCommonTable(meaning.table, tracing);
  return relation.parts.join('.');
}

function openCommonTable({ query, columns }: CommonTable, tracing: Tracing): string | undefined {
  return columns.length > 0 ? undefined : onlyStarOf(query, tracing);
}

/** The relation that a query returns as it is, `select * from source`, where its columns are not known. */
function onlyStarOf(query: Query, tracing: Tracing): string | undefined {
  const { body } = query;
  if (tracing.facts.query(query)?.columns || body.kind !== 'select') return undefined;
  const [item] = body.items;
  const [from] = body.from;
  if (body.items.length !== 1 || item?.kind !== 'star' || body.from.length !== 1 || !from) return undefined;
  const [open] = openIn(from, tracing);
  return from.kind === 'table' || from.kind === 'derived' ? open?.relation : undefined;
}

function qualifierOf(alias: string | undefined): readonly string[] {
  return alias === undefined ? [] : [alias.toLowerCase()];
}
