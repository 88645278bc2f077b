import { macros } from './macro.ts';

export const MOMENT_MACROS = macros(`
t_is_moment(x) := typeof(x) LIKE 'TIMESTAMP%' OR typeof(x) IN ('DATE', '"NULL"')
t_day_unit(u) := lower(u) IN ('day', 'week', 'month', 'quarter', 'year')
t_date_trunc(u, x) := CASE WHEN NOT t_is_moment(x) OR (typeof(x) = 'DATE' AND NOT t_day_unit(u)) OR (lower(u) NOT IN ('millisecond', 'second', 'minute', 'hour') AND NOT t_day_unit(u)) THEN raise('date_trunc() does not take this unit or value', x)
  ELSE cast_to_type(date_trunc(lower(u), x), x) END
t_interval(u, n) := CASE lower(u) WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'week' THEN to_weeks(CAST(n AS INTEGER))
  WHEN 'month' THEN to_months(CAST(n AS INTEGER)) WHEN 'quarter' THEN to_months(CAST(n * 3 AS INTEGER)) WHEN 'year' THEN to_years(CAST(n AS INTEGER)) ELSE raise('This unit is not known', u) END
t_date_add(u, n, x) := CASE WHEN NOT t_is_moment(x) OR (typeof(x) = 'DATE' AND NOT t_day_unit(u)) THEN raise('date_add() does not take this unit or value', x) WHEN typeof(x) = 'TIMESTAMP_S' AND lower(u) = 'millisecond' THEN refuse('date_add() of milliseconds to a timestamp(0) is not known here', x)
  ELSE cast_to_type(x + t_interval(u, n), x) END
t_date_diff(u, a, b) := CASE WHEN NOT t_is_moment(a) OR NOT t_is_moment(b) OR (typeof(a) = 'DATE' AND typeof(b) = 'DATE' AND NOT t_day_unit(u)) THEN raise('date_diff() does not take this unit or these values', u)
  WHEN lower(u) IN ('month', 'quarter', 'year') AND a > b THEN -datesub(lower(u), b, a) ELSE datesub(lower(u), a, b) END
t_add_months(x, i) := CASE WHEN t_is_moment(x) THEN cast_to_type(x + i, x) ELSE raise('An interval can be added to a date or timestamp alone', x) END
t_add_interval(x, i) := CASE WHEN NOT t_is_moment(x) THEN raise('An interval can be added to a date or timestamp alone', x) WHEN typeof(x) = 'DATE' AND CAST(x + i AS TIMESTAMP) <> CAST(CAST(x + i AS DATE) AS TIMESTAMP) THEN raise('Hours, minutes and seconds cannot be added to a date', x)
  ELSE cast_to_type(x + i, struct_extract_at(row(t_null(x), CAST(NULL AS TIMESTAMP_MS)), CASE WHEN typeof(x) = 'TIMESTAMP_S' THEN 2 ELSE 1 END)) END
t_move_date(x, i) := CASE WHEN epoch_us(i) % 86400000000 <> 0 THEN raise('Hours, minutes and seconds cannot be added to a date', x) ELSE CAST(x + i AS DATE) END
t_between(a, b) := to_milliseconds(CAST(round((epoch_us(a) - epoch_us(b)) / 1000e0) AS BIGINT))
t_part(x, y) := CASE WHEN t_is_moment(x) THEN CAST(y AS BIGINT) ELSE raise('A date or timestamp is needed', x) END
t_time_part(x, y) := CASE WHEN typeof(x) LIKE 'TIMESTAMP%' OR typeof(x) IN ('"NULL"', 'TIME') THEN CAST(y AS BIGINT) ELSE raise('A timestamp is needed', x) END
t_from_unixtime(x) := CASE WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN') THEN raise('from_unixtime() needs a number', x) ELSE make_timestamptz(CASE WHEN isnan(CAST(x AS DOUBLE)) THEN CAST(0 AS BIGINT) ELSE CAST(floor(CAST(x AS DOUBLE) * 1000 + 0.5e0) AS BIGINT) * 1000 END) END
t_from_unixtime_nanos(x) := CASE WHEN x % 1000 <> 0 THEN refuse('Nanoseconds are not kept here', x) ELSE make_timestamptz(CAST(x // 1000 AS BIGINT)) END
t_to_unixtime(x) := CASE WHEN typeof(x) LIKE 'TIMESTAMP%' THEN epoch(CAST(x AS TIMESTAMP WITH TIME ZONE)) ELSE raise('to_unixtime() needs a timestamp', x) END
t_iso_text(x) := CASE WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}([.][0-9]{1,3})?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?') THEN x ELSE refuse('This ISO 8601 form is not known here', x) END
t_iso_local(x) := CASE WHEN t_iso_text(x) IS NULL THEN NULL ELSE cast!(t_iso_filled(regexp_replace(regexp_replace(x, 'Z$', ''), '(T.*)[+-][0-9]{2}:[0-9]{2}$', '\\1')) AS TIMESTAMP_MS) END
t_iso_filled(s) := CASE length(s) WHEN 10 THEN s || ' 00:00:00' WHEN 13 THEN s || ':00:00' WHEN 16 THEN s || ':00' ELSE s END
t_iso_offset(x) := coalesce(nullif(regexp_extract(x, '(Z|T.*([+-][0-9]{2}:[0-9]{2}))$', 2), ''), '+00:00')
t_from_iso8601_timestamp(x) := CASE WHEN t_iso_text(x) IS NULL THEN NULL ELSE timezone('UTC', CAST(t_iso_local(x) AS TIMESTAMP) - to_minutes((CASE WHEN left(t_iso_offset(x), 1) = '-' THEN -1 ELSE 1 END) * (CAST(substring(t_iso_offset(x), 2, 2) AS INTEGER) * 60 + CAST(substring(t_iso_offset(x), 5, 2) AS INTEGER)))) END
t_from_iso8601_date(x) := CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN cast!(x AS DATE) WHEN regexp_full_match(x, '[0-9]{4}-W[0-9]{2}(-[1-7])?') THEN cast!(t_iso_week(CAST(left(x, 4) AS INTEGER), CAST(substring(x, 7, 2) AS INTEGER), CAST(coalesce(nullif(substring(x, 10, 1), ''), '1') AS INTEGER)) AS DATE)
  ELSE refuse('This ISO 8601 date is not known here', x) END
t_iso_week(y, w, d) := CAST(date_trunc('week', make_date(y, 1, 4)) AS DATE) + (w - 1) * 7 + d - 1
t_to_iso8601(x) := CASE WHEN typeof(x) = 'DATE' THEN CAST(x AS VARCHAR) WHEN typeof(x) IN ('TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP') THEN replace(t_to_varchar(x), ' ', 'T') ELSE refuse('to_iso8601() of this type is not known here', x) END
t_later(x, n) := x + to_minutes(n)
t_last_day(x) := CASE WHEN t_is_moment(x) THEN last_day(x) ELSE raise('A date or timestamp is needed', x) END
t_date_format(x, f) := CASE WHEN typeof(x) LIKE 'TIMESTAMP%' OR typeof(x) IN ('DATE', '"NULL"') THEN strftime(x, f) ELSE raise('A timestamp is needed', x) END
t_whole_days(i) := CASE WHEN epoch_us(i) % 86400000000 <> 0 THEN raise('sequence() of dates needs steps of whole days', i) ELSE i END
t_parse_time(x, f) := CASE WHEN x <> trim(x) THEN refuse('Blanks around a date are not read', x) ELSE t_parsed(x, f) END
t_parsed(x, f) := CAST(date_trunc('millisecond', strptime(x, f)) AS TIMESTAMP_MS)
`);
