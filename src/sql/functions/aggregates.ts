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
  approx_distinct: aggregate('approx_distinct', [1, 2], {
    call: (value) => ({ name: 'approx_count_distinct', args: [value as string] }),
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
  corr: double('corr', 2),
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
  regr_intercept: double('regr_intercept', 2),
  regr_slope: double('regr_slope', 2),
  stddev: double('stddev_samp', 1),
  stddev_pop: double('stddev_pop', 1),
  stddev_samp: double('stddev_samp', 1),
  sum: aggregate('sum', 1, { wrap: (text) => `t_bigint(${text})` }),
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

// The average of decimals is a decimal of the same type, rounded half up; of other numbers it is a double.
function emitAverage(call: Call, emitter: Emitter): string {
  const value = emitter.text(call.args[0] as Expression);
  const of = (name: string): string => emitter.aggregate(call, name, [value]);
  return `t_average(${of('avg')}, ${of('sum')}, ${of('count')}, ${of('max')})`;
}

function emitExtreme(name: 'max' | 'min', call: Call, emitter: Emitter): string {
  const [value, count] = call.args as [Expression, Expression?];
  const args = [emitter.instant(value), ...(count ? [plainArgument(count, emitter)] : [])];
  return emitter.aggregate(call, name, args);
}

// Rows whose key is NULL do not count; the value may be NULL.
function emitExtremeBy(name: 'max' | 'min', call: Call, emitter: Emitter): string {
  const [value, key, count] = call.args as [Expression, Expression, Expression?];
  if (count) return emitter.refuse(`${name}_by() of several values`, call.at);
  return emitter.aggregate(call, `arg_${name}_null`, [emitter.text(value), emitter.instant(key)]);
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
  return fraction.kind === 'array' ? `[${items.join(', ')}]` : (items[0] as string);
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
