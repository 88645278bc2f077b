import type { BoundStatement } from '../bind/bind.ts';
import type { Facts, TableRelation } from '../bind/bound.ts';
import type { KeyFinder } from '../bind/keys.ts';
import type { Diagnostic, Place } from '../diagnostics/index.ts';
import type { Column, CommonTable, InQuery, Query, Select, TextRange } from '../sql/tree.ts';

/** A statement that the binder had nothing to say against, with what rules look at. */
export interface Review {
  readonly bound: BoundStatement;
  readonly facts: Facts;
  readonly parts: Parts;
  readonly keys: KeyFinder;
  readonly place: (at: TextRange | undefined) => Place | undefined;
}

/** What a rule says of a statement. */
export interface Remark {
  readonly diagnostic: Diagnostic;
  /** It says that nothing uses this name, which may be wrong where parts of a template were not rendered. */
  readonly unused?: string;
}

/** Nodes of a statement, those of subqueries and common tables too. */
export interface Parts {
  readonly queries: readonly Query[];
  readonly selects: readonly Select[];
  readonly columns: readonly Column[];
  readonly tables: readonly TableRelation[];
  readonly memberships: readonly InQuery[];
  readonly commonTables: readonly { readonly table: CommonTable; readonly recursive: boolean }[];
  /** Queries in FROM. */
  readonly derived: readonly Query[];
}

/** Sorts the nodes of a query by what they are. */
export function partsOf(query: Query): Parts {
  const queries: Query[] = [];
  const selects: Select[] = [];
  const columns: Column[] = [];
  const tables: TableRelation[] = [];
  const memberships: InQuery[] = [];
  const commonTables: { table: CommonTable; recursive: boolean }[] = [];
  const derived: Query[] = [];
  const waiting: unknown[] = [query];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const item of node) waiting.push(item);
      continue;
    }
    if (isQuery(node)) {
      queries.push(node);
      const { recursive = false, tables: own = [] } = node.with ?? {};
      for (const table of own) commonTables.push({ table, recursive });
    } else if (isKind<Select>(node, 'select')) selects.push(node);
    else if (isKind<Column>(node, 'column')) columns.push(node);
    else if (isKind<TableRelation>(node, 'table')) tables.push(node);
    else if (isKind<InQuery>(node, 'in-query')) memberships.push(node);
    else if (isKind<{ kind: 'derived'; query: Query }>(node, 'derived')) derived.push(node.query);
    for (const key in node) {
      const child: unknown = node[key as keyof typeof node];
      if (typeof child === 'object' && key !== 'at') waiting.push(child);
    }
  }
  return { queries, selects, columns, tables, memberships, commonTables, derived };
}

function isQuery(node: object): node is Query {
  return 'body' in node && !('kind' in node);
}

function isKind<T extends { readonly kind: string }>(node: object, kind: T['kind']): node is T {
  return 'kind' in node && node.kind === kind;
}
