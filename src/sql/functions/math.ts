import type { Emitter } from '../emit/emitter.ts';
import type { Call, Expression } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import { documented, type FunctionForm } from './define.ts';
import { macro, refusedAll, rewrite, same, template, typed, typedMacro } from './forms.ts';

const double = (means: string, name: string) => template(means, (x) => `${name}(t_as_double(${x}))`);
const NO_DISTRIBUTIONS = 'DuckDB has no such function';

const MATH = documented('math', {
  abs: typed('The size of a number. That of the smallest integer is an error.', (x) => `abs(${x})`),
  acos: double('The arc cosine in radians; outside -1 to 1 it is NaN.', 't_acos'),
  asin: double('The arc sine in radians; outside -1 to 1 it is NaN.', 't_asin'),
  atan: double('The arc tangent in radians.', 'atan'),
  atan2: template('The angle of the point (x, y) in radians; y comes first.', (y, x) => `atan2(t_as_double(${y}), t_as_double(${x}))`), // prettier-ignore
  cbrt: double('The cube root, of negative numbers too.', 'cbrt'),
  ceil: typedMacro('Rounds up, toward positive infinity; keeps the type, a decimal loses its digits.', 't_ceil'),
  ceiling: typedMacro('As `ceil`.', 't_ceil'),
  cos: double('The cosine of an angle in radians.', 't_cos'),
  cosh: double('The hyperbolic cosine.', 'cosh'),
  cosine_distance: vectors('1 less the cosine of two vectors. Vectors of different lengths are an error.', 't_cosine_distance'), // prettier-ignore
  cosine_similarity: vectors('The cosine of two vectors; of maps, of sparse ones. Vectors of different lengths are an error.', 't_cosine_similarity'), // prettier-ignore
  degrees: double('Radians as degrees.', 'degrees'),
  dot_product: vectors('The sum of products. Vectors of different lengths are an error.', 't_dot_product'),
  e: template("Euler's number.", () => 'exp(CAST(1 AS DOUBLE))'),
  euclidean_distance: vectors('The distance of two points. Vectors of different lengths are an error.', 't_euclidean_distance'), // prettier-ignore
  exp: double("Euler's number to this power.", 'exp'),
  floor: typedMacro('Rounds down, toward negative infinity; keeps the type, a decimal loses its digits.', 't_floor'),
  from_base: template('A text of digits to the base 2 to 36 as a bigint; other digits are an error.', (x, radix) => `js_from_base(${x}, ${radix})`), // prettier-ignore
  infinity: template('Positive infinity.', () => "CAST('Infinity' AS DOUBLE)"),
  is_finite: template('Whether a double is neither infinite nor NaN.', (x) => `isfinite(t_as_double(${x}))`),
  is_infinite: template('Whether a double is infinite, of either sign.', (x) => `isinf(t_as_double(${x}))`),
  is_nan: template('Whether a double or real is NaN.', (x) => `isnan(t_as_double(${x}))`),
  ln: double('The natural logarithm; of 0 it is negative infinity, of negative numbers NaN.', 't_ln'),
  log: template('The logarithm of the second to the base of the first.', (base, x) => `(t_ln(t_as_double(${x})) / t_ln(t_as_double(${base})))`), // prettier-ignore
  log10: double('The logarithm to base 10.', 't_log10'),
  log2: double('The logarithm to base 2.', 't_log2'),
  mod: typedMacro('The remainder, with the sign of the first; of integers and decimals by 0 an error.', 't_mod'),
  nan: template('NaN, which is not equal to itself.', () => 't_nan()'),
  pi: same('The number pi.', 'pi'),
  pow: template('As `power`.', (x, y) => `t_power(t_as_double(${x}), t_as_double(${y}))`),
  power: template('A number to a power, as a double.', (x, y) => `t_power(t_as_double(${x}), t_as_double(${y}))`),
  radians: double('Degrees as radians.', 'radians'),
  rand: rewrite('As `random`.', emitRandom),
  random: rewrite('A number from 0 to below 1; with bounds, from the first (or 0) to below the last.', emitRandom),
  round: byCount('Rounds half away from zero, to whole numbers or to the digits of the second, which may be negative. Keeps the type.', 't_round', 't_round2'), // prettier-ignore
  sign: typedMacro('-1, 0 or 1, in the type of the number.', 't_sign'),
  sin: double('The sine of an angle in radians.', 't_sin'),
  sinh: double('The hyperbolic sine.', 'sinh'),
  sqrt: double('The square root; of negative numbers it is NaN.', 't_sqrt'),
  tan: double('The tangent of an angle in radians.', 't_tan'),
  tanh: double('The hyperbolic tangent.', 'tanh'),
  to_base: template('A bigint as digits to the base 2 to 36, in small letters.', (x, radix) => `lower(to_base(${x}, ${radix}))`), // prettier-ignore
  truncate: byCount('Cuts the digits behind the point, or behind the place of the second.', 't_truncate', 't_truncate2'), // prettier-ignore
  width_bucket: rewrite('The number of the bucket: of so many equal ones between two bounds, which may be the other way round, or of those that begin at the numbers of an ascending array. 0 below them all.', emitBucket), // prettier-ignore
  wilson_interval_lower: macro('The lower bound of the Wilson score interval of so many successes in so many trials at a z-score. Fewer trials than successes, none, or a negative number are errors.', 't_wilson_lower'), // prettier-ignore
  wilson_interval_upper: macro('The upper bound of the Wilson score interval, see `wilson_interval_lower`.', 't_wilson_upper'), // prettier-ignore
  ...refusedAll('Distributions and their inverses.', NO_DISTRIBUTIONS, 'beta_cdf inverse_beta_cdf inverse_normal_cdf normal_cdf t_cdf t_pdf'), // prettier-ignore
});

const BITWISE = documented('bitwise', {
  bit_count: macro('How many bits are set in a number of so many bits (2 to 64) in two\'s complement. A number that does not fit is an error.', 't_bit_count'), // prettier-ignore
  bitwise_and: bits('Bits that are set in both.', (a, b) => `${a} & ${b}`),
  bitwise_left_shift: shift('Moves bits up. Those that leave the width of the type are lost, the highest is the sign.', 'left'), // prettier-ignore
  bitwise_not: bits('All bits the other way.', (a) => `~${a}`),
  bitwise_or: bits('Bits that are set in one of both.', (a, b) => `${a} | ${b}`),
  bitwise_right_shift: shift('Moves bits down, zeros come in at the top.', 'right'),
  bitwise_right_shift_arithmetic: shift('Moves bits down, copies of the sign come in at the top.', 'arithmetic'),
  bitwise_xor: bits('Bits that are set in one alone.', (a, b) => `xor(${a}, ${b})`),
});

/** Numbers. */
export const MATH_FUNCTIONS = { ...MATH, ...BITWISE };

const BITS: Readonly<Partial<Record<TrinoType['kind'], number>>> = {
  tinyint: 8,
  smallint: 16,
  integer: 32,
  bigint: 64,
};

function bits(means: string, write: (...args: string[]) => string): FunctionForm {
  return template(means, (...args) => `CAST(${write(...args.map((arg) => `CAST(${arg} AS BIGINT)`))} AS BIGINT)`);
}

function shift(means: string, direction: 'left' | 'right' | 'arithmetic'): FunctionForm {
  return rewrite(means, ({ args, at }, emitter) => {
    const [value, count] = args as [Expression, Expression];
    const type = emitter.typeOf(value);
    const width = type && BITS[type.kind];
    if (!type || !width) return emitter.refuse(`A shift of a value whose type is not known`, at, 'Cast it to bigint.');
    const call = emitter.macro(`t_shift_${direction}`, emitter.text(value), emitter.text(count), String(width));
    return `CAST(${call} AS ${type.kind.toUpperCase()})`;
  });
}

// With the digits to be kept, or without.
function byCount(means: string, one: `t_${string}`, two: `t_${string}`): FunctionForm {
  return rewrite(
    means,
    ({ args }, emitter) =>
    emitter.call(args.length === 1 ? one : two, args, args.map((arg) => emitter.text(arg))), // prettier-ignore
  );
}

// Sparse vectors are maps.
function vectors(means: string, name: `t_${string}`): FunctionForm {
  return rewrite(means, (call: Call, emitter: Emitter) => {
    const isDense = call.args.every((arg) => emitter.typeOf(arg)?.kind === 'array');
    if (!isDense) return emitter.refuseFunction(call.name, 'only arrays can be read', call.at);
    return emitter.macro(name, ...call.args.map((arg) => emitter.text(arg)));
  });
}

function emitBucket({ args }: Call, emitter: Emitter): string {
  const texts = args.map((arg) => emitter.text(arg));
  return args.length === 2 ? emitter.macro('t_bucket_in', ...texts) : emitter.macro('t_width_bucket', ...texts);
}

function emitRandom({ args }: Call, emitter: Emitter): string {
  const [low, high] = args.map((arg) => emitter.text(arg));
  if (low === undefined) return 'random()';
  const type = args[0] && emitter.typeOf(args[0]);
  const number = high === undefined ? emitter.macro('t_random', '0', low) : emitter.macro('t_random', low, high);
  return `CAST(${number} AS ${(type?.kind ?? 'bigint').toUpperCase()})`;
}
