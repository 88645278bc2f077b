import type { Expression, GroupingElement, Select, SelectItem } from '../tree.ts';
import { acceptQuantifier } from './calls.ts';
import { Stopped, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { startsQuery, startsTail } from './lookahead.ts';
import { parseRelation } from './relations.ts';
import { parseWindow } from './windows.ts';

/** A SELECT with its clauses, up to WINDOW. */
export function parseSelect(cursor: Cursor): Select {
  const { start } = cursor.next();
  const distinct = acceptItemQuantifier(cursor) === 'distinct';
  const items = cursor.list(() => parseItem(cursor));
  const from = cursor.accept('from') ? cursor.list(() => parseRelation(cursor)) : [];
  const where = cursor.accept('where') ? parseExpression(cursor) : undefined;
  const groupBy = cursor.accept('group') ? parseGroupBy(cursor) : undefined;
  const having = cursor.accept('having') ? parseExpression(cursor) : undefined;
  const windows = parseWindows(cursor);
  return { kind: 'select', distinct, items, from, where, groupBy, having, windows, at: cursor.from(start) };
}

// `SELECT ALL * FROM t`, but `SELECT all * 2`.
function acceptItemQuantifier(cursor: Cursor): 'distinct' | 'all' | undefined {
  const star = cursor.follows('all', '*') && ['', ',', 'from', ')'].includes(cursor.peek(2).key) && cursor.peek(2).kind !== 'integer'; // prettier-ignore
  return star && cursor.accept('all') ? 'all' : acceptQuantifier(cursor);
}

function parseItem(cursor: Cursor): SelectItem {
  const { start } = cursor.token;
  if (cursor.accept('*')) return { kind: 'star', at: cursor.from(start) };
  const behind = cursor.at('(') ? cursor.closing(cursor.index) + 1 : -1;
  const expression = parseExpression(cursor);
  if (cursor.follows('.', '*')) return parseAllOf(cursor, expression, behind === cursor.index, start);
  const alias = parseItemAlias(cursor);
  return { kind: 'expression', expression, ...(alias !== undefined && { alias }), at: cursor.from(start) };
}

function parseAllOf(cursor: Cursor, expression: Expression, whole: boolean, start: number): SelectItem {
  if (!whole && (expression.kind === 'binary' || expression.kind === 'unary')) cursor.unexpected('a name');
  cursor.acceptAll('.', '*');
  const at = cursor.from(start);
  if (cursor.at('as')) cursor.unsupported('Names for the columns of "*"');
  return expression.kind === 'column' && !whole
    ? { kind: 'star', of: expression.parts, at }
    : { kind: 'row-star', operand: expression, at };
}

function parseItemAlias(cursor: Cursor): string | undefined {
  if (cursor.accept('as')) return cursor.name();
  return cursor.isName() && !startsTail(cursor, 0) ? cursor.name() : undefined;
}

function parseWindows(cursor: Cursor): Select['windows'] {
  if (!cursor.at('window') || !startsTail(cursor, 0)) return [];
  cursor.next();
  return cursor.list(() => {
    const { start } = cursor.token;
    const name = cursor.name();
    cursor.expect('as');
    return { name, window: parseWindow(cursor), at: cursor.from(start) };
  });
}

function parseGroupBy(cursor: Cursor): readonly GroupingElement[] {
  cursor.expect('by');
  if (cursor.at('auto')) cursor.unsupported('GROUP BY AUTO');
  const { start, end } = cursor.token;
  const quantifier = acceptQuantifier(cursor);
  const elements = cursor.list(() => parseElement(cursor));
  if (quantifier === 'distinct' && elements.some(({ kind }) => kind !== 'expressions')) {
    throw new Stopped({ kind: 'unsupported', what: 'GROUP BY DISTINCT', at: { start, end } });
  }
  return elements;
}

function parseElement(cursor: Cursor): GroupingElement {
  const { start } = cursor.token;
  const word = cursor.acceptOne('rollup', 'cube');
  if (word) {
    cursor.expect('(');
    const sets = cursor.accept(')') ? [] : cursor.listToEnd(() => parseSet(cursor));
    return { kind: word, sets, at: cursor.from(start) };
  }
  if (cursor.follows('grouping', 'sets')) {
    for (const key of ['grouping', 'sets', '(']) cursor.expect(key);
    return { kind: 'grouping sets', sets: cursor.listToEnd(() => parseSet(cursor)), at: cursor.from(start) };
  }
  if (!startsSet(cursor)) return { kind: 'expressions', items: [parseExpression(cursor)], at: cursor.from(start) };
  const set = parseSet(cursor);
  const at = cursor.from(start);
  return set.length === 1 ? { kind: 'expressions', items: set, at } : { kind: 'grouping sets', sets: [set], at };
}

function parseSet(cursor: Cursor): readonly Expression[] {
  if (!startsSet(cursor)) return [parseExpression(cursor)];
  cursor.next();
  return cursor.accept(')') ? [] : cursor.listToEnd(() => parseExpression(cursor));
}

const ENDS_SET = new Set([',', ')', '', 'having', 'window', 'order', 'limit', 'offset', 'fetch', 'union', 'intersect', 'except', ';']); // prettier-ignore

// `(a, b)` is a set, `(a + b) * c` an expression.
function startsSet(cursor: Cursor): boolean {
  if (!cursor.at('(') || startsQuery(cursor, 0)) return false;
  return ENDS_SET.has(cursor.tokens[cursor.closing(cursor.index) + 1]?.key ?? '');
}
