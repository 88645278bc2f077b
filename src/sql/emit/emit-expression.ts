import type { Binary, Case, Column, Expression, Like, Query, RowValue, Subscript } from '../tree.ts';
import { quoteString } from '../quote.ts';
import type { TrinoType } from '../types.ts';
import { emitArithmetic } from './emit-arithmetic.ts';
import { emitCall } from './emit-call.ts';
import { emitCast } from './emit-cast.ts';
import { emitInterval, emitLiteral, emitTypedLiteral } from './emit-literal.ts';
import { identifier, type Emitter } from './emitter.ts';
import { equality, isNested, orderable } from './equality.ts';
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
    case 'between': {
      const [operand, low, high] = [expression.operand, expression.low, expression.high].map((part) => emitter.plain(part)); // prettier-ignore
      return `${operand} ${expression.not ? 'NOT ' : ''}BETWEEN ${low} AND ${high}`;
    }
    case 'in-list': {
      const type = emitter.typeOf(expression.operand);
      if (expression.operand.kind === 'row' || (type && isNested(type)))
        return emitRowInList(expression.operand, expression.items, expression.not, emitter);
      const items = expression.items.map((item) => emitter.plain(item)).join(', ');
      return `${emitter.plain(expression.operand)} ${expression.not ? 'NOT ' : ''}IN (${items})`;
    }
    case 'in-query':
      return emitInQuery(expression, emitter);
    case 'exists':
      return `${expression.not ? 'NOT ' : ''}EXISTS (${emitter.query(expression.query)})`;
    case 'quantified': {
      const { operator, quantifier } = expression;
      return `${emitter.instant(expression.operand)} ${operator} ${quantifier.toUpperCase()} (${emitter.query(expression.query)})`;
    }
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
      return `(${emitter.query(expression.query)})`;
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

function emitBinary(expression: Binary, emitter: Emitter): string {
  const { operator, left, right } = expression;
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

type ComparisonOperator = Exclude<Binary['operator'], 'and' | 'or' | '+' | '-' | '*' | '/' | '%' | '||'>;

function emitComparison(operator: ComparisonOperator, left: Expression, right: Expression, emitter: Emitter): string {
  const type = emitter.typeOf(left);
  if (type && isNested(type)) return emitNestedComparison(operator, left, right, type, emitter);
  if (left.kind === 'row' && right.kind === 'row') return emitRowComparison(operator, left, right, emitter);
  const [one, other] = numberLast(left, right)
    ? [emitter.instant(left), emitter.plain(right)]
    : [emitter.plain(left), emitter.instant(right)];
  return `${one} ${operator.toUpperCase()} ${other}`;
}

// An order of values with NULLs inside is an error in Trino.
function emitNestedComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  type: TrinoType,
  emitter: Emitter,
): string {
  const [one, other] = [emitter.instant(left), emitter.instant(right)];
  switch (operator) {
    case '=':
      return equality(one, other, type, emitter);
    case '<>':
      return `NOT (${equality(one, other, type, emitter)})`;
    case 'is distinct from':
    case 'is not distinct from':
      return `${one} ${operator.toUpperCase()} ${other}`;
    default:
      return `(${orderable(one, type, emitter)}) ${operator} (${orderable(other, type, emitter)})`;
  }
}

// Two bare numbers would be compared in a type of DuckDB's own choice.
function numberLast(left: Expression, right: Expression): boolean {
  return right.kind === 'literal' || left.kind !== 'literal';
}

// DuckDB compares rows as values, NULLs in them included; Trino's answer is NULL there, as that of their fields' comparisons.
function emitRowComparison(operator: ComparisonOperator, left: RowValue, right: RowValue, emitter: Emitter): string {
  const negated = operator === '<>';
  if ((operator !== '=' && !negated) || left.items.length !== right.items.length || left.items.length === 0) {
    return emitter.refuse(`A comparison of rows with "${operator}"`, left.items[0]?.at);
  }
  const pairs = left.items.map((item, index) => `(${emitComparison('=', item, right.items[index] as Expression, emitter)})`); // prettier-ignore
  return `${negated ? 'NOT ' : ''}(${pairs.join(' AND ')})`;
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

function emitInQuery(expression: Extract<Expression, { kind: 'in-query' }>, emitter: Emitter): string {
  const { operand, query, not } = expression;
  if (operand.kind === 'row') return `${not ? 'NOT ' : ''}${emitRowIn(operand, query, emitter)}`;
  return `${emitter.instant(operand)} ${not ? 'NOT ' : ''}IN (${emitter.query(query)})`;
}

function emitRowInList(operand: Expression, items: readonly Expression[], not: boolean, emitter: Emitter): string {
  const parts = items.map((item) => emitComparison('=', operand, item, emitter));
  return `${not ? 'NOT ' : ''}(${parts.join(' OR ')})`;
}

// As for comparisons of rows: true where one is equal, else NULL where one might be, else false.
function emitRowIn({ items }: RowValue, query: Query, emitter: Emitter): string {
  const alias = emitter.fresh('q');
  const names = items.map(() => emitter.fresh('c'));
  const equal = items
    .map((item, index) => `${emitter.instant(item)} = ${alias}.${names[index] as string}`)
    .join(' AND ');
  const answer = `CASE WHEN bool_or(${equal}) THEN true WHEN bool_or((${equal}) IS NULL) THEN NULL ELSE false END`;
  return `(SELECT ${answer} FROM (${emitter.query(query)}) AS ${alias}(${names.join(', ')}))`;
}

function emitCase({ operand, whens, otherwise }: Case, emitter: Emitter): string {
  const branches = whens.map(({ when, then }) => `WHEN ${emitter.plain(when)} THEN ${emitter.text(then)}`);
  const start = operand ? `CASE ${emitter.instant(operand)}` : 'CASE';
  const end = otherwise ? [`ELSE ${emitter.text(otherwise)}`] : [];
  return [start, ...branches, ...end, 'END'].join(' ');
}
