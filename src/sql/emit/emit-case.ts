import type { Case, Expression } from '../tree.ts';
import { emitComparison } from './emit-comparison.ts';
import type { Emitter } from './emitter.ts';
import { isNested } from './equality.ts';
import { mayBeNaN } from './nan.ts';

/** CASE, with and without an operand. */
export function emitCase({ operand, whens, otherwise }: Case, emitter: Emitter): string {
  const end = otherwise ? [`ELSE ${emitter.text(otherwise)}`] : [];
  for (const { when } of whens) if (operand && isSame(operand, when)) emitter.refuse('A CASE that compares its operand with itself, which Trino takes for true even of NULL,', when.at); // prettier-ignore
  const compares = operand !== undefined && needsComparison(operand, whens, emitter);
  const branches = whens.map(({ when, then }) => {
    const condition = operand && compares ? emitComparison('=', operand, when, emitter) : emitter.plain(when);
    return `WHEN ${condition} THEN ${emitter.text(then)}`;
  });
  const start = operand && !compares ? `CASE ${emitter.instant(operand)}` : 'CASE';
  return [start, ...branches, ...end, 'END'].join(' ');
}

// DuckDB compares nested values and NaN in its own way.
function needsComparison(operand: Expression, whens: Case['whens'], emitter: Emitter): boolean {
  const type = emitter.typeOf(operand);
  if (type && isNested(type)) return true;
  return mayBeNaN(operand, emitter) && whens.some(({ when }) => mayBeNaN(when, emitter));
}

function isSame(one: Expression, other: Expression): boolean {
  const [left, right] = [simplified(one), simplified(other)];
  return left.kind === right.kind && left.kind !== 'literal' && keyOf(left) === keyOf(right);
}

// coalesce(x, x) is x to Trino's planner.
function simplified(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.name !== 'coalesce') return expression;
  const [first, ...others] = expression.args;
  return first && others.every((other) => keyOf(other) === keyOf(first)) ? first : expression;
}

function keyOf(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) => (key === 'at' ? undefined : value)).toLowerCase();
}
