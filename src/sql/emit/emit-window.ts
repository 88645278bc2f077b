import type { Expression, Frame, FrameBound, Ordering, Window } from '../tree.ts';
import { identifier, type Emitter } from './emitter.ts';
import { orderable } from './equality.ts';

/** ORDER BY's items. Trino puts NULLs last in both directions unless told otherwise. */
export function emitOrderings(orderings: readonly Ordering[], emitter: Emitter): string {
  return orderings
    .map(({ expression, descending, nullsFirst }) => {
      const nulls = nullsFirst ? ' NULLS FIRST' : ' NULLS LAST';
      return `${orderable(emitter.plain(expression), emitter.typeOf(expression), emitter)}${descending ? ' DESC' : ''}${nulls}`;
    })
    .join(', ');
}

/** OVER's content, in parentheses or as a window's name. */
export function emitWindow(window: Window, emitter: Emitter): string {
  const alone = window.partitionBy.length === 0 && window.orderBy.length === 0 && !window.frame;
  if (window.name !== undefined && alone) return identifier(window.name);
  const parts = [
    window.name === undefined ? '' : identifier(window.name),
    window.partitionBy.length > 0 ? `PARTITION BY ${window.partitionBy.map((key) => partitionKey(key, emitter)).join(', ')}` : '', // prettier-ignore
    window.orderBy.length > 0 ? `ORDER BY ${emitOrderings(window.orderBy, emitter)}` : '',
    window.frame ? emitFrame(window.frame, emitter) : '',
  ];
  return `(${parts.filter((part) => part !== '').join(' ')})`;
}

function partitionKey(key: Expression, emitter: Emitter): string {
  return emitter.identity(emitter.instant(key), emitter.typeOf(key));
}

function emitFrame({ unit, start, end }: Frame, emitter: Emitter): string {
  const from = emitBound(start, emitter);
  return end ? `${unit.toUpperCase()} BETWEEN ${from} AND ${emitBound(end, emitter)}` : `${unit.toUpperCase()} ${from}`;
}

function emitBound(bound: FrameBound, emitter: Emitter): string {
  switch (bound.kind) {
    case 'preceding':
    case 'following':
      if (isNegative(bound.distance)) return emitter.refuse('A frame of a negative number of rows', bound.distance.at);
      return `${emitter.plain(bound.distance)} ${bound.kind.toUpperCase()}`;
    default:
      return bound.kind.toUpperCase();
  }
}

function isNegative(expression: Expression): boolean {
  return expression.kind === 'unary' && expression.operator === '-' && expression.operand.kind === 'literal';
}
