import type { Binary, Expression, Query, RowValue } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import { equality, isNested, orderable } from './equality.ts';
import type { Emitter } from './emitter.ts';
import { mayBeNaN } from './nan.ts';

export type ComparisonOperator = Exclude<Binary['operator'], 'and' | 'or' | '+' | '-' | '*' | '/' | '%' | '||'>;

type Between = Extract<Expression, { kind: 'between' }>;
type InList = Extract<Expression, { kind: 'in-list' }>;
type InQuery = Extract<Expression, { kind: 'in-query' }>;
type Quantified = Extract<Expression, { kind: 'quantified' }>;

export function emitComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  emitter: Emitter,
): string {
  const type = emitter.typeOf(left);
  if (type && isNested(type)) return emitNestedComparison(operator, left, right, type, emitter);
  if (left.kind === 'row' && right.kind === 'row') return emitRowComparison(operator, left, right, emitter);
  const texts = operandTexts(left, right, emitter);
  const macro = nanMacro(operator, left, right, emitter);
  return macro === undefined ? texts.join(` ${operator.toUpperCase()} `) : emitter.macro(macro, ...texts);
}

// Two bare numbers would be compared in a type of DuckDB's own choice.
function operandTexts(left: Expression, right: Expression, emitter: Emitter): [string, string] {
  return right.kind === 'literal' || left.kind !== 'literal'
    ? [emitter.instant(left), emitter.plain(right)]
    : [emitter.plain(left), emitter.instant(right)];
}

const NAN_MACROS: Readonly<Partial<Record<ComparisonOperator, `t_${string}`>>> = {
  '=': 't_equal',
  '<>': 't_differ',
  '<': 't_less',
  '<=': 't_at_most',
  '>': 't_more',
  '>=': 't_at_least',
};

// To DuckDB NaN is equal to itself and greater than all numbers: only where that shows is there more to write.
function nanMacro(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  emitter: Emitter,
): `t_${string}` | undefined {
  const shows =
    operator === '<' || operator === '<='
      ? mayBeNaN(right, emitter)
      : operator === '>' || operator === '>='
        ? mayBeNaN(left, emitter)
        : mayBeNaN(left, emitter) && mayBeNaN(right, emitter);
  return shows ? NAN_MACROS[operator] : undefined;
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
      return `${emitter.identity(one, type)} ${operator.toUpperCase()} ${emitter.identity(other, type)}`;
    default:
      return `(${orderable(one, type, emitter)}) ${operator} (${orderable(other, type, emitter)})`;
  }
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

export function emitBetween({ operand, low, high, not }: Between, emitter: Emitter): string {
  const type = emitter.typeOf(operand);
  if ((type && isNested(type)) || mayBeNaN(high, emitter)) {
    const parts = [emitComparison('>=', operand, low, emitter), emitComparison('<=', operand, high, emitter)];
    return `${not ? 'NOT ' : ''}((${parts.join(') AND (')}))`;
  }
  const [value, from, to] = [operand, low, high].map((part) => emitter.plain(part));
  return `${value} ${not ? 'NOT ' : ''}BETWEEN ${from} AND ${to}`;
}

export function emitInList({ operand, items, not }: InList, emitter: Emitter): string {
  const type = emitter.typeOf(operand);
  const nan = mayBeNaN(operand, emitter) && items.some((item) => mayBeNaN(item, emitter));
  if (operand.kind === 'row' || (type && isNested(type)) || nan) {
    const parts = items.map((item) => `(${emitComparison('=', operand, item, emitter)})`);
    return `${not ? 'NOT ' : ''}(${parts.join(' OR ')})`;
  }
  return `${emitter.plain(operand)} ${not ? 'NOT ' : ''}IN (${items.map((item) => emitter.plain(item)).join(', ')})`;
}

/** A NaN is in no subquery; DuckDB finds it there. */
export function emitInQuery({ operand, query, not }: InQuery, emitter: Emitter): string {
  if (operand.kind === 'row') return `${not ? 'NOT ' : ''}${emitRowIn(operand, query, emitter)}`;
  const type = emitter.typeOf(operand);
  if (type && isNested(type)) return emitter.refuse('IN (SELECT …) of arrays, maps or rows', operand.at);
  const text = emitter.instant(operand);
  const value = mayBeNaN(operand, emitter) ? emitter.macro('t_findable', text) : text;
  return `${value} ${not ? 'NOT ' : ''}IN (${emitter.query(query, type && [type])})`;
}

export function emitQuantified({ operand, operator, quantifier, query }: Quantified, emitter: Emitter): string {
  const type = emitter.typeOf(operand);
  if (type && isNested(type)) return emitter.refuse(`${quantifier.toUpperCase()} of arrays, maps or rows`, operand.at);
  if (mayBeNaN(operand, emitter)) return emitter.refuse(`"${operator} ${quantifier.toUpperCase()}" of doubles, which may be NaN,`, operand.at, 'Compare with max() or min() of the subquery.'); // prettier-ignore
  return `${emitter.instant(operand)} ${operator} ${quantifier.toUpperCase()} (${emitter.query(query, type && [type])})`;
}

// As for comparisons of rows: true where one is equal, else NULL where one might be, else false.
function emitRowIn({ items }: RowValue, query: Query, emitter: Emitter): string {
  const alias = emitter.fresh('q');
  const names = items.map(() => emitter.fresh('c'));
  const equal = items
    .map((item, index) => {
      const type = emitter.typeOf(item);
      const [one, other] = [emitter.instant(item), `${alias}.${names[index] as string}`];
      return type ? equality(one, other, type, emitter) : `${one} = ${other}`;
    })
    .join(' AND ');
  const answer = `CASE WHEN bool_or(${equal}) THEN true WHEN bool_or((${equal}) IS NULL) THEN NULL ELSE false END`;
  return `(SELECT ${answer} FROM (${emitter.query(query)}) AS ${alias}(${names.join(', ')}))`;
}
