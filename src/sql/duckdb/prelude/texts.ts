import { macros } from './macro.ts';

/** What Java calls whitespace, which Trino trims. */
const WHITESPACE =
  '\\t\\n\\x0B\\f\\r\\x1C-\\x1F \\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200A}\\x{2028}\\x{2029}\\x{205F}\\x{3000}';

export const TEXT_MACROS = macros(`
t_is_text(x) := typeof(x) IN ('VARCHAR', '"NULL"')
t_text(x) := CASE WHEN t_is_text(x) THEN CAST(x AS VARCHAR) ELSE raise('A text is needed', x) END
t_length(x) := CASE WHEN typeof(x) = 'BLOB' THEN octet_length(TRY_CAST(x AS BLOB)) WHEN t_is_text(x) THEN length(CAST(x AS VARCHAR)) ELSE raise('length() needs a text or bytes', x) END
t_upper(x) := CASE WHEN contains(x, 'ß') THEN replace(upper(replace(x, 'ß', chr(57345))), chr(57345), 'ß') ELSE upper(x) END
t_trim(x) := regexp_replace(x, '^[${WHITESPACE}]+|[${WHITESPACE}]+$', '', 'g')
t_ltrim(x) := regexp_replace(x, '^[${WHITESPACE}]+', '')
t_rtrim(x) := regexp_replace(x, '[${WHITESPACE}]+$', '')
t_substr2(x, start) := CASE WHEN start > 0 THEN substring(x, start) WHEN start = 0 OR -start > length(x) THEN (CASE WHEN x IS NULL THEN NULL ELSE '' END) ELSE substring(x, length(x) + start + 1) END
t_substr3(x, start, n) := CASE WHEN n <= 0 OR start = 0 OR -start > length(x) THEN (CASE WHEN x IS NULL OR start IS NULL THEN NULL ELSE '' END) WHEN start > 0 THEN substring(x, start, n) ELSE substring(x, length(x) + start + 1, n) END
t_replace(x, y, z) := CASE WHEN y = '' THEN refuse('replace() of an empty text is not known here', y) ELSE replace(x, y, z) END
t_reverse(x) := CASE WHEN strlen(x) = length(x) THEN reverse(x) ELSE array_to_string(list_transform(range(length(x), 0, -1), lambda __i: substring(x, __i, 1)), '') END
t_split(x, d) := CASE WHEN d = '' THEN raise('The delimiter may not be empty', d) ELSE string_split(x, d) END
t_split3(x, d, n) := CASE WHEN x IS NULL OR d IS NULL OR n IS NULL THEN NULL WHEN d = '' OR n <= 0 THEN raise('The delimiter may not be empty, the limit must be positive', d) WHEN len(string_split(x, d)) <= n THEN string_split(x, d)
  ELSE list_append(string_split(x, d)[1:n - 1], array_to_string(string_split(x, d)[n:], d)) END
t_split_part(x, d, n) := CASE WHEN n <= 0 OR d = '' THEN raise('split_part() counts from 1 and needs a delimiter', d) ELSE string_split(x, d)[n] END
t_strpos3(x, y, n) := CASE WHEN n = 0 OR y = '' OR (n < 0 AND strlen(x) <> length(x)) THEN refuse('strpos(): instance may not be 0, nor the text empty', y) WHEN abs(n) > len(string_split(x, y)) - 1 THEN 0
  WHEN n > 0 THEN length(array_to_string(string_split(x, y)[1:n], y)) + 1 ELSE length(array_to_string(string_split(x, y)[1:len(string_split(x, y)) + n], y)) + 1 END
t_codepoint(x) := CASE WHEN length(x) <> 1 THEN raise('codepoint() needs one character', x) ELSE unicode(x) END
t_ascii(x) := CASE WHEN strlen(x) <> length(x) THEN refuse('Only ASCII is known here', x) ELSE x END
t_pad(x, n, p, y) := CASE WHEN n < 0 OR p = '' THEN raise('The length must not be negative, nor the padding empty', p) ELSE y END
t_lpad(x, n, p) := t_pad(x, n, p, lpad(x, CAST(n AS INTEGER), p))
t_rpad(x, n, p) := t_pad(x, n, p, rpad(x, CAST(n AS INTEGER), p))
t_no_newline(x) := CASE WHEN ends_with(x, chr(10)) THEN refuse('A regular expression with $ on a text that ends in a newline', x) ELSE x END
t_format_text(x) := CASE WHEN t_is_float(x) OR typeof(x) LIKE 'TIME%' THEN refuse('format() of a value of this type is not known here', x) ELSE coalesce(t_to_varchar(x), 'null') END
t_format_integer(x) := CASE WHEN x IS NULL OR t_is_float(x) OR t_is_decimal(x) OR t_is_text(x) THEN refuse('format() needs an integer here', x) ELSE CAST(x AS BIGINT) END
t_format_decimal(x) := CASE WHEN x IS NULL OR t_is_text(x) THEN refuse('format() needs a number here', x) ELSE CAST(x AS VARCHAR) END
t_regexp_extract(x, p, n) := regexp_extract_all(x, p, n)[1]
t_regexp_split(x, p) := CASE WHEN regexp_full_match('', p) THEN refuse('regexp_split() where nothing matches is not known here', p) ELSE regexp_split_to_array(x, p) END
t_regexp_count(x, p) := CAST(len(regexp_extract_all(x, p)) AS BIGINT)
t_regexp_position(x, p) := CASE WHEN x IS NULL OR p IS NULL THEN NULL WHEN regexp_full_match('', p) THEN refuse('regexp_position() of an expression that matches nothing is not known here', p) WHEN regexp_matches(x, p) THEN CAST(length(regexp_split_to_array(x, p)[1]) + 1 AS INTEGER) ELSE -1 END
t_interleave(a, b) := array_to_string(list_transform(range(1, len(a) + 1), lambda __i: a[__i] || coalesce(b[__i], '')), '')
t_bytes(x) := CASE WHEN typeof(x) IN ('BLOB', '"NULL"') THEN TRY_CAST(x AS BLOB) ELSE raise('Bytes are needed', x) END
t_reverse_bytes(x) := unhex(array_to_string(list_reverse(regexp_extract_all(hex(x), '..')), ''))
t_digit_of(start) := CASE WHEN start > 0 THEN 2 * start - 1 ELSE 2 * start END
t_bytes_from(x, start) := unhex(t_substr2(hex(x), t_digit_of(start)))
t_bytes_part(x, start, n) := unhex(t_substr3(hex(x), t_digit_of(start), 2 * n))
t_from_hex(s) := CASE WHEN strlen(s) % 2 = 1 THEN raise('An odd number of hexadecimal digits', s) ELSE unhex(s) END
t_md5(x) := unhex(md5(t_bytes(x)))
t_sha1(x) := unhex(sha1(t_bytes(x)))
t_sha256(x) := unhex(sha256(t_bytes(x)))
t_hex(x) := hex(t_bytes(x))
t_to_base64url(x) := replace(replace(base64(t_bytes(x)), '+', '-'), '/', '_')
t_from_base64url(x) := CASE WHEN regexp_matches(x, '[+/]') THEN raise('Base64 for URLs has no + and no /', x) ELSE from_base64(rpad(replace(replace(x, '-', '+'), '_', '/'), CAST((length(x) + 3) // 4 * 4 AS INTEGER), '=')) END
`);
