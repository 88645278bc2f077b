import type { Cursor } from './cursor.ts';

const QUERY_STARTS = new Set(['select', 'with', 'values']);
const GOES_ON = new Set([')', 'union', 'intersect', 'except', 'order']);

/** Whether a query in parentheses begins that many tokens ahead, and not an expression or a relation in them. */
export function startsQuery(cursor: Cursor, ahead: number): boolean {
  let index = cursor.index + ahead;
  if (cursor.tokens[index]?.key !== '(') return false;
  let depth = 1;
  while (cursor.tokens[index + depth]?.key === '(') depth++;
  if (!isQueryStart(cursor, index + depth)) return false;
  // WITH may only follow the outermost of several parentheses.
  if (depth > 1 && cursor.tokens[index + depth]?.key === 'with') return false;
  for (index += depth - 1; index > cursor.index + ahead; index--) {
    if (!goesOnAsQuery(cursor, cursor.closing(index) + 1)) return false;
  }
  return true;
}

// TABLE(f(…)) is a relation, TABLE t a query.
function isQueryStart(cursor: Cursor, index: number): boolean {
  const key = cursor.tokens[index]?.key ?? '';
  return QUERY_STARTS.has(key) || (key === 'table' && cursor.tokens[index + 1]?.key !== '(');
}

function goesOnAsQuery(cursor: Cursor, index: number): boolean {
  return GOES_ON.has(cursor.tokens[index]?.key ?? '') || startsTail(cursor, index - cursor.index);
}

/** Whether LIMIT, OFFSET, FETCH or WINDOW begins a clause there: all four may be names. */
export function startsTail(cursor: Cursor, ahead: number): boolean {
  const next = cursor.peek(ahead + 1);
  switch (cursor.peek(ahead).key) {
    case 'limit':
      return next.kind === 'integer' || next.key === 'all' || next.key === '?';
    case 'offset':
      return next.kind === 'integer' || next.key === '?';
    case 'fetch':
      return next.key === 'first' || next.key === 'next';
    case 'window':
      return cursor.isName(ahead + 1) && cursor.peek(ahead + 2).key === 'as' && cursor.peek(ahead + 3).key === '(';
    default:
      return false;
  }
}

/** Whether an expression may begin with the token that many places ahead. */
export function startsExpression(cursor: Cursor, ahead: number): boolean {
  const token = cursor.peek(ahead);
  if (cursor.isName(ahead)) return true;
  switch (token.kind) {
    case 'word':
      return STARTS.has(token.key);
    case 'sign':
      return ['(', '+', '-', '?'].includes(token.key);
    case 'end':
    case 'unknown':
      return false;
    default:
      return true;
  }
}

const STARTS = new Set(
  `case cast null true false not exists extract trim normalize listagg grouping json_array json_exists json_object json_query
json_value current_date current_time current_timestamp localtime localtimestamp current_user current_catalog current_schema
current_path`.split(/\s+/),
);
