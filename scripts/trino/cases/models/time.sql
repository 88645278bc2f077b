-- case: date-spine
WITH spine AS (SELECT d FROM UNNEST(sequence(DATE '2024-02-27', DATE '2024-03-02', INTERVAL '1' DAY)) AS t(d)),
sales AS (SELECT * FROM (VALUES (DATE '2024-02-28', 10.50), (DATE '2024-02-28', 4.50), (DATE '2024-03-01', 7.00)) AS t(sold_on, amount))
SELECT s.d AS day, coalesce(sum(f.amount), 0) AS revenue, count(f.amount) AS orders
FROM spine AS s LEFT JOIN sales AS f ON f.sold_on = s.d
GROUP BY s.d ORDER BY s.d

-- case: date-dimension
SELECT d AS date_day, year(d) AS y, quarter(d) AS q, month(d) AS m, day_of_week(d) AS dow, week(d) AS iso_week, year_of_week(d) AS iso_year,
  date_format(d, '%Y%m%d') AS date_key, date_format(d, '%b') AS month_name, last_day_of_month(d) AS month_end,
  day_of_week(d) IN (6, 7) AS is_weekend, date_trunc('quarter', d) AS quarter_start
FROM UNNEST(sequence(DATE '2023-12-30', DATE '2024-01-02')) AS t(d) ORDER BY d

-- case: month-spine
SELECT m, date_add('day', -1, date_add('month', 1, m)) AS month_end, date_diff('day', m, date_add('month', 1, m)) AS days
FROM UNNEST(sequence(DATE '2023-11-01', DATE '2024-03-01', INTERVAL '1' MONTH)) AS t(m) ORDER BY m

-- case: hours-spine
SELECT h, hour(h) AS hour_of_day FROM UNNEST(sequence(TIMESTAMP '2024-03-30 22:00:00', TIMESTAMP '2024-03-31 03:00:00', INTERVAL '1' HOUR)) AS t(h) ORDER BY h

-- case: sessions
WITH events AS (
  SELECT * FROM (VALUES
    ('u1', TIMESTAMP '2024-01-01 10:00:00'), ('u1', TIMESTAMP '2024-01-01 10:10:00'), ('u1', TIMESTAMP '2024-01-01 11:00:00'),
    ('u2', TIMESTAMP '2024-01-01 10:05:00'), ('u2', TIMESTAMP '2024-01-02 00:00:00')
  ) AS t(user_id, at)
), marked AS (
  SELECT *, CASE WHEN date_diff('minute', lag(at) OVER (PARTITION BY user_id ORDER BY at), at) <= 30 THEN 0 ELSE 1 END AS is_new FROM events
), numbered AS (
  SELECT *, sum(is_new) OVER (PARTITION BY user_id ORDER BY at ROWS UNBOUNDED PRECEDING) AS session_no FROM marked
)
SELECT user_id, session_no, min(at) AS started_at, max(at) AS ended_at, count(*) AS events, date_diff('second', min(at), max(at)) AS seconds
FROM numbered GROUP BY user_id, session_no ORDER BY user_id, session_no

-- case: sessions-by-interval
WITH e AS (SELECT * FROM (VALUES (1, TIMESTAMP '2024-01-01 10:00:00.000'), (1, TIMESTAMP '2024-01-01 10:31:00.000'), (1, TIMESTAMP '2024-01-01 10:40:00.000')) AS t(u, at)),
g AS (SELECT u, at, at - lag(at) OVER (PARTITION BY u ORDER BY at) AS gap FROM e)
SELECT u, at, gap, gap > INTERVAL '30' MINUTE AS is_new FROM g ORDER BY at

-- case: gaps-and-islands
WITH days AS (SELECT * FROM (VALUES DATE '2024-01-01', DATE '2024-01-02', DATE '2024-01-05', DATE '2024-01-06', DATE '2024-01-07') AS t(d)),
grouped AS (SELECT d, date_add('day', -CAST(row_number() OVER (ORDER BY d) AS integer), d) AS grp FROM days)
SELECT min(d) AS first_day, max(d) AS last_day, count(*) AS n FROM grouped GROUP BY grp ORDER BY 1

-- case: days-between-columns
SELECT id, shipped - ordered AS took, date_diff('day', ordered, shipped) AS days
FROM (VALUES (1, DATE '2024-02-28', DATE '2024-03-01'), (2, DATE '2024-01-01', NULL)) AS t(id, ordered, shipped) ORDER BY id

-- case: avg-duration
WITH d AS (SELECT a, b FROM (VALUES (DATE '2024-01-01', DATE '2024-01-04'), (DATE '2024-01-01', DATE '2024-01-02')) AS t(a, b))
SELECT avg(date_diff('day', a, b)) AS avg_days, max(b - a) AS longest FROM d

-- case: fiscal-year
SELECT d, year(date_add('month', 3, d)) AS fiscal_year, quarter(d + INTERVAL '3' MONTH) AS fiscal_quarter
FROM (VALUES DATE '2024-09-30', DATE '2024-10-01', DATE '2024-12-31') AS t(d) ORDER BY d

-- case: age
SELECT born, date_diff('year', born, DATE '2024-02-28') AS age, date_diff('month', born, DATE '2024-02-28') AS months
FROM (VALUES DATE '2000-02-29', DATE '1969-12-31', DATE '2024-02-28') AS t(born) ORDER BY born

-- case: mixed-date-texts
SELECT raw, coalesce(try(date_parse(raw, '%Y-%m-%d')), try(date_parse(raw, '%m/%d/%Y')), try(date_parse(raw, '%d.%m.%Y'))) AS parsed
FROM (VALUES '2024-01-05', '4/16/2024', '31.12.2023', 'unknown', '', NULL) AS t(raw)

-- case: local-day
SELECT CAST(at AT TIME ZONE 'America/New_York' AS date) AS local_day, count(*) AS n
FROM (VALUES TIMESTAMP '2024-01-01 03:00:00 UTC', TIMESTAMP '2024-01-01 06:00:00 UTC', TIMESTAMP '2024-07-01 03:30:00 UTC') AS t(at)
GROUP BY 1 ORDER BY 1

-- case: local-hour-cte
WITH local AS (SELECT id, at AT TIME ZONE 'Europe/Berlin' AS at_local FROM (VALUES (1, TIMESTAMP '2024-03-31 00:30:00 UTC'), (2, TIMESTAMP '2024-03-31 01:30:00 UTC')) AS t(id, at))
SELECT id, hour(at_local) AS h, date_trunc('day', at_local) AS d FROM local ORDER BY id

-- case: epoch-millis
SELECT id, from_unixtime(ms / 1000.0) AS at, CAST(from_unixtime(ms / 1000) AS date) AS d, date_format(from_unixtime(ms / 1000), '%Y-%m') AS ym
FROM (VALUES (1, 1700000000123), (2, 0), (3, -1000)) AS t(id, ms) ORDER BY id

-- case: working-days
SELECT a, b, cardinality(filter(sequence(a, b), d -> day_of_week(d) < 6)) AS working_days
FROM (VALUES (DATE '2024-02-26', DATE '2024-03-04'), (DATE '2024-03-02', DATE '2024-03-03')) AS t(a, b) ORDER BY a

-- case: buckets-of-five-minutes
SELECT date_trunc('hour', at) + (minute(at) / 5) * INTERVAL '5' MINUTE AS bucket, count(*) AS n, avg(v) AS v
FROM (VALUES (TIMESTAMP '2024-01-01 10:01:00', 1.0E0), (TIMESTAMP '2024-01-01 10:04:59', 3.0E0), (TIMESTAMP '2024-01-01 10:07:00', 5.0E0)) AS t(at, v)
GROUP BY 1 ORDER BY 1

-- case: year-over-year
WITH m AS (SELECT * FROM (VALUES (DATE '2023-01-01', 100.00), (DATE '2024-01-01', 125.50), (DATE '2024-02-01', 90.00)) AS t(month, revenue))
SELECT c.month, c.revenue, p.revenue AS previous, round((c.revenue - p.revenue) / p.revenue * 100, 1) AS growth
FROM m AS c LEFT JOIN m AS p ON p.month = c.month - INTERVAL '1' YEAR ORDER BY c.month

-- case: rolling-seven-days
SELECT d, v, sum(v) OVER (ORDER BY d RANGE BETWEEN INTERVAL '6' DAY PRECEDING AND CURRENT ROW) AS rolling
FROM (VALUES (DATE '2024-01-01', 1), (DATE '2024-01-05', 2), (DATE '2024-01-08', 4), (DATE '2024-01-20', 8)) AS t(d, v) ORDER BY d

-- case: overlap
SELECT a.id, b.id AS other FROM (VALUES (1, DATE '2024-01-01', DATE '2024-01-10'), (2, DATE '2024-01-05', DATE '2024-01-07'), (3, DATE '2024-02-01', NULL)) AS a(id, f, t)
JOIN (VALUES (1, DATE '2024-01-01', DATE '2024-01-10'), (2, DATE '2024-01-05', DATE '2024-01-07'), (3, DATE '2024-02-01', NULL)) AS b(id, f, t)
ON a.id < b.id AND a.f <= coalesce(b.t, DATE '9999-12-31') AND b.f <= coalesce(a.t, DATE '9999-12-31')

-- case: first-of-week
SELECT CAST(date_trunc('week', d) AS date) AS week_start, min(d) AS first_seen, count(DISTINCT d) AS days
FROM (VALUES DATE '2024-12-29', DATE '2024-12-30', DATE '2025-01-05') AS t(d) GROUP BY 1 ORDER BY 1

-- case: seconds-to-clock
SELECT s, format('%02d:%02d:%02d', s / 3600, (s % 3600) / 60, s % 60) AS clock, s * INTERVAL '1' SECOND AS took
FROM (VALUES 0, 59, 3661, 86399) AS t(s) ORDER BY s

-- case: uptime
SELECT machine, sum(date_diff('second', f, t)) / 3600.0 AS hours, sum(date_diff('minute', f, t)) AS minutes
FROM (VALUES ('a', TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 01:30:00'), ('a', TIMESTAMP '2024-01-02 00:00:00', TIMESTAMP '2024-01-02 00:00:59')) AS x(machine, f, t) GROUP BY machine

-- case: iso-text
SELECT to_iso8601(d) AS a, to_iso8601(at) AS b, CAST(from_iso8601_timestamp('2024-01-01T00:00:00Z') AS timestamp(3)) AS c, from_iso8601_date('2024-02-29') AS e
FROM (VALUES (DATE '2024-01-01', TIMESTAMP '2024-01-01 10:00:00.123')) AS t(d, at)
