import type { Comparison, Expression } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseValue } from './expressions.ts';
import { startsQuery } from './lookahead.ts';
import { parseQuery } from './query.ts';

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** What follows a value: a comparison, BETWEEN, IN, LIKE or IS. */
export function parsePredicate(cursor: Cursor, operand: Expression, start: number): Expression {
  const operator = COMPARISONS.get(cursor.token.key);
  if (operator) {
    cursor.next();
    return parseComparison(cursor, operator, operand, start);
  }
  if (cursor.accept('is')) return parseIs(cursor, operand, start);
  const not = cursor.accept('not');
  switch (cursor.expectOne('in', 'like', 'between')) {
    case 'in':
      return parseIn(cursor, operand, not, start);
    case 'like':
      return parseLike(cursor, operand, not, start);
    case 'between': {
      const low = parseValue(cursor);
      cursor.expect('and');
      const high = parseValue(cursor);
      return { kind: 'between', operand, low, high, not, at: cursor.from(start) };
    }
  }
}

function parseComparison(cursor: Cursor, operator: Comparison, operand: Expression, start: number): Expression {
  const word = cursor.token.key;
  if ((word === 'all' || word === 'any' || word === 'some') && startsQuery(cursor, 1)) {
    cursor.next();
    cursor.next();
    const query = parseQuery(cursor);
    cursor.expect(')');
    const quantifier = word === 'all' ? 'all' : 'any';
    return { kind: 'quantified', operand, operator, quantifier, query, at: cursor.from(start) };
  }
  return { kind: 'binary', operator, left: operand, right: parseValue(cursor), at: cursor.from(start) };
}

function parseIs(cursor: Cursor, operand: Expression, start: number): Expression {
  const not = cursor.accept('not');
  if (cursor.expectOne('null', 'distinct') === 'null') return { kind: 'is-null', operand, not, at: cursor.from(start) };
  cursor.expect('from');
  const operator = not ? 'is not distinct from' : 'is distinct from';
  return { kind: 'binary', operator, left: operand, right: parseValue(cursor), at: cursor.from(start) };
}

function parseIn(cursor: Cursor, operand: Expression, not: boolean, start: number): Expression {
  if (startsQuery(cursor, 0)) {
    cursor.next();
    const query = parseQuery(cursor);
    cursor.expect(')');
    return { kind: 'in-query', operand, query, not, at: cursor.from(start) };
  }
  cursor.expect('(');
  const items = cursor.listToEnd(() => parseExpression(cursor));
  return { kind: 'in-list', operand, items, not, at: cursor.from(start) };
}

function parseLike(cursor: Cursor, operand: Expression, not: boolean, start: number): Expression {
  const pattern = parseValue(cursor);
  const escape = cursor.accept('escape') ? parseValue(cursor) : undefined;
  const like: Expression = { kind: 'like', operand, pattern, escape, at: cursor.from(start) };
  return not ? { kind: 'unary', operator: 'not', operand: like, at: like.at } : like;
}
