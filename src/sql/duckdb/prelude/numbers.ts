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
t_whole(n) := struct_extract_at(getvariable('t_wholes'), cast_to_type(greatest(1, n), n))
t_part_of_one(s) := struct_extract_at(getvariable('t_parts'), cast_to_type(s + 1, s))
t_decimal(p, s) := struct_extract_at(row(CASE WHEN false THEN t_whole(least(38, p) - s) ELSE t_part_of_one(s) END, t_part_of_one(s)), CASE WHEN p = s THEN 2 ELSE 1 END)
t_sample(x, use_decimal, p, s) := struct_extract_at(row(t_null(x), t_decimal(CASE WHEN use_decimal THEN p ELSE 1 END, CASE WHEN use_decimal THEN s ELSE 0 END)), CASE WHEN use_decimal THEN 2 ELSE 1 END)
t_round_div(a, b) := (CASE WHEN (a < 0) <> (b < 0) THEN -1 ELSE 1 END) * ((2 * abs(a) + abs(b)) // (2 * abs(b)))
t_shift(n) := CAST(rpad('1', CAST(n AS INTEGER) + 1, '0') AS HUGEINT)
t_number(x) := t_is_float(x) OR t_is_decimal(x) OR typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', '"NULL"')
t_infinite(a, b) := CASE WHEN isnan(CAST(a AS DOUBLE)) THEN 'nan' WHEN (a < 0) <> (CAST(b AS VARCHAR) LIKE '-%') THEN '-inf' ELSE 'inf' END
t_bigint(x) := cast_to_type(x, struct_extract_at(row(t_null(x), CAST(NULL AS BIGINT)), CASE WHEN typeof(x) IN ('HUGEINT', 'UBIGINT') THEN 2 ELSE 1 END))
t_typeof(x) := CASE WHEN typeof(x) IN ('BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DOUBLE', 'DATE') THEN lower(typeof(x)) WHEN t_is_decimal(x) THEN lower(typeof(x)) ELSE raise('typeof() of a value of this type is not known here', x) END
t_like(x, sample) := cast_to_type(x, sample)
t_as_double(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN') THEN raise('A number is needed', x) ELSE CAST(x AS DOUBLE) END
t_only_double(x) := CASE WHEN typeof(x) IN ('DOUBLE', '"NULL"') THEN CAST(x AS DOUBLE) ELSE raise('This aggregate is known for doubles alone: cast its arguments', x) END
t_width_bucket(x, low, high, n) := CASE WHEN n <= 0 OR low = high OR isnan(CAST(x AS DOUBLE)) THEN raise('width_bucket() needs a positive count and two bounds', x)
  WHEN low < high THEN (CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 ELSE CAST(floor(n * (x - low) / (high - low)) AS BIGINT) + 1 END)
  ELSE (CASE WHEN x > low THEN 0 WHEN x <= high THEN n + 1 ELSE CAST(floor(n * (low - x) / (low - high)) AS BIGINT) + 1 END) END
t_bit_count(x, bits) := CASE WHEN bits = 64 THEN CAST(bit_count(CAST(x AS BIGINT)) AS BIGINT) WHEN x < -(1 << (bits - 1)) OR x >= (1 << (bits - 1)) THEN raise('bit_count(): the number does not fit', x)
  ELSE CAST(bit_count(CAST(x AS BIGINT) & ((CAST(1 AS BIGINT) << bits) - 1)) AS BIGINT) END
t_percentile(x) := cast_to_type(x, struct_extract_at(row(t_null(x), CAST(NULL AS BIGINT)), CASE WHEN typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER') THEN 2 ELSE 1 END))
t_width(bits) := CAST(pow(2, bits) AS HUGEINT)
t_unsigned(x, bits) := CASE WHEN x < 0 THEN CAST(x AS HUGEINT) + t_width(bits) ELSE CAST(x AS HUGEINT) END
t_signed(x, bits) := CASE WHEN x >= t_width(bits - 1) THEN x - t_width(bits) ELSE x END
t_power_of_two(n) := CAST(pow(2, n) AS HUGEINT)
t_shift_left(x, n, bits) := CASE WHEN n >= bits OR n < 0 THEN CAST(0 AS HUGEINT) ELSE t_signed(t_unsigned(x, bits) % t_width(bits - CAST(n AS INTEGER)) * t_power_of_two(n), bits) END
t_shift_right(x, n, bits) := CASE WHEN n >= bits OR n < 0 THEN CAST(0 AS HUGEINT) ELSE t_signed(t_unsigned(x, bits) // t_power_of_two(n), bits) END
t_shift_arithmetic(x, n, bits) := CASE WHEN n >= bits OR n < 0 THEN CAST(CASE WHEN x < 0 THEN -1 ELSE 0 END AS HUGEINT) ELSE (CAST(x AS HUGEINT) - ((CAST(x AS HUGEINT) % t_power_of_two(n) + t_power_of_two(n)) % t_power_of_two(n))) // t_power_of_two(n) END
t_round_bigint(x, n) := CASE WHEN n < 0 AND (x > 9000000000000000000 OR x < -9000000000000000000) THEN raise('Rounding such a number may overflow', x) ELSE CAST(round(x, n) AS BIGINT) END
t_round_float(x, n) := CASE WHEN isfinite(x) AND abs(x) < 1e290 THEN round(x, n) ELSE x END
t_finite(x) := CASE WHEN isfinite(x) THEN x END
t_greatest2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE greatest(a, b) END
t_least2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE least(a, b) END
t_double_text(x) := js_double_text(CAST(x AS VARCHAR))
`);
