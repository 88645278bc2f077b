import type { Made, OutputColumn } from '../bind/bound.ts';
import type { Body, GroupingElement, Ordering, Query, Relation, Select, Window } from '../sql/tree.ts';
import { EPHEMERAL_PREFIX } from './lineage.ts';
import { joinChain } from './join-chain.ts';
import { noteGuesses } from './open-relations.ts';
import { forEachNode } from './nodes.ts';
import { noteUnnested } from './unnested.ts';
import { usingRows } from './using-rows.ts';
import { addRows, addTrace, type Gathering, type Tracing } from './tracing.ts';

/** Adds the columns that decide which rows a query returns and in which order, and notes what tracing its columns needs. */
export function traceRows(query: Query, into: Gathering, tracing: Tracing): void {
  const columns = tracing.facts.query(query)?.columns ?? [];
  noteExcepts(query.body, columns, tracing);
  bodyRows(query.body, query.orderBy, into, tracing);
  for (const { expression } of query.orderBy) {
    const position = expression.kind === 'literal' ? columns[Number(expression.value) - 1] : undefined;
    if (position) addTrace(tracing.column(position), 'order', into);
    else tracing.expression(expression, 'order', into);
  }
}

function bodyRows(body: Body, orderBy: readonly Ordering[], into: Gathering, tracing: Tracing): void {
  switch (body.kind) {
    case 'select':
      return selectRows(body, orderBy, into, tracing);
    case 'query':
      return tracing.rows(body.query, into);
    case 'set-operation': {
      // A UNION of many leans to the left.
      const rights: Body[] = [];
      let left: Body = body;
      for (; left.kind === 'set-operation'; left = left.left) rights.push(left.right);
      bodyRows(left, [], into, tracing);
      for (const right of rights.reverse()) bodyRows(right, [], into, tracing);
      return;
    }
    case 'values':
      return;
  }
}

/** What the right side of EXCEPT returns only takes rows away. */
function noteExcepts(body: Body, columns: readonly OutputColumn[], { seen }: Tracing): void {
  for (const column of columns) noteExcept(body, column.made, seen.excepts);
}

function noteExcept(body: Body, column: Made, excepts: Set<Made>): void {
  let made = column;
  for (let left = body; left.kind === 'set-operation' && made.by === 'set-operation'; left = left.left) {
    if (left.operator === 'except') excepts.add(made);
    noteExcept(left.right, made.right.made, excepts);
    made = made.left.made;
  }
}

function selectRows(select: Select, orderBy: readonly Ordering[], into: Gathering, tracing: Tracing): void {
  noteGuesses(select, orderBy, tracing);
  noteWindows(select, tracing);
  for (const relation of select.from) relationRows(relation, into, tracing);
  usingRows(select, into, tracing);
  noteUnnested(select, tracing);
  if (select.where) tracing.expression(select.where, 'filter', into);
  const bound = tracing.facts.select(select);
  for (const key of bound?.groupKeys ?? select.groupBy?.flatMap(keysOf) ?? []) tracing.expression(key, 'group', into);
  if (select.having) tracing.expression(select.having, 'filter', into);
}

function keysOf(element: GroupingElement) {
  return element.kind === 'expressions' ? element.items : element.sets.flat();
}

function noteWindows({ windows, items }: Select, { seen }: Tracing): void {
  if (windows.length === 0) return;
  const named = new Map(windows.map(({ name, window }) => [name.toLowerCase(), window]));
  forEachNode([items, windows], (node) => {
    const window = 'partitionBy' in node ? (node as Window) : undefined;
    const base = window?.name === undefined ? undefined : named.get(window.name.toLowerCase());
    if (window && base && base !== window) seen.windows.set(window, base);
  });
}

function relationRows(relation: Relation, into: Gathering, tracing: Tracing): void {
  switch (relation.kind) {
    case 'table':
      return tableRows(relation, into, tracing);
    case 'derived':
      return tracing.rows(relation.query, into);
    case 'join':
      return joinRows(relation, into, tracing);
    case 'unnest':
      // As many rows as the arrays have items.
      for (const array of relation.arrays) tracing.expression(array, 'join', into);
      return;
    case 'sequence-table':
      for (const argument of relation.args) tracing.expression(argument, 'join', into);
      return;
    case 'sample':
      return relationRows(relation.relation, into, tracing);
  }
}

function tableRows(
  relation: Extract<Relation, { readonly kind: 'table' }>,
  into: Gathering,
  { facts, seen, tableRows: rowsOf, origin }: Tracing,
): void {
  const meaning = facts.table(relation);
  if (meaning?.kind === 'catalog') return void seen.relations.add(meaning.relation.id);
  if (meaning?.kind !== 'common-table') return void seen.relations.add(relation.parts.join('.'));
  const { name, query } = meaning.table;
  if (!name.startsWith(EPHEMERAL_PREFIX)) return addRows(rowsOf(meaning.table), into);
  if (seen.relations.has(name)) return;
  seen.relations.add(name);
  for (const column of facts.query(query)?.columns ?? []) {
    if (column.name !== undefined) seen.ephemeral.set(column.made, origin(name, column.name));
  }
}

function joinRows(join: Extract<Relation, { readonly kind: 'join' }>, into: Gathering, tracing: Tracing): void {
  const { first, joins } = joinChain(join);
  relationRows(first, into, tracing);
  for (const { right, on } of joins) {
    relationRows(right, into, tracing);
    if (on) tracing.expression(on, 'join', into);
  }
}
