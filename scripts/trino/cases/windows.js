import { numbered } from './case.js';

const ROWS =
  "(VALUES (1, 'a', 10, DATE '2024-01-01'), (2, 'a', NULL, DATE '2024-01-02'), (3, 'a', 30, DATE '2024-01-02'), (4, 'b', 10, DATE '2024-01-05'), (5, 'b', 10, NULL), (6, NULL, 7, DATE '2024-02-01')) AS t(n, g, v, d)";
const FUNCTIONS = ['row_number()', 'rank()', 'dense_rank()', 'percent_rank()', 'cume_dist()', 'ntile(2)', 'ntile(10)', 'lag(v)', 'lag(v, 2)', 'lag(v, 1, -1)', 'lead(v)', 'lead(v, 2, 0)', 'lag(v, 0)', 'lag(v) IGNORE NULLS', 'lead(v, 1, 99) IGNORE NULLS', 'first_value(v)', 'last_value(v)', 'nth_value(v, 2)', 'first_value(v) IGNORE NULLS', 'last_value(v) IGNORE NULLS', 'nth_value(v, 2) IGNORE NULLS', 'sum(v)', 'avg(v)', 'count(*)', 'count(v)', 'min(v)', 'max(d)', 'count(DISTINCT v)', 'array_agg(v)', 'sum(v) FILTER (WHERE v > 8)', 'max_by(g, v)', 'stddev(v)', 'bool_or(v > 20)', 'lag(d)', 'lag(v, 1, 1.5)', "lag(v, 1, 'x')", 'lag(v, -1)', 'lag(v, n)', 'lag(g || \'!\', 1, \'none\')', 'approx_percentile(v, 0.5)', 'nth_value(v, 0)', 'ntile(0)', 'row_number(v)', 'rank(v)', 'upper(g)', 'count_if(v > 8)', 'listagg(g, \',\') WITHIN GROUP (ORDER BY n)']; // prettier-ignore
const OVERS = ['(ORDER BY n)', '(PARTITION BY g ORDER BY n)', '(PARTITION BY g ORDER BY v DESC NULLS LAST, n)', '()'];

// Over no order their results are the engine's choice.
const NEED_ORDER = /^(?:row_number\(\)|ntile|first_value|last_value|nth_value|array_agg|listagg)/;

const ranking = FUNCTIONS.flatMap((name, index) =>
  numbered('window', `function-${index}`, OVERS.filter((over, at) => at < 2 || (at === index % 2 + 2 && !(over === '()' && NEED_ORDER.test(name)))).map((over) => `SELECT n, ${name} OVER ${over} AS c FROM ${ROWS}`)),
); // prettier-ignore

const FRAMES = ['ROWS UNBOUNDED PRECEDING', 'ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING', 'ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', 'ROWS 2 PRECEDING', 'ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING', 'ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING', 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING', 'RANGE UNBOUNDED PRECEDING', 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW', 'RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', 'RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING', 'GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW', 'GROUPS 1 PRECEDING', 'ROWS BETWEEN n PRECEDING AND CURRENT ROW', 'ROWS BETWEEN -1 PRECEDING AND CURRENT ROW', 'ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING', 'ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW', 'ROWS CURRENT ROW']; // prettier-ignore
const framed = FRAMES.flatMap((frame, index) =>
  numbered('window', `frame-${index}`, [
    ...['sum(v)', 'count(*)', 'last_value(v)', 'array_agg(n)'].map((name) => `SELECT n, ${name} OVER (ORDER BY n ${frame}) AS c FROM ${ROWS}`),
    `SELECT n, sum(n) OVER (PARTITION BY g ORDER BY v NULLS FIRST ${frame}) AS c FROM ${ROWS} WHERE n <> 5`,
    `SELECT n, min(v) OVER (ORDER BY n DESC ${frame}) AS c FROM ${ROWS}`,
  ]),
); // prettier-ignore

const other = numbered('window', 'other', [
  `SELECT n, sum(v) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) AS c FROM ${ROWS} WHERE d IS NOT NULL`, `SELECT n, sum(v) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND INTERVAL '1' DAY FOLLOWING) AS c FROM ${ROWS}`, `SELECT n, sum(v) OVER (ORDER BY v) AS c FROM ${ROWS}`, `SELECT n, sum(v) OVER (ORDER BY v DESC) AS c FROM ${ROWS}`, `SELECT n, rank() OVER (ORDER BY v) AS c FROM ${ROWS}`, `SELECT n, rank() OVER (ORDER BY v DESC) AS c FROM ${ROWS}`, `SELECT n, sum(v) OVER w AS a, avg(v) OVER w AS b FROM ${ROWS} WINDOW w AS (PARTITION BY g ORDER BY n)`, `SELECT n, sum(v) OVER (w ORDER BY n) AS a FROM ${ROWS} WINDOW w AS (PARTITION BY g)`, `SELECT n, sum(v) OVER (w ROWS 1 PRECEDING) AS a FROM ${ROWS} WINDOW w AS (ORDER BY n)`, `SELECT n, sum(v) OVER missing AS a FROM ${ROWS}`, `SELECT n FROM ${ROWS} WHERE row_number() OVER (ORDER BY n) = 1`, `SELECT n FROM ${ROWS} ORDER BY row_number() OVER (ORDER BY n DESC)`, `SELECT n FROM ${ROWS} QUALIFY row_number() OVER (ORDER BY n) = 1`, `SELECT row_number() FROM ${ROWS}`, `SELECT sum(row_number() OVER (ORDER BY n)) FROM ${ROWS}`, `SELECT sum(sum(v) OVER ()) OVER () FROM ${ROWS}`, `SELECT g, sum(sum(v)) OVER (ORDER BY g) AS c FROM ${ROWS} GROUP BY g ORDER BY g`, `SELECT g, row_number() OVER (ORDER BY sum(v) DESC NULLS LAST, g) AS c FROM ${ROWS} GROUP BY g ORDER BY g`, `SELECT * FROM (SELECT n, row_number() OVER (PARTITION BY g ORDER BY n DESC) AS rn FROM ${ROWS}) AS x WHERE rn = 1`, `SELECT n, v - lag(v) OVER (ORDER BY n) AS c FROM ${ROWS}`, `SELECT n, v * 1.0 / sum(v) OVER (PARTITION BY g) AS c FROM ${ROWS}`, `SELECT n, round(100.0 * v / sum(v) OVER (), 2) AS c FROM ${ROWS}`, `SELECT n, date_diff('day', lag(d) OVER (ORDER BY n), d) AS c FROM ${ROWS}`, `SELECT n, sum(CASE WHEN v > 8 THEN 1 ELSE 0 END) OVER (ORDER BY n) AS c FROM ${ROWS}`, `SELECT n, coalesce(v, last_value(v) IGNORE NULLS OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS c FROM ${ROWS}`, `SELECT n, count(*) OVER (PARTITION BY v > 8) AS c FROM ${ROWS}`, `SELECT n, count(*) OVER (PARTITION BY 1) AS c FROM ${ROWS}`, `SELECT n, row_number() OVER (ORDER BY 1) IS NULL AS c FROM ${ROWS}`, `SELECT DISTINCT g, count(*) OVER (PARTITION BY g) AS c FROM ${ROWS}`, `SELECT n, max(n) OVER (PARTITION BY g, v) AS c FROM ${ROWS}`, `SELECT n, avg(v) OVER (ORDER BY n ROWS 2 PRECEDING) AS c FROM ${ROWS}`, `SELECT n, avg(CAST(v AS decimal(10,2))) OVER (ORDER BY n) AS c FROM ${ROWS}`, `SELECT n, sum(CAST(v AS double)) OVER (ORDER BY n) AS c FROM ${ROWS}`, `SELECT n, sum(v) OVER (ORDER BY n RANGE 1 PRECEDING) AS c FROM ${ROWS}`, `SELECT n, sum(v) OVER (ORDER BY g RANGE 1 PRECEDING) AS c FROM ${ROWS}`, `SELECT n, sum(v) OVER (ORDER BY n, v RANGE 1 PRECEDING) AS c FROM ${ROWS}`, `SELECT n, lag(v) RESPECT NULLS OVER (ORDER BY n) AS c FROM ${ROWS}`, `SELECT n, sum(v) IGNORE NULLS OVER (ORDER BY n) AS c FROM ${ROWS}`,
]); // prettier-ignore

/** Window functions and frames. */
export function windows() {
  return [...ranking, ...framed, ...other];
}
