import type { Arithmetic, Expression } from '../tree.ts';
import type { Emitter } from './emitter.ts';
import { hasMonths, isInterval, shapeOf } from './shape.ts';
import { isZoned } from './time-zones.ts';
import { emitTypedArithmetic } from './typed-arithmetic.ts';

/** Arithmetic: plain where DuckDB's result, type included, is Trino's; else one of our macros. */
export function emitArithmetic(operator: Arithmetic, left: Expression, right: Expression, emitter: Emitter): string {
  const [one, other] = [emitter.typeOf(left), emitter.typeOf(right)];
  if (one && other) return emitTypedArithmetic(operator, left, right, [one, other], emitter);
  switch (operator) {
    case '+':
      return emitSum(operator, left, right, emitter);
    case '-':
      return emitSum(operator, left, right, emitter);
    case '*':
      if (isInterval(left, emitter) || isInterval(right, emitter)) return plain(operator, left, right, emitter);
      return emitter.macro('t_mul', emitter.text(left), emitter.text(right));
    case '/':
      return emitter.macro('t_div', emitter.text(left), emitter.text(right));
    case '%':
      return emitter.macro('t_mod', emitter.text(left), emitter.text(right));
  }
}

function plain(operator: Arithmetic, left: Expression, right: Expression, emitter: Emitter): string {
  return `${emitter.operand(left)} ${operator} ${emitter.operand(right)}`;
}

function emitSum(operator: '+' | '-', left: Expression, right: Expression, emitter: Emitter): string {
  const [leftInterval, rightInterval] = [isInterval(left, emitter), isInterval(right, emitter)];
  if (leftInterval && rightInterval) return plain(operator, left, right, emitter);
  if (rightInterval) return moved(operator, left, right, emitter);
  if (leftInterval && operator === '+') return moved(operator, right, left, emitter);
  if (operator === '-' && (shapeOf(left, emitter) === 'date' || shapeOf(right, emitter) === 'date')) {
    // DuckDB's difference of dates is a number of days.
    return `CAST(${emitter.text(left)} AS TIMESTAMP) - CAST(${emitter.text(right)} AS TIMESTAMP)`;
  }
  return emitter.macro(operator === '+' ? 't_add' : 't_sub', emitter.text(left), emitter.text(right));
}

// A date plus an interval is a timestamp in DuckDB, and a timestamp loses its precision.
function moved(operator: '+' | '-', moment: Expression, interval: Expression, emitter: Emitter): string {
  const months = hasMonths(interval, emitter);
  if (months && isZoned(moment, emitter)) return emitter.refuse('A month added to a value with a time zone', moment.at);
  const amount = operator === '-' ? `-(${emitter.text(interval)})` : emitter.text(interval);
  return emitter.macro(months ? 't_add_months' : 't_add_interval', emitter.instant(moment), amount);
}
