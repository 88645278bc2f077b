import type { Call, Case, Expression } from '../tree.ts';
import { acceptQuantifier, parseFilter, parseOver, plainCall } from './calls.ts';
import { expectString } from './constants.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseValue } from './expressions.ts';
import { parseJsonArray, parseJsonExists, parseJsonObject, parseJsonQuery, parseJsonValue } from './json-forms.ts';
import { startsExpression, startsQuery } from './lookahead.ts';
import { parseOrderBy } from './ordering.ts';
import { parseQuery } from './query.ts';
import { parseType } from './types.ts';

type Form = (cursor: Cursor, start: number) => Expression;

/** What the grammar writes with words of its own: CASE, CAST, EXISTS, EXTRACT, TRIM, LISTAGG and so on, if one comes next. */
export function parseSpecialForm(cursor: Cursor): Expression | undefined {
  const form = FORMS.get(cursor.token.key);
  if (!form) return undefined;
  const needed = OPENED_BY[cursor.token.key];
  if (needed !== undefined && cursor.peek(1).key !== needed) return undefined;
  return form(cursor, cursor.token.start);
}

// These are ordinary names where the sign does not follow.
const OPENED_BY: Readonly<Record<string, string>> = { try_cast: '(', row: '(', array: '[' };

const MOMENTS = ['current_time', 'current_timestamp', 'localtime', 'localtimestamp'] as const;
const SESSION_VALUES = ['current_date', 'current_user', 'current_catalog', 'current_schema', 'current_path'] as const;

const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['case', parseCase],
  ['cast', (cursor, start) => parseCast(cursor, start, false)],
  ['try_cast', (cursor, start) => parseCast(cursor, start, true)],
  ['exists', parseExists],
  ['row', parseRow],
  ['array', parseArray],
  ['extract', parseExtract],
  ['trim', parseTrim],
  ['normalize', parseNormalize],
  ['grouping', parseGrouping],
  ['listagg', parseListagg],
  ['json_exists', parseJsonExists],
  ['json_value', parseJsonValue],
  ['json_query', parseJsonQuery],
  ['json_object', parseJsonObject],
  ['json_array', parseJsonArray],
  ...SESSION_VALUES.map((name): [string, Form] => [
    name,
    (cursor, start) => {
      cursor.next();
      return plainCall(name, [], cursor, start);
    },
  ]),
  ...MOMENTS.map((name): [string, Form] => [name, (cursor, start) => parseMoment(cursor, name, start)]),
]);

function parseMoment(cursor: Cursor, name: string, start: number): Call {
  cursor.next();
  if (!cursor.accept('(')) return plainCall(name, [], cursor, start);
  const { token } = cursor;
  if (token.kind !== 'integer') cursor.unexpected('a number');
  const precision: Expression = { kind: 'literal', type: 'number', value: token.text, at: { start: token.start, end: token.end } }; // prettier-ignore
  cursor.next();
  cursor.expect(')');
  return plainCall(name, [precision], cursor, start);
}

function parseCase(cursor: Cursor, start: number): Case {
  cursor.next();
  const operand = cursor.at('when') ? undefined : parseExpression(cursor);
  const whens: Case['whens'][number][] = [];
  do {
    cursor.expect('when');
    const when = parseExpression(cursor);
    cursor.expect('then');
    whens.push({ when, then: parseExpression(cursor) });
  } while (cursor.at('when'));
  const otherwise = cursor.accept('else') ? parseExpression(cursor) : undefined;
  cursor.expect('end', ...(otherwise ? [] : ['WHEN', 'ELSE']));
  return { kind: 'case', operand, whens, otherwise, at: cursor.from(start) };
}

function parseCast(cursor: Cursor, start: number, safe: boolean): Expression {
  open(cursor);
  const operand = parseExpression(cursor);
  cursor.expect('as');
  const type = parseType(cursor);
  cursor.expect(')');
  return { kind: 'cast', operand, type, safe, at: cursor.from(start) };
}

function parseExists(cursor: Cursor, start: number): Expression {
  cursor.next();
  if (!startsQuery(cursor, 0)) cursor.unexpected('a query in parentheses');
  cursor.next();
  const query = parseQuery(cursor);
  cursor.expect(')');
  return { kind: 'exists', query, not: false, at: cursor.from(start) };
}

function parseRow(cursor: Cursor, start: number): Expression {
  open(cursor);
  if (cursor.accept(')')) return plainCall('row', [], cursor, start);
  const items = cursor.listToEnd(() => parseExpression(cursor));
  return { kind: 'row', items, at: cursor.from(start) };
}

function parseArray(cursor: Cursor, start: number): Expression {
  cursor.next();
  cursor.next();
  const items = cursor.at(']') ? [] : cursor.list(() => parseExpression(cursor));
  cursor.expect(']', '","');
  return { kind: 'array', items, at: cursor.from(start) };
}

// Trino's names of the fields, and the functions that they are.
const FIELDS: ReadonlyMap<string, string> = new Map([
  ...'year quarter month week day hour minute second timezone_hour timezone_minute'
    .split(' ')
    .map((name): [string, string] => [name, name]),
  ['day_of_month', 'day'],
  ['day_of_week', 'day_of_week'],
  ['dow', 'day_of_week'],
  ['day_of_year', 'day_of_year'],
  ['doy', 'day_of_year'],
  ['year_of_week', 'year_of_week'],
  ['yow', 'year_of_week'],
]);

function parseExtract(cursor: Cursor, start: number): Call {
  open(cursor);
  const name = FIELDS.get(cursor.token.key);
  if (name === undefined) cursor.unexpected(...[...FIELDS.keys()].map((field) => field.toUpperCase()));
  cursor.next();
  cursor.expect('from');
  const operand = parseValue(cursor);
  cursor.expect(')');
  return plainCall(name, [operand], cursor, start);
}

const SIDES = { leading: 'Leading', trailing: 'Trailing', both: 'Both' } as const;

function parseTrim(cursor: Cursor, start: number): Call {
  open(cursor);
  const sided = cursor.peek(1).key === 'from' || (startsExpression(cursor, 1) && cursor.peek(1).key !== '(');
  const side = sided ? cursor.acceptOne('leading', 'trailing', 'both') : undefined;
  const args = parseTrimmed(cursor, side !== undefined);
  cursor.expect(')');
  return { ...plainCall('trim', args, cursor, start), options: { position: SIDES[side ?? 'both'] } };
}

function parseTrimmed(cursor: Cursor, sided: boolean): readonly Expression[] {
  if (sided && cursor.accept('from')) return [parseValue(cursor)];
  const first = parseValue(cursor);
  if (cursor.accept('from')) return [parseValue(cursor), first];
  if (sided) cursor.unexpected('FROM');
  return cursor.accept(',') ? [first, parseValue(cursor)] : [first];
}

function parseNormalize(cursor: Cursor, start: number): Call {
  open(cursor);
  const args = [parseValue(cursor)];
  if (cursor.accept(',')) {
    const at = { start: cursor.token.start, end: cursor.token.end };
    const form = cursor.expectOne('nfd', 'nfc', 'nfkd', 'nfkc');
    args.push({ kind: 'literal', type: 'string', value: form.toUpperCase(), at });
  }
  cursor.expect(')');
  return plainCall('normalize', args, cursor, start);
}

function parseGrouping(cursor: Cursor, start: number): Call {
  open(cursor);
  const args = cursor.at(')') ? [] : cursor.list(() => parseColumn(cursor));
  cursor.expect(')', '","');
  return plainCall('grouping', args, cursor, start);
}

function parseColumn(cursor: Cursor): Expression {
  const { start } = cursor.token;
  const parts = [cursor.name()];
  while (cursor.accept('.')) parts.push(cursor.name());
  return { kind: 'column', parts, at: cursor.from(start) };
}

function parseListagg(cursor: Cursor, start: number): Call {
  open(cursor);
  const distinct = acceptQuantifier(cursor) === 'distinct';
  const args = [parseExpression(cursor)];
  if (cursor.accept(',')) args.push(expectString(cursor));
  const options = cursor.acceptAll('on', 'overflow') ? { on_overflow: parseOverflow(cursor) } : {};
  cursor.expect(')');
  for (const word of ['within', 'group', '(']) cursor.expect(word);
  if (!cursor.at('order')) cursor.unexpected('ORDER BY');
  const orderBy = parseOrderBy(cursor);
  cursor.expect(')', '","');
  const filter = parseFilter(cursor);
  const over = parseOver(cursor);
  return { ...plainCall('listagg', args, cursor, start), distinct, orderBy, filter, over, options };
}

function parseOverflow(cursor: Cursor): string {
  if (cursor.expectOne('error', 'truncate') === 'error') return 'Error';
  if (cursor.token.kind === 'string' || cursor.token.kind === 'unicode-string') expectString(cursor);
  cursor.expectOne('with', 'without');
  cursor.expect('count');
  return 'Truncate';
}

/** Takes the word of a form and the parenthesis behind it. */
function open(cursor: Cursor): void {
  cursor.next();
  cursor.expect('(');
}
