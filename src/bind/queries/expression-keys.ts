import type { Call, Column, Expression, Ordering, Window } from '../../sql/tree.ts';
import type { Facts, Field } from '../bound.ts';
import type { Binding } from '../context.ts';
import { childrenOf, queryOf } from './walk.ts';

/** Gives two bound expressions the same number if they are the same: names by what they mean, whatever their case and qualifier. */
export interface ExpressionKeys {
  readonly of: (expression: Expression) => number;
  /** The number of any name that means this column of FROM. */
  readonly ofField: (field: Field) => number;
}

interface Bound {
  readonly notes: Pick<Facts, 'reference'>;
  readonly textAt: Binding['textAt'];
}

export function createKeys({ notes, textAt }: Bound): ExpressionKeys {
  const numbers = new Map<string, number>();
  const things = new Map<object, number>();
  const known = new Map<Expression, number>();
  const number = (text: string): number => {
    const found = numbers.get(text);
    if (found !== undefined) return found;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  // Two things that are the same object have the same name.
  const nameOf = (thing: object): string => {
    const found = things.get(thing) ?? things.size;
    things.set(thing, found);
    return `#${found}`;
  };
  const ofField = (field: Field): number => number(`column ${nameOf(field)}`);
  const columnKey = (column: Column): number => {
    const reference = notes.reference(column);
    if (!reference) return number(`unknown ${nameOf(column)}`);
    if (reference.kind === 'parameter') return number(`parameter ${reference.name}`);
    if (reference.kind === 'output') return number(`output ${nameOf(reference.column)}`);
    const fields = column.parts.slice(reference.parts);
    return fields.reduce((base, name) => number(fieldLabel(name) + base), ofField(reference.field));
  };
  const keyOf = (expression: Expression): number => {
    if (expression.kind === 'column') return columnKey(expression);
    const query = queryOf(expression);
    const text = query && textAt(query.at);
    const inside = query ? (text === undefined ? nameOf(query) : text.replaceAll(/\s+/g, ' ')) : '';
    return number(`${labelOf(expression)}${childrenOf(expression).map(of).join(',')}${inside}`);
  };
  const of = (expression: Expression): number => {
    // Left sides first, so that long chains of operators need no depth.
    const spine: Expression[] = [];
    for (let at = expression; !known.has(at); at = at.left) {
      spine.push(at);
      if (at.kind !== 'binary') break;
    }
    for (const part of spine.reverse()) known.set(part, keyOf(part));
    return known.get(expression) as number;
  };
  return { of, ofField };
}

function fieldLabel(name: string): string {
  return `field ${name.toLowerCase()} `;
}

// All of an expression but its parts.
function labelOf(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
    case 'typed-literal':
      return `${expression.kind} ${expression.type} ${JSON.stringify(expression.value)}`;
    case 'interval':
      return `interval ${[expression.value, expression.negative, expression.unit, expression.to].join(' ')}`;
    case 'unary':
    case 'binary':
      return `${expression.kind} ${expression.operator} `;
    case 'quantified':
      return `quantified ${expression.operator} ${expression.quantifier} `;
    case 'is-null':
    case 'between':
    case 'in-list':
    case 'in-query':
    case 'exists':
      return `${expression.kind} ${expression.not} `;
    case 'case':
      return `case ${expression.operand !== undefined} ${expression.otherwise !== undefined} `;
    case 'cast':
      return `cast ${expression.safe} ${expression.type} `;
    case 'field':
      return fieldLabel(expression.name);
    case 'call':
      return callLabel(expression);
    case 'lambda':
      return `lambda ${expression.parameters.join(' ').toLowerCase()} `;
    default:
      return `${expression.kind} `;
  }
}

function callLabel(call: Call): string {
  const { name, args, star, distinct, nulls, orderBy, filter, over, options } = call;
  const said = [name, args.length, star, distinct, nulls, ordersLabel(orderBy), filter !== undefined];
  return `call ${said.join(' ')} ${over ? windowLabel(over) : ''} ${JSON.stringify(options)} `;
}

function windowLabel({ name, partitionBy, orderBy, frame }: Window): string {
  const bounds = frame && [frame.unit, frame.start.kind, frame.end?.kind];
  return ['over', name?.toLowerCase(), partitionBy.length, ordersLabel(orderBy), ...(bounds ?? [])].join(' ');
}

function ordersLabel(orderings: readonly Ordering[]): string {
  return orderings.map(({ descending, nullsFirst }) => `${descending}/${nullsFirst}`).join(';');
}
