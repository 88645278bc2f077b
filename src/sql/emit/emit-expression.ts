import type { Binary, Column, Expression, Like, RowValue, Subscript } from '../tree.ts';
import { quoteString } from '../quote.ts';
import { emitArithmetic } from './emit-arithmetic.ts';
import { emitCall } from './emit-call.ts';
import { emitCase } from './emit-case.ts';
import { emitCast } from './emit-cast.ts';
import { emitBetween, emitComparison, emitInList, emitInQuery, emitQuantified } from './emit-comparison.ts';
import { emitInterval, emitLiteral, emitTypedLiteral } from './emit-literal.ts';
import { identifier, type Emitter } from './emitter.ts';
import { shapeOf } from './shape.ts';
import { emitAtTimeZone } from './time-zones.ts';

/** One expression as DuckDB text: a case for each kind of node. */
export function emitExpression(expression: Expression, emitter: Emitter): string {
  switch (expression.kind) {
    case 'column':
      return emitColumn(expression, emitter);
    case 'literal':
      return emitLiteral(expression, emitter);
    case 'typed-literal':
      return emitTypedLiteral(expression, emitter);
    case 'interval':
      return emitInterval(expression, emitter);
    case 'unary':
      return emitUnary(expression.operator, expression.operand, emitter);
    case 'binary':
      return emitBinary(expression, emitter);
    case 'is-null':
      return `${emitter.instant(expression.operand)} IS ${expression.not ? 'NOT ' : ''}NULL`;
    case 'like':
      return emitLike(expression, emitter);
    case 'between':
      return emitBetween(expression, emitter);
    case 'in-list':
      return emitInList(expression, emitter);
    case 'in-query':
      return emitter.alone(expression) ?? emitInQuery(expression, emitter);
    case 'exists':
      return emitter.alone(expression) ?? `${expression.not ? 'NOT ' : ''}EXISTS (${emitter.query(expression.query)})`;
    case 'quantified':
      return emitter.alone(expression) ?? emitQuantified(expression, emitter);
    case 'case':
      return emitCase(expression, emitter);
    case 'cast':
      return emitCast(expression, emitter);
    case 'call':
      return emitCall(expression, emitter);
    case 'lambda':
      return emitter.refuse('A lambda here', expression.at);
    case 'subscript':
      return emitSubscript(expression, emitter);
    case 'field':
      return `struct_extract(${emitter.text(expression.operand)}, ${quoteString(expression.name)})`;
    case 'row':
      return emitRow(expression, emitter);
    case 'array':
      return `[${expression.items.map((item) => emitter.text(item)).join(', ')}]`;
    case 'scalar-query':
      return emitter.alone(expression) ?? `(${emitter.query(expression.query)})`;
    case 'at-time-zone':
      return emitAtTimeZone(expression, emitter);
  }
}

// A row's field is told by a number that is written out.
function emitSubscript({ operand, index }: Subscript, emitter: Emitter): string {
  const isRow = emitter.typeOf(operand)?.kind === 'row';
  return emitter.call('t_subscript', [operand, index], [emitter.text(operand), isRow ? emitter.plain(index) : emitter.operand(index)]); // prettier-ignore
}

function emitRow({ items }: RowValue, emitter: Emitter): string {
  return `row(${items.map((item) => emitter.text(item)).join(', ')})`;
}

// A lambda's parameter may be called like a column; it wins, as in Trino.
function emitColumn(column: Column, emitter: Emitter): string {
  const { parts } = column;
  const [first = '', ...fields] = parts;
  const parameter = emitter.parameter(first);
  if (parameter === undefined) return emitName(column, emitter);
  return fields.reduce((text, field) => `struct_extract(${text}, ${quoteString(field)})`, parameter);
}

function emitName(column: Column, emitter: Emitter): string {
  const { parts } = column;
  const item = parts.length === 1 ? emitter.aliased(parts[0] as string) : undefined;
  if (item) return emitter.withoutAliases().operand(item);
  const reference = emitter.facts?.reference(column);
  if (reference?.kind !== 'field' || reference.parts >= parts.length) return parts.map(identifier).join('.');
  const own = parts.slice(0, reference.parts).map(identifier).join('.');
  return parts.slice(reference.parts).reduce((text, field) => `struct_extract(${text}, ${quoteString(field)})`, own);
}

function emitUnary(operator: '-' | 'not', operand: Expression, emitter: Emitter): string {
  if (operator === 'not') return `NOT ${emitter.operand(operand)}`;
  if (operand.kind === 'literal' && operand.type === 'number') {
    return emitLiteral({ ...operand, value: `-${operand.value}` }, emitter);
  }
  return `-(${emitter.text(operand)})`;
}

// Fewer than this are never deeper than the stack.
const LONG_CHAIN = 20;

// Long chains of operators hang on the left: they are written from there on, each with the text of its left side.
function emitBinary(expression: Binary, emitter: Emitter): string {
  const chain: Binary[] = [];
  for (let node: Expression = expression; node.kind === 'binary'; node = node.left) chain.push(node);
  if (chain.length <= LONG_CHAIN) return emitOperator(expression, emitter);
  let text: string | undefined;
  for (const node of chain.reverse()) {
    const write = (): string => emitOperator(node, emitter);
    text = text === undefined ? write() : emitter.withText(node.left, text, write);
  }
  return text as string;
}

function emitOperator({ operator, left, right }: Binary, emitter: Emitter): string {
  switch (operator) {
    case 'and':
    case 'or':
      return `${emitter.operand(left)} ${operator.toUpperCase()} ${emitter.operand(right)}`;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return emitArithmetic(operator, left, right, emitter);
    case '||':
      return emitConcatenation(left, right, emitter);
    default:
      return emitComparison(operator, left, right, emitter);
  }
}

function emitConcatenation(left: Expression, right: Expression, emitter: Emitter): string {
  if (emitter.typeOf(left) && emitter.typeOf(right)) return emitTypedConcatenation(left, right, emitter);
  const nothing = [left, right].find((side) => side.kind === 'literal' && side.type === 'null');
  if (nothing)
    return emitter.refuse(
      '"||" with a bare NULL, which is an array in Trino,',
      left.at ?? right.at,
      'Write CAST(NULL AS varchar).',
    );
  if (isNullText(left) || isNullText(right)) return 'CAST(NULL AS VARCHAR)';
  const [one, other] = [shapeOf(left, emitter), shapeOf(right, emitter)];
  if (one === 'array' && other === 'scalar') return `t_append(${emitter.text(left)}, ${emitter.text(right)})`;
  if (one === 'scalar' && other === 'array') return `t_prepend(${emitter.text(left)}, ${emitter.text(right)})`;
  return `${emitter.operand(left)} || ${emitter.operand(right)}`;
}

// Elements become arrays of one, and a NULL array makes the whole NULL.
function emitTypedConcatenation(left: Expression, right: Expression, emitter: Emitter): string {
  const [one, other] = [emitter.typeOf(left)?.kind, emitter.typeOf(right)?.kind];
  if (one === 'array' && other === 'array')
    return emitter.macro('t_array_concat', emitter.text(left), emitter.text(right));
  if (one === 'array') return emitter.macro('t_append', emitter.text(left), emitter.text(right));
  if (other === 'array') return emitter.macro('t_prepend', emitter.text(left), emitter.text(right));
  const texts = [emitter.operand(left), emitter.operand(right)];
  return texts.includes(NULL_TEXT) ? NULL_TEXT : texts.join(' || ');
}

// DuckDB forgets its type in a concatenation.
const NULL_TEXT = 'CAST(NULL AS VARCHAR)';

/** `CAST(NULL AS varchar)`, whose concatenation loses its type in DuckDB. */
export function isNullText(side: Expression): boolean {
  return (
    side.kind === 'cast' &&
    side.type.startsWith('varchar') &&
    side.operand.kind === 'literal' &&
    side.operand.type === 'null'
  );
}

// DuckDB's LIKE has no escape character by default, as Trino's; what may follow an escape is checked by both.
function emitLike({ operand, pattern, escape }: Like, emitter: Emitter): string {
  if (pattern.kind === 'literal' && escape?.kind === 'literal' && endsInEscape(pattern.value, escape.value)) return emitter.refuse('A pattern that ends in its escape character', pattern.at); // prettier-ignore
  const end = escape ? ` ESCAPE ${emitter.operand(escape)}` : '';
  return `${emitter.operand(operand)} LIKE ${emitter.operand(pattern)}${end}`;
}

function endsInEscape(pattern: string, escape: string): boolean {
  let count = 0;
  while (escape !== '' && pattern.endsWith(escape.repeat(count + 1))) count++;
  return count % 2 === 1;
}
