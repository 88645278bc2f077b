import { macros } from './macro.ts';

/*
 * typeof() is a constant for the binder, so the branches on it cost nothing when a query runs; but every branch must bind for every type.
 * cast_to_type(x, sample) takes its type from the sample alone, and struct_extract_at with a constant index chooses between samples of several types.
 * When a macro is made, its parameters have no types yet: cast_to_type(NULL, x) makes DuckDB put off its check of the rest.
 */
export const NUMBER_MACROS = macros(`
t_null(x) := cast_to_type(NULL, x)
t_is_decimal(x) := typeof(x) LIKE 'DECIMAL%'
t_is_float(x) := typeof(x) IN ('DOUBLE', 'FLOAT')
t_precision(x) := CASE WHEN typeof(x) LIKE 'DECIMAL%' THEN CAST(regexp_extract(typeof(x), '\\((\\d+)', 1) AS INTEGER)
  WHEN typeof(x) = 'TINYINT' THEN 3 WHEN typeof(x) = 'SMALLINT' THEN 5 WHEN typeof(x) = 'INTEGER' THEN 10 ELSE 19 END
t_scale(x) := CASE WHEN typeof(x) LIKE 'DECIMAL%' THEN CAST(regexp_extract(typeof(x), ',(\\d+)\\)', 1) AS INTEGER) ELSE 0 END
t_both_exact(a, b) := (t_is_decimal(a) OR t_is_decimal(b)) AND NOT t_is_float(a) AND NOT t_is_float(b)
t_decimal(p, s) := struct_extract(getvariable('t_decimals'), 'd' || CAST(cast_to_type(least(38, p), p) AS VARCHAR) || '_' || CAST(s AS VARCHAR))
t_sample(x, use_decimal, p, s) := struct_extract_at(row(t_null(x), t_decimal(CASE WHEN use_decimal THEN p ELSE 1 END, CASE WHEN use_decimal THEN s ELSE 0 END)), CASE WHEN use_decimal THEN 2 ELSE 1 END)
t_mul(a, b) := cast_to_type(cast_to_type(a, t_sample(a, t_both_exact(a, b), 38, t_scale(a))) * b,
  t_sample(a * b, t_both_exact(a, b), t_precision(a) + t_precision(b), t_scale(a) + t_scale(b)))
t_unscaled(x) := CASE WHEN t_is_decimal(x) OR NOT t_is_float(x) THEN TRY_CAST(replace(CAST(x AS VARCHAR), '.', '') AS HUGEINT) END
t_round_div(a, b) := (CASE WHEN (a < 0) <> (b < 0) THEN -1 ELSE 1 END) * ((2 * abs(a) + abs(b)) // (2 * abs(b)))
t_shift(n) := CAST(rpad('1', CAST(n AS INTEGER) + 1, '0') AS HUGEINT)
t_decimal_text(n, s) := CASE WHEN s = 0 THEN CAST(n AS VARCHAR)
  ELSE (CASE WHEN n < 0 THEN '-' ELSE '' END) || regexp_replace(lpad(CAST(abs(n) AS VARCHAR), CAST(greatest(s + 1, length(CAST(abs(n) AS VARCHAR))) AS INTEGER), '0'), '(\\d{' || CAST(s AS VARCHAR) || '})$', '.\\1') END
t_div(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL
  WHEN b = 0 AND NOT t_is_float(a) AND NOT t_is_float(b) THEN raise('Division by zero', b)
  WHEN b = 0 THEN cast_to_type(CASE WHEN a = 0 OR isnan(CAST(a AS DOUBLE)) THEN 'nan' WHEN (a < 0) <> (CAST(b AS VARCHAR) LIKE '-%') THEN '-inf' ELSE 'inf' END, t_sample(a + b, t_both_exact(a, b), 1, 0))
  WHEN t_both_exact(a, b) THEN cast_to_type(t_decimal_text(t_round_div(t_unscaled(a) * t_shift(greatest(t_scale(a), t_scale(b)) - t_scale(a) + t_scale(b)), t_unscaled(b)), greatest(t_scale(a), t_scale(b))),
    t_sample(a + b, t_both_exact(a, b), t_precision(a) + t_scale(b) + greatest(t_scale(b) - t_scale(a), 0), greatest(t_scale(a), t_scale(b))))
  ELSE cast_to_type(a / b, t_sample(a + b, t_both_exact(a, b), t_precision(a) + t_scale(b) + greatest(t_scale(b) - t_scale(a), 0), greatest(t_scale(a), t_scale(b)))) END
t_mod(a, b) := CASE WHEN b = 0 AND NOT t_is_float(a) AND NOT t_is_float(b) THEN raise('Division by zero', b)
  ELSE cast_to_type(a % b, t_sample(a + b, t_both_exact(a, b), least(t_precision(a) - t_scale(a), t_precision(b) - t_scale(b)) + greatest(t_scale(a), t_scale(b)), greatest(t_scale(a), t_scale(b)))) END
t_bigint(x) := cast_to_type(x, struct_extract_at(row(t_null(x), CAST(NULL AS BIGINT)), CASE WHEN typeof(x) IN ('HUGEINT', 'UBIGINT') THEN 2 ELSE 1 END))
t_typeof(x) := CASE WHEN typeof(x) IN ('BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DOUBLE', 'DATE') THEN lower(typeof(x)) WHEN t_is_decimal(x) THEN lower(typeof(x)) ELSE raise('typeof() of a value of this type is not known here', x) END
t_like(x, sample) := cast_to_type(x, sample)
t_as_double(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN') THEN raise('A number is needed', x) ELSE CAST(x AS DOUBLE) END
t_round(x) := CASE WHEN t_is_float(x) THEN cast_to_type(round(CAST(x AS DOUBLE)), x) ELSE cast_to_type(round(x), t_sample(x, t_is_decimal(x), least(38, t_precision(x) - t_scale(x) + least(t_scale(x), 1)), 0)) END
t_floor(x) := cast_to_type(floor(x), t_sample(x, t_is_decimal(x), least(38, t_precision(x) - t_scale(x) + least(t_scale(x), 1)), 0))
t_ceil(x) := cast_to_type(ceil(x), t_sample(x, t_is_decimal(x), least(38, t_precision(x) - t_scale(x) + least(t_scale(x), 1)), 0))
t_round2(x, n) := cast_to_type(round(x, n), t_sample(x, t_is_decimal(x), least(38, t_precision(x) + 1), t_scale(x)))
t_truncate(x) := cast_to_type(trunc(x), t_sample(x, t_is_decimal(x), greatest(1, t_precision(x) - t_scale(x)), 0))
t_truncate2(x, n) := cast_to_type(trunc(x, n), x)
t_sign(x) := cast_to_type(sign(x), t_sample(x, t_is_decimal(x), 1, 0))
t_width_bucket(x, low, high, n) := CASE WHEN n <= 0 OR low = high OR isnan(CAST(x AS DOUBLE)) THEN raise('width_bucket() needs a positive count and two bounds', x)
  WHEN low < high THEN (CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 ELSE CAST(floor(n * (x - low) / (high - low)) AS BIGINT) + 1 END)
  ELSE (CASE WHEN x > low THEN 0 WHEN x <= high THEN n + 1 ELSE CAST(floor(n * (low - x) / (low - high)) AS BIGINT) + 1 END) END
t_bit_count(x, bits) := CASE WHEN bits = 64 THEN CAST(bit_count(CAST(x AS BIGINT)) AS BIGINT) WHEN x < -(1 << (bits - 1)) OR x >= (1 << (bits - 1)) THEN raise('bit_count(): the number does not fit', x)
  ELSE CAST(bit_count(CAST(x AS BIGINT) & ((CAST(1 AS BIGINT) << bits) - 1)) AS BIGINT) END
t_average(mean, total, n, item) := cast_to_type(CASE WHEN t_is_decimal(item) THEN t_decimal_text(t_round_div(t_unscaled(total), CASE WHEN n > 0 THEN CAST(n AS HUGEINT) END), t_scale(item)) ELSE CAST(mean AS VARCHAR) END, struct_extract_at(row(t_null(item), t_null(mean)), CASE WHEN t_is_decimal(item) OR typeof(item) = 'FLOAT' THEN 1 ELSE 2 END))
t_percentile(x) := cast_to_type(x, struct_extract_at(row(t_null(x), CAST(NULL AS BIGINT)), CASE WHEN typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER') THEN 2 ELSE 1 END))
t_greatest2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE greatest(a, b) END
t_least2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE least(a, b) END
`);
