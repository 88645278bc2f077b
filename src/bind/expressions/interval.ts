import type { Interval } from '../../sql/tree.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { report } from './problems.ts';

const UNITS = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const FIRST_OF_DAY = 2;
// What stands before each unit in a text of several: `1-2`, `1 10:20:30.5`.
const SEPARATORS = ['', '-', '', ' ', ':', ':'];

/** `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL '1 10:00' DAY TO MINUTE`: years and months are one type, days to seconds the other. */
export function bindInterval(expression: Interval, context: ExpressionContext): Value {
  const { value: text, unit, to } = expression;
  const first = UNITS.indexOf(unit);
  const last = to === undefined ? first : UNITS.indexOf(to);
  const isOneKind = first < FIRST_OF_DAY === last < FIRST_OF_DAY;
  if (first < 0 || last < first || !isOneKind || !isIntervalText(text, first, last)) {
    const type = `INTERVAL ${unit.toUpperCase()}${to === undefined ? '' : ` TO ${to.toUpperCase()}`}`;
    report(context, expression, 'literal-invalid', { text, type });
    return UNKNOWN;
  }
  const kind = first < FIRST_OF_DAY ? 'interval year to month' : 'interval day to second';
  return { type: { kind }, nullable: false };
}

const MAX_NUMBER = 2_147_483_647;

function isIntervalText(text: string, first: number, last: number): boolean {
  // What nearly all are.
  if (/^\d{1,4}$/.test(text)) return true;
  return textOf(first, last).test(text) && (text.match(/\d+/g) ?? []).every((digits) => Number(digits) <= MAX_NUMBER);
}

// Units at the end may be left out, even all of them.
function textOf(first: number, last: number): RegExp {
  let text = '';
  for (let unit = last; unit >= first; unit--) {
    const number = unit === UNITS.length - 1 ? '\\d+(?:\\.\\d*)?' : '\\d+';
    text = `(?:${unit === first ? '' : String(SEPARATORS[unit])}${number}${text})?`;
  }
  return new RegExp(`^[+-]?${text}$`);
}
