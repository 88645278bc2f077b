import type { Frame, FrameBound, Window } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseOrderBy } from './ordering.ts';

/** A window in parentheses. */
export function parseWindow(cursor: Cursor): Window {
  const { start } = cursor.token;
  cursor.expect('(');
  const name = startsWindowName(cursor) ? cursor.name() : undefined;
  const partitionBy = cursor.acceptAll('partition', 'by') ? cursor.list(() => parseExpression(cursor)) : [];
  const orderBy = parseOrderBy(cursor);
  const frame = parseFrame(cursor);
  cursor.expect(')', '","');
  return { ...(name !== undefined && { name }), partitionBy, orderBy, frame, at: cursor.from(start) };
}

const UNITS = ['rows', 'range', 'groups'] as const;

function startsWindowName(cursor: Cursor): boolean {
  if (!cursor.isName() || cursor.follows('partition', 'by')) return false;
  const { key } = cursor.token;
  const next = cursor.peek(1).key;
  const ends = next === ')' || next === 'order' || (next === 'partition' && cursor.peek(2).key === 'by');
  return ends || !((UNITS as readonly string[]).includes(key) || key === 'measures');
}

function parseFrame(cursor: Cursor): Frame | undefined {
  if (cursor.at('measures')) cursor.unsupported('A row pattern in a window');
  const unit = cursor.acceptOne(...UNITS);
  if (unit === undefined) return undefined;
  const between = cursor.accept('between');
  const start = parseBound(cursor);
  if (between) cursor.expect('and');
  const end = between ? parseBound(cursor) : undefined;
  if (['after', 'initial', 'seek', 'pattern', 'subset', 'define'].includes(cursor.token.key)) {
    cursor.unsupported('A row pattern in a window');
  }
  return { unit, start, end };
}

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.acceptAll('current', 'row')) return { kind: 'current row' };
  if (cursor.acceptAll('unbounded', 'preceding')) return { kind: 'unbounded preceding' };
  if (cursor.acceptAll('unbounded', 'following')) return { kind: 'unbounded following' };
  const distance = parseExpression(cursor);
  return { kind: cursor.expectOne('preceding', 'following'), distance };
}
