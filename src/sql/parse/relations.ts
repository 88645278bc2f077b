import type { Alias, Expression, Join, Relation } from '../tree.ts';
import { Stopped, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { startsQuery, startsTail } from './lookahead.ts';
import { parseQuery } from './query.ts';

/** A relation with its joins. */
export function parseRelation(cursor: Cursor): Relation {
  const { start } = cursor.token;
  cursor.enter();
  let left = parseSampled(cursor);
  for (;;) {
    if (cursor.accept('cross')) {
      cursor.expect('join');
      left = { kind: 'join', type: 'cross', left, right: parseSampled(cursor), at: cursor.from(start) };
    } else if (startsJoin(cursor)) {
      left = parseJoin(cursor, left, start);
    } else {
      cursor.leave();
      return left;
    }
  }
}

const JOIN_STARTS = new Set(['join', 'inner', 'left', 'right', 'full', 'natural']);

function startsJoin(cursor: Cursor): boolean {
  return JOIN_STARTS.has(cursor.token.key);
}

// The right side may have joins of its own before this one's ON.
function parseJoin(cursor: Cursor, left: Relation, start: number): Join {
  if (cursor.at('natural')) {
    const { token } = cursor;
    throw new Stopped({ kind: 'not-trino', what: 'NATURAL JOIN', instead: 'JOIN … USING (…)', at: token });
  }
  const type = cursor.acceptOne('inner', 'left', 'right', 'full') ?? 'inner';
  if (type !== 'inner') cursor.accept('outer');
  cursor.expect('join');
  const right = parseRelation(cursor);
  if (cursor.accept('using')) {
    const using = cursor.names();
    return { kind: 'join', type, left, right, using, at: cursor.from(start) };
  }
  cursor.expect('on', 'USING');
  const on = parseExpression(cursor);
  return { kind: 'join', type, left, right, on, at: cursor.from(start) };
}

const PATTERN_STARTS = new Set(['partition', 'order', 'measures', 'one', 'all', 'after', 'initial', 'seek', 'pattern']);

function parseSampled(cursor: Cursor): Relation {
  const { start } = cursor.token;
  const relation = parseAliased(cursor);
  if (startsPattern(cursor)) cursor.unsupported('MATCH_RECOGNIZE');
  if (!startsSample(cursor)) return relation;
  cursor.next();
  const method = cursor.expectOne('bernoulli', 'system');
  cursor.expect('(');
  const percent = parseExpression(cursor);
  cursor.expect(')');
  return { kind: 'sample', relation, method, percent, at: cursor.from(start) };
}

function startsPattern(cursor: Cursor): boolean {
  return cursor.follows('match_recognize', '(') && PATTERN_STARTS.has(cursor.peek(2).key);
}

function startsSample(cursor: Cursor): boolean {
  return cursor.at('tablesample') && ['bernoulli', 'system'].includes(cursor.peek(1).key) && cursor.peek(2).key === '(';
}

function parseAliased(cursor: Cursor): Relation {
  const { start } = cursor.token;
  const relation = parsePrimary(cursor);
  const alias = parseAlias(cursor);
  return alias ? withAlias(relation, alias, cursor, start) : relation;
}

function parseAlias(cursor: Cursor): Alias | undefined {
  const { start } = cursor.token;
  if (!cursor.accept('as')) {
    if (!cursor.isName() || startsTail(cursor, 0) || startsPattern(cursor) || startsSample(cursor)) return undefined;
  }
  const name = cursor.name();
  const columns = cursor.at('(') ? cursor.names() : [];
  return { name, columns, at: cursor.from(start) };
}

// A join, a sample or an aliased relation in parentheses, under another name: as a query of all its columns.
function withAlias(relation: Relation, alias: Alias, cursor: Cursor, start: number): Relation {
  const at = cursor.from(start);
  if (relation.kind !== 'join' && relation.kind !== 'sample' && !relation.alias) return { ...relation, alias, at };
  const body = { kind: 'select', distinct: false, items: [{ kind: 'star' }], from: [relation], windows: [] } as const;
  const query = { body, orderBy: [], withTies: false, at: relation.at };
  return { kind: 'derived', query, lateral: false, alias, at };
}

function parsePrimary(cursor: Cursor): Relation {
  const { start, key } = cursor.token;
  switch (key) {
    case '(':
      return parseParenthesised(cursor, start);
    case 'unnest':
      return parseUnnest(cursor, start);
    case 'lateral':
      if (cursor.peek(1).key !== '(') return parseTable(cursor);
      cursor.next();
      return parseDerived(cursor, true, start);
    case 'table':
      return parseTableFunction(cursor, start);
    case 'json_table':
      return cursor.unsupported('JSON_TABLE');
    default:
      return parseTable(cursor);
  }
}

function parseParenthesised(cursor: Cursor, start: number): Relation {
  if (startsQuery(cursor, 0)) return parseDerived(cursor, false, start);
  cursor.next();
  const relation = parseRelation(cursor);
  cursor.expect(')', 'JOIN');
  return relation;
}

function parseDerived(cursor: Cursor, lateral: boolean, start: number): Relation {
  cursor.expect('(');
  const query = parseQuery(cursor);
  cursor.expect(')');
  return { kind: 'derived', query, lateral, at: cursor.from(start) };
}

/** A table by its name. */
export function parseTable(cursor: Cursor): Relation {
  const { start } = cursor.token;
  const parts = [cursor.name('a table')];
  while (cursor.accept('.')) parts.push(cursor.name());
  if (cursor.at('for') && ['version', 'timestamp'].includes(cursor.peek(1).key)) {
    cursor.unsupported('Time travel (FOR TIMESTAMP or VERSION AS OF)');
  }
  return { kind: 'table', parts, at: cursor.from(start) };
}

function parseUnnest(cursor: Cursor, start: number): Relation {
  cursor.next();
  cursor.expect('(');
  const arrays = cursor.listToEnd(() => parseExpression(cursor));
  const ordinality = cursor.accept('with');
  if (ordinality) cursor.expect('ordinality');
  return { kind: 'unnest', arrays, ordinality, at: cursor.from(start) };
}

const SEQUENCE = ['start', 'stop', 'step'];

function parseTableFunction(cursor: Cursor, start: number): Relation {
  cursor.next();
  cursor.expect('(');
  const { start: inside } = cursor.token;
  const parts = [cursor.name('a table function')];
  while (cursor.accept('.')) parts.push(cursor.name());
  const name = parts.join('.');
  if (name.toLowerCase() !== 'sequence') cursor.unsupported(`The table function "${name}"`, cursor.from(inside));
  cursor.expect('(');
  const args = cursor.accept(')') ? [] : cursor.listToEnd(() => parseSequenceArgument(cursor));
  cursor.expect(')');
  return { kind: 'sequence-table', args: inOrder(args), at: cursor.from(start) };
}

interface SequenceArgument {
  readonly name?: string;
  readonly value: Expression;
}

function parseSequenceArgument(cursor: Cursor): SequenceArgument {
  if (!cursor.isName() || cursor.peek(1).key !== '=>') return { value: parseExpression(cursor) };
  const { key } = cursor.token;
  if (!SEQUENCE.includes(key)) cursor.unexpected('START', 'STOP', 'STEP');
  cursor.next();
  cursor.next();
  return { name: key, value: parseExpression(cursor) };
}

function inOrder(args: readonly SequenceArgument[]): readonly Expression[] {
  const rank = ({ name }: SequenceArgument) => (name === undefined ? 0 : SEQUENCE.indexOf(name));
  return args.toSorted((a, b) => rank(a) - rank(b)).map(({ value }) => value);
}
