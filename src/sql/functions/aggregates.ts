import { orderable } from '../emit/equality.ts';
import type { Call, Expression } from '../tree.ts';
import { quoteString } from '../quote.ts';
import type { Emitter } from '../emit/emitter.ts';
import { aggregate, plainArgument, type FunctionEntry, type FunctionTable } from './define.ts';

const bigint = { wrap: (text: string) => `CAST(${text} AS BIGINT)` };
const double = (name: string, arity: number): FunctionEntry =>
  aggregate(name, arity, {
    call: (...args) => ({ name, args: args.map((arg) => `${arity === 2 ? 't_only_double' : 't_as_double'}(${arg})`) }),
  });

export const AGGREGATES: FunctionTable = {
  any_value: aggregate('any_value', 1),
  // An estimate in Trino, of few values exact; here always.
  approx_distinct: aggregate('count', [1, 2], {
    call: (value) => ({ name: 'count', args: [`DISTINCT ${value as string}`] }),
    ...bigint,
  }),
  approx_percentile: { kind: 'aggregate', min: 2, max: 2, emit: emitPercentile },
  arbitrary: aggregate('any_value', 1),
  array_agg: aggregate('list', 1),
  avg: { kind: 'aggregate', min: 1, max: 1, emit: emitAverage },
  bitwise_and_agg: aggregate('bit_and', 1, bigint),
  bitwise_or_agg: aggregate('bit_or', 1, bigint),
  bitwise_xor_agg: aggregate('bit_xor', 1, bigint),
  bool_and: aggregate('bool_and', 1),
  bool_or: aggregate('bool_or', 1),
  every: aggregate('bool_and', 1),
  corr: finite('corr'),
  count: aggregate('count', [0, 1]),
  count_if: aggregate('count', 1, {
    call: (condition) => ({ name: 'count', args: [`CASE WHEN ${condition as string} THEN 1 END`] }),
  }),
  covar_pop: double('covar_pop', 2),
  covar_samp: double('covar_samp', 2),
  geometric_mean: aggregate('geomean', 1, {
    call: (x) => ({ name: 'geomean', args: [`t_as_double(${x as string})`] }),
  }),
  grouping: { kind: 'scalar', min: 1, max: 30, emit: ({ args }, emitter) => `CAST(grouping(${args.map((arg) => emitter.text(arg)).join(', ')}) AS INTEGER)` }, // prettier-ignore
  histogram: aggregate('list', 1, {
    call: (value) => ({ name: 'list', args: [value as string] }),
    wrap: (text) => `t_histogram(list_filter(${text}, lambda __h: __h IS NOT NULL))`,
  }),
  listagg: { kind: 'aggregate', min: 1, max: 2, emit: emitListagg },
  map_agg: pairs('t_map_first'),
  map_union: aggregate('list', 1, { wrap: (text) => `t_map_union(${text})` }),
  max: { kind: 'aggregate', min: 1, max: 2, emit: (call, emitter) => emitExtreme('max', call, emitter) },
  max_by: { kind: 'aggregate', min: 2, max: 3, emit: (call, emitter) => emitExtremeBy('max', call, emitter) },
  min: { kind: 'aggregate', min: 1, max: 2, emit: (call, emitter) => emitExtreme('min', call, emitter) },
  min_by: { kind: 'aggregate', min: 2, max: 3, emit: (call, emitter) => emitExtremeBy('min', call, emitter) },
  multimap_agg: pairs('t_multimap'),
  regr_intercept: finite('regr_intercept'),
  regr_slope: finite('regr_slope'),
  stddev: double('stddev_samp', 1),
  stddev_pop: double('stddev_pop', 1),
  stddev_samp: double('stddev_samp', 1),
  skewness: { kind: 'aggregate', min: 1, max: 1, emit: emitSkewness },
  kurtosis: aggregate('kurtosis', 1, { ...doubleCall('kurtosis'), wrap: (text) => `t_finite(${text})` }),
  sum: { kind: 'aggregate', min: 1, max: 1, emit: emitSum },
  var_pop: double('var_pop', 1),
  var_samp: double('var_samp', 1),
  variance: double('var_samp', 1),
};

function pairs(macro: string): FunctionEntry {
  return aggregate('list', 2, {
    call: (key, value) => ({ name: 'list', args: [`row(${key as string}, ${value as string})`] }),
    wrap: (text) => `${macro}(${text})`,
  });
}

// DuckDB has no value where the result is not finite, Trino NULL.
function finite(name: string): FunctionEntry {
  return aggregate(name, 2, { ...doubleCall(name), wrap: (text) => `t_finite(${text})` });
}

function doubleCall(name: string): { readonly call: (...args: string[]) => { name: string; args: string[] } } {
  return { call: (...args) => ({ name, args: args.map((arg) => `t_only_double(${arg})`) }) };
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

function monthsIn(text: string): string {
  return `(datepart('year', ${text}) * 12 + datepart('month', ${text}))`;
}

// That of the population; DuckDB has that of a sample.
function emitSkewness(call: Call, emitter: Emitter): string {
  const value = `CAST(${emitter.text(call.args[0] as Expression)} AS DOUBLE)`;
  const n = `CAST(${emitter.aggregate(call, 'count', [value])} AS DOUBLE)`;
  const sample = emitter.aggregate(call, 'skewness', [value]);
  return `CASE WHEN ${n} >= 3 THEN t_finite(${sample} * (${n} - 2) / sqrt(${n} * (${n} - 1))) END`;
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
  const args = [
    orderable(emitter.instant(value), emitter.typeOf(value), emitter),
    ...(count ? [plainArgument(count, emitter)] : []),
  ];
  return emitter.aggregate(call, name, args);
}

// Rows whose key is NULL do not count; the value may be NULL.
function emitExtremeBy(name: 'max' | 'min', call: Call, emitter: Emitter): string {
  const [value, key, count] = call.args as [Expression, Expression, Expression?];
  if (count) return emitter.refuse(`${name}_by() of several values`, call.at);
  return emitter.aggregate(call, `arg_${name}_null`, [
    emitter.text(value),
    orderable(emitter.instant(key), emitter.typeOf(key), emitter),
  ]);
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
