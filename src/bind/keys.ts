import type { Body, CommonTable, Query, SetOperation, TextRange } from '../sql/tree.ts';
import type { BoundStatement } from './bind.ts';
import type { Facts } from './bound.ts';
import { selectKeys } from './select-keys.ts';
import { eachTable } from './queries/walk.ts';

/** Positions of columns, from 0, that no two rows have alike; NULL counts as a value. No position at all: there is one row at most. */
export type Key = readonly number[];

/**
 * The keys that a query's result has for sure, whatever its tables hold: by GROUP BY, DISTINCT, a `row_number()` that is filtered to one value,
 * a single row. What is not listed may be unique, too.
 */
export function uniqueKeysOf(bound: BoundStatement): readonly Key[] {
  return keyFinderOf(bound).query(bound.statement.query);
}

/** Finds the keys of a statement's parts. */
export function keyFinderOf({ facts, statement }: BoundStatement): KeyFinder {
  const { text } = statement.source;
  return createKeyFinder(facts, (at) => at && text.slice(at.start, at.end));
}

/** Finds keys of the parts of one statement; each common table is looked at once. */
export interface KeyFinder {
  readonly facts: Facts;
  /** Text of a range. */
  readonly textAt: (at: TextRange | undefined) => string | undefined;
  readonly query: (query: Query) => readonly Key[];
  readonly table: (table: CommonTable) => readonly Key[];
}

function createKeyFinder(facts: Facts, textAt: KeyFinder['textAt']): KeyFinder {
  const tables = new Map<CommonTable, readonly Key[]>();
  const finder: KeyFinder = {
    facts,
    textAt,
    query: (query) => queryKeys(query, finder),
    table: (table) => {
      const known = tables.get(table);
      if (known) return known;
      const keys = readsItself(table, facts) ? [] : finder.query(table.query);
      tables.set(table, keys);
      return keys;
    },
  };
  return finder;
}

function readsItself(table: CommonTable, facts: Facts): boolean {
  let found = false;
  eachTable(table.query.body, (relation) => {
    const meaning = facts.table(relation);
    found ||= meaning?.kind === 'common-table' && meaning.table === table;
  });
  return found;
}

function queryKeys({ body, limit, withTies }: Query, finder: KeyFinder): readonly Key[] {
  const isOne = !withTies && limit?.kind === 'literal' && Number(limit.value) <= 1;
  return isOne ? [[]] : bodyKeys(body, finder);
}

function bodyKeys(body: Body, finder: KeyFinder): readonly Key[] {
  switch (body.kind) {
    case 'query':
      return finder.query(body.query);
    case 'values':
      return body.rows.length <= 1 ? [[]] : [];
    case 'set-operation':
      return setOperationKeys(body, finder);
    case 'select':
      return selectKeys(body, finder);
  }
}

// INTERSECT and EXCEPT keep some rows of the left side; without ALL, each row stands once. Of long chains of UNION only the last counts.
function setOperationKeys(body: SetOperation, finder: KeyFinder): readonly Key[] {
  const kept = body.operator === 'union' ? [] : bodyKeys(body.left, finder);
  const width = body.all ? undefined : widthOf(body, finder);
  return width === undefined ? kept : smallest([...kept, positions(width)]);
}

function widthOf(body: SetOperation, { facts }: KeyFinder): number | undefined {
  let left: Body = body;
  while (left.kind === 'set-operation') left = left.left;
  if (left.kind === 'select') return facts.select(left)?.columns?.length;
  if (left.kind === 'query') return facts.query(left.query)?.columns?.length;
  const [row] = left.rows;
  return row?.kind === 'row' ? row.items.length : 1;
}

export function positions(width: number): Key {
  return Array.from({ length: width }, (_, index) => index);
}

const MOST_KEYS = 8;

/** Keys in order of their positions, without those that hold another one. */
export function smallest(keys: readonly Key[]): readonly Key[] {
  const sorted = keys.map((key) => [...new Set(key)].toSorted((a, b) => a - b)).toSorted((a, b) => a.length - b.length);
  const kept: Key[] = [];
  for (const key of sorted) {
    if (!kept.some((smaller) => smaller.every((position) => key.includes(position)))) kept.push(key);
  }
  return kept.slice(0, MOST_KEYS);
}
