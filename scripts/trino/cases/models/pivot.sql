-- case: by-case
SELECT customer, sum(CASE WHEN status = 'paid' THEN amount ELSE 0 END) AS paid, sum(CASE WHEN status = 'open' THEN amount END) AS open, count(CASE WHEN status IS NULL THEN 1 END) AS unknown
FROM (VALUES ('a', 'paid', 10.0), ('a', 'open', 5.5), ('b', 'paid', 7.0), ('b', NULL, 1.0)) AS t(customer, status, amount) GROUP BY customer ORDER BY customer

-- case: by-filter
SELECT customer, sum(amount) FILTER (WHERE status = 'paid') AS paid, count(*) FILTER (WHERE status <> 'paid') AS unpaid, max(amount) FILTER (WHERE amount > 100) AS huge
FROM (VALUES ('a', 'paid', 10), ('a', 'open', 5), ('b', 'paid', 7), ('b', NULL, 1)) AS t(customer, status, amount) GROUP BY customer ORDER BY customer

-- case: by-map
WITH agg AS (SELECT k, map_agg(m, v) AS by_month FROM (VALUES ('a', 'jan', 1), ('a', 'feb', 2), ('b', 'feb', 3)) AS t(k, m, v) GROUP BY k)
SELECT k, by_month['feb'] AS feb, element_at(by_month, 'jan') AS jan, cardinality(by_month) AS months FROM agg ORDER BY k

-- case: unpivot
SELECT id, metric, value FROM (VALUES (1, 10, 20), (2, NULL, 5)) AS t(id, a, b)
CROSS JOIN UNNEST(ARRAY['a', 'b'], ARRAY[a, b]) AS u(metric, value) WHERE value IS NOT NULL ORDER BY id, metric

-- case: unpivot-union
WITH w AS (SELECT * FROM (VALUES (1, 10, 2.5), (2, NULL, 5)) AS t(id, a, b))
SELECT id, 'a' AS metric, a AS value FROM w UNION ALL SELECT id, 'bee', b FROM w ORDER BY id, metric

-- case: unpivot-map
SELECT id, k, v FROM (VALUES (1, 10.5E0, 20E0)) AS t(id, a, b) CROSS JOIN UNNEST(MAP(ARRAY['a', 'b'], ARRAY[a, b])) AS u(k, v)

-- case: unpivot-values
SELECT t.id, u.k, u.v FROM (VALUES (1, 'x', 'y'), (2, NULL, 'z')) AS t(id, a, b) CROSS JOIN LATERAL (VALUES ('a', t.a), ('b', t.b)) AS u(k, v) ORDER BY 1, 2

-- case: cohort
WITH o AS (SELECT * FROM (VALUES (1, DATE '2024-01-05'), (1, DATE '2024-02-10'), (2, DATE '2024-01-20'), (2, DATE '2024-03-01'), (3, DATE '2024-02-02')) AS t(c, d)),
f AS (SELECT c, date_trunc('month', min(d)) AS cohort FROM o GROUP BY c)
SELECT f.cohort, date_diff('month', f.cohort, o.d) AS month_no, count(DISTINCT o.c) AS customers
FROM o JOIN f ON f.c = o.c GROUP BY 1, 2 ORDER BY 1, 2

-- case: retention
WITH v AS (SELECT DISTINCT u, date_trunc('week', d) AS w FROM (VALUES (1, DATE '2024-01-01'), (1, DATE '2024-01-08'), (2, DATE '2024-01-02'), (3, DATE '2024-01-09')) AS t(u, d))
SELECT a.w, count(a.u) AS active, count(b.u) AS returned, CAST(count(b.u) AS double) / count(a.u) AS rate
FROM v AS a LEFT JOIN v AS b ON b.u = a.u AND b.w = a.w + INTERVAL '7' DAY GROUP BY a.w ORDER BY a.w

-- case: funnel
WITH e AS (SELECT * FROM (VALUES (1, 'view', 1), (1, 'cart', 2), (1, 'buy', 3), (2, 'view', 1), (2, 'buy', 2), (3, 'view', 5)) AS t(u, step, at)),
s AS (SELECT u, min(if(step = 'view', at)) AS v, min(if(step = 'cart', at)) AS c, min(if(step = 'buy', at)) AS b FROM e GROUP BY u)
SELECT count(v) AS viewed, count_if(c > v) AS carted, count_if(b > c) AS bought, count_if(b > v AND c IS NULL) AS skipped FROM s

-- case: abc-analysis
WITH s AS (SELECT * FROM (VALUES ('a', 70), ('b', 20), ('c', 7), ('d', 3)) AS t(sku, v)),
c AS (SELECT sku, v, sum(v) OVER (ORDER BY v DESC, sku) * 1.0 / sum(v) OVER () AS share FROM s)
SELECT sku, share, CASE WHEN share <= 0.8 THEN 'A' WHEN share <= 0.95 THEN 'B' ELSE 'C' END AS class FROM c ORDER BY v DESC

-- case: crosstab-rollup
SELECT coalesce(r, 'total') AS r, sum(if(p = 'x', v)) AS x, sum(if(p = 'y', v, 0)) AS y, sum(v) AS all_, grouping(r) AS is_total
FROM (VALUES ('n', 'x', 1), ('n', 'y', 2), ('s', 'x', 4)) AS t(r, p, v) GROUP BY ROLLUP (r) ORDER BY grouping(r), 1

-- case: cube-report
SELECT r, p, grouping(r, p) AS g, count(*) AS n, sum(v) AS s FROM (VALUES ('n', 'x', 1.5), ('n', NULL, 2.5), ('s', 'x', 4.0)) AS t(r, p, v) GROUP BY CUBE (r, p)

-- case: top-n-per-group
SELECT g, array_agg(name ORDER BY v DESC) AS top FROM (
  SELECT g, name, v, row_number() OVER (PARTITION BY g ORDER BY v DESC, name) AS rn FROM (VALUES ('a', 'p', 1), ('a', 'q', 3), ('a', 'r', 2), ('b', 's', 9)) AS t(g, name, v)
) AS x WHERE rn <= 2 GROUP BY g ORDER BY g

-- case: histogram
SELECT floor(v / 10) * 10 AS bucket, count(*) AS n FROM (VALUES 1, 9, 10, 15, -3, NULL) AS t(v) GROUP BY 1 ORDER BY 1

-- case: median
SELECT g, approx_percentile(v, 0.5) AS median, avg(v) AS mean, max(v) - min(v) AS spread FROM (VALUES ('a', 1), ('a', 5), ('a', 100), ('b', 2)) AS t(g, v) GROUP BY g ORDER BY g

-- case: median-by-rank
WITH r AS (SELECT v, row_number() OVER (ORDER BY v) AS rn, count(*) OVER () AS n FROM (VALUES 1, 3, 5, 100) AS t(v))
SELECT avg(v) AS median FROM r WHERE rn IN ((n + 1) / 2, (n + 2) / 2)

-- case: quartiles
SELECT v, ntile(4) OVER (ORDER BY v) AS q, percent_rank() OVER (ORDER BY v) AS pr, cume_dist() OVER (ORDER BY v) AS cd FROM (VALUES 10, 20, 20, 40, 50) AS t(v) ORDER BY v

-- case: z-score
WITH s AS (SELECT avg(v) AS m, stddev_samp(v) AS sd FROM (VALUES 1E0, 2E0, 3E0, 10E0) AS t(v))
SELECT v, round((v - m) / sd, 4) AS z FROM (VALUES 1E0, 2E0, 3E0, 10E0) AS t(v) CROSS JOIN s ORDER BY v

-- case: weighted-average
SELECT g, sum(v * w) / sum(w) AS weighted, avg(v) AS plain FROM (VALUES ('a', 10.0, 1), ('a', 20.0, 3), ('b', 5.0, 0)) AS t(g, v, w) GROUP BY g HAVING sum(w) > 0
