import type { Body, CommonTable, Expression, Query, SetOperation, Values, With } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { digitsOf } from './literals.ts';
import { startsTail } from './lookahead.ts';
import { parseOrderBy } from './ordering.ts';
import { parseTable } from './relations.ts';
import { parseSelect } from './select.ts';

/** A query with its WITH, up to what cannot belong to it. */
export function parseQuery(cursor: Cursor): Query {
  const { start } = cursor.token;
  const tables = cursor.at('with') ? parseWith(cursor) : undefined;
  return parseQueryNoWith(cursor, tables, start);
}

function parseWith(cursor: Cursor): With {
  const { start } = cursor.next();
  if (cursor.at('function') && cursor.isName(1)) cursor.unsupported('WITH FUNCTION');
  if (cursor.at('session') && cursor.isName(1)) cursor.unsupported('WITH SESSION');
  const recursive = cursor.accept('recursive');
  const tables = cursor.list(() => parseCommonTable(cursor));
  return { recursive, tables, at: cursor.from(start) };
}

function parseCommonTable(cursor: Cursor): CommonTable {
  const { start } = cursor.token;
  const name = cursor.name();
  const columns = cursor.at('(') ? cursor.names() : [];
  cursor.expect('as');
  cursor.expect('(');
  const query = parseQuery(cursor);
  cursor.expect(')');
  return { name, columns, query, at: cursor.from(start) };
}

function parseQueryNoWith(cursor: Cursor, tables: With | undefined, start: number): Query {
  cursor.enter();
  const body = parseTerm(cursor);
  const orderBy = parseOrderBy(cursor);
  const offset = startsTail(cursor, 0) && cursor.accept('offset') ? parseOffset(cursor) : undefined;
  const { limit, withTies, limited } = parseLimit(cursor);
  cursor.leave();
  const bare = !tables && orderBy.length === 0 && !offset && !limited;
  if (bare && body.kind === 'query') return body.query;
  return { ...(tables && { with: tables }), body, orderBy, offset, limit, withTies, at: cursor.from(start) };
}

function parseOffset(cursor: Cursor): Expression {
  const count = parseCount(cursor);
  cursor.acceptOne('row', 'rows');
  return count;
}

function parseCount(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind !== 'integer') cursor.unexpected('a number');
  cursor.next();
  return { kind: 'literal', type: 'number', value: digitsOf(token), at: cursor.from(token.start) };
}

interface Limit {
  readonly limit?: Expression | undefined;
  readonly withTies: boolean;
  readonly limited: boolean;
}

function parseLimit(cursor: Cursor): Limit {
  if (!startsTail(cursor, 0)) return { withTies: false, limited: false };
  if (cursor.accept('limit')) {
    return { limit: cursor.accept('all') ? undefined : parseCount(cursor), withTies: false, limited: true };
  }
  if (!cursor.accept('fetch')) return { withTies: false, limited: false };
  const { start } = cursor.token;
  cursor.expectOne('first', 'next');
  const one: Expression = { kind: 'literal', type: 'number', value: '1', at: cursor.from(start) };
  const limit = cursor.token.kind === 'integer' ? parseCount(cursor) : one;
  cursor.expectOne('row', 'rows');
  if (cursor.expectOne('only', 'with') === 'only') return { limit, withTies: false, limited: true };
  cursor.expect('ties');
  return { limit, withTies: true, limited: true };
}

// INTERSECT binds tighter than UNION and EXCEPT; all bind to the left.
function parseTerm(cursor: Cursor): Body {
  const { start } = cursor.token;
  let left = parseIntersection(cursor);
  for (
    let link = acceptSetOperator(cursor, 'union', 'except');
    link;
    link = acceptSetOperator(cursor, 'union', 'except')
  ) {
    left = { kind: 'set-operation', ...link, left, right: parseIntersection(cursor), at: cursor.from(start) };
  }
  return left;
}

function parseIntersection(cursor: Cursor): Body {
  const { start } = cursor.token;
  let left = parseQueryPrimary(cursor);
  for (let link = acceptSetOperator(cursor, 'intersect'); link; link = acceptSetOperator(cursor, 'intersect')) {
    left = { kind: 'set-operation', ...link, left, right: parseQueryPrimary(cursor), at: cursor.from(start) };
  }
  return left;
}

function acceptSetOperator<O extends SetOperation['operator']>(cursor: Cursor, ...operators: readonly O[]) {
  const operator = cursor.acceptOne(...operators);
  if (operator === undefined) return undefined;
  const all = cursor.acceptOne('all', 'distinct') === 'all';
  if (cursor.at('corresponding')) cursor.unsupported('CORRESPONDING');
  return { operator, all };
}

function parseQueryPrimary(cursor: Cursor): Body {
  const { start, key } = cursor.token;
  switch (key) {
    case 'select':
      return parseSelect(cursor);
    case 'values':
      return parseValues(cursor);
    case 'table':
      return parseWholeTable(cursor);
    case '(': {
      cursor.next();
      const query = parseQueryNoWith(cursor, undefined, cursor.token.start);
      cursor.expect(')');
      return { kind: 'query', query, at: cursor.from(start) };
    }
    default:
      return cursor.unexpected('SELECT', 'VALUES', '"("');
  }
}

function parseValues(cursor: Cursor): Values {
  const { start } = cursor.next();
  const rows = cursor.list(() => {
    const row = parseExpression(cursor);
    return row.kind === 'row' ? row : ({ kind: 'row', items: [row], at: row.at } as const);
  });
  return { kind: 'values', rows, at: cursor.from(start) };
}

// TABLE t is SELECT * FROM t.
function parseWholeTable(cursor: Cursor): Body {
  const { start } = cursor.next();
  const table = parseTable(cursor);
  const at = cursor.from(start);
  return { kind: 'select', distinct: false, items: [{ kind: 'star', at }], from: [table], windows: [], at };
}
