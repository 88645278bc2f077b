import { macros } from './macro.ts';

/*
 * Operators and functions whose result type Trino derives from the types of their arguments, DuckDB differently. Three layers:
 * - `t_x_…` with samples of types as arguments: what is run after binding, when the types are known (see `typed-sites.ts`);
 * - `t_x`: the same for text that was not bound: it finds the types itself, and takes longer to bind. A list of one element gives its arguments
 *   names, so that nested calls do not multiply;
 * - `t_x_probe`: has the types of the arguments in the plan, and is never run.
 */
const CASTS: Readonly<Record<string, string>> = {
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp_s: 'TIMESTAMP_S',
  timestamp_ms: 'TIMESTAMP_MS',
  timestamp_us: 'TIMESTAMP',
};

const castProbes = Object.entries(CASTS)
  .map(([name, type]) => `t_to_${name}_probe(x) := cast_to_type(greatest(x), CAST(NULL AS ${type}))`)
  .join('\n');

export const ARITHMETIC_MACROS = macros(`
t_add_as(a, b, wide, result) := cast_to_type(cast_to_type(a, wide) + b, result)
t_sub_as(a, b, wide, result) := cast_to_type(cast_to_type(a, wide) - b, result)
t_mul_as(a, b, wide, result) := cast_to_type(cast_to_type(a, wide) * b, result)
t_int_div(a, b) := CASE WHEN b = 0 THEN raise('Division by zero', b) ELSE a // b END
t_float_div(a, b) := CASE WHEN b = 0 AND a IS NOT NULL THEN cast_to_type(t_infinite(a, b), a + b) ELSE a / b END
t_unscaled_small(x, power) := CAST(round(CAST(x AS DOUBLE) * power) AS HUGEINT)
t_unscaled_text(x) := CAST(replace(CAST(x AS VARCHAR), '.', '') AS HUGEINT)
t_unscaled(x, p, s) := CASE WHEN p <= 15 THEN t_unscaled_small(x, pow(CAST(10 AS DOUBLE), s)) ELSE t_unscaled_text(x) END
t_dec_div(a, b, whole, unit, result) := list_transform([row(a, b)], lambda __d: CASE WHEN struct_extract_at(__d, 2) = 0 THEN raise('Division by zero', b) ELSE cast_to_type(cast_to_type(t_round_div(struct_extract_at(__d, 1), struct_extract_at(__d, 2)), whole) * unit, result) END)[1]
t_wide_div(a, b, power, whole, unit, result, scale) := CASE WHEN b = 0 THEN raise('Division by zero', b) WHEN abs(a) < CAST('10000000000000000000000000000000000000' AS HUGEINT) // power AND abs(b) < CAST('10000000000000000000000000000000000000' AS HUGEINT) THEN t_dec_div(a * power, b, whole, unit, result) ELSE cast_to_type(js_quotient(CAST(a AS VARCHAR), CAST(b AS VARCHAR), CAST(power AS VARCHAR), scale), result) END
t_int_mod(a, b) := CASE WHEN b = 0 THEN raise('Division by zero', b) ELSE a % b END
t_dec_mod(a, b, result) := CASE WHEN b = 0 THEN raise('Division by zero', b) ELSE cast_to_type(a % b, result) END
t_dec_average(total, n, whole, unit, result) := t_dec_div(total, CASE WHEN n > 0 THEN CAST(n AS HUGEINT) END, whole, unit, result)
t_scales(a, b) := greatest(t_scale(a), t_scale(b))
t_unit(s) := cast_to_type(CASE WHEN s = 0 THEN '1' ELSE '0.' || lpad('1', CAST(s AS INTEGER), '0') END, t_part_of_one(s))
t_numbers(a, b) := CASE WHEN t_number(a) AND t_number(b) THEN true ELSE raise('Numbers are needed', b) END
t_add_of(a, b) := cast_to_type(cast_to_type(a, t_sample(a, t_both_exact(a, b), 38, t_scales(a, b))) + b, t_sample(a + b, t_both_exact(a, b), greatest(t_precision(a) - t_scale(a), t_precision(b) - t_scale(b)) + t_scales(a, b) + 1, t_scales(a, b)))
t_sub_of(a, b) := cast_to_type(cast_to_type(a, t_sample(a, t_both_exact(a, b), 38, t_scales(a, b))) - b, t_sample(a - b, t_both_exact(a, b), greatest(t_precision(a) - t_scale(a), t_precision(b) - t_scale(b)) + t_scales(a, b) + 1, t_scales(a, b)))
t_mul_of(a, b) := CASE WHEN t_numbers(a, b) THEN cast_to_type(cast_to_type(a, t_sample(a, t_both_exact(a, b), 38, t_scale(a))) * b, t_sample(a * b, t_both_exact(a, b), t_precision(a) + t_precision(b), t_scale(a) + t_scale(b))) END
t_div_type(a, b) := t_sample(a + b, t_both_exact(a, b), t_precision(a) + t_scale(b) + greatest(t_scale(b) - t_scale(a), 0), t_scales(a, b))
t_div_of(a, b) := CASE WHEN t_null(a) IS NOT NULL THEN NULL WHEN t_numbers(a, b) AND t_both_exact(a, b) THEN t_dec_div(t_unscaled(a, t_precision(a), t_scale(a)) * t_shift(t_scales(a, b) - t_scale(a) + t_scale(b)), t_unscaled(b, t_precision(b), t_scale(b)), t_whole(38 - t_scales(a, b)), t_unit(t_scales(a, b)), t_div_type(a, b))
  WHEN t_is_float(a) OR t_is_float(b) THEN cast_to_type(t_float_div(a, b), t_div_type(a, b)) ELSE cast_to_type(t_int_div(a, b), t_div_type(a, b)) END
t_mod_type(a, b) := t_sample(a + b, t_both_exact(a, b), least(t_precision(a) - t_scale(a), t_precision(b) - t_scale(b)) + t_scales(a, b), t_scales(a, b))
t_mod_of(a, b) := CASE WHEN t_numbers(a, b) AND b = 0 AND NOT t_is_float(a) AND NOT t_is_float(b) THEN raise('Division by zero', b) ELSE cast_to_type(a % b, t_mod_type(a, b)) END
t_rounded(x, y) := cast_to_type(y, t_sample(x, t_is_decimal(x), least(38, t_precision(x) - t_scale(x) + least(t_scale(x), 1)), 0))
t_round_of(x) := t_rounded(x, round(x))
t_floor_of(x) := t_rounded(x, floor(x))
t_ceil_of(x) := t_rounded(x, ceil(x))
t_round2_of(x, n) := cast_to_type(round(x, n), t_sample(x, t_is_decimal(x), t_precision(x) + 1, t_scale(x)))
t_truncate_of(x) := cast_to_type(trunc(x), t_sample(x, t_is_decimal(x), greatest(1, t_precision(x) - t_scale(x)), 0))
t_truncate2_of(x, n) := cast_to_type(trunc(x, n), x)
t_sign_of(x) := cast_to_type(sign(x), t_sample(x, t_is_decimal(x), 1, 0))
t_average_of(mean, total, n, item) := CASE WHEN t_null(item) IS NOT NULL THEN NULL WHEN t_is_decimal(item) THEN cast_to_type(t_dec_average(t_unscaled(total, 38, t_scale(item)), n, t_whole(38 - t_scale(item)), t_unit(t_scale(item)), item), t_sample(mean, t_is_decimal(item), t_precision(item), t_scale(item))) ELSE cast_to_type(mean, struct_extract_at(row(t_sample(mean, t_is_decimal(item), 1, 0), CAST(NULL AS FLOAT)), CASE WHEN typeof(item) = 'FLOAT' THEN 2 ELSE 1 END)) END
t_add(a, b) := list_transform([row(a, b)], lambda __v: t_add_of(struct_extract_at(__v, 1), struct_extract_at(__v, 2)))[1]
t_sub(a, b) := list_transform([row(a, b)], lambda __v: t_sub_of(struct_extract_at(__v, 1), struct_extract_at(__v, 2)))[1]
t_mul(a, b) := list_transform([row(a, b)], lambda __v: t_mul_of(struct_extract_at(__v, 1), struct_extract_at(__v, 2)))[1]
t_div(a, b) := list_transform([row(a, b)], lambda __v: t_div_of(struct_extract_at(__v, 1), struct_extract_at(__v, 2)))[1]
t_mod(a, b) := list_transform([row(a, b)], lambda __v: t_mod_of(struct_extract_at(__v, 1), struct_extract_at(__v, 2)))[1]
t_average(mean, total, n, item) := list_transform([row(mean, total, n, item)], lambda __v: t_average_of(struct_extract_at(__v, 1), struct_extract_at(__v, 2), struct_extract_at(__v, 3), struct_extract_at(__v, 4)))[1]
t_round(x) := list_transform([x], lambda __v: t_round_of(__v))[1]
t_floor(x) := list_transform([x], lambda __v: t_floor_of(__v))[1]
t_ceil(x) := list_transform([x], lambda __v: t_ceil_of(__v))[1]
t_round2(x, n) := list_transform([x], lambda __v: t_round2_of(__v, n))[1]
t_truncate(x) := list_transform([x], lambda __v: t_truncate_of(__v))[1]
t_truncate2(x, n) := list_transform([x], lambda __v: t_truncate2_of(__v, n))[1]
t_sign(x) := list_transform([x], lambda __v: t_sign_of(__v))[1]
t_add_probe(a, b) := a + b
t_sub_probe(a, b) := a - b
t_mul_probe(a, b) := a * b
t_div_probe(a, b) := a / b
t_mod_probe(a, b) := a % b
t_average_probe(mean, total, n, item) := coalesce(mean, item)
t_round_probe(x) := round(x)
t_floor_probe(x) := floor(x)
t_ceil_probe(x) := ceil(x)
t_round2_probe(x, n) := round(x, n)
t_sign_probe(x) := sign(x)
t_to_varchar_probe(x) := cast_to_type(greatest(x), CAST(NULL AS VARCHAR))
t_to_decimal_text_probe(x) := greatest(x)
t_bigint_probe(x) := greatest(x)
t_date_trunc_probe(u, x) := date_trunc(u, x)
t_date_add_probe(u, n, x) := x + greatest(to_milliseconds(n), to_milliseconds(length(u)))
t_date_diff_probe(u, a, b) := datesub(u, a, b)
${castProbes}
`);
