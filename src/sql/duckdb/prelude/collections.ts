import { macros } from './macro.ts';

export const COLLECTION_MACROS = macros(`
t_size(x) := CAST(regexp_extract(variant_typeof(CAST(x AS VARIANT)), '^ARRAY\\((\\d+)\\)$', 1) AS BIGINT)
t_cardinality(x) := CASE WHEN x IS NULL THEN NULL WHEN typeof(x) LIKE '%[]' OR typeof(x) LIKE 'MAP(%' THEN t_size(x) ELSE raise('cardinality() needs an array or a map', x) END
t_plain_elements(x) := CASE WHEN typeof(x) LIKE 'STRUCT(%[]' THEN raise('UNNEST of an array of rows needs a name for each field', x) ELSE x END
t_rows(x) := CASE WHEN typeof(x) LIKE 'STRUCT(%[]' OR typeof(x) LIKE '"NULL"%' THEN x ELSE raise('UNNEST of an array that has no rows gives one column', x) END
t_map_rows(x) := map_entries(x)
t_has_key(x, k) := list_contains(json_keys(to_json(x)), CAST(k AS VARCHAR))
t_subscript(x, k) := CASE WHEN x IS NULL OR k IS NULL THEN NULL
  WHEN typeof(x) LIKE '%[]' THEN (CASE WHEN CAST(TRY_CAST(k AS VARCHAR) AS BIGINT) BETWEEN 1 AND t_size(x) THEN x[k] ELSE raise('The subscript is not in the array', k) END)
  WHEN typeof(x) LIKE 'MAP(%' THEN (CASE WHEN x[k] IS NOT NULL OR t_has_key(x, k) THEN x[k] ELSE raise('The key is not in the map', k) END)
  WHEN typeof(x) LIKE 'STRUCT(%' THEN x[k] ELSE raise('A subscript needs an array, a map or a row', k) END
t_element_at(x, k) := CASE WHEN typeof(x) LIKE '%[]' AND CAST(k AS VARCHAR) = '0' THEN raise('Array indices start at 1', k) WHEN typeof(x) LIKE '%[]' OR typeof(x) LIKE 'MAP(%' THEN x[k] ELSE raise('element_at() needs an array or a map', k) END
t_array_item(x, k) := CASE WHEN x IS NULL OR k IS NULL THEN NULL WHEN k BETWEEN 1 AND len(x) THEN x[k] ELSE raise('The subscript is not in the array', k) END
t_map_item(x, k) := CASE WHEN x IS NULL OR k IS NULL THEN NULL WHEN map_contains(x, k) THEN x[k] ELSE raise('The key is not in the map', k) END
t_element(x, k) := CASE WHEN k = 0 THEN raise('Array indices start at 1', k) ELSE x[k] END
t_check_order(x) := CASE WHEN x THEN refuse('Values with NULL or NaN inside have no order here', x) ELSE true END
t_array_concat(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE list_concat(x, y) END
t_contains(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN list_contains(x, y) THEN true WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE false END
t_position(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE CAST(coalesce(list_position(x, y), 0) AS BIGINT) END
t_array_max(x) := CASE WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE list_max(x) END
t_array_min(x) := CASE WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE list_min(x) END
t_number_contains(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN NOT isnan(y) AND list_contains(x, y) THEN true WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE false END
t_number_position(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN isnan(y) THEN CAST(0 AS BIGINT) ELSE CAST(coalesce(list_position(x, y), 0) AS BIGINT) END
t_number_remove(x, y) := CASE WHEN y IS NULL THEN NULL WHEN isnan(y) THEN x ELSE list_filter(x, lambda __e: __e IS NULL OR __e <> y) END
t_number_max(x) := CASE WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE coalesce(list_max(list_filter(x, lambda __e: NOT isnan(__e))), list_max(x)) END
t_array_distinct(x) := list_filter(x, lambda __e, __i: NOT t_in_list(x[1:__i - 1], __e))
t_in_list(x, y) := len(list_filter(x, lambda __f: __f IS NOT DISTINCT FROM y)) > 0
t_array_union(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE t_array_distinct(list_concat(x, y)) END
t_array_except(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN len(y) = 0 THEN x ELSE t_array_distinct(list_filter(x, lambda __g: NOT t_in_list(y, __g))) END
t_array_intersect(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN len(x) < len(y) THEN t_array_distinct(list_filter(y, lambda __g: t_in_list(x, __g))) ELSE t_array_distinct(list_filter(x, lambda __g: t_in_list(y, __g))) END
t_array_remove(x, y) := CASE WHEN y IS NULL THEN NULL ELSE list_filter(x, lambda __e: __e IS NULL OR __e <> y) END
t_arrays_overlap(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN list_has_any(list_filter(x, lambda __e: __e IS NOT NULL), list_filter(y, lambda __e: __e IS NOT NULL)) THEN true
  WHEN len(x) = 0 OR len(y) = 0 THEN false WHEN t_in_list(x, NULL) OR t_in_list(y, NULL) THEN NULL ELSE false END
t_array_join(x, d) := CASE WHEN x IS NULL OR d IS NULL THEN NULL ELSE array_to_string(list_transform(list_filter(x, lambda __e: __e IS NOT NULL), lambda __e: t_to_varchar(__e)), d) END
t_array_join3(x, d, n) := CASE WHEN x IS NULL OR d IS NULL THEN NULL ELSE array_to_string(list_transform(x, lambda __e: coalesce(t_to_varchar(__e), n)), d) END
t_slice(x, start, n) := CASE WHEN start = 0 OR n < 0 THEN raise('slice() counts from 1 and takes no negative length', start) WHEN start > 0 THEN x[start:start + n - 1] WHEN -start > len(x) THEN x[1:0] ELSE x[len(x) + start + 1:len(x) + start + n] END
t_trim_array(x, n) := CASE WHEN n < 0 OR n > len(x) THEN raise('trim_array() cannot remove so many elements', n) ELSE x[1:len(x) - n] END
t_repeat(x, n) := CASE WHEN n < 0 THEN raise('repeat() needs a count that is not negative', n) ELSE list_transform(range(0, n), lambda __i: x) END
t_flatten(x) := flatten(list_filter(x, lambda __e: __e IS NOT NULL))
t_zip2(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(x), len(y)) + 1), lambda __i: row(x[__i], y[__i])) END
t_zip3(x, y, z) := CASE WHEN x IS NULL OR y IS NULL OR z IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(x), len(y), len(z)) + 1), lambda __i: row(x[__i], y[__i], z[__i])) END
t_pairs(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(x), len(y)) + 1), lambda __i: row(x[__i], y[__i])) END
t_combinations2(x) := flatten(list_transform(range(2, len(x) + 1), lambda __j: list_transform(range(1, __j), lambda __i: [x[__i], x[__j]])))
t_contains_sequence(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN len(y) = 0 THEN true ELSE len(list_filter(range(1, len(x) - len(y) + 2), lambda __i: x[__i:__i + len(y) - 1] = y)) > 0 END
t_sort(x, o) := CASE WHEN t_in_list(x, NULL) THEN refuse('A comparator that is given a NULL is not known here', x) ELSE list_sort(x, o, 'NULLS LAST') END
t_append(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE list_append(x, y) END
t_prepend(y, x) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE list_prepend(y, x) END
t_map_entries(x) := list_transform(map_entries(x), lambda __e: row(__e.key, __e.value))
t_any(x) := CASE WHEN x IS NULL THEN NULL WHEN list_contains(x, true) THEN true WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE false END
t_all(x) := CASE WHEN x IS NULL THEN NULL WHEN list_contains(x, false) THEN false WHEN len(list_filter(x, lambda __e: __e IS NULL)) > 0 THEN NULL ELSE true END
t_map(k, v) := CASE WHEN k IS NULL OR v IS NULL THEN NULL WHEN len(k) <> len(v) THEN raise('Keys and values must have the same number', k) ELSE map(k, v) END
t_map_first(x) := map_from_entries(list_filter(x, lambda __e, __i: struct_extract_at(__e, 1) IS NOT NULL AND len(list_filter(x[1:__i - 1], lambda __f: struct_extract_at(__f, 1) = struct_extract_at(__e, 1))) = 0))
t_map_from_entries(x) := CASE WHEN len(list_filter(x, lambda __e: __e IS NULL OR struct_extract_at(__e, 1) IS NULL)) > 0 THEN raise('A map has no NULL keys or entries', x) ELSE map_from_entries(x) END
t_multimap(x) := map_from_entries(list_transform(list_filter(x, lambda __e, __i: struct_extract_at(__e, 1) IS NOT NULL AND len(list_filter(x[1:__i - 1], lambda __f: struct_extract_at(__f, 1) = struct_extract_at(__e, 1))) = 0),
  lambda __e: row(struct_extract_at(__e, 1), list_transform(list_filter(x, lambda __f: struct_extract_at(__f, 1) = struct_extract_at(__e, 1)), lambda __f: struct_extract_at(__f, 2)))))
t_map_union(x) := t_map_first(flatten(list_transform(list_filter(x, lambda __m: __m IS NOT NULL), lambda __m: map_entries(__m))))
t_counts(x) := map_from_entries(list_transform(t_array_distinct(x), lambda __e: row(__e, len(list_filter(x, lambda __f: __f = __e)))))
t_histogram(x) := CASE WHEN len(x) = 0 THEN NULL ELSE t_counts(x) END
t_entries(x, d) := CASE WHEN x = '' THEN [x][1:0] WHEN ends_with(x, d) THEN string_split(left(x, length(x) - length(d)), d) ELSE string_split(x, d) END
t_checked_entries(x, d, s) := CASE WHEN x IS NULL OR d IS NULL OR s IS NULL THEN NULL WHEN d = '' OR s = '' OR d = s OR len(list_filter(t_entries(x, d), lambda __e: len(string_split(__e, s)) <> 2)) > 0 THEN raise('Each entry needs one key and one value', x)
  ELSE list_transform(t_entries(x, d), lambda __e: row(string_split(__e, s)[1], string_split(__e, s)[2])) END
t_split_to_map(x, d, s) := map_from_entries(t_checked_entries(x, d, s))
t_split_to_multimap(x, d, s) := t_multimap(t_checked_entries(x, d, s))
t_multimap_from_entries(x) := CASE WHEN len(list_filter(x, lambda __e: __e IS NULL OR struct_extract_at(__e, 1) IS NULL)) > 0 THEN raise('A map has no NULL keys or entries', x) ELSE t_multimap(x) END
t_map_pairs(x, y) := CASE WHEN x IS NULL OR y IS NULL THEN NULL ELSE list_transform(list_distinct(list_concat(map_keys(x), map_keys(y))), lambda __k: struct_pack(key := __k, one := x[__k], two := y[__k])) END
t_array_histogram(x) := t_counts(list_filter(x, lambda __h: __h IS NOT NULL))
t_ngrams(x, n) := CASE WHEN n <= 0 THEN raise('ngrams() needs a positive number', n) WHEN len(x) <= n THEN [x] ELSE list_transform(range(1, len(x) - n + 2), lambda __i: x[__i:__i + n - 1]) END
t_sequence(a, b) := CASE WHEN a <= b THEN generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT)) ELSE generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT), -1) END
t_sequence3(a, b, s) := CASE WHEN s = 0 OR (s > 0 AND a > b) OR (s < 0 AND a < b) THEN raise('sequence(): the step goes the wrong way', s) ELSE generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT), CAST(s AS BIGINT)) END
t_sequence_dates(a, b) := list_transform(CASE WHEN a <= b THEN range(0, CAST(b AS DATE) - CAST(a AS DATE) + 1) ELSE range(0, CAST(b AS DATE) - CAST(a AS DATE) - 1, -1) END, lambda __i: CAST(a AS DATE) + CAST(__i AS INTEGER))
t_sequence_interval(a, b, s) := list_transform(list_filter(range(0, t_steps(a, b, s) + 1), lambda __i: CASE WHEN t_goes_up(a, s) THEN CAST(a AS TIMESTAMP) + __i * s <= CAST(b AS TIMESTAMP) ELSE CAST(a AS TIMESTAMP) + __i * s >= CAST(b AS TIMESTAMP) END),
  lambda __i: cast_to_type(CAST(a AS TIMESTAMP) + __i * s, a))
t_goes_up(a, s) := CAST(a AS TIMESTAMP) + s > CAST(a AS TIMESTAMP)
t_steps(a, b, s) := CASE WHEN CAST(a AS TIMESTAMP) + s = CAST(a AS TIMESTAMP) OR (t_goes_up(a, s) AND a > b) OR (NOT t_goes_up(a, s) AND a < b) THEN raise('sequence(): the step goes the wrong way', a)
  ELSE CAST(ceil(abs(epoch(CAST(b AS TIMESTAMP)) - epoch(CAST(a AS TIMESTAMP))) / greatest(0.000001, abs(epoch(CAST(a AS TIMESTAMP) + s) - epoch(CAST(a AS TIMESTAMP))) * 0.9)) AS BIGINT) + 1 END
`);
