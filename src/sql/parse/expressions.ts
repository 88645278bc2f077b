import type { Binary, Expression } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { parsePredicate } from './predicates.ts';
import { parsePrimary } from './primary.ts';
import { parseInterval, parseString } from './constants.ts';

/** How tightly operators bind, from the loosest; as in Trino's `booleanExpression` and `valueExpression`. */
export const LEVEL = { or: 1, and: 2, not: 3, predicate: 4, concat: 5, sum: 6, product: 7, sign: 8, zone: 9 } as const;

const OPERATORS: Readonly<Record<string, { readonly level: number; readonly operator?: Binary['operator'] }>> = {
  or: { level: LEVEL.or, operator: 'or' },
  and: { level: LEVEL.and, operator: 'and' },
  '=': { level: LEVEL.predicate },
  '<>': { level: LEVEL.predicate },
  '!=': { level: LEVEL.predicate },
  '<': { level: LEVEL.predicate },
  '<=': { level: LEVEL.predicate },
  '>': { level: LEVEL.predicate },
  '>=': { level: LEVEL.predicate },
  not: { level: LEVEL.predicate },
  between: { level: LEVEL.predicate },
  in: { level: LEVEL.predicate },
  like: { level: LEVEL.predicate },
  is: { level: LEVEL.predicate },
  '||': { level: LEVEL.concat, operator: '||' },
  '+': { level: LEVEL.sum, operator: '+' },
  '-': { level: LEVEL.sum, operator: '-' },
  '*': { level: LEVEL.product, operator: '*' },
  '/': { level: LEVEL.product, operator: '/' },
  '%': { level: LEVEL.product, operator: '%' },
  at: { level: LEVEL.zone },
};
const BY_KEY = new Map(Object.entries(OPERATORS));

/** An expression, up to the first operator that binds looser than `least`. */
export function parseExpression(cursor: Cursor, least: number = LEVEL.or): Expression {
  const { start } = cursor.token;
  cursor.enter();
  const first = SIGNS.has(cursor.token.key) ? parseSigned(cursor, start, least) : parsePrimary(cursor);
  const expression = BY_KEY.has(cursor.token.key) ? parseRest(cursor, first, start, least) : first;
  cursor.leave();
  return expression;
}

/** What the grammar calls `valueExpression`: no comparison, AND, OR or NOT outside parentheses. */
export function parseValue(cursor: Cursor): Expression {
  return parseExpression(cursor, LEVEL.concat);
}

const SIGNS = new Set(['not', '-', '+']);

function parseSigned(cursor: Cursor, start: number, least: number): Expression {
  switch (cursor.token.key) {
    case 'not': {
      if (least > LEVEL.not) cursor.unexpected('an expression');
      cursor.next();
      const operand = parseExpression(cursor, LEVEL.not);
      return { kind: 'unary', operator: 'not', operand, at: cursor.from(start) };
    }
    case '-': {
      cursor.next();
      const operand = parseExpression(cursor, LEVEL.sign);
      return { kind: 'unary', operator: '-', operand, at: cursor.from(start) };
    }
    default:
      cursor.next();
      return parseExpression(cursor, LEVEL.sign);
  }
}

// All operators bind to the left; a predicate is not an operand of another.
function parseRest(cursor: Cursor, first: Expression, start: number, least: number): Expression {
  let left = first;
  let most: number =
    left.kind === 'unary' && left.operator === 'not' && left.at?.start === start ? LEVEL.and : LEVEL.zone;
  for (let zones = 0; ;) {
    const found = BY_KEY.get(cursor.token.key);
    if (!found || found.level < least || found.level > most) return left;
    const { level, operator } = found;
    if (operator) {
      cursor.next();
      left = { kind: 'binary', operator, left, right: parseExpression(cursor, level + 1), at: cursor.from(start) };
    } else if (level === LEVEL.zone) {
      if (!cursor.follows('at', 'time', 'zone')) return left;
      left = parseAtTimeZone(cursor, left, start);
      cursor.step(++zones);
    } else {
      left = parsePredicate(cursor, left, start);
      most = LEVEL.and;
    }
  }
}

function parseAtTimeZone(cursor: Cursor, operand: Expression, start: number): Expression {
  cursor.acceptAll('at', 'time', 'zone');
  const zone = parseInterval(cursor) ?? parseString(cursor);
  if (!zone) cursor.unexpected("a zone's name as text", 'INTERVAL');
  return { kind: 'at-time-zone', operand, zone, at: cursor.from(start) };
}
