import type { Expression } from '../tree.ts';
import { parseNamed } from './calls.ts';
import { parseConstant } from './constants.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseValue } from './expressions.ts';
import { parseSpecialForm } from './special-forms.ts';
import { startsQuery } from './lookahead.ts';
import { parseQuery } from './query.ts';

/** The grammar's `primaryExpression`: what stands between operators, with the `.field` and `[index]` behind it. */
export function parsePrimary(cursor: Cursor): Expression {
  const { start, key } = cursor.token;
  const base =
    key === '('
      ? parseParenthesised(cursor, start)
      : (parseOwnName(cursor) ??
        parseConstant(cursor) ??
        parseSpecialForm(cursor) ??
        parseNamed(cursor) ??
        nothing(cursor));
  return cursor.at('.') || cursor.at('[') ? parseSteps(cursor, base, start) : base;
}

const ENDS_NAME = new Set([
  ',',
  '.',
  ')',
  '=',
  'and',
  'as',
  'then',
  '+',
  '-',
  '*',
  '/',
  '||',
  '<',
  '>',
  '<>',
  'is',
  'in',
  'from',
]);

// Most of a query is names; what follows tells them from everything else that begins with a word.
function parseOwnName(cursor: Cursor): Expression | undefined {
  return cursor.token.isName && cursor.token.key !== 'interval' && ENDS_NAME.has(cursor.peek(1).key)
    ? parseNamed(cursor)
    : undefined;
}

function nothing(cursor: Cursor): never {
  if (cursor.at('?')) cursor.unexpected('a value');
  return cursor.unexpected('an expression');
}

function parseSteps(cursor: Cursor, base: Expression, start: number): Expression {
  let operand = base;
  for (let steps = 0; ; steps++) {
    cursor.step(steps);
    if (cursor.at('[')) {
      cursor.next();
      const index = parseValue(cursor);
      cursor.expect(']');
      operand = { kind: 'subscript', operand, index, at: cursor.from(start) };
    } else if (cursor.at('.') && cursor.peek(1).key !== '*') {
      cursor.next();
      const name = cursor.name();
      operand = { kind: 'field', operand, name, at: cursor.from(start) };
    } else {
      return operand;
    }
  }
}

function parseParenthesised(cursor: Cursor, start: number): Expression {
  const around = skipParentheses(cursor);
  const expression = parseInParentheses(cursor, around > 0 ? cursor.token.start : start);
  for (let count = 0; count < around; count++) cursor.expect(')');
  return expression;
}

// Parentheses right around others mean nothing, and may be many. The innermost stay.
function skipParentheses(cursor: Cursor): number {
  let count = 0;
  while (cursor.peek(1).key === '(' && cursor.closing(cursor.index) === cursor.closing(cursor.index + 1) + 1) {
    cursor.next();
    count++;
  }
  return count;
}

function parseInParentheses(cursor: Cursor, start: number): Expression {
  if (isLambda(cursor)) return parseLambda(cursor, start);
  if (startsQuery(cursor, 0)) {
    cursor.next();
    const query = parseQuery(cursor);
    cursor.expect(')');
    return { kind: 'scalar-query', query, at: cursor.from(start) };
  }
  cursor.next();
  const first = parseExpression(cursor);
  if (cursor.accept(')')) return first;
  if (!cursor.accept(',')) cursor.unexpected('")"', '","');
  const items = [first, ...cursor.listToEnd(() => parseExpression(cursor))];
  return { kind: 'row', items, at: cursor.from(start) };
}

function isLambda(cursor: Cursor): boolean {
  const second = cursor.peek(1).key === ')' ? 1 : cursor.isName(1) ? 2 : 0;
  if (second === 0 || ![',', ')'].includes(cursor.peek(second).key)) return false;
  return cursor.tokens[cursor.closing(cursor.index) + 1]?.key === '->';
}

function parseLambda(cursor: Cursor, start: number): Expression {
  cursor.next();
  const parameters = cursor.accept(')') ? [] : cursor.listToEnd(() => cursor.name());
  cursor.expect('->');
  const body = parseExpression(cursor);
  return { kind: 'lambda', parameters, body, at: cursor.from(start) };
}
