-- case: dollar-texts
WITH raw AS (SELECT * FROM (VALUES (1, ' $333.80  '), (2, '$1,222.05'), (3, ''), (4, 'n/a'), (5, NULL), (6, '-$5.5')) AS t(id, amount))
SELECT id, TRY_CAST(replace(replace(trim(amount), '$', ''), ',', '') AS decimal(10, 2)) AS amount FROM raw ORDER BY id

-- case: regexp-amounts
SELECT id, TRY_CAST(regexp_replace(amount, '[^0-9.\-]', '') AS decimal(12, 2)) AS amount, regexp_extract(amount, '[A-Z]{3}') AS currency
FROM (VALUES (1, 'EUR 1,234.50'), (2, '99 USD'), (3, '-7.25'), (4, 'free')) AS t(id, amount) ORDER BY id

-- case: german-numbers
SELECT raw, TRY_CAST(replace(replace(raw, '.', ''), ',', '.') AS decimal(12, 2)) AS amount, TRY_CAST(raw AS double) AS naive
FROM (VALUES '1.234,56', '12,5', '7', 'x') AS t(raw)

-- case: gross-and-net
SELECT id, net, round(net * (1 + rate), 2) AS gross, CAST(net * rate AS decimal(10, 2)) AS vat, net * qty AS total
FROM (VALUES (1, DECIMAL '10.00', DECIMAL '0.19', 3), (2, DECIMAL '0.05', DECIMAL '0.07', 1), (3, DECIMAL '99.99', NULL, 2)) AS t(id, net, rate, qty) ORDER BY id

-- case: share-of-total
SELECT region, sum(v) AS v, round(100.0 * sum(v) / sum(sum(v)) OVER (), 2) AS percent
FROM (VALUES ('n', 10), ('s', 20), ('n', 3)) AS t(region, v) GROUP BY region ORDER BY region

-- case: running-balance
SELECT id, amount, sum(amount) OVER (ORDER BY id) AS balance, avg(amount) OVER (ORDER BY id ROWS 1 PRECEDING) AS smoothed
FROM (VALUES (1, DECIMAL '100.00'), (2, DECIMAL '-30.50'), (3, DECIMAL '0.25')) AS t(id, amount) ORDER BY id

-- case: currency-join
WITH rates AS (SELECT * FROM (VALUES ('EUR', DATE '2024-01-01', DECIMAL '1.1000'), ('EUR', DATE '2024-02-01', DECIMAL '1.0825')) AS t(cur, valid_from, rate)),
spans AS (SELECT *, lead(valid_from, 1, DATE '9999-12-31') OVER (PARTITION BY cur ORDER BY valid_from) AS valid_to FROM rates)
SELECT o.id, o.amount * s.rate AS usd FROM (VALUES (1, 'EUR', DATE '2024-01-15', DECIMAL '10.00'), (2, 'EUR', DATE '2024-02-01', DECIMAL '20.00'), (3, 'GBP', DATE '2024-02-01', DECIMAL '5.00')) AS o(id, cur, d, amount)
LEFT JOIN spans AS s ON s.cur = o.cur AND o.d >= s.valid_from AND o.d < s.valid_to ORDER BY o.id

-- case: integer-ratio
SELECT k, ok / total AS truncated, ok * 1.0 / total AS decimal_ratio, CAST(ok AS double) / total AS ratio, round(CAST(ok AS decimal(18, 4)) / nullif(total, 0), 4) AS safe
FROM (VALUES ('a', 1, 3), ('b', 2, 3), ('c', 7, 8)) AS t(k, ok, total) ORDER BY k

-- case: safe-ratio
SELECT k, coalesce(CAST(ok AS double) / nullif(total, 0), 0) AS ratio, try(ok / total) AS tried FROM (VALUES ('a', 1, 0), ('b', 0, 5), ('c', NULL, 1)) AS t(k, ok, total) ORDER BY k

-- case: cents
SELECT id, cents / 100 AS dollars, cents / 100.0 AS exact, CAST(cents / 100.0 AS decimal(10, 2)) AS money, format('$%,.2f', cents / 100E0) AS shown
FROM (VALUES (1, 12345), (2, 99), (3, -250), (4, 1000000000)) AS t(id, cents) ORDER BY id

-- case: allocation
WITH lines AS (SELECT *, sum(w) OVER () AS total_w, row_number() OVER (ORDER BY id DESC) AS back FROM (VALUES (1, 1), (2, 1), (3, 1)) AS t(id, w)),
parts AS (SELECT id, back, round(DECIMAL '100.00' * w / total_w, 2) AS part FROM lines)
SELECT id, CASE WHEN back = 1 THEN DECIMAL '100.00' - (sum(part) OVER () - part) ELSE part END AS part FROM parts ORDER BY id

-- case: tiers
SELECT amount, CASE WHEN amount < 10 THEN 'small' WHEN amount BETWEEN 10 AND 100 THEN 'medium' WHEN amount > 100 THEN 'large' ELSE 'none' END AS tier, width_bucket(CAST(amount AS double), 0E0, 200E0, 4) AS bucket
FROM (VALUES 9.99, 10.00, 100.00, 100.01, NULL) AS t(amount)

-- case: margin
SELECT sku, sum(qty * price) AS revenue, sum(qty * cost) AS cogs, (sum(qty * price) - sum(qty * cost)) / nullif(sum(qty * price), 0) AS margin
FROM (VALUES ('a', 2, DECIMAL '5.00', DECIMAL '3.10'), ('a', 1, DECIMAL '4.50', DECIMAL '3.10'), ('b', 0, DECIMAL '9.00', DECIMAL '1.00')) AS t(sku, qty, price, cost) GROUP BY sku ORDER BY sku

-- case: bankers
SELECT x, round(x) AS r, round(x, 1) AS r1, floor(x) AS f, ceiling(x) AS c, truncate(x) AS t, CAST(x AS integer) AS i, CAST(x AS decimal(4, 1)) AS d
FROM (VALUES 2.50, -2.50, 0.05, -0.05, 1.45, 99.95) AS t(x)

-- case: discount-chain
WITH base AS (SELECT id, CAST(list AS decimal(18, 4)) AS list, pct FROM (VALUES (1, 19.99, 10), (2, 5, 0), (3, 100, 33)) AS t(id, list, pct)),
priced AS (SELECT id, list * (100 - pct) / 100 AS price FROM base)
SELECT id, price, round(price, 2) AS rounded, CAST(price AS double) AS d FROM priced ORDER BY id
