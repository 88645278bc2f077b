-- case: scd2-from-log
WITH log AS (SELECT * FROM (VALUES (1, 'basic', DATE '2024-01-01'), (1, 'pro', DATE '2024-02-15'), (1, 'pro', DATE '2024-03-01'), (2, 'basic', DATE '2024-01-10')) AS t(id, plan, changed_on)),
changes AS (SELECT *, lag(plan) OVER (PARTITION BY id ORDER BY changed_on) AS previous FROM log)
SELECT id, plan, changed_on AS valid_from, lead(changed_on) OVER (PARTITION BY id ORDER BY changed_on) AS valid_to,
  lead(changed_on) OVER (PARTITION BY id ORDER BY changed_on) IS NULL AS is_current
FROM changes WHERE previous IS DISTINCT FROM plan ORDER BY id, valid_from

-- case: scd2-join
WITH dim AS (SELECT * FROM (VALUES (1, 'basic', TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-02-01 00:00:00'), (1, 'pro', TIMESTAMP '2024-02-01 00:00:00', NULL)) AS t(id, plan, valid_from, valid_to)),
fact AS (SELECT * FROM (VALUES (10, 1, TIMESTAMP '2024-01-31 23:59:59'), (11, 1, TIMESTAMP '2024-02-01 00:00:00'), (12, 2, TIMESTAMP '2024-02-01 00:00:00')) AS t(fact_id, id, at))
SELECT f.fact_id, d.plan FROM fact AS f LEFT JOIN dim AS d ON d.id = f.id AND f.at >= d.valid_from AND (f.at < d.valid_to OR d.valid_to IS NULL) ORDER BY f.fact_id

-- case: as-of-join
SELECT id, at, price FROM (
  SELECT o.id, o.at, p.price, row_number() OVER (PARTITION BY o.id ORDER BY p.at DESC) AS rn
  FROM (VALUES (1, 5), (2, 15), (3, 0)) AS o(id, at) LEFT JOIN (VALUES (1, 10.0), (10, 11.5), (20, 12.0)) AS p(at, price) ON p.at <= o.at
) AS x WHERE rn = 1 ORDER BY id

-- case: forward-fill
SELECT d, v, coalesce(v, lag(v) IGNORE NULLS OVER (ORDER BY d)) AS filled, last_value(v) IGNORE NULLS OVER (ORDER BY d) AS filled_too
FROM (VALUES (DATE '2024-01-01', 1), (DATE '2024-01-02', NULL), (DATE '2024-01-03', NULL), (DATE '2024-01-04', 4)) AS t(d, v) ORDER BY d

-- case: status-durations
WITH s AS (SELECT * FROM (VALUES (1, 'open', TIMESTAMP '2024-01-01 08:00:00'), (1, 'wait', TIMESTAMP '2024-01-01 09:30:00'), (1, 'done', TIMESTAMP '2024-01-03 09:30:00')) AS t(id, status, at)),
d AS (SELECT id, status, at, lead(at) OVER (PARTITION BY id ORDER BY at) AS until FROM s)
SELECT id, map_agg(status, date_diff('minute', at, until)) AS minutes FROM d GROUP BY id

-- case: merge-preview
WITH t AS (SELECT * FROM (VALUES (1, 'a', 1), (2, 'b', 1)) AS t(id, name, version)), s AS (SELECT * FROM (VALUES (2, 'B', 2), (3, 'c', 1)) AS s(id, name, version))
SELECT id, name, version FROM s UNION ALL SELECT id, name, version FROM t WHERE NOT EXISTS (SELECT 1 FROM s WHERE s.id = t.id) ORDER BY id

-- case: snapshots-diff
SELECT id, name FROM (VALUES (1, 'a'), (2, 'b')) AS t(id, name) EXCEPT SELECT id, name FROM (VALUES (1, 'a'), (2, 'c')) AS u(id, name)

-- case: open-intervals
WITH marks AS (
  SELECT f AS at, 1 AS change FROM (VALUES (1, 5), (2, 6), (7, 9)) AS t(f, u) UNION ALL SELECT u, -1 FROM (VALUES (1, 5), (2, 6), (7, 9)) AS t(f, u)
)
SELECT max(open) AS peak FROM (SELECT sum(change) OVER (ORDER BY at, change ROWS UNBOUNDED PRECEDING) AS open FROM marks) AS x

-- case: effective-price
SELECT sku, price FROM (VALUES ('a', 1.5, DATE '2024-01-01'), ('a', 2.5, DATE '2024-06-01'), ('b', 3.0, DATE '2025-01-01')) AS p(sku, price, since)
WHERE since = (SELECT max(q.since) FROM (VALUES ('a', DATE '2024-01-01'), ('a', DATE '2024-06-01'), ('b', DATE '2025-01-01')) AS q(sku, since) WHERE q.sku = p.sku AND q.since <= DATE '2024-12-31') ORDER BY sku

-- case: bill-of-materials
WITH RECURSIVE parts(part, child, qty) AS (SELECT * FROM (VALUES ('car', 'wheel', 4), ('wheel', 'bolt', 5), ('car', 'engine', 1), ('engine', 'bolt', 20)) AS t(a, b, c)),
tree(part, qty) AS (SELECT child, qty FROM parts WHERE part = 'car' UNION ALL SELECT p.child, p.qty * t.qty FROM tree AS t JOIN parts AS p ON p.part = t.part)
SELECT part, sum(qty) AS needed FROM tree GROUP BY part ORDER BY part

-- case: org-depth
WITH RECURSIVE staff(id, boss, name) AS (VALUES (1, NULL, 'ann'), (2, 1, 'bob'), (3, 2, 'cy'), (4, 1, 'di')),
chain(id, name, depth, path) AS (
  SELECT id, name, 0, ARRAY[name] FROM staff WHERE boss IS NULL
  UNION ALL SELECT s.id, s.name, c.depth + 1, c.path || s.name FROM staff AS s JOIN chain AS c ON s.boss = c.id
)
SELECT name, depth, array_join(path, ' > ') AS path FROM chain ORDER BY id

-- case: previous-value-change
SELECT id, v, v - lag(v, 1, 0) OVER (ORDER BY id) AS delta, sign(v - lag(v) OVER (ORDER BY id)) AS direction, (v - lag(v) OVER (ORDER BY id)) / CAST(lag(v) OVER (ORDER BY id) AS double) AS pct
FROM (VALUES (1, 10), (2, 15), (3, 5), (4, NULL)) AS t(id, v) ORDER BY id

-- case: islands-by-status
WITH r AS (SELECT *, row_number() OVER (ORDER BY at) - row_number() OVER (PARTITION BY st ORDER BY at) AS grp FROM (VALUES (1, 'up'), (2, 'up'), (3, 'down'), (4, 'up')) AS t(at, st))
SELECT st, min(at) AS f, max(at) AS u, count(*) AS n FROM r GROUP BY st, grp ORDER BY f
