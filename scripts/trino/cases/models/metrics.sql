-- case: orders-mart
WITH customers AS (SELECT * FROM (VALUES (1, 'Ann', 'EU'), (2, 'Bob', 'US'), (3, 'Cy', NULL)) AS t(id, name, region)),
orders AS (SELECT * FROM (VALUES (10, 1, DATE '2024-01-05', 'paid'), (11, 1, DATE '2024-02-05', 'void'), (12, 2, DATE '2024-02-29', 'paid'), (13, 9, DATE '2024-03-01', 'paid')) AS t(id, customer_id, ordered_on, status)),
lines AS (SELECT * FROM (VALUES (10, 'a', 2, DECIMAL '5.00'), (10, 'b', 1, DECIMAL '2.50'), (12, 'a', 3, DECIMAL '4.75')) AS t(order_id, sku, qty, price)),
totals AS (SELECT order_id, sum(qty * price) AS total, count(*) AS n FROM lines GROUP BY order_id)
SELECT c.id, c.name, coalesce(c.region, 'unknown') AS region, count(o.id) AS orders, coalesce(sum(t.total), 0) AS revenue, min(o.ordered_on) AS first_order, max(o.ordered_on) AS last_order, avg(t.total) AS average
FROM customers AS c LEFT JOIN orders AS o ON o.customer_id = c.id AND o.status = 'paid' LEFT JOIN totals AS t ON t.order_id = o.id
GROUP BY c.id, c.name, c.region ORDER BY c.id

-- case: rfm
WITH o AS (SELECT * FROM (VALUES (1, DATE '2024-01-05', 10.0), (1, DATE '2024-03-05', 20.0), (2, DATE '2023-12-01', 500.0), (3, DATE '2024-03-30', 1.0)) AS t(c, d, v)),
m AS (SELECT c, date_diff('day', max(d), DATE '2024-04-01') AS recency, count(*) AS frequency, sum(v) AS monetary FROM o GROUP BY c)
SELECT c, recency, frequency, monetary, ntile(3) OVER (ORDER BY recency DESC) AS r, ntile(3) OVER (ORDER BY frequency, c) AS f, ntile(3) OVER (ORDER BY monetary) AS m FROM m ORDER BY c

-- case: daily-active
SELECT d, count(DISTINCT u) AS dau, count(*) AS events, count(*) * 1.0 / count(DISTINCT u) AS per_user, CAST(count(*) AS double) / count(DISTINCT u) AS ratio
FROM (VALUES (DATE '2024-01-01', 1), (DATE '2024-01-01', 1), (DATE '2024-01-01', 2), (DATE '2024-01-02', 1)) AS t(d, u) GROUP BY d ORDER BY d

-- case: machine-hours
WITH readings AS (SELECT * FROM (VALUES (1, TIMESTAMP '2015-01-01 06:00:00', 176.2E0, 418.5E0), (1, TIMESTAMP '2015-01-01 07:00:00', 162.9E0, NULL), (2, TIMESTAMP '2015-01-01 06:00:00', 170.0E0, 527.3E0)) AS t(machine, at, volt, rotate))
SELECT machine, CAST(date_trunc('day', at) AS date) AS day, round(avg(volt), 2) AS volt, max(rotate) AS rotate, count(rotate) AS rotate_n, sum(CASE WHEN volt > 170 THEN 1 ELSE 0 END) AS high
FROM readings GROUP BY machine, CAST(date_trunc('day', at) AS date) ORDER BY machine

-- case: next-failure
SELECT r.machine, r.at, min(f.at) AS next_failure, date_diff('hour', r.at, min(f.at)) AS hours_left
FROM (VALUES (1, TIMESTAMP '2024-01-01 00:00:00'), (1, TIMESTAMP '2024-01-03 00:00:00'), (2, TIMESTAMP '2024-01-01 00:00:00')) AS r(machine, at)
LEFT JOIN (VALUES (1, TIMESTAMP '2024-01-02 12:00:00'), (1, TIMESTAMP '2024-01-09 00:00:00')) AS f(machine, at) ON f.machine = r.machine AND f.at >= r.at
GROUP BY r.machine, r.at ORDER BY 1, 2

-- case: outliers
WITH s AS (SELECT g, avg(v) AS m, stddev_pop(v) AS sd FROM (VALUES ('a', 1E0), ('a', 1E0), ('a', 1E0), ('a', 9E0)) AS t(g, v) GROUP BY g)
SELECT t.g, t.v, t.v > s.m + 1.5 * s.sd AS is_outlier FROM (VALUES ('a', 1E0), ('a', 9E0), ('b', 5E0)) AS t(g, v) LEFT JOIN s ON s.g = t.g ORDER BY 1, 2

-- case: completeness
SELECT count(*) AS n, count(a) AS a, count(b) AS b, round(100E0 * count(a) / count(*), 1) AS a_percent, count(*) - count(b) AS b_missing, count(DISTINCT b) AS b_values
FROM (VALUES (1, 'x'), (NULL, 'x'), (3, NULL), (NULL, NULL)) AS t(a, b)

-- case: quality-rules
WITH r AS (SELECT * FROM (VALUES (1, 'a@b.co', 5), (2, NULL, -1), (3, 'bad', NULL)) AS t(id, email, qty))
SELECT id, filter(ARRAY[if(email IS NULL, 'email_missing'), if(NOT regexp_like(email, '@'), 'email_format'), if(qty < 0, 'qty_negative'), if(qty IS NULL, 'qty_missing')], e -> e IS NOT NULL) AS failures FROM r ORDER BY id

-- case: accepted-values
SELECT status, count(*) AS n FROM (VALUES 'new', 'paid', 'NEW', NULL) AS t(status) WHERE status NOT IN ('new', 'paid') OR status IS NULL GROUP BY status ORDER BY status

-- case: relationships
SELECT o.cid FROM (VALUES 1, 2, NULL) AS o(cid) LEFT JOIN (VALUES 1) AS c(id) ON c.id = o.cid WHERE o.cid IS NOT NULL AND c.id IS NULL

-- case: market-basket
WITH l AS (SELECT * FROM (VALUES (1, 'a'), (1, 'b'), (2, 'a'), (2, 'b'), (2, 'c')) AS t(o, p))
SELECT x.p AS a, y.p AS b, count(*) AS together, CAST(count(*) AS double) / (SELECT count(DISTINCT o) FROM l) AS support FROM l AS x JOIN l AS y ON x.o = y.o AND x.p < y.p GROUP BY x.p, y.p ORDER BY together DESC, a, b

-- case: growth
WITH m AS (SELECT date_trunc('month', d) AS m, sum(v) AS v FROM (VALUES (DATE '2024-01-10', 10), (DATE '2024-02-10', 15), (DATE '2024-03-10', 0), (DATE '2024-04-01', 6)) AS t(d, v) GROUP BY 1)
SELECT m, v, lag(v) OVER (ORDER BY m) AS before, round((v - lag(v) OVER (ORDER BY m)) * 100.0 / nullif(lag(v) OVER (ORDER BY m), 0), 1) AS growth FROM m ORDER BY m

-- case: ytd
SELECT d, v, sum(v) OVER (PARTITION BY year(d) ORDER BY d) AS ytd, sum(v) OVER (PARTITION BY year(d), quarter(d) ORDER BY d) AS qtd FROM (VALUES (DATE '2023-12-31', 5), (DATE '2024-01-01', 1), (DATE '2024-03-31', 2), (DATE '2024-04-01', 4)) AS t(d, v) ORDER BY d

-- case: stock-on-hand
SELECT sku, d, sum(CASE WHEN kind = 'in' THEN qty WHEN kind = 'out' THEN -qty ELSE 0 END) OVER (PARTITION BY sku ORDER BY d, kind ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS on_hand FROM (VALUES ('a', DATE '2024-01-01', 'in', 10), ('a', DATE '2024-01-02', 'out', 3), ('a', DATE '2024-01-02', 'adj', 99), ('b', DATE '2024-01-01', 'out', 1)) AS t(sku, d, kind, qty) ORDER BY sku, d, kind

-- case: ab-test
SELECT variant, count(*) AS n, sum(converted) AS conversions, avg(converted) AS rate, avg(CAST(converted AS double)) AS rate_d, CAST(sum(converted) AS decimal(10, 4)) / count(*) AS rate_m FROM (VALUES ('a', 1), ('a', 0), ('a', 0), ('b', 1)) AS t(variant, converted) GROUP BY variant ORDER BY variant

-- case: attribution
WITH t AS (SELECT * FROM (VALUES (1, 'ad', 1), (1, 'mail', 2), (1, 'ad', 3), (2, 'seo', 1)) AS t(u, channel, at)),
p AS (SELECT u, array_agg(channel ORDER BY at) AS path FROM t GROUP BY u)
SELECT u, path[1] AS first_touch, element_at(path, -1) AS last_touch, array_join(path, '>') AS path, cardinality(array_distinct(path)) AS channels FROM p ORDER BY u

-- case: paths
SELECT array_join(path, ' > ') AS path, count(*) AS users FROM (SELECT u, array_agg(page ORDER BY at) AS path FROM (VALUES (1, 'home', 1), (1, 'cart', 2), (2, 'home', 5), (2, 'cart', 6), (3, 'home', 1)) AS t(u, page, at) GROUP BY u) AS x GROUP BY path ORDER BY users DESC, path

-- case: churn
WITH months AS (SELECT m FROM UNNEST(sequence(DATE '2024-01-01', DATE '2024-04-01', INTERVAL '1' MONTH)) AS t(m)),
subs AS (SELECT * FROM (VALUES (1, DATE '2024-01-01', DATE '2024-02-15'), (2, DATE '2024-01-10', NULL), (3, DATE '2024-03-01', DATE '2024-03-31')) AS t(id, f, u))
SELECT m, count(id) AS active, count_if(u < m + INTERVAL '1' MONTH) AS churned FROM months LEFT JOIN subs ON f < m + INTERVAL '1' MONTH AND coalesce(u, DATE '9999-12-31') >= m GROUP BY m ORDER BY m

-- case: geo-distance
SELECT id, round(2 * 6371 * asin(sqrt(power(sin(radians(lat2 - lat1) / 2), 2) + cos(radians(lat1)) * cos(radians(lat2)) * power(sin(radians(lon2 - lon1) / 2), 2))), 3) AS km FROM (VALUES (1, 52.52E0, 13.405E0, 48.8566E0, 2.3522E0), (2, 0E0, 0E0, 0E0, 0E0)) AS t(id, lat1, lon1, lat2, lon2) ORDER BY id

-- case: exchange-union
SELECT 'web' AS source, id, amount FROM (VALUES (1, 10)) AS t(id, amount) UNION ALL SELECT 'shop', id, amount FROM (VALUES (BIGINT '2', 7.25)) AS t(id, amount) UNION ALL SELECT 'partner', CAST(NULL AS bigint), 1E0 ORDER BY source

-- case: staging
SELECT CAST(id AS bigint) AS order_id, nullif(trim(name), '') AS name, CAST(ordered AS date) AS ordered_on, CAST(amount AS decimal(12, 2)) AS amount, coalesce(lower(status), 'unknown') AS status, TRY_CAST(qty AS integer) AS qty, CAST(updated AS timestamp(6)) AS updated_at
FROM (VALUES ('1', ' Ann ', '2024-01-05', '10.5', 'PAID', '3', '2024-01-05 10:00:00.123456'), ('2', '', '2024-02-29', '0', NULL, 'x', '2024-02-29 00:00:00')) AS t(id, name, ordered, amount, status, qty, updated) ORDER BY order_id

-- case: quoted-columns
SELECT "Purchase Amount" * 2 AS "Doubled Amount", "select" AS "from", "ÜBER" FROM (VALUES (1.5, 'x', true)) AS t("Purchase Amount", "select", "ÜBER")

-- case: windows-and-groups
SELECT g, m, sum(v) AS v, sum(sum(v)) OVER (PARTITION BY g ORDER BY m) AS running, rank() OVER (PARTITION BY m ORDER BY sum(v) DESC) AS place FROM (VALUES ('a', 1, 10), ('a', 2, 5), ('b', 1, 7), ('b', 2, 9), ('a', 1, 1)) AS t(g, m, v) GROUP BY g, m ORDER BY g, m

-- case: exists-flags
SELECT c.id, EXISTS (SELECT 1 FROM (VALUES (1, 'paid'), (2, 'void')) AS o(cid, st) WHERE o.cid = c.id) AS has_orders, c.id IN (SELECT cid FROM (VALUES (1, 'paid'), (2, 'void')) AS o(cid, st) WHERE st = 'paid') AS has_paid, (SELECT count(*) FROM (VALUES (1, 'paid'), (2, 'void')) AS o(cid, st) WHERE o.cid = c.id) AS n FROM (VALUES 1, 2, 3) AS c(id) ORDER BY c.id

-- case: semi-structured-sum
SELECT id, reduce(CAST(json_parse(doc) AS array(bigint)), BIGINT '0', (s, x) -> s + coalesce(x, 0), s -> s) AS total FROM (VALUES (1, '[1,2,null]'), (2, '[]')) AS t(id, doc) ORDER BY id
