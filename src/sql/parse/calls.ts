import type { Call, Expression, Ordering } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseValue } from './expressions.ts';
import { startsExpression } from './lookahead.ts';
import { parseOrderBy } from './ordering.ts';
import { parseWindow } from './windows.ts';

/** A column, a call or a lambda of one parameter, if a name comes next. */
export function parseNamed(cursor: Cursor): Expression | undefined {
  if (!cursor.isName()) return undefined;
  const { start, key } = cursor.token;
  checkProcessingMode(cursor, key);
  const parts = [cursor.name()];
  if (cursor.at('->')) {
    cursor.next();
    return { kind: 'lambda', parameters: parts, body: parseExpression(cursor), at: cursor.from(start) };
  }
  while (cursor.at('.') && cursor.isName(1)) {
    cursor.next();
    parts.push(cursor.name());
  }
  if (cursor.at('(')) return parseCall(cursor, parts, start);
  if (parts.length === 1 && startsOver(cursor)) cursor.unsupported('A measure of a row pattern', cursor.from(start));
  return { kind: 'column', parts, at: cursor.from(start) };
}

function checkProcessingMode(cursor: Cursor, key: string): void {
  if ((key === 'running' || key === 'final') && cursor.isName(1) && cursor.peek(2).key === '(') {
    cursor.unsupported(`${key.toUpperCase()} before a function`);
  }
}

/** A call without arguments or anything else. */
export function plainCall(name: string, args: readonly Expression[], cursor: Cursor, start: number): Call {
  return { kind: 'call', name, args, star: false, distinct: false, orderBy: [], options: {}, at: cursor.from(start) };
}

function parseCall(cursor: Cursor, parts: readonly string[], start: number): Call {
  const name = parts.join('.').toLowerCase();
  cursor.next();
  if (name === 'position' || name === 'substring') {
    const form = parseWordForm(cursor, name, start);
    if (form) return form;
  }
  const inside = parseInside(cursor);
  const filter = parseFilter(cursor);
  const nulls = parseNullTreatment(cursor, inside.star);
  const over = parseOver(cursor);
  return { kind: 'call', name, ...inside, filter, nulls, over, options: {}, at: cursor.from(start) };
}

type Inside = Pick<Call, 'args' | 'star' | 'distinct' | 'orderBy'>;

function parseInside(cursor: Cursor): Inside {
  if (cursor.accept(')')) return { args: [], star: false, distinct: false, orderBy: [] };
  if (cursor.accept('*')) {
    cursor.expect(')');
    return { args: [], star: true, distinct: false, orderBy: [] };
  }
  if (cursor.isName() && cursor.peek(1).key === '.' && cursor.peek(2).key === '*') {
    cursor.unsupported('A pattern variable with "*" in a call');
  }
  if (cursor.at('order')) return { args: [], star: false, distinct: false, orderBy: closeOrder(cursor) };
  const distinct = acceptQuantifier(cursor) === 'distinct';
  const args = cursor.list(() => parseExpression(cursor));
  return { args, star: false, distinct, orderBy: closeOrder(cursor) };
}

function closeOrder(cursor: Cursor): readonly Ordering[] {
  const orderBy = parseOrderBy(cursor);
  cursor.expect(')', '","');
  return orderBy;
}

/** DISTINCT or ALL. ALL is a name, too, where no expression follows it. */
export function acceptQuantifier(cursor: Cursor): 'distinct' | 'all' | undefined {
  if (cursor.accept('distinct')) return 'distinct';
  return cursor.at('all') && startsExpression(cursor, 1) && cursor.accept('all') ? 'all' : undefined;
}

export function parseFilter(cursor: Cursor): Expression | undefined {
  if (!cursor.acceptAll('filter', '(')) return undefined;
  cursor.expect('where');
  const filter = parseExpression(cursor);
  cursor.expect(')');
  return filter;
}

function parseNullTreatment(cursor: Cursor, star: boolean): 'ignore' | 'respect' | undefined {
  if (star || cursor.peek(1).key !== 'nulls') return undefined;
  const word = cursor.acceptOne('ignore', 'respect');
  if (word === undefined) return undefined;
  cursor.expect('nulls');
  if (!startsOver(cursor)) cursor.unexpected('OVER');
  return word;
}

function startsOver(cursor: Cursor): boolean {
  return cursor.at('over') && (cursor.peek(1).key === '(' || cursor.isName(1));
}

/** `OVER (…)` or `OVER name`, if it comes next. */
export function parseOver(cursor: Cursor): Call['over'] {
  if (!startsOver(cursor)) return undefined;
  cursor.next();
  const { start } = cursor.token;
  if (cursor.at('(')) return parseWindow(cursor);
  return { name: cursor.name(), partitionBy: [], orderBy: [], at: cursor.from(start) };
}

// POSITION(x IN y), SUBSTRING(x FROM y FOR z); both are ordinary names otherwise.
function parseWordForm(cursor: Cursor, name: 'position' | 'substring', start: number): Call | undefined {
  const word = name === 'position' ? 'in' : 'from';
  if (!hasAtOwnLevel(cursor, word)) return undefined;
  const first = parseValue(cursor);
  cursor.expect(word);
  const second = parseValue(cursor);
  if (name === 'position') {
    cursor.expect(')');
    return plainCall('strpos', [second, first], cursor, start);
  }
  const third = cursor.accept('for') ? [parseValue(cursor)] : [];
  cursor.expect(')');
  return plainCall('substr', [first, second, ...third], cursor, start);
}

// Whether a word stands in the parentheses that were just opened, and not in others inside them.
function hasAtOwnLevel(cursor: Cursor, word: string): boolean {
  const end = cursor.closing(cursor.index - 1);
  for (let index = cursor.index; index < end; index++) {
    const key = cursor.tokens[index]?.key;
    if (key === word) return cursor.tokens[index - 1]?.key !== 'distinct' && cursor.tokens[index - 1]?.key !== 'not';
    if (key === ',') return false;
    if (key === '(') index = cursor.closing(index);
  }
  return false;
}
