import { problem } from '../template-error.ts';
import { isFloat } from './operators.ts';
import { isInteger, numeric } from './kinds.ts';
import { checkLength } from './limits.ts';
import { toRepr, toText } from './text.ts';
import type { CallArguments, Value } from './value.ts';

const PLACE = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]/g;
const SPEC = /^(?:(.)?([<>^=]))?([-+ ])?(0)?(\d{0,9})([,_])?(?:\.(\d{1,9}))?([a-zA-Z%])?$/u;

/**
 * Python's `'…{}…'.format(…)`: places by order, number or name, conversions `!r` and `!s`, format specifications.
 * Attributes and items (`{0.x}`, `{0[x]}`) are refused: they are the classic way out of a sandbox.
 */
export function formatBraces(text: string, args: CallArguments): string {
  let next = 0;
  const result = text.replace(PLACE, (all, field: string | undefined, conversion?: string, spec?: string) => {
    if (all === '{{') return '{';
    if (all === '}}') return '}';
    if (field === undefined) throw wrong('a brace stands alone; write it twice to mean itself');
    const value = pick(field === '' ? String(next++) : field.trim(), args);
    return spec ? formatted(value, spec) : conversion === 'r' ? toRepr(value) : toText(value);
  });
  checkLength(result.length);
  return result;
}

function pick(field: string, args: CallArguments): Value {
  const value = /^\d+$/.test(field) ? args.positional[Number(field)] : args.named.get(field);
  if (value !== undefined) return value;
  if (/[.[]/.test(field)) throw wrong(`"{${field}}" reaches into a value; give the part itself as an argument`);
  throw wrong(`there is no value for "{${field}}"`);
}

function formatted(value: Value, spec: string): string {
  const parts = SPEC.exec(spec);
  if (!parts) throw wrong(`"${spec}" is no format`);
  const [, fill, align, sign, zero, width, separator, precision, kind] = parts;
  const number = typeof value === 'string' ? undefined : numeric(value);
  const body =
    number === undefined
      ? toText(value).slice(0, precision === undefined ? undefined : Number(precision))
      : numberBody(number, value, separator, precision, kind, sign);
  return aligned(
    body,
    fill ?? (zero ? '0' : ' '),
    align ?? (number === undefined ? '<' : zero ? '=' : '>'),
    Number(width),
  );
}

function numberBody(
  n: number,
  value: Value,
  separator?: string,
  precision?: string,
  kind?: string,
  sign?: string,
): string {
  const body = magnitude(Math.abs(n), isInteger(value) && !isFloat(value), precision, kind);
  const grouped = separator ? body.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, separator)) : body;
  return (n < 0 ? '-' : sign === '+' || sign === ' ' ? sign : '') + grouped;
}

function magnitude(size: number, whole: boolean, precision: string | undefined, kind: string | undefined): string {
  const places = Math.min(Number(precision ?? 6), 100);
  switch (kind) {
    case undefined:
      return precision === undefined
        ? toText(whole ? size : (numberAsFloat(size) as Value))
        : String(Number(size.toPrecision(Math.max(1, places))));
    case 'd':
      if (whole) return String(size);
      throw wrong('"d" formats whole numbers');
    case 'f':
    case 'F':
      return size.toFixed(places);
    case 'e':
      return size.toExponential(places).replace(/e([+-])(\d)$/, 'e$10$2');
    case '%':
      return `${(size * 100).toFixed(places)}%`;
    case 'x':
      return size.toString(16);
    case 'X':
      return size.toString(16).toUpperCase();
    case 'o':
      return size.toString(8);
    case 'b':
      return size.toString(2);
    default:
      throw wrong(`"${kind}" is no format`);
  }
}

function numberAsFloat(size: number): number | string {
  return Number.isInteger(size) ? `${size}.0` : size;
}

function aligned(text: string, fill: string, align: string, width: number): string {
  checkLength(width);
  const missing = Math.max(0, width - text.length);
  if (align === '<') return text + fill.repeat(missing);
  if (align === '>') return fill.repeat(missing) + text;
  if (align === '^') return fill.repeat(Math.floor(missing / 2)) + text + fill.repeat(Math.ceil(missing / 2));
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : '';
  return sign + fill.repeat(missing) + text.slice(sign.length);
}

function wrong(reason: string): Error {
  return problem('template-call-invalid', { callee: 'format', reason });
}
