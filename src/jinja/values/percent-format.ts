import { problem } from '../template-error.ts';
import { describeKind, numeric } from './kinds.ts';
import { checkLength } from './limits.ts';
import { toRepr, toText } from './text.ts';
import { Dict, Tuple, type Value } from './value.ts';

const CONVERSION = /%(?:\(([^()%]{0,200})\))?([-+ 0#]{0,5})(\d{0,9})(?:\.(\d{1,9}))?([a-zA-Z%])/g;

/** Python's `'…%s…' % values`: conversions s, r, d, i, f, F, e, g, x, X, o and %%, with flags, width and precision. */
export function formatPercent(text: string, values: Value): string {
  const list = values instanceof Tuple ? values.items : [values];
  let next = 0;
  const take = (key: string | undefined): Value => {
    if (key !== undefined) return named(values, key);
    if (next >= list.length) throw wrong('there are fewer values than places in the text');
    return list[next++] as Value;
  };
  const result = text.replace(CONVERSION, (_all, key, flags: string, width: string, precision, kind: string) => {
    if (kind === '%') return '%';
    return pad(
      convert(take(key as string | undefined), kind, flags, precision as string | undefined),
      flags,
      Number(width),
    );
  });
  if (next < list.length && !(values instanceof Dict)) throw wrong('there are more values than places in the text');
  checkLength(result.length);
  return result;
}

function named(values: Value, key: string): Value {
  const value = values instanceof Dict ? values.get(key) : undefined;
  if (value === undefined) throw wrong(`there is no value "${key}"`);
  return value;
}

function convert(value: Value, kind: string, flags: string, precision: string | undefined): string {
  if (kind === 's') return precision === undefined ? toText(value) : toText(value).slice(0, Number(precision));
  if (kind === 'r') return toRepr(value);
  const number = numeric(value);
  if (number === undefined) throw wrong(`"%${kind}" needs a number, not ${describeKind(value)}`);
  const sign = number >= 0 && flags.includes('+') ? '+' : number >= 0 && flags.includes(' ') ? ' ' : '';
  return sign + digits(number, kind, Math.min(Number(precision ?? 6), 100));
}

function digits(number: number, kind: string, precision: number): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(number));
    case 'f':
    case 'F':
      return number.toFixed(precision);
    case 'e':
      return number.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');
    case 'g':
      return String(Number(number.toPrecision(Math.max(1, precision))));
    case 'x':
      return Math.trunc(number).toString(16);
    case 'X':
      return Math.trunc(number).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(number).toString(8);
    default:
      throw wrong(`"%${kind}" is not a conversion`);
  }
}

function pad(text: string, flags: string, width: number): string {
  checkLength(width);
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function wrong(reason: string): Error {
  return problem('template-call-invalid', { callee: '%', reason });
}
