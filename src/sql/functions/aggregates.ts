import { emitExtremeOf, extremeKey } from '../emit/emit-extreme.ts';
import { orderable } from '../emit/equality.ts';
import type { Call, Expression } from '../tree.ts';
import { quoteString } from '../quote.ts';
import type { Emitter } from '../emit/emitter.ts';
import { documented, type FunctionForm } from './define.ts';
import { aggregate, plainArgument, refused, rewrite } from './forms.ts';

const bigint = { wrap: (text: string) => `CAST(${text} AS BIGINT)` };
const double = (means: string, name: string): FunctionForm =>
  aggregate(means, name, { call: (...args) => ({ name, args: args.map((arg) => `t_as_double(${arg})`) }) });

/** Aggregates; but for `count` and a few others they leave NULLs out, and are NULL over no rows. */
export const AGGREGATES = documented('aggregate', {
  any_value: aggregate('A value that is not NULL, any of them.', 'any_value'),
  approx_distinct: aggregate('How many different values there are. An estimate in Trino, of few values exact; here always.', 'count', { call: (value) => ({ name: 'count', args: [`DISTINCT ${value as string}`] }), ...bigint }), // prettier-ignore
  approx_percentile: rewrite('The value below which this share of values lies. An estimate in Trino, of few values exact; here always.', emitPercentile, { local: [2, 2] }), // prettier-ignore
  arbitrary: aggregate('As `any_value`.', 'any_value'),
  array_agg: aggregate('All values in an array, NULLs too; without ORDER BY in any order. NULL over no rows.', 'list'),
  avg: rewrite('The average: of decimals a decimal of the same type, rounded half up; of a real a real; else a double.', emitAverage), // prettier-ignore
  bitwise_and_agg: aggregate('The bits that all have.', 'bit_and', bigint),
  bitwise_or_agg: aggregate('The bits that one has.', 'bit_or', bigint),
  bitwise_xor_agg: aggregate('The bits that an odd number has.', 'bit_xor', bigint),
  bool_and: aggregate('Whether all are true.', 'bool_and'),
  bool_or: aggregate('Whether one is true.', 'bool_or'),
  corr: finite('The correlation of two numbers.', 'corr'),
  count: aggregate('The number of rows, or of values that are not NULL. 0 over no rows.', 'count'),
  count_if: aggregate('The number of rows for which the condition is true.', 'count', { call: (condition) => ({ name: 'count', args: [`CASE WHEN ${condition as string} THEN 1 END`] }) }), // prettier-ignore
  covar_pop: ofPairs('The covariance of the population.', 'covar_pop'),
  covar_samp: ofPairs('The covariance of a sample.', 'covar_samp'),
  every: aggregate('As `bool_and`.', 'bool_and'),
  geometric_mean: rewrite('The geometric mean as a double, of reals as a real.', emitGeometricMean),
  grouping: rewrite('A bit for each argument, the first the highest: 1 where the row is not grouped by it.', emitGrouping, { signatures: '(T, T...) -> integer', takes: [1, 30], source: 'sql/select.html#grouping-operation' }), // prettier-ignore
  histogram: aggregate('How often each value is there, as a map.', 'list', { wrap: (text) => `t_histogram(list_filter(${text}, lambda __h: __h IS NOT NULL))` }), // prettier-ignore
  kurtosis: ofValues('The excess kurtosis of a sample; NULL of fewer than four values.', 't_kurtosis'),
  listagg: rewrite('The texts in one, with a separator, in the order of WITHIN GROUP.', emitListagg, { takes: [1, 2] }),
  map_agg: pairs(
    'A map of keys and values; of equal keys any one. Rows whose key is NULL do not count.',
    't_map_first',
  ),
  map_union: aggregate('The entries of all maps; of equal keys any one.', 'list', { wrap: (text) => `t_map_union(${text})` }), // prettier-ignore
  max: rewrite('The greatest value; with a number, an array of so many.', (call, emitter) => emitExtreme('max', call, emitter)), // prettier-ignore
  max_by: rewrite('The first value in the row where the second is greatest, NULL or not.', (call, emitter) => emitExtremeBy('max', call, emitter)), // prettier-ignore
  min: rewrite('The least value; with a number, an array of so many.', (call, emitter) => emitExtreme('min', call, emitter)), // prettier-ignore
  min_by: rewrite('The first value in the row where the second is least, NULL or not.', (call, emitter) => emitExtremeBy('min', call, emitter)), // prettier-ignore
  multimap_agg: pairs('A map of keys and arrays of their values. Rows whose key is NULL do not count.', 't_multimap'),
  regr_intercept: finite('Where the line of regression of y (first) on x meets the axis.', 'regr_intercept'),
  regr_slope: finite('The slope of the line of regression of y (first) on x.', 'regr_slope'),
  skewness: ofValues('The skewness of the population; NULL of fewer than three values.', 't_skewness'),
  stddev: double('As `stddev_samp`.', 'stddev_samp'),
  stddev_pop: double('The standard deviation of the population.', 'stddev_pop'),
  stddev_samp: double('The standard deviation of a sample; NULL of one value.', 'stddev_samp'),
  sum: rewrite('The sum: of integers a bigint, which may not overflow, of decimals one of 38 digits.', emitSum),
  var_pop: double('The variance of the population.', 'var_pop'),
  var_samp: double('The variance of a sample; NULL of one value.', 'var_samp'),
  variance: double('As `var_samp`.', 'var_samp'),
  approx_most_frequent: refused('The most frequent values and estimates of how often they are there.', 'its estimates are of another algorithm'), // prettier-ignore
  checksum: refused('A checksum of values that does not depend on their order.', "it is of Trino's own hashes"),
  numeric_histogram: refused('The centers and weights of so many buckets.', 'its estimates are of another algorithm'),
  reduce_agg: refused('Folds values into a state, in any order.', 'DuckDB has no aggregates of lambdas'),
});

function pairs(means: string, macro: string): FunctionForm {
  return aggregate(means, 'list', {
    call: (key, value) => ({ name: 'list', args: [`row(${key as string}, ${value as string})`] }),
    wrap: (text) => `${macro}(${text})`,
  });
}

// Of reals the result is a real.
function ofPairs(means: string, name: string, wrap = (text: string) => text): FunctionForm {
  return rewrite(means, (call, emitter) => {
    const isReal = call.args.every((arg) => emitter.typeOf(arg)?.kind === 'real');
    const cast = isReal ? 't_as_double' : 't_only_double';
    const text = wrap(emitter.aggregate(call, name, call.args.map((arg) => `${cast}(${emitter.text(arg)})`))); // prettier-ignore
    return isReal ? `CAST(${text} AS FLOAT)` : text;
  });
}

// DuckDB has no value where the result is not finite, Trino NULL.
function finite(means: string, name: string): FunctionForm {
  return ofPairs(means, name, (text) => `t_finite(${text})`);
}

function emitGeometricMean(call: Call, emitter: Emitter): string {
  const value = call.args[0] as Expression;
  const mean = emitter.aggregate(call, 'geomean', [`t_as_double(${emitter.text(value)})`]);
  return emitter.typeOf(value)?.kind === 'real' ? `CAST(${mean} AS FLOAT)` : mean;
}

// DuckDB sums integers in 128 bits and reals in doubles; intervals it does not sum.
function emitSum(call: Call, emitter: Emitter): string {
  const value = call.args[0] as Expression;
  const type = emitter.typeOf(value);
  const of = (text: string): string => emitter.aggregate(call, 'sum', [text]);
  switch (type?.kind) {
    case undefined:
      return emitter.macro('t_bigint', of(emitter.text(value)));
    case 'bigint':
      return `CAST(${of(emitter.text(value))} AS BIGINT)`;
    case 'real':
      return `CAST(${of(emitter.text(value))} AS FLOAT)`;
    case 'interval day to second':
      return `to_milliseconds(CAST(${of(`epoch_ms(${emitter.text(value)})`)} AS BIGINT))`;
    case 'interval year to month':
      return `to_months(CAST(${of(monthsIn(emitter.text(value)))} AS INTEGER))`;
    default:
      return of(emitter.text(value));
  }
}

function emitGrouping({ args }: Call, emitter: Emitter): string {
  return `CAST(grouping(${args.map((arg) => emitter.text(arg)).join(', ')}) AS INTEGER)`;
}

function monthsIn(text: string): string {
  return `(datepart('year', ${text}) * 12 + datepart('month', ${text}))`;
}

// DuckDB's own lose digits: it sums powers of the values, not of what they are away from their average.
function ofValues(means: string, name: `t_${string}`): FunctionForm {
  return aggregate(means, 'list', {
    call: (value) => ({ name: 'list', args: [`CAST(${value as string} AS DOUBLE)`] }),
    wrap: (text) => `${name}(list_filter(${text}, lambda __x: __x IS NOT NULL))`,
  });
}

// The average of decimals is a decimal of the same type, rounded half up; of other numbers it is a double.
function emitAverage(call: Call, emitter: Emitter): string {
  const value = emitter.text(call.args[0] as Expression);
  const of = (name: string): string => emitter.aggregate(call, name, [value]);
  const type = emitter.typeOf(call.args[0] as Expression);
  if (type?.kind === 'double' || type?.kind === 'bigint') return of('avg');
  if (type?.kind === 'real') return `CAST(${of('avg')} AS FLOAT)`;
  if (type?.kind === 'interval day to second') return `to_milliseconds(CAST(${emitter.aggregate(call, 'avg', [`epoch_ms(${value})`])} AS BIGINT))`; // prettier-ignore
  if (type?.kind === 'interval year to month') return `to_months(CAST(floor(${emitter.aggregate(call, 'avg', [monthsIn(value)])}) AS INTEGER))`; // prettier-ignore
  if (type?.kind === 'decimal') return emitter.typed('t_average', [undefined, undefined, undefined, type], [of('avg'), of('sum'), of('count'), of('max')]); // prettier-ignore
  return `t_average(${of('avg')}, ${of('sum')}, ${of('count')}, ${of('max')})`;
}

function emitExtreme(name: 'max' | 'min', call: Call, emitter: Emitter): string {
  const [value, count] = call.args as [Expression, Expression?];
  if (!count) return emitExtremeOf(name, call, emitter);
  const text = orderable(emitter.instant(value), emitter.typeOf(value), emitter);
  return emitter.aggregate(call, name, [text, plainArgument(count, emitter)]);
}

// Rows whose key is NULL do not count; the value may be NULL.
function emitExtremeBy(name: 'max' | 'min', call: Call, emitter: Emitter): string {
  const [value, key, count] = call.args as [Expression, Expression, Expression?];
  if (count) return emitter.refuse(`${name}_by() of several values`, call.at);
  return emitter.aggregate(call, `arg_${name}_null`, [emitter.text(value), extremeKey(name, key, emitter)]);
}

// An estimate in Trino, of few values exact; here always.
function emitPercentile(call: Call, emitter: Emitter): string {
  const [value, fraction] = call.args as [Expression, Expression];
  const fractions = fraction.kind === 'array' ? fraction.items : [fraction];
  if (fractions.some((item) => item.kind !== 'literal'))
    return emitter.refuse('approx_percentile() of a computed fraction', call.at);
  const text = emitter.text(value);
  const items = fractions.map(
    (item) => `t_percentile(${emitter.aggregate(call, 'quantile_disc', [text, shareFromTop(item)])})`,
  );
  if (fraction.kind !== 'array') return items[0] as string;
  return items.length === 0 ? '[]' : `CASE WHEN ${items[0] as string} IS NOT NULL THEN [${items.join(', ')}] END`;
}

// Trino's rank is floor(n * p) + 1, which is ceil(n * (1 - p)) from the top: DuckDB counts from there for a negative share.
function shareFromTop(fraction: Expression): string {
  const share = Number((fraction as { value: string }).value);
  return share >= 1 ? '1.0' : `-${Number((1 - share).toFixed(12))}`;
}

function emitListagg(call: Call, emitter: Emitter): string {
  const [value, separator] = call.args as [Expression, Expression?];
  if (separator && (separator.kind !== 'literal' || separator.type !== 'string')) return emitter.refuse('listagg() with a computed separator', call.at); // prettier-ignore
  if (call.orderBy.length === 0) return emitter.refuse('listagg() without WITHIN GROUP (ORDER BY …)', call.at);
  const text = quoteString(separator?.value ?? '');
  // DISTINCT is ordered by its argument alone, which must then be written alike.
  const argument = call.distinct ? emitter.text(value) : emitter.macro('t_text', emitter.text(value));
  return emitter.aggregate(call, 'string_agg', [argument, text]);
}
