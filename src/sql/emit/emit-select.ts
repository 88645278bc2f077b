import type { Expression, GroupingElement, Query, Select, SelectItem } from '../tree.ts';
import { aliasedItems, renamedAliases, resolvedOrderings, type AliasNames } from './aliases.ts';
import { holdsMap } from './canonical.ts';
import { emitFrom } from './emit-from.ts';
import { count, emitOrderBy } from './emit-query.ts';
import { expandedStar, hasUsing } from './expanded-star.ts';
import { identifier, type Emitter } from './emitter.ts';
import { emitOrderings, emitWindow } from './emit-window.ts';
import { isFloat } from './nan.ts';

/**
 * A SELECT with its query's ORDER BY. DuckDB lets WHERE, GROUP BY, HAVING and other items use an item's alias, which Trino does not: where
 * one might, the items get other names inside and theirs outside.
 */
export function emitSelect(select: Select, query: Query, emitter: Emitter): string {
  const names = renamedAliases(select);
  const orderBy = resolvedOrderings(query.orderBy, names);
  checkDistinct(select, query, emitter);
  checkKeys(select, emitter);
  const ties = query.withTies ? emitTies(query, emitter) : '';
  const parts = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${select.items.map((item) => (item.kind === 'star' ? expandedStar(item, select, emitter) : undefined) ?? emitItem(item, names, select.distinct ? emitter.distinguishing() : emitter)).join(', ')}`, // prettier-ignore
    select.from.length > 0 ? `FROM ${emitFrom(select.from, emitter)}` : '',
    select.where ? `WHERE ${emitter.text(select.where)}` : '',
    select.groupBy ? `GROUP BY ${select.groupBy.map((element) => emitGrouping(element, emitter)).join(', ')}` : '',
    select.having ? `HAVING ${emitter.text(select.having)}` : '',
    emitWindows(select, emitter),
    ties,
    orderBy.length > 0 ? emitOrderBy(orderBy, emitter.ordering(aliasedItems(select))) : '',
  ];
  const text = parts.filter((part) => part !== '').join(' ');
  return names.size > 0 ? outerNames(text, names) : text;
}

// Trino orders distinct rows by what they have, DuckDB by whatever a row had.
function checkDistinct({ distinct, items }: Select, { orderBy }: Query, emitter: Emitter): void {
  if (!distinct || items.some((item) => item.kind !== 'expression')) return;
  const known = new Set(
    items.flatMap((item) =>
      item.kind === 'expression' ? [keyOf(item.expression), item.alias?.toLowerCase() ?? ''] : [],
    ),
  );
  for (const { expression } of orderBy) {
    const position = expression.kind === 'literal' && expression.type === 'number';
    if (!position && !known.has(keyOf(expression)))
      emitter.refuse('SELECT DISTINCT ordered by what is not selected', expression.at);
  }
}

// What these compare as a whole DuckDB compares in its own way: maps by the order of their entries, NaN as equal to itself.
function checkKeys(select: Select, emitter: Emitter): void {
  const bound = emitter.facts?.select(select);
  if (!bound) return;
  const key = bound.groupKeys.find((expression) => holdsMap(emitter.typeOf(expression)));
  if (key)
    emitter.refuse(
      'GROUP BY of a map, or of what has one inside,',
      key.at,
      'Group by its entries, sorted and as JSON.',
    );
  const stars = select.items.some((item) => item.kind !== 'expression');
  if (select.distinct && stars && bound.columns?.some(({ type }) => holdsMap(type))) emitter.refuse('SELECT DISTINCT * with a map', undefined, 'Name the columns.'); // prettier-ignore
  if (!select.from.some(hasUsing)) return;
  const merged = bound.fields.find(({ from, type }) => from.kind === 'merged' && (isFloat(type) || holdsMap(type)));
  if (merged) emitter.refuse(`USING (${merged.name ?? ''}), a column of this type,`, undefined, 'Write ON.');
}

function keyOf(expression: Expression): string {
  if (expression.kind === 'column') return (expression.parts.at(-1) as string).toLowerCase();
  // Long chains of operators hang on the left, deeper than the stack.
  const chain: Expression[] = [];
  let first: Expression = expression;
  for (; first.kind === 'binary'; first = first.left) chain.push({ ...first, left: NOTHING });
  return [first, ...chain.reverse()].map(treeText).join(' ');
}

const NOTHING: Expression = { kind: 'literal', type: 'null', value: '' };

function treeText(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) => (key === 'at' ? undefined : value)).toLowerCase();
}

function outerNames(text: string, names: AliasNames): string {
  const renames = [...names.values()].map(({ inner, outer }) => `${inner} AS ${identifier(outer)}`);
  return `SELECT * RENAME (${renames.join(', ')}) FROM (${text})`;
}

function emitItem(item: SelectItem, names: AliasNames, emitter: Emitter): string {
  switch (item.kind) {
    case 'star':
      return item.of ? `${item.of.map(identifier).join('.')}.*` : '*';
    case 'row-star':
      return `unnest(${emitter.text(item.operand)})`;
    case 'expression': {
      const text = emitter.selectItem(item.expression);
      if (item.alias === undefined) return text;
      return `${text} AS ${names.get(item.alias.toLowerCase())?.inner ?? identifier(item.alias)}`;
    }
  }
}

function emitGrouping(element: GroupingElement, emitter: Emitter): string {
  switch (element.kind) {
    case 'expressions':
      return element.items.map((item) => emitter.plain(item)).join(', ');
    case 'grouping sets':
      return `GROUPING SETS (${element.sets.map((set) => `(${set.map((item) => emitter.plain(item)).join(', ')})`).join(', ')})`;
    case 'rollup':
    case 'cube':
      return `${element.kind.toUpperCase()} (${element.sets.map((set) => groupingSet(set.map((item) => emitter.plain(item)))).join(', ')})`;
  }
}

function groupingSet(items: readonly string[]): string {
  return items.length === 1 ? (items[0] as string) : `(${items.join(', ')})`;
}

function emitWindows({ windows }: Select, emitter: Emitter): string {
  if (windows.length === 0) return '';
  return `WINDOW ${windows.map(({ name, window }) => `${identifier(name)} AS ${emitWindow(window, emitter)}`).join(', ')}`;
}

// FETCH FIRST n ROWS WITH TIES.
function emitTies({ orderBy, limit, offset }: Query, emitter: Emitter): string {
  if (!limit || offset || orderBy.length === 0) return emitter.refuse('WITH TIES with OFFSET or without ORDER BY');
  return `QUALIFY rank() OVER (ORDER BY ${emitOrderings(orderBy, emitter)}) <= ${count(limit, emitter)}`;
}
