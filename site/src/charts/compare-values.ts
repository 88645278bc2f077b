import type { Value } from '../../../src/engines/engine.ts';
import type { ColumnKind } from './column-kind.ts';
import { instantOf } from './instants.ts';

/** Compares values of one column, neither of them null: negative, zero or positive. */
export type Compare = (a: Value, b: Value) => number;

/** How a kind of column is sorted: numbers exactly, whatever their length; times by their moment; text as people read it. */
export function compareOf(kind: ColumnKind): Compare {
  switch (kind) {
    case 'number':
      return (a, b) => compareNumbers(String(a), String(b));
    case 'time':
      return (a, b) => compareTimes(String(a), String(b));
    case 'boolean':
      return (a, b) => Number(a === true || a === 'true') - Number(b === true || b === 'true');
    case 'text':
      return (a, b) => TEXTS.compare(String(a), String(b));
    case 'nested':
      return (a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b));
  }
}

const TEXTS = new Intl.Collator('en', { numeric: true });

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/;

/** A double has 16 digits, a decimal 38: decimals are compared digit by digit. NaN comes last. */
function compareNumbers(a: string, b: string): number {
  const left = DECIMAL.exec(a);
  const right = DECIMAL.exec(b);
  if (!left || !right) return compareDoubles(Number(a), Number(b));
  const leftSign = signOf(left);
  const rightSign = signOf(right);
  if (leftSign !== rightSign) return leftSign - rightSign;
  const [, , leftWhole = '', leftPart = ''] = left;
  const [, , rightWhole = '', rightPart = ''] = right;
  const size =
    leftWhole.length - rightWhole.length || compareTexts(leftWhole, rightWhole) || compareTexts(leftPart, rightPart);
  return leftSign * size;
}

function signOf([, sign, whole = '', part = '']: RegExpExecArray): number {
  if (whole === '' && part === '') return 0;
  return sign === '-' ? -1 : 1;
}

function compareDoubles(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Microseconds are finer than a moment: the text decides between those of one millisecond. */
function compareTimes(a: string, b: string): number {
  const left = instantOf(a);
  const right = instantOf(b);
  if (left === undefined || right === undefined) return compareTexts(a, b);
  return left - right || compareTexts(a, b);
}
