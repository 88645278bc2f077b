import { macros } from './macro.ts';

const INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];

/*
 * Texts are read as Trino reads them: a regular expression knows the usual form, which DuckDB reads alike, and JavaScript the rest (see
 * number-texts.ts and moment-texts.ts). A byte order mark in front, with which no text is read, would be lost on its way to JavaScript.
 */
const integerCasts = INTEGERS.map(
  (type) => `
t_text_to_${type.toLowerCase()}(s) := CASE WHEN s IS NULL THEN NULL ELSE cast!(CASE WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN s ELSE coalesce(js_integer_text(t_for_js(s)), raise('This text is no ${type.toLowerCase()}', s)) END AS ${type}) END
t_to_${type.toLowerCase()}_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN t_text_to_${type.toLowerCase()}(CAST(x AS VARCHAR))
  WHEN t_is_float(x) THEN cast!(round(TRY_CAST(x AS DOUBLE)) AS ${type})
  ELSE cast!(x AS ${type}) END
t_json_to_${type.toLowerCase()}(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) = 'BOOLEAN' THEN (CASE WHEN CAST(j AS VARCHAR) = 'true' THEN cast!(1 AS ${type}) ELSE cast!(0 AS ${type}) END)
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'HUGEINT') THEN cast!(CAST(j AS VARCHAR) AS ${type})
  WHEN json_type(j) = 'DOUBLE' THEN cast!(round(CAST(CAST(j AS VARCHAR) AS DOUBLE)) AS ${type})
  WHEN json_type(j) = 'VARCHAR' THEN t_text_to_${type.toLowerCase()}(j ->> '$')
  ELSE raise('This JSON is no ${type.toLowerCase()}', j) END`,
).join('');

const DECIMAL = `[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)`;

const floatCasts = [
  ['real', 'FLOAT'],
  ['double', 'DOUBLE'],
]
  .map(
    ([name, type]) => `
t_text_to_${name}(s) := CASE WHEN s IS NULL THEN NULL ELSE cast!(CASE WHEN regexp_full_match(s, '${DECIMAL}([eE][+-]?[0-9]+)?') THEN s ELSE coalesce(js_float_text(t_for_js(s)), raise('This text is no ${name}', s)) END AS ${type}) END
t_to_${name}_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN t_text_to_${name}(CAST(x AS VARCHAR)) ELSE cast!(x AS ${type}) END
t_json_to_${name}(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) = 'BOOLEAN' THEN (CASE WHEN CAST(j AS VARCHAR) = 'true' THEN cast!(1 AS ${type}) ELSE cast!(0 AS ${type}) END)
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') THEN cast!(CAST(j AS VARCHAR) AS ${type})
  WHEN json_type(j) = 'VARCHAR' THEN t_text_to_${name}(j ->> '$')
  ELSE raise('This JSON is no ${name}', j) END`,
  )
  .join('');

const DAY = '-[0-9]{1,2}-[0-9]{1,2}';
const SECOND = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]';
// Before 1970 DuckDB rounds to fewer digits the other way.
const ROUNDED_YEAR = '(19[7-9][0-9]|[2-9][0-9]{3})';

// The zones that are easily told; Trino leaves them out of a timestamp.
const ZONE = ' ?(UTC|Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])';

/** The usual form of a timestamp, of which DuckDB's cast keeps some digits of a second. */
function usualTimestamp(digits: number): string {
  const fraction = digits === 0 ? '' : `([.][0-9]{1,${digits}})?`;
  return `'[1-9][0-9]{3}${DAY}( ${SECOND}${fraction})?|${ROUNDED_YEAR}${DAY} ${SECOND}[.][0-9]{1,6}'`;
}

const timestampCasts = (
  [
    ['s', 'TIMESTAMP_S', 0],
    ['ms', 'TIMESTAMP_MS', 3],
    ['us', 'TIMESTAMP', 6],
  ] as const
)
  .map(
    ([unit, type, digits]) => `
t_text_to_timestamp_${unit}(s) := CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, ${usualTimestamp(digits)}) THEN cast!(cast!(s AS TIMESTAMP) AS ${type})
  WHEN regexp_full_match(s, '${ROUNDED_YEAR}${DAY} ${SECOND}([.][0-9]{1,6})?${ZONE}') THEN cast!(cast!(regexp_replace(s, '${ZONE}$', '') AS TIMESTAMP) AS ${type})
  ELSE cast!(coalesce(make_timestamp(t_known(js_timestamp_micros(t_for_js(s), ${digits}), s)), raise('This text is no timestamp', s)) AS ${type}) END
t_to_timestamp_${unit}_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN t_text_to_timestamp_${unit}(CAST(x AS VARCHAR))
  ELSE cast!(cast!(x AS TIMESTAMP) AS ${type}) END`,
  )
  .join('');

/** What the form with types needs no longer: a list of one element gives the argument a name, so that nested calls do not multiply. */
const named =
  'tinyint smallint integer bigint real double date varchar decimal_text timestamp_s timestamp_ms timestamp_us'
    .split(' ')
    .map((name) => `t_to_${name}(x) := list_transform([x], lambda __v: t_to_${name}_of(__v))[1]`)
    .join('\n');

export const CAST_MACROS = macros(`${integerCasts}${floatCasts}${timestampCasts}
t_for_js(s) := CASE WHEN unicode(s) <> 65279 THEN s END
t_known(n, s) := CASE WHEN n = -9223372036854775808 THEN refuse('This moment, or its time zone, has no form in DuckDB', s) ELSE n END
t_text_to_boolean(s) := CASE WHEN s IS NULL THEN NULL WHEN lower(s) IN ('t', 'true', '1') THEN true WHEN lower(s) IN ('f', 'false', '0') THEN false ELSE raise('This text is no boolean', s) END
t_to_boolean(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN t_text_to_boolean(CAST(x AS VARCHAR)) ELSE cast!(x AS BOOLEAN) END
t_json_to_boolean(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) IN ('BOOLEAN', 'VARCHAR') THEN t_text_to_boolean(j ->> '$')
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(CAST(j AS VARCHAR) AS DOUBLE) <> 0
  ELSE raise('This JSON is no boolean', j) END
t_text_to_date(s) := CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, '[1-9][0-9]{3}${DAY}') THEN cast!(s AS DATE)
  ELSE coalesce(DATE '1970-01-01' + CAST(t_known(js_date_days(t_for_js(s)), s) AS INTEGER), raise('This text is no date', s)) END
t_to_date_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN t_text_to_date(CAST(x AS VARCHAR)) ELSE cast!(x AS DATE) END
t_to_uuid(x) := CASE WHEN typeof(x) NOT IN ('VARCHAR', 'UUID', '"NULL"') THEN raise('Only a text can be cast to uuid', x) ELSE cast!(x AS UUID) END
t_text_to_timestamptz(s, digits) := CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, ${usualTimestamp(0)}) AND s NOT LIKE '%.%' THEN timezone('UTC', cast!(s AS TIMESTAMP))
  ELSE timezone('UTC', coalesce(make_timestamp(t_known(js_utc_micros(t_for_js(s), digits), s)), raise('This text is no timestamp with time zone', s))) END
t_to_timestamptz(x, digits) := CASE WHEN typeof(x) = 'VARCHAR' THEN t_text_to_timestamptz(CAST(x AS VARCHAR), digits) ELSE cast!(x AS TIMESTAMP WITH TIME ZONE) END
t_text_to_decimal_text(s) := CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, '${DECIMAL}') THEN s ELSE coalesce(js_decimal_text(t_for_js(s)), raise('This text is no decimal', s)) END
t_to_decimal_text_of(x) := struct_extract_at(row(t_null(x), x, CASE WHEN t_is_float(x) THEN CAST(x AS VARCHAR) ELSE t_text_to_decimal_text(CAST(x AS VARCHAR)) END), CASE WHEN typeof(x) IN ('VARCHAR', 'JSON', 'DOUBLE', 'FLOAT') THEN 3 ELSE 2 END)
t_json_to_number(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') THEN t_text_to_decimal_text(CAST(j AS VARCHAR))
  WHEN json_type(j) = 'VARCHAR' THEN t_text_to_decimal_text(j ->> '$')
  WHEN json_type(j) = 'BOOLEAN' THEN CASE WHEN CAST(j AS VARCHAR) = 'true' THEN '1' ELSE '0' END
  ELSE raise('This JSON is no decimal', j) END
t_json_short(j) := CASE WHEN regexp_matches(CAST(j AS VARCHAR), '[0-9][0-9.]{15}') THEN refuse('Numbers of so many digits inside JSON are not kept here', j) ELSE j END
t_clock(x) := CASE WHEN epoch_us(x) < 0 AND epoch_us(x) % 1000000 <> 0 THEN refuse('The time of a timestamp before 1970 with a fraction of a second', x) ELSE x END
t_all_or_null(a, b) := CASE WHEN list_count(a) = list_count(b) THEN b END
t_bc_year(s) := CAST(split_part(s, '-', 1) AS BIGINT) - 1
t_date_text(s) := CASE WHEN s NOT LIKE '%(BC)%' THEN s ELSE (CASE WHEN t_bc_year(s) = 0 THEN '0000' WHEN t_bc_year(s) > 9999 THEN '-' || CAST(t_bc_year(s) AS VARCHAR) ELSE '-' || lpad(CAST(t_bc_year(s) AS VARCHAR), 4, '0') END) || replace(substring(s, strpos(s, '-')), ' (BC)', '') END
t_timestamp_text(s) := CASE WHEN s LIKE '____-%' AND s NOT LIKE '%(BC)%' THEN s WHEN s LIKE '%(BC)%' THEN t_date_text(s) ELSE '+' || s END
t_fraction(s, n) := CASE WHEN n = 0 THEN regexp_replace(t_timestamp_text(s), '[.].*$', '') ELSE split_part(t_timestamp_text(s), '.', 1) || '.' || rpad(split_part(s, '.', 2), n, '0') END
t_digits_of(x) := CASE typeof(x) WHEN 'TIMESTAMP_S' THEN 0 WHEN 'TIMESTAMP_MS' THEN 3 WHEN 'TIMESTAMP' THEN 6 WHEN 'TIMESTAMP_NS' THEN 9 END
t_to_varchar_of(x) := CASE WHEN t_is_float(x) THEN js_double_text(CAST(x AS VARCHAR))
  WHEN t_digits_of(x) IS NOT NULL THEN t_fraction(CAST(x AS VARCHAR), t_digits_of(x))
  WHEN typeof(x) = 'DATE' THEN t_date_text(CAST(x AS VARCHAR))
  WHEN typeof(x) = 'JSON' THEN t_json_to_varchar(CAST(CAST(x AS VARCHAR) AS JSON))
  WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UBIGINT', 'UUID', '"NULL"') OR t_is_decimal(x) THEN CAST(x AS VARCHAR)
  WHEN x IS NULL THEN NULL ELSE refuse('A value of this type has no text in Trino that is known here', x) END
t_to_varchar_n(x, n) := CASE WHEN typeof(x) = 'VARCHAR' THEN left(CAST(x AS VARCHAR), n) WHEN length(t_to_varchar(x)) > n THEN raise('The value is too long for varchar(n)', x) ELSE t_to_varchar(x) END
t_to_char(x, n) := CASE WHEN typeof(x) = 'VARCHAR' THEN rpad(CAST(x AS VARCHAR), n, ' ') ELSE raise('Only a text can be cast to char', x) END
t_json_to_varchar(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL WHEN json_type(j) IN ('OBJECT', 'ARRAY') THEN raise('A JSON object or array cannot be cast to varchar', j)
  WHEN json_type(j) = 'DOUBLE' THEN js_double_text(CAST(CAST(CAST(j AS VARCHAR) AS DOUBLE) AS VARCHAR)) ELSE j ->> '$' END
t_json_elements(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL WHEN json_type(j) = 'ARRAY' THEN json_extract(j, '$[*]') ELSE raise('This JSON is no array', j) END
t_json_object_keys(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL WHEN json_type(j) = 'OBJECT' THEN json_keys(j) ELSE raise('This JSON is no object', j) END
t_json_null(j) := CASE WHEN json_type(j) = 'NULL' THEN CAST('null' AS JSON) ELSE j END
t_json_key(k) := '$."' || replace(k, '"', '\\"') || '"'
t_json_row(j, n) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN false WHEN json_type(j) = 'OBJECT' OR (json_type(j) = 'ARRAY' AND json_array_length(j) = n) THEN true ELSE raise('This JSON is no row', j) END
t_json_member(j, name, i) := CASE WHEN json_type(j) = 'ARRAY' THEN json_extract(j, '$[' || CAST(i AS VARCHAR) || ']') ELSE t_json_field(j, name) END
t_json_field(j, name) := json_extract(j, t_json_key(list_filter(json_keys(j), lambda __k: lower(__k) = lower(name))[-1]))
t_to_json(x) := CASE WHEN typeof(x) = 'JSON' THEN CAST(CAST(x AS VARCHAR) AS JSON) WHEN typeof(x) LIKE '%TIME%' OR typeof(x) LIKE '%BLOB%' OR typeof(x) LIKE '%DECIMAL%' OR typeof(x) LIKE '%MAP%' AND t_map_size(to_json(x)) > 1 THEN refuse('A value of this type has no JSON in Trino that is known here', x) ELSE to_json(x) END
t_map_size(j) := len(json_keys(j))
t_text_to_uuid(s) := CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}') THEN cast!(s AS UUID) ELSE raise('This text is no uuid', s) END
t_text_to_timestamp_n(s, digits) := CASE WHEN s IS NULL THEN NULL ELSE coalesce(make_timestamp(t_known(js_timestamp_micros(t_for_js(s), digits), s)), raise('This text is no timestamp', s)) END
t_text_to_time(s, digits) := CASE WHEN s IS NULL THEN NULL WHEN regexp_full_match(s, '([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9]([.][0-9]{1,6})?)?') THEN t_round_time(cast!(CASE WHEN s LIKE '%:%:%' THEN s ELSE s || ':00' END AS TIME), CAST(pow(10, 6 - digits) AS BIGINT)) ELSE raise('This text is no time', s) END
t_fitting(s, n) := CASE WHEN length(s) > n THEN raise('The value is too long for varchar(n)', s) ELSE s END
t_whole_zero(s) := CASE WHEN s LIKE '.%' THEN '0' || s WHEN s LIKE '-.%' THEN '-0' || substring(s, 2) ELSE s END
t_float_digits(x) := CASE WHEN abs(x) < 1e-39 THEN '0' ELSE CAST(x AS VARCHAR) END
t_char(s, n) := rpad(s, n, ' ')
t_double_to_real(x) := CASE WHEN isnan(x) THEN CAST('NaN' AS FLOAT) WHEN x >= 3.4028235677973366e38 THEN CAST('Infinity' AS FLOAT) WHEN x <= -3.4028235677973366e38 THEN CAST('-Infinity' AS FLOAT) ELSE CAST(x AS FLOAT) END
t_real_to_bigint(x) := CASE WHEN NOT isnan(x) AND x >= 9223372036854775807 THEN 9223372036854775807 WHEN x <= -9223372036854775808 THEN -9223372036854775808 ELSE CAST(round(CAST(x AS DOUBLE)) AS BIGINT) END
t_decimal_json(x) := CASE WHEN abs(x) < 0.000001 THEN refuse('A decimal of this size has another form in JSON', x) ELSE CAST(x AS VARCHAR) END
t_wide_format(s) := CASE WHEN regexp_matches(s, '[\\x{10000}-\\x{10FFFF}]') THEN refuse('format() with a width counts such characters twice', s) ELSE s END
t_round_micros(n, unit) := n + unit // 2 - ((n + unit // 2) % unit + unit) % unit
t_round_timestamp(x, unit) := make_timestamp(t_round_micros(epoch_us(x), unit))
t_round_time(x, unit) := CAST(make_timestamp(t_round_micros(epoch_us(x), unit)) AS TIME)
t_time_text(s, n) := CASE WHEN n = 0 THEN split_part(s, '.', 1) ELSE split_part(s, '.', 1) || '.' || rpad(split_part(s, '.', 2), n, '0') END
t_day_interval_text(n) := printf('%s%d %02d:%02d:%02d.%03d', CASE WHEN n < 0 THEN '-' ELSE '' END, abs(n) // 86400000, abs(n) // 3600000 % 24, abs(n) // 60000 % 60, abs(n) // 1000 % 60, abs(n) % 1000)
t_month_interval_text(n) := printf('%s%d-%d', CASE WHEN n < 0 THEN '-' ELSE '' END, abs(n) // 12, abs(n) % 12)
t_real_json(x) := CASE WHEN x <> 0 AND abs(x) < 1.2e-38 THEN refuse('A real of this size has another form in JSON', x) ELSE t_float_json(x) END
t_float_json(x) := CASE WHEN NOT isfinite(x) THEN '"' || js_double_text(CAST(x AS VARCHAR)) || '"' WHEN x = 0 OR abs(x) >= 0.001 AND abs(x) < 1e7 THEN CAST(x AS VARCHAR) ELSE js_double_text(CAST(x AS VARCHAR)) END
${named}
`);
