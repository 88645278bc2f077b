import type { Call, Expression, JsonBehavior } from '../tree.ts';
import { plainCall } from './calls.ts';
import { expectString } from './constants.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { startsExpression } from './lookahead.ts';
import { parseType } from './types.ts';

type Options = Record<string, string>;

export function parseJsonExists(cursor: Cursor, start: number): Call {
  const options: Options = {};
  const args = parseInvocation(cursor, options);
  const onError = parseBehavior(cursor, 'error', ['true', 'false', 'unknown', 'error']);
  return finish(cursor, 'json_exists', args, { options, onError }, start);
}

export function parseJsonValue(cursor: Cursor, start: number): Call {
  const options: Options = {};
  const args = parseInvocation(cursor, options);
  parseReturning(cursor, options, false);
  const onEmpty = parseBehavior(cursor, 'empty', ['error', 'null', 'default']);
  const onError = parseBehavior(cursor, 'error', ['error', 'null', 'default']);
  return finish(cursor, 'json_value', args, { options, onEmpty, onError }, start);
}

export function parseJsonQuery(cursor: Cursor, start: number): Call {
  const options: Options = {};
  const args = parseInvocation(cursor, options);
  parseReturning(cursor, options, true);
  parseWrapper(cursor, options);
  parseQuotes(cursor, options);
  const onEmpty = parseBehavior(cursor, 'empty', ['error', 'null', 'empty']);
  const onError = parseBehavior(cursor, 'error', ['error', 'null', 'empty']);
  return finish(cursor, 'json_query', args, { options, onEmpty, onError }, start);
}

export function parseJsonObject(cursor: Cursor, start: number): Call {
  const options: Options = {};
  open(cursor);
  const args = startsMembers(cursor) ? cursor.list(() => parseMember(cursor, options)).flat() : [];
  if (args.length > 0) {
    parseNulls(cursor, options);
    const unique = cursor.at('with') || cursor.at('without') ? cursor.next().key : undefined;
    if (unique !== undefined) {
      cursor.expect('unique');
      cursor.accept('keys');
      options['unique_keys'] = unique;
    }
  }
  parseReturning(cursor, options, true);
  return finish(cursor, 'json_object', args, { options }, start);
}

export function parseJsonArray(cursor: Cursor, start: number): Call {
  const options: Options = {};
  open(cursor);
  const args = startsMembers(cursor) ? cursor.list(() => parseFormatted(cursor, options)) : [];
  if (args.length > 0) parseNulls(cursor, options);
  parseReturning(cursor, options, true);
  return finish(cursor, 'json_array', args, { options }, start);
}

function open(cursor: Cursor): void {
  cursor.next();
  cursor.expect('(');
}

type Extras = Pick<Call, 'options' | 'onEmpty' | 'onError'>;

function finish(cursor: Cursor, name: string, args: readonly Expression[], extras: Extras, start: number): Call {
  cursor.expect(')');
  return { ...plainCall(name, args, cursor, start), ...extras };
}

// RETURNING may be a name, too.
function startsMembers(cursor: Cursor): boolean {
  return !cursor.at(')') && !(cursor.at('returning') && cursor.isName(1));
}

function parseInvocation(cursor: Cursor, options: Options): readonly Expression[] {
  open(cursor);
  const json = parseFormatted(cursor, options);
  cursor.expect(',');
  const path = expectString(cursor);
  if (cursor.accept('as')) cursor.name();
  return [json, path, ...parsePassing(cursor, options)];
}

// PASSING value AS name: the values are further arguments, their names one of the options.
function parsePassing(cursor: Cursor, options: Options): readonly Expression[] {
  if (!cursor.accept('passing')) return [];
  const names: string[] = [];
  const values = cursor.list(() => {
    const value = parseFormatted(cursor, options);
    cursor.expect('as');
    names.push(cursor.name());
    return value;
  });
  options['passing'] = names.join(', ');
  return values;
}

function parseFormatted(cursor: Cursor, options: Options): Expression {
  const json = parseExpression(cursor);
  if (cursor.at('format')) options['input_format'] = parseFormat(cursor);
  return json;
}

function parseFormat(cursor: Cursor): string {
  cursor.expect('format');
  cursor.expect('json');
  return cursor.accept('encoding') ? `json ${cursor.expectOne('utf8', 'utf16', 'utf32')}` : 'json';
}

function parseReturning(cursor: Cursor, options: Options, formats: boolean): void {
  if (!cursor.accept('returning')) return;
  options['returning'] = parseType(cursor);
  if (formats && cursor.at('format')) options['format'] = parseFormat(cursor);
}

// In the words that mean the same in full: the array and UNCONDITIONAL go without saying.
function parseWrapper(cursor: Cursor, options: Options): void {
  const word = cursor.acceptOne('with', 'without');
  if (word === undefined) return;
  const conditional = word === 'with' && cursor.acceptOne('conditional', 'unconditional') === 'conditional';
  cursor.accept('array');
  cursor.expect('wrapper');
  if (word === 'with') options['wrapper_option'] = `WITH ${conditional ? 'CONDITIONAL ' : ''}ARRAY WRAPPER`;
}

function parseQuotes(cursor: Cursor, options: Options): void {
  const word = cursor.acceptOne('keep', 'omit');
  if (word === undefined) return;
  cursor.expect('quotes');
  if (cursor.acceptAll('on', 'scalar')) cursor.expect('string');
  options['quotes'] = word;
}

function parseNulls(cursor: Cursor, options: Options): void {
  const word = cursor.acceptOne('null', 'absent');
  if (word === undefined) return;
  cursor.expect('on');
  cursor.expect('null');
  options['nulls'] = word;
}

function parseMember(cursor: Cursor, options: Options): readonly Expression[] {
  if (cursor.at('key') && startsExpression(cursor, 1) && cursor.peek(1).key !== 'value') {
    cursor.next();
    const key = parseExpression(cursor);
    cursor.expect('value');
    return [key, parseFormatted(cursor, options)];
  }
  const key = parseExpression(cursor);
  if (!cursor.accept(':')) cursor.expect('value', '":"');
  return [key, parseFormatted(cursor, options)];
}

type BehaviorWord = 'error' | 'null' | 'default' | 'empty' | 'true' | 'false' | 'unknown';

// `… ON EMPTY` comes before `… ON ERROR`; which one it is, only its end says.
function parseBehavior(
  cursor: Cursor,
  when: 'empty' | 'error',
  words: readonly BehaviorWord[],
): JsonBehavior | undefined {
  if (!words.some((word) => cursor.at(word))) return undefined;
  const short = cursor.at('empty') ? 2 : 1;
  if (!cursor.at('default') && cursor.peek(short + 1).key !== when) return undefined;
  if (cursor.at('default') && when === 'empty' && !defaultEndsWith(cursor, when)) return undefined;
  const behavior = parseBehaviorWords(cursor, cursor.expectOne(...words));
  cursor.expect('on');
  cursor.expect(when);
  return behavior;
}

function parseBehaviorWords(cursor: Cursor, word: BehaviorWord): JsonBehavior {
  switch (word) {
    case 'default':
      return { kind: 'default', value: parseExpression(cursor) };
    case 'empty':
      return { kind: `empty ${cursor.expectOne('array', 'object')}` };
    default:
      return { kind: word };
  }
}

function defaultEndsWith(cursor: Cursor, when: string): boolean {
  for (let index = cursor.index; index < cursor.tokens.length; index++) {
    const key = cursor.tokens[index]?.key;
    if (key === '(') index = cursor.closing(index);
    else if (key === 'on') return cursor.tokens[index + 1]?.key === when;
    else if (key === ')') return false;
  }
  return false;
}
