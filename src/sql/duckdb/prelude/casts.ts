import { macros } from './macro.ts';

const INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];

// Texts are read as Trino reads them: no fractions, no digits grouped by `_`.
const integerCasts = INTEGERS.map(
  (type) => `
t_to_${type.toLowerCase()}_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN (CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(trim(CAST(x AS VARCHAR)), '[+-]?[0-9]+') THEN cast!(CAST(x AS VARCHAR) AS ${type}) ELSE raise('This text is no ${type.toLowerCase()}', x) END)
  WHEN t_is_float(x) THEN cast!(round(TRY_CAST(x AS DOUBLE)) AS ${type})
  ELSE cast!(x AS ${type}) END
t_json_to_${type.toLowerCase()}(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) = 'BOOLEAN' THEN (CASE WHEN CAST(j AS VARCHAR) = 'true' THEN cast!(1 AS ${type}) ELSE cast!(0 AS ${type}) END)
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'HUGEINT') THEN cast!(CAST(j AS VARCHAR) AS ${type})
  WHEN json_type(j) = 'DOUBLE' THEN cast!(round(CAST(CAST(j AS VARCHAR) AS DOUBLE)) AS ${type})
  WHEN json_type(j) = 'VARCHAR' AND regexp_full_match(j ->> '$', '[+-]?[0-9]+') THEN cast!(j ->> '$' AS ${type})
  ELSE raise('This JSON is no ${type.toLowerCase()}', j) END`,
).join('');

const NUMBER = `'[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?'`;

const floatCasts = [
  ['real', 'FLOAT'],
  ['double', 'DOUBLE'],
]
  .map(
    ([name, type]) => `
t_to_${name}_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN (CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(trim(CAST(x AS VARCHAR)), ${NUMBER}) OR trim(CAST(x AS VARCHAR)) IN ('Infinity', '-Infinity', '+Infinity') THEN cast!(CAST(x AS VARCHAR) AS ${type}) ELSE raise('This text is no ${name}', x) END)
  ELSE cast!(x AS ${type}) END
t_json_to_${name}(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) = 'BOOLEAN' THEN (CASE WHEN CAST(j AS VARCHAR) = 'true' THEN cast!(1 AS ${type}) ELSE cast!(0 AS ${type}) END)
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') THEN cast!(CAST(j AS VARCHAR) AS ${type})
  WHEN json_type(j) = 'VARCHAR' AND regexp_full_match(j ->> '$', ${NUMBER}) THEN cast!(j ->> '$' AS ${type})
  ELSE raise('This JSON is no ${name}', j) END`,
  )
  .join('');

const DATE = `'[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}'`;
const TIMESTAMP = `'[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?'`;

const timestampCasts = [
  ['s', 'TIMESTAMP_S'],
  ['ms', 'TIMESTAMP_MS'],
  ['us', 'TIMESTAMP'],
]
  .map(
    ([unit, type]) => `
t_to_timestamp_${unit}_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN (CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(trim(CAST(x AS VARCHAR)), ${TIMESTAMP}) THEN cast!(cast!(t_full_time(trim(CAST(x AS VARCHAR))) AS TIMESTAMP) AS ${type}) ELSE raise('This text is no timestamp', x) END)
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
t_full_time(s) := CASE WHEN s LIKE '% %' AND s NOT LIKE '%:%:%' THEN s || ':00' ELSE s END
t_to_boolean(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN (CASE WHEN x IS NULL THEN NULL WHEN lower(CAST(x AS VARCHAR)) IN ('t', 'true', '1') THEN true WHEN lower(CAST(x AS VARCHAR)) IN ('f', 'false', '0') THEN false ELSE raise('This text is no boolean', x) END)
  ELSE cast!(x AS BOOLEAN) END
t_json_to_boolean(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) IN ('BOOLEAN', 'VARCHAR') AND lower(j ->> '$') IN ('true', 'false') THEN lower(j ->> '$') = 'true'
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(CAST(j AS VARCHAR) AS DOUBLE) <> 0
  ELSE raise('This JSON is no boolean', j) END
t_to_date_of(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN (CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(trim(CAST(x AS VARCHAR)), ${DATE}) THEN cast!(trim(CAST(x AS VARCHAR)) AS DATE) ELSE raise('This text is no date', x) END)
  ELSE cast!(x AS DATE) END
t_to_uuid(x) := CASE WHEN typeof(x) NOT IN ('VARCHAR', 'UUID', '"NULL"') THEN raise('Only a text can be cast to uuid', x) ELSE cast!(x AS UUID) END
t_to_timestamptz(x) := CASE WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(trim(CAST(x AS VARCHAR)), '[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?( ?(UTC|Z|[+-]00:00))?') THEN raise('This text is no timestamp with time zone in UTC', x)
  ELSE cast!(x AS TIMESTAMP WITH TIME ZONE) END
t_to_decimal_text_of(x) := struct_extract_at(row(t_null(x), x, CASE WHEN x IS NULL THEN NULL WHEN t_is_float(x) OR regexp_full_match(CAST(x AS VARCHAR), ${NUMBER}) THEN CAST(x AS VARCHAR) ELSE raise('This text is no decimal', x) END), CASE WHEN typeof(x) IN ('VARCHAR', 'JSON', 'DOUBLE', 'FLOAT') THEN 3 ELSE 2 END)
t_json_to_number(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL
  WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') OR (json_type(j) = 'VARCHAR' AND regexp_full_match(j ->> '$', ${NUMBER})) THEN j ->> '$'
  ELSE raise('This JSON is no decimal', j) END
t_fraction(s, n) := CASE WHEN n = 0 THEN regexp_replace(s, '[.].*$', '') ELSE split_part(s, '.', 1) || '.' || rpad(split_part(s, '.', 2), n, '0') END
t_digits_of(x) := CASE typeof(x) WHEN 'TIMESTAMP_S' THEN 0 WHEN 'TIMESTAMP_MS' THEN 3 WHEN 'TIMESTAMP' THEN 6 WHEN 'TIMESTAMP_NS' THEN 9 END
t_to_varchar_of(x) := CASE WHEN t_is_float(x) THEN js_double_text(CAST(x AS VARCHAR))
  WHEN t_digits_of(x) IS NOT NULL THEN t_fraction(CAST(x AS VARCHAR), t_digits_of(x))
  WHEN typeof(x) = 'JSON' THEN t_json_to_varchar(CAST(CAST(x AS VARCHAR) AS JSON))
  WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UBIGINT', 'DATE', 'UUID', '"NULL"') OR t_is_decimal(x) THEN CAST(x AS VARCHAR)
  WHEN x IS NULL THEN NULL ELSE raise('A value of this type has no text in Trino that is known here', x) END
t_to_varchar_n(x, n) := CASE WHEN typeof(x) = 'VARCHAR' THEN left(CAST(x AS VARCHAR), n) WHEN length(t_to_varchar(x)) > n THEN raise('The value is too long for varchar(n)', x) ELSE t_to_varchar(x) END
t_to_char(x, n) := CASE WHEN typeof(x) = 'VARCHAR' THEN rpad(CAST(x AS VARCHAR), n, ' ') ELSE raise('Only a text can be cast to char', x) END
t_json_to_varchar(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL WHEN json_type(j) IN ('OBJECT', 'ARRAY') THEN raise('A JSON object or array cannot be cast to varchar', j)
  WHEN json_type(j) = 'DOUBLE' THEN js_double_text(CAST(CAST(CAST(j AS VARCHAR) AS DOUBLE) AS VARCHAR)) ELSE j ->> '$' END
t_json_elements(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL WHEN json_type(j) = 'ARRAY' THEN json_extract(j, '$[*]') ELSE raise('This JSON is no array', j) END
t_json_object_keys(j) := CASE WHEN j IS NULL OR json_type(j) = 'NULL' THEN NULL WHEN json_type(j) = 'OBJECT' THEN json_keys(j) ELSE raise('This JSON is no object', j) END
t_json_null(j) := CASE WHEN json_type(j) = 'NULL' THEN CAST('null' AS JSON) ELSE j END
t_json_key(k) := '$."' || replace(k, '"', '\\"') || '"'
t_json_field(j, name) := json_extract(j, t_json_key(list_filter(json_keys(j), lambda __k: lower(__k) = lower(name))[-1]))
t_to_json(x) := CASE WHEN typeof(x) = 'JSON' THEN CAST(CAST(x AS VARCHAR) AS JSON) WHEN typeof(x) LIKE '%TIME%' OR typeof(x) LIKE '%BLOB%' OR typeof(x) LIKE '%DECIMAL%' OR typeof(x) LIKE '%MAP%' AND t_map_size(to_json(x)) > 1 THEN raise('A value of this type has no JSON in Trino that is known here', x) ELSE to_json(x) END
t_map_size(j) := len(json_keys(j))
${named}
`);
