-- case: json-orders
WITH raw AS (SELECT * FROM (VALUES
  (1, '{"id":7,"customer":{"name":"Ann","vip":true},"lines":[{"sku":"a","qty":2,"price":1.50},{"sku":"b","qty":1,"price":10}]}'),
  (2, '{"id":8,"customer":{"name":null},"lines":[]}'), (3, 'broken')
) AS t(n, body)), parsed AS (SELECT n, try(json_parse(body)) AS j FROM raw)
SELECT n, CAST(json_extract_scalar(j, '$.id') AS bigint) AS id, json_extract_scalar(j, '$.customer.name') AS name,
  CAST(json_extract_scalar(j, '$.customer.vip') AS boolean) AS vip, json_array_length(json_extract(j, '$.lines')) AS lines
FROM parsed ORDER BY n

-- case: json-lines
WITH raw AS (SELECT '{"id":7,"lines":[{"sku":"a","qty":2,"price":1.50},{"sku":"b","qty":1,"price":10}]}' AS body)
SELECT json_extract_scalar(body, '$.id') AS id, sku, qty, qty * price AS amount
FROM raw CROSS JOIN UNNEST(CAST(json_extract(body, '$.lines') AS array(row(sku varchar, qty integer, price decimal(10, 2))))) AS u(sku, qty, price) ORDER BY sku

-- case: json-lines-left
SELECT id, json_extract_scalar(e, '$.k') AS k, o FROM (VALUES (1, '[{"k":"x"},{"k":"y"}]'), (2, '[]'), (3, NULL)) AS t(id, body)
LEFT JOIN UNNEST(CAST(json_parse(body) AS array(json))) WITH ORDINALITY AS u(e, o) ON true ORDER BY id, o

-- case: json-attributes
SELECT id, k, v FROM (VALUES (1, '{"color":"red","size":10}'), (2, '{}')) AS t(id, attributes) CROSS JOIN UNNEST(CAST(json_parse(attributes) AS map(varchar, varchar))) AS u(k, v) ORDER BY id, k

-- case: json-value
SELECT id, json_value(body, 'lax $.a.b') AS b, json_value(body, 'lax $.n' RETURNING integer) AS n, json_query(body, 'lax $.a') AS a, json_exists(body, 'lax $.z') AS z
FROM (VALUES (1, '{"a":{"b":"x"},"n":5}'), (2, '{"z":null}'), (3, 'bad')) AS t(id, body) ORDER BY id

-- case: json-build
SELECT customer, CAST(array_agg(CAST(ROW(id, amount) AS row(id integer, amount decimal(5, 1))) ORDER BY id) AS json) AS orders, json_format(CAST(map_agg(id, amount) AS json)) AS by_id
FROM (VALUES ('a', 1, 1.5), ('a', 2, 2.0)) AS t(customer, id, amount) GROUP BY customer

-- case: csv-column
SELECT id, trim(tag) AS tag, n FROM (VALUES (1, 'red, green ,blue'), (2, ''), (3, NULL)) AS t(id, tags) CROSS JOIN UNNEST(split(tags, ',')) WITH ORDINALITY AS u(tag, n) ORDER BY id, n

-- case: query-string
SELECT url, url_extract_host(url) AS host, url_extract_parameter(url, 'utm_source') AS source, split_to_map(url_extract_query(url), '&', '=')['utm_medium'] AS medium
FROM (VALUES 'https://shop.example/p?utm_source=mail&utm_medium=cpc') AS t(url)

-- case: array-of-rows
WITH o AS (SELECT * FROM (VALUES (1, ARRAY[CAST(ROW('a', 2, 1.5) AS row(sku varchar, qty integer, price double)), CAST(ROW('b', 1, 3.0) AS row(sku varchar, qty integer, price double))])) AS t(id, items))
SELECT id, reduce(items, 0E0, (s, i) -> s + i.qty * i.price, s -> s) AS total, array_join(transform(items, i -> i.sku || 'x' || CAST(i.qty AS varchar)), ', ') AS label, filter(items, i -> i.qty > 1)[1].sku AS first_multi FROM o

-- case: nested-rows
WITH c AS (SELECT CAST(ROW(1, ROW('Main', ARRAY['a', 'b'])) AS row(id integer, address row(street varchar, tags array(varchar)))) AS c)
SELECT c.c.id, c.c.address.street, c.c.address.tags[2] AS tag, cardinality(c.c.address.tags) AS n FROM c

-- case: map-metrics
SELECT id, element_at(m, 'cpu') AS cpu, coalesce(element_at(m, 'mem'), 0E0) AS mem, map_keys(map_filter(m, (k, v) -> v > 0.5E0)) AS hot
FROM (VALUES (1, MAP(ARRAY['cpu', 'mem'], ARRAY[0.9E0, 0.1E0])), (2, MAP(ARRAY['disk'], ARRAY[0.7E0]))) AS t(id, m) ORDER BY id

-- case: explode-twice
SELECT id, a, b FROM (VALUES (1, ARRAY[ARRAY[1, 2], ARRAY[3]]), (2, ARRAY[ARRAY[], NULL])) AS t(id, n) CROSS JOIN UNNEST(n) AS u(inner_) CROSS JOIN UNNEST(inner_) AS v(a) CROSS JOIN (VALUES 'q') AS w(b)

-- case: zipped
SELECT k, v, n FROM (VALUES (ARRAY['a', 'b', 'c'], ARRAY[1, 2])) AS t(ks, vs) CROSS JOIN UNNEST(ks, vs) WITH ORDINALITY AS u(k, v, n) ORDER BY n

-- case: multi-tags
SELECT tag, count(*) AS n, array_agg(id ORDER BY id) AS ids FROM (VALUES (1, ARRAY['x', 'y']), (2, ARRAY['y']), (3, ARRAY[NULL])) AS t(id, tags) CROSS JOIN UNNEST(tags) AS u(tag) GROUP BY tag ORDER BY n DESC, tag

-- case: multimap
SELECT multimap_agg(g, v) AS m, histogram(g) AS h FROM (VALUES ('a', 1), ('a', 2), ('b', 3)) AS t(g, v)

-- case: log-lines
SELECT regexp_extract(line, '^(\S+)', 1) AS ip, regexp_extract(line, '\[([^\]]+)\]', 1) AS at, CAST(regexp_extract(line, '" (\d{3}) ', 1) AS integer) AS status, TRY_CAST(regexp_extract(line, '(\d+)$', 1) AS bigint) AS bytes
FROM (VALUES '10.0.0.1 - - [01/Jan/2024:00:00:00 +0000] "GET / HTTP/1.1" 200 1234', '10.0.0.2 - - [x] "GET /a" 404 -') AS t(line)

-- case: emails
SELECT lower(trim(email)) AS email, split_part(lower(trim(email)), '@', 2) AS domain, regexp_like(trim(email), '^[^@\s]+@[^@\s]+\.[^@\s]+$') AS valid FROM (VALUES ' Ann@Example.COM ', 'bob@', NULL, '') AS t(email)

-- case: names
SELECT full_name, split_part(full_name, ' ', 1) AS first_name, nullif(substr(full_name, strpos(full_name, ' ') + 1), full_name) AS last_name, upper(substr(full_name, 1, 1)) || lower(substr(full_name, 2)) AS capital, length(full_name) AS n
FROM (VALUES 'ann lee', 'Madonna', 'ÉVA von der Au', '') AS t(full_name)

-- case: phones
SELECT raw, regexp_replace(raw, '\D') AS digits, CASE WHEN regexp_like(raw, '^\+') THEN 'international' WHEN raw LIKE '0%' THEN 'national' ELSE 'other' END AS kind, lpad(regexp_replace(raw, '\D', ''), 12, '0') AS padded FROM (VALUES '+49 (30) 123-456', '030/123456', 'none') AS t(raw)

-- case: flags
SELECT id, lower(flag) IN ('yes', 'y', 'true', '1') AS flag, CASE upper(trim(flag)) WHEN 'YES' THEN true WHEN 'NO' THEN false END AS strict, TRY_CAST(flag AS boolean) AS cast_ FROM (VALUES (1, 'Yes'), (2, 'No'), (3, 'true'), (4, ''), (5, NULL), (6, ' y')) AS t(id, flag) ORDER BY id
