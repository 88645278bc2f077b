import { macros } from './macro.ts';

/*
 * DuckDB's JSON takes commas at the end, NaN and Infinity, and gives numbers in a form of its own: a text with anything of that is read by ours.
 */
export const JSON_MACROS = macros(`
t_json_text(j) := CASE WHEN typeof(j) IN ('JSON', 'VARCHAR', '"NULL"') THEN CAST(j AS VARCHAR) ELSE raise('A JSON value or text is needed', j) END
t_json_plain(s) := json_valid(s) AND NOT regexp_matches(s, ',\s*[\]}]|[0-9][.eE]|\\|(?i:nan|inf)')
t_json_path(j, p) := CASE WHEN t_json_plain(t_json_text(j)) THEN json_extract(CAST(t_json_text(j) AS JSON), p) ELSE CAST(js_json_value(t_json_text(j), p) AS JSON) END
t_json_extract_scalar(j, p) := CASE WHEN t_json_plain(t_json_text(j)) THEN t_scalar_text(json_extract(CAST(t_json_text(j) AS JSON), p)) ELSE js_json_scalar(t_json_text(j), p) END
t_scalar_text(j) := CASE WHEN json_type(j) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE j ->> '$' END
t_json_parse(x) := CASE WHEN x IS NULL THEN NULL WHEN js_json_canonical(x) IS NULL THEN raise('This text is no JSON', x) ELSE CAST(js_json_canonical(x) AS JSON) END
t_json_format(j) := CASE WHEN typeof(j) IN ('JSON', '"NULL"') THEN CAST(j AS VARCHAR) ELSE raise('A JSON value is needed', j) END
t_json_array_length(j) := CASE WHEN json_type(t_json_path(j, '$')) = 'ARRAY' THEN CAST(json_array_length(t_json_path(j, '$')) AS BIGINT) END
t_json_size(j, p) := CASE json_type(t_json_path(j, p)) WHEN 'ARRAY' THEN CAST(json_array_length(t_json_path(j, p)) AS BIGINT) WHEN 'OBJECT' THEN CAST(len(json_keys(t_json_path(j, p))) AS BIGINT) WHEN NULL THEN NULL ELSE CASE WHEN t_json_path(j, p) IS NULL THEN NULL ELSE 0 END END
t_json_array_contains(j, x) := CASE WHEN x IS NULL OR json_type(t_json_path(j, '$')) <> 'ARRAY' THEN NULL ELSE len(list_filter(json_extract(t_json_path(j, '$'), '$[*]'), lambda __e: t_json_equals(__e, x))) > 0 END
t_json_equals(j, x) := CASE WHEN typeof(x) = 'VARCHAR' THEN json_type(j) = 'VARCHAR' AND (j ->> '$') = CAST(x AS VARCHAR) WHEN typeof(x) = 'BOOLEAN' THEN json_type(j) = 'BOOLEAN' AND CAST(j AS VARCHAR) = CAST(x AS VARCHAR)
  WHEN typeof(x) = 'DOUBLE' THEN json_type(j) = 'DOUBLE' AND TRY_CAST(CAST(j AS VARCHAR) AS DOUBLE) = TRY_CAST(x AS DOUBLE) ELSE json_type(j) IN ('BIGINT', 'UBIGINT') AND CAST(j AS VARCHAR) = CAST(x AS VARCHAR) END
t_sql_json(s) := CASE WHEN trim(s) = '' THEN refuse('An empty text as JSON', s) ELSE s END
t_json_printed(j) := CAST(j AS VARCHAR)
t_refuse_array(x) := CASE WHEN x THEN refuse('A JSON path in lax mode into an array', x) ELSE false END
t_json_array_text(j) := CASE WHEN json_type(j) = 'ARRAY' THEN CAST(j AS VARCHAR) WHEN j IS NOT NULL THEN '[' || CAST(j AS VARCHAR) || ']' END
t_is_json_scalar(j) := CASE WHEN j IS NULL THEN NULL WHEN t_json_path(j, '$') IS NULL THEN raise('This text is no JSON', j) ELSE json_type(t_json_path(j, '$')) NOT IN ('OBJECT', 'ARRAY') END
`);
