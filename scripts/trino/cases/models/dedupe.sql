-- case: latest-row
WITH source AS (
  SELECT * FROM (VALUES
    (1, 'new', TIMESTAMP '2024-01-01 10:00:00'), (1, 'paid', TIMESTAMP '2024-01-02 09:30:00'),
    (2, 'new', TIMESTAMP '2024-01-03 00:00:00'), (2, NULL, TIMESTAMP '2024-01-03 00:00:01')
  ) AS t(order_id, status, updated_at)
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY order_id ORDER BY updated_at DESC) AS rn FROM source
)
SELECT order_id, status, updated_at FROM ranked WHERE rn = 1 ORDER BY order_id

-- case: latest-by-max-by
SELECT order_id, max_by(status, updated_at) AS status, max(updated_at) AS updated_at, count(*) AS versions
FROM (VALUES
  (1, 'new', TIMESTAMP '2024-01-01 10:00:00.000'), (1, 'paid', TIMESTAMP '2024-01-02 09:30:00.500'), (2, 'new', NULL)
) AS t(order_id, status, updated_at)
GROUP BY order_id
ORDER BY order_id

-- case: exact-duplicates
SELECT id, name, count(*) AS copies
FROM (VALUES (1, 'a'), (1, 'a'), (2, NULL), (2, NULL), (3, 'c')) AS t(id, name)
GROUP BY id, name
HAVING count(*) > 1
ORDER BY copies DESC, id

-- case: keep-first-non-null
WITH events AS (
  SELECT * FROM (VALUES (1, 1, NULL), (1, 2, 'x'), (1, 3, 'y'), (2, 1, NULL)) AS t(user_id, seq, email)
)
SELECT DISTINCT
  user_id,
  first_value(email) IGNORE NULLS OVER (PARTITION BY user_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS email
FROM events

-- case: surrogate-key
SELECT
  to_hex(md5(to_utf8(concat_ws('|', coalesce(CAST(customer_id AS varchar), ''), coalesce(region, ''), coalesce(CAST(valid_from AS varchar), ''))))) AS sk,
  customer_id, region, valid_from
FROM (VALUES (1, 'EU', DATE '2024-01-01'), (1, NULL, DATE '2024-02-01'), (NULL, 'US', NULL)) AS t(customer_id, region, valid_from)
ORDER BY sk

-- case: surrogate-key-lower
SELECT lower(to_hex(md5(to_utf8(coalesce(CAST(a AS varchar), '_null_') || '-' || coalesce(CAST(b AS varchar), '_null_'))))) AS id
FROM (VALUES (1, 2.50), (NULL, 1.00), (3, NULL)) AS t(a, b)
ORDER BY id

-- case: hash-diff
WITH old AS (SELECT * FROM (VALUES (1, 'a', 10.0), (2, 'b', 20.0), (3, 'c', 30.0)) AS t(id, name, price)),
new AS (SELECT * FROM (VALUES (1, 'a', 10.0), (2, 'b', 21.0), (4, 'd', 40.0)) AS t(id, name, price)),
o AS (SELECT id, to_hex(sha256(to_utf8(name || CAST(price AS varchar)))) AS h FROM old),
n AS (SELECT id, to_hex(sha256(to_utf8(name || CAST(price AS varchar)))) AS h FROM new)
SELECT coalesce(o.id, n.id) AS id,
  CASE WHEN o.id IS NULL THEN 'insert' WHEN n.id IS NULL THEN 'delete' WHEN o.h <> n.h THEN 'update' ELSE 'same' END AS change
FROM o FULL OUTER JOIN n ON o.id = n.id
ORDER BY 1

-- case: rank-ties
SELECT product, sold, rank() OVER (ORDER BY sold DESC) AS r, dense_rank() OVER (ORDER BY sold DESC) AS d,
  row_number() OVER (ORDER BY sold DESC, product) AS n
FROM (VALUES ('a', 5), ('b', 5), ('c', 3), ('d', NULL)) AS t(product, sold)
ORDER BY n

-- case: distinct-on-array
WITH tagged AS (SELECT id, array_sort(array_distinct(tags)) AS tags FROM (VALUES (1, ARRAY['b', 'a', 'b']), (2, ARRAY['a', 'b'])) AS t(id, tags))
SELECT tags, array_agg(id ORDER BY id) AS ids FROM tagged GROUP BY tags

-- case: anti-join
SELECT c.id, c.name FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS c(id, name)
LEFT JOIN (VALUES 1, 1, NULL) AS o(customer_id) ON o.customer_id = c.id
WHERE o.customer_id IS NULL ORDER BY c.id

-- case: not-in-null-trap
SELECT c.id FROM (VALUES 1, 2, 3) AS c(id) WHERE c.id NOT IN (SELECT customer_id FROM (VALUES 1, NULL) AS o(customer_id))

-- case: incremental-window
WITH src AS (SELECT * FROM (VALUES (1, TIMESTAMP '2024-01-01 00:00:00'), (2, TIMESTAMP '2024-01-05 12:00:00'), (3, TIMESTAMP '2024-01-06 00:00:00')) AS t(id, loaded_at)),
hwm AS (SELECT coalesce(max(loaded_at), TIMESTAMP '1900-01-01 00:00:00') - INTERVAL '3' DAY AS since FROM src)
SELECT id FROM src CROSS JOIN hwm WHERE src.loaded_at >= hwm.since ORDER BY id
