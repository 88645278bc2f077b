import type { Emitter } from '../emit/emitter.ts';
import type { Call, Expression } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import {
  macro,
  refused,
  rewrite,
  same,
  template,
  typed,
  typedMacro,
  type FunctionEntry,
  type FunctionTable,
} from './define.ts';

const double = (name: string) => template(1, (x) => `${name}(t_as_double(${x}))`);

export const MATH_FUNCTIONS: FunctionTable = {
  abs: typed(1, (x) => `abs(${x})`),
  acos: double('acos'),
  asin: double('asin'),
  atan: double('atan'),
  atan2: template(2, (y, x) => `atan2(t_as_double(${y}), t_as_double(${x}))`),
  bit_count: macro('t_bit_count', 2),
  bitwise_and: template(2, (a, b) => `CAST(CAST(${a} AS BIGINT) & CAST(${b} AS BIGINT) AS BIGINT)`),
  bitwise_or: template(2, (a, b) => `CAST(CAST(${a} AS BIGINT) | CAST(${b} AS BIGINT) AS BIGINT)`),
  bitwise_xor: template(2, (a, b) => `CAST(xor(CAST(${a} AS BIGINT), CAST(${b} AS BIGINT)) AS BIGINT)`),
  bitwise_not: template(1, (a) => `CAST(~CAST(${a} AS BIGINT) AS BIGINT)`),
  bitwise_left_shift: rewrite(2, (call, emitter) => shift(call, 'left', emitter)),
  bitwise_right_shift: rewrite(2, (call, emitter) => shift(call, 'right', emitter)),
  bitwise_right_shift_arithmetic: rewrite(2, (call, emitter) => shift(call, 'arithmetic', emitter)),
  cbrt: double('cbrt'),
  ceil: typedMacro('t_ceil', 1),
  ceiling: typedMacro('t_ceil', 1),
  cos: double('cos'),
  cosh: double('cosh'),
  degrees: double('degrees'),
  e: template(0, () => 'exp(CAST(1 AS DOUBLE))'),
  exp: double('exp'),
  floor: typedMacro('t_floor', 1),
  format_number: template(1, (x) => `js_format_number(CAST(${x} AS DOUBLE))`),
  infinity: template(0, () => "CAST('Infinity' AS DOUBLE)"),
  is_finite: template(1, (x) => `isfinite(t_as_double(${x}))`),
  is_infinite: template(1, (x) => `isinf(t_as_double(${x}))`),
  is_nan: template(1, (x) => `isnan(t_as_double(${x}))`),
  ln: double('ln'),
  log: template(2, (base, x) => `(ln(t_as_double(${x})) / ln(t_as_double(${base})))`),
  log10: double('log10'),
  log2: double('log2'),
  mod: typedMacro('t_mod', 2),
  nan: refused('NaN equals itself there'),
  pi: same('pi', 0),
  pow: template(2, (x, y) => `pow(t_as_double(${x}), t_as_double(${y}))`),
  power: template(2, (x, y) => `pow(t_as_double(${x}), t_as_double(${y}))`),
  radians: double('radians'),
  rand: template([0, 2], (low, high) => randomNumber(low, high)),
  random: template([0, 2], (low, high) => randomNumber(low, high)),
  round: byTypes('t_round', 't_round2'),
  sign: typedMacro('t_sign', 1),
  sin: double('sin'),
  sinh: double('sinh'),
  sqrt: double('sqrt'),
  tan: double('tan'),
  tanh: double('tanh'),
  truncate: byTypes('t_truncate', 't_truncate2'),
  width_bucket: template(4, (x, low, high, n) => `t_width_bucket(t_as_double(${x}), t_as_double(${low}), t_as_double(${high}), CAST(${n} AS BIGINT))`), // prettier-ignore
};

const BITS: Readonly<Partial<Record<TrinoType['kind'], number>>> = {
  tinyint: 8,
  smallint: 16,
  integer: 32,
  bigint: 64,
};

// Bits that leave the type's width are lost; its highest one is the sign.
function shift({ args, at }: Call, direction: 'left' | 'right' | 'arithmetic', emitter: Emitter): string {
  const [value, count] = args as [Expression, Expression];
  const type = emitter.typeOf(value);
  const bits = type && BITS[type.kind];
  if (!type || !bits) return emitter.refuse(`A shift of a value whose type is not known`, at, 'Cast it to bigint.');
  const call = emitter.macro(`t_shift_${direction}`, emitter.text(value), emitter.text(count), String(bits));
  return `CAST(${call} AS ${type.kind.toUpperCase()})`;
}

// With the digits to be kept, or without.
function byTypes(one: `t_${string}`, two: `t_${string}`): FunctionEntry {
  return rewrite(
    [1, 2],
    ({ args }, emitter) =>
    emitter.call(args.length === 1 ? one : two, args, args.map((arg) => emitter.text(arg))), // prettier-ignore
  );
}

function randomNumber(low: string | undefined, high: string | undefined): string {
  if (low === undefined) return 'random()';
  if (high === undefined) return `CAST(floor(random() * ${low}) AS INTEGER)`;
  return `CAST(${low} + floor(random() * (${high} - ${low})) AS INTEGER)`;
}
