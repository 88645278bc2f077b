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
t_infinite(a, b) := CASE WHEN isnan(CAST(a AS DOUBLE)) OR a = 0 THEN 'nan' WHEN (a < 0) <> (CAST(b AS VARCHAR) LIKE '-%') THEN '-inf' ELSE 'inf' END
t_bigint(x) := cast_to_type(x, struct_extract_at(row(t_null(x), CAST(NULL AS BIGINT)), CASE WHEN typeof(x) IN ('HUGEINT', 'UBIGINT') THEN 2 ELSE 1 END))
t_typeof(x) := CASE WHEN typeof(x) IN ('BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DOUBLE', 'DATE') THEN lower(typeof(x)) WHEN t_is_decimal(x) THEN lower(typeof(x)) ELSE refuse('typeof() of a value of this type is not known here', x) END
t_like(x, sample) := cast_to_type(x, sample)
t_as_double(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN') THEN raise('A number is needed', x) ELSE CAST(x AS DOUBLE) END
t_only_double(x) := CASE WHEN typeof(x) IN ('DOUBLE', '"NULL"') THEN CAST(x AS DOUBLE) ELSE refuse('This aggregate is known for doubles alone: cast its arguments', x) END
t_bucket_in(x, starts) := CASE WHEN x IS NULL OR starts IS NULL THEN NULL WHEN len(starts) = 0 OR isnan(x) THEN raise('width_bucket() needs bounds, and a number to look for', x) WHEN t_in_list(starts, NULL) OR starts <> list_sort(starts) THEN refuse('width_bucket() needs ascending bounds', x) ELSE CAST(len(list_filter(starts, lambda __b: __b <= x)) AS BIGINT) END
t_random(low, high) := CASE WHEN low >= high THEN raise('random() needs bounds of which the first is less', low) ELSE low + CAST(floor(random() * (high - low)) AS BIGINT) END
t_bucket_up(x, low, high, n) := CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 ELSE CAST(floor(n * (x - low) / (high - low) + 1) AS BIGINT) END
t_width_bucket(x, low, high, n) := CASE WHEN x IS NULL OR low IS NULL OR high IS NULL OR n IS NULL THEN NULL
  WHEN n <= 0 OR low = high OR isnan(CAST(x AS DOUBLE)) OR NOT isfinite(CAST(low AS DOUBLE)) OR NOT isfinite(CAST(high AS DOUBLE)) THEN raise('width_bucket() needs a positive count and two bounds', x)
  WHEN low < high THEN t_bucket_up(CAST(x AS DOUBLE), CAST(low AS DOUBLE), CAST(high AS DOUBLE), CAST(n AS BIGINT)) ELSE CAST(n AS BIGINT) + 1 - t_bucket_up(CAST(x AS DOUBLE), CAST(high AS DOUBLE), CAST(low AS DOUBLE), CAST(n AS BIGINT)) END
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
t_round_bigint(x, n) := CASE WHEN n >= 0 THEN x WHEN n < -19 THEN CASE WHEN x IS NULL THEN NULL ELSE 0 END ELSE CAST(t_round_div(CAST(x AS HUGEINT), t_shift(-n)) * t_shift(-n) AS BIGINT) END
t_round_float(x, n) := CASE WHEN isfinite(x) AND abs(x) < 1e290 THEN round(x, n) ELSE x END
t_equal(a, b) := a = b AND NOT isnan(a + b)
t_differ(a, b) := a <> b OR isnan(a + b)
t_less(a, b) := a < b AND (NOT isnan(b) OR a IS NULL)
t_at_most(a, b) := a <= b AND (NOT isnan(b) OR a IS NULL)
t_more(a, b) := a > b AND (NOT isnan(a) OR b IS NULL)
t_at_least(a, b) := a >= b AND (NOT isnan(a) OR b IS NULL)
t_nan() := CAST('NaN' AS DOUBLE)
t_float_mod(a, b) := CASE WHEN b = 0 AND a IS NOT NULL THEN cast_to_type(t_nan(), a + b) ELSE a % b END
t_sqrt(x) := CASE WHEN x < 0 THEN t_nan() ELSE sqrt(x) END
t_ln(x) := CASE WHEN x < 0 THEN t_nan() WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE ln(x) END
t_log2(x) := CASE WHEN x < 0 THEN t_nan() WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE log2(x) END
t_log10(x) := CASE WHEN x < 0 THEN t_nan() WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE log10(x) END
t_asin(x) := CASE WHEN abs(x) > 1 THEN t_nan() ELSE asin(x) END
t_acos(x) := CASE WHEN abs(x) > 1 THEN t_nan() ELSE acos(x) END
t_sin(x) := CASE WHEN isinf(x) THEN t_nan() ELSE sin(x) END
t_cos(x) := CASE WHEN isinf(x) THEN t_nan() ELSE cos(x) END
t_tan(x) := CASE WHEN isinf(x) THEN t_nan() ELSE tan(x) END
t_float_sign(x) := CASE WHEN isnan(x) THEN x ELSE cast_to_type(sign(x), x) END
t_power(x, y) := CASE WHEN x IS NOT NULL AND isnan(y) OR abs(x) = 1 AND isinf(y) THEN t_nan() ELSE pow(x, y) END
t_fits_decimal(x) := CASE WHEN length(regexp_replace(CAST(x AS VARCHAR), '[-.]', '', 'g')) > 38 THEN raise('The number has more than 38 digits', x) ELSE x END
t_findable(x) := CASE WHEN isnan(x) THEN refuse('NaN, which no IN (SELECT) finds,', x) ELSE x END
t_finite(x) := CASE WHEN isfinite(x) THEN x END
t_number_greatest2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN isnan(a) THEN b WHEN isnan(b) THEN a ELSE greatest(a, b) END
t_number_least2(a, b) := CASE WHEN a < b OR a IS NULL THEN a ELSE b END
t_moment(x, k) := list_transform([list_avg(x)], lambda __m: list_sum(list_transform(x, lambda __e: pow(__e - __m, k))))[1]
t_skewness(x) := CASE WHEN len(x) >= 3 THEN t_finite(sqrt(CAST(len(x) AS DOUBLE)) * t_moment(x, 3) / pow(t_moment(x, 2), 1.5)) END
t_kurtosis(x) := CASE WHEN len(x) >= 4 THEN t_finite(t_kurtosis_of(CAST(len(x) AS DOUBLE), t_moment(x, 2), t_moment(x, 4))) END
t_kurtosis_of(n, m2, m4) := (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * n * m4 / (m2 * m2) - 3 * (n - 1))
t_interval_greatest2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN a > b THEN a ELSE b END
t_interval_least2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN a > b THEN b ELSE a END
t_greatest2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE greatest(a, b) END
t_least2(a, b) := CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE least(a, b) END
t_double_text(x) := js_double_text(CAST(x AS VARCHAR))
t_wilson(s, n, z, side) := CASE WHEN s IS NULL OR n IS NULL OR z IS NULL THEN NULL WHEN s < 0 OR n <= 0 OR s > n OR z < 0 THEN raise('A Wilson interval needs trials, no more successes than these, and no negative number', s)
  ELSE t_wilson_bound(CAST(s AS DOUBLE) / CAST(n AS DOUBLE), CAST(n AS DOUBLE), CAST(z AS DOUBLE), side) END
t_wilson_bound(p, n, z, side) := (p + z * z / (2 * n) + side * z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)
t_wilson_lower(s, n, z) := t_wilson(s, n, z, -1)
t_wilson_upper(s, n, z) := t_wilson(s, n, z, 1)
t_great_circle(a, b, c, d) := CASE WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL THEN NULL WHEN NOT (abs(a) <= 90 AND abs(c) <= 90) OR NOT (abs(b) <= 180 AND abs(d) <= 180) THEN raise('A latitude is up to 90 degrees, a longitude up to 180', a)
  ELSE t_arc(radians(a), radians(c), radians(b) - radians(d)) * 6371.01::DOUBLE END
t_arc(a, c, d) := atan2(sqrt(pow(cos(c) * sin(d), 2) + pow(cos(a) * sin(c) - sin(a) * cos(c) * cos(d), 2)), sin(a) * sin(c) + cos(a) * cos(c) * cos(d))
t_of_equal_length(x, y, z) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN len(x) <> len(y) THEN raise('Vectors must have the same length', x) ELSE z END
t_zeros(x) := list_transform(x, lambda __e: coalesce(__e, CAST(0 AS DOUBLE)))
t_dot_product(x, y) := t_of_equal_length(x, y, list_inner_product(t_zeros(x), t_zeros(y)))
t_euclidean_distance(x, y) := t_of_equal_length(x, y, list_distance(t_zeros(x), t_zeros(y)))
t_magnitude(x) := CASE WHEN list_inner_product(x, x) = 0 THEN raise('The magnitude of a vector cannot be zero', x) ELSE sqrt(list_inner_product(x, x)) END
t_cosine(x, y) := list_inner_product(x, y) / (t_magnitude(x) * t_magnitude(y))
t_cosine_similarity(x, y) := t_of_equal_length(x, y, CASE WHEN len(list_filter(list_concat(x, y), lambda __e: __e IS NULL)) > 0 THEN NULL ELSE t_cosine(t_zeros(x), t_zeros(y)) END)
t_cosine_distance(x, y) := 1 - t_cosine_similarity(x, y)
t_to_big_endian(x, bits) := unhex(lpad(hex(CAST(t_unsigned(x, bits) AS UBIGINT)), bits // 4, '0'))
t_to_big_endian_32(x) := t_to_big_endian(x, 32)
t_to_big_endian_64(x) := t_to_big_endian(x, 64)
t_from_big_endian(x, bits) := CASE WHEN octet_length(x) <> bits // 8 THEN raise('These are not as many bytes as the number has', x) ELSE t_signed(CAST(CAST('0x' || hex(x) AS UBIGINT) AS HUGEINT), bits) END
t_from_big_endian_32(x) := CAST(t_from_big_endian(x, 32) AS INTEGER)
t_from_big_endian_64(x) := CAST(t_from_big_endian(x, 64) AS BIGINT)
t_unit_power(unit) := t_power_of_two(10 * (strpos('BkMGTPEZY', left(unit, 1)) - 1))
t_parse_data_size(x) := CASE WHEN NOT regexp_full_match(x, '\\d*\\.?\\d+([kMGTPEZY]?B)') THEN raise('This is no size of data', x)
  ELSE CAST(CAST(regexp_replace(x, '\\D', '', 'g') AS HUGEINT) * t_unit_power(regexp_extract(x, '[A-Za-z]')) // t_shift(length(regexp_extract(x, '\\.(\\d+)', 1))) AS DECIMAL(38,0)) END
t_counted(n, unit) := CASE n WHEN 0 THEN NULL WHEN 1 THEN '1 ' || unit ELSE n || ' ' || unit || 's' END
t_human_seconds(x) := CASE WHEN x IS NULL THEN NULL WHEN NOT isfinite(x) THEN raise('Seconds must be finite', x) WHEN round(abs(x)) = 0 THEN '0 seconds' ELSE t_human(CASE WHEN abs(x) >= 9223372036854775807 THEN 9223372036854775807 ELSE TRY_CAST(round(abs(x)) AS BIGINT) END) END
t_human(n) := concat_ws(', ', t_counted(n // 604800, 'week'), t_counted(n // 86400 % 7, 'day'), t_counted(n // 3600 % 24, 'hour'), t_counted(n // 60 % 60, 'minute'), t_counted(n % 60, 'second'))
`);
