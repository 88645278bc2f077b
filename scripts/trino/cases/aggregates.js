import { numbered, slug, topics } from './case.js';
import { ALL, column, exact, valuesOf } from './values.js';

const TYPES = Object.keys(ALL);
const OF_ANY = ['count(x)', 'count(DISTINCT x)', 'min(x)', 'max(x)', 'sum(x)', 'avg(x)', 'count_if(x IS NULL)', 'array_agg(x ORDER BY n)', 'max_by(x, n)', 'min_by(n, x)', 'bool_or(x IS NULL)', 'min(x, 2)', 'arbitrary(x) IS NULL', 'approx_distinct(x)', 'checksum(x) IS NULL', 'stddev(x)', 'map_agg(n, x)', 'sum(DISTINCT x)', 'bitwise_and_agg(x)', 'geometric_mean(x)', 'bool_and(x)', 'histogram(x)']; // prettier-ignore

/** A relation `t(n, x)`, where n counts the rows. @param {string} type @param {readonly string[]} values */
function counted(type, values) {
  return `(VALUES ${values.map((value, index) => `(${index + 1}, ${exact(type, value)})`).join(', ')}) AS t(n, x)`;
}

const ofTypes = TYPES.flatMap((type) => {
  const rows = counted(type, [...valuesOf(type).typical, valuesOf(type).typical[0] ?? 'NULL']);
  return [
    ...numbered(
      'aggregate',
      `${slug(type)}-of`,
      OF_ANY.map((form) => `SELECT ${form} AS c FROM ${rows}`),
    ),
    ...numbered('aggregate', `${slug(type)}-shape`, [
      `SELECT count(x) AS a, min(x) AS b, max(x) AS c, array_agg(x) AS d FROM ${column(type, ['NULL', 'NULL'])}`,
      `SELECT count(x) AS a, min(x) AS b, max(x) AS c, array_agg(x) AS d FROM ${column(type)} WHERE false`,
      `SELECT x, count(*) AS n FROM ${rows} GROUP BY x`,
      `SELECT DISTINCT x FROM ${rows}`,
      `SELECT x FROM ${rows} ORDER BY x, n`,
      `SELECT max(x) FILTER (WHERE n > 1) AS a, count(x) FILTER (WHERE n < 0) AS b FROM ${rows}`,
      `SELECT n, lag(x) OVER (ORDER BY n) AS a, first_value(x) OVER (ORDER BY n DESC) AS b, max(x) OVER () AS c FROM ${rows}`,
    ]),
  ];
});

const NUMBERS =
  "(VALUES (1, 'a', 10, 1.5, 2.5E0), (2, 'a', 20, NULL, 1E0), (3, 'b', NULL, 2.25, NULL), (4, 'b', 5, 0.75, 0.5E0), (5, NULL, 7, 1.00, 4E0)) AS t(n, g, i, d, f)";
const FORMS = [
  'sum(i), sum(d), sum(f)', 'avg(i), avg(d), avg(f)', 'count(*), count(i), count(DISTINCT g)', 'stddev(i), stddev_pop(i), stddev_samp(i)', 'variance(i), var_pop(i), var_samp(i)', 'corr(i, f), covar_pop(i, f), covar_samp(i, f)', 'regr_slope(i, f), regr_intercept(i, f)', 'skewness(f)', 'kurtosis(f)', 'geometric_mean(i)', 'approx_percentile(i, 0.5)', 'approx_percentile(f, 0.5E0)', 'approx_percentile(i, ARRAY[0.25, 0.75])', 'approx_percentile(i, n, 0.5)', 'max_by(g, i), min_by(g, i)', 'max_by(g, i, 2)', 'max(i, 2), min(i, 2)', 'bool_and(i > 5), bool_or(i > 5), every(i > 5)', 'count_if(i > 5)', 'array_agg(i ORDER BY n)', 'array_agg(DISTINCT g ORDER BY g)', 'array_agg(i ORDER BY i DESC NULLS LAST)', 'array_agg(g ORDER BY n) FILTER (WHERE i > 5)', "listagg(g, '-') WITHIN GROUP (ORDER BY n)", 'map_agg(n, g)', 'multimap_agg(n, g)', 'histogram(i)', 'bitwise_or_agg(i), bitwise_and_agg(i)', 'arbitrary(n) IS NOT NULL', 'any_value(n) IS NOT NULL', 'sum(i) FILTER (WHERE g = \'a\')', 'sum(DISTINCT i)', 'avg(DISTINCT d)', 'count(DISTINCT i, g)', 'count(DISTINCT (i, g))', 'sum(i + d)', 'sum(CASE WHEN g = \'a\' THEN i ELSE 0 END)', 'sum(if(i > 5, 1))', 'sum(1), count(1), max(1)', 'sum(NULL)', 'count(NULL)', 'max(NULL)', 'sum(CAST(NULL AS integer))', 'entropy(i)', 'approx_distinct(g)', 'checksum(i) IS NULL', 'sum(CAST(i AS real))', 'avg(CAST(i AS real))', 'sum(CAST(i AS tinyint))', 'sum(CAST(i AS bigint) * 1000000000000000000)', 'avg(CAST(d AS decimal(38,2)))', 'sum(CAST(d AS decimal(5,2)))', 'numeric_histogram(2, f)', 'approx_most_frequent(2, g, 10)', 'merge(approx_set(i)) IS NULL', 'grouping(g)', 'sum(i) + count(*)', 'round(avg(i), 2)', 'coalesce(sum(i), 0)', 'sum(i) / count(i)', 'sum(d) / sum(i)', 'max(g || \'x\')', 'first_value(i)', 'sum(sum(i))', 'string_agg(g, \',\')', 'median(i)', 'percentile_cont(0.5) WITHIN GROUP (ORDER BY i)', 'mode(i)', 'group_concat(g)',
]; // prettier-ignore
const forms = FORMS.flatMap((form, index) =>
  numbered('aggregate', `form-${index}`, [
    `SELECT ${form} FROM ${NUMBERS}`,
    `SELECT g, ${form} FROM ${NUMBERS} GROUP BY g ORDER BY g`,
    `SELECT ${form} FROM ${NUMBERS} WHERE n > 100`,
  ]),
);

const SALES =
  "(VALUES ('n', 'x', 1, 10), ('n', 'y', 2, 20), ('s', 'x', 3, NULL), ('s', NULL, 4, 40), (NULL, 'x', 5, 50)) AS t(r, p, q, v)";
const grouping = topics('group', {
  by: [
    ...['GROUP BY r', 'GROUP BY 1', 'GROUP BY ROLLUP (r)', 'GROUP BY CUBE (r)', 'GROUP BY GROUPING SETS ((r), ())', 'GROUP BY GROUPING SETS ((r), (r))', 'GROUP BY ALL r', 'GROUP BY DISTINCT ROLLUP (r, r)', 'GROUP BY r HAVING sum(v) > 30', 'GROUP BY r HAVING count(*) > 1 ORDER BY r', 'GROUP BY (r)', 'GROUP BY r, r', 'GROUP BY r, ()', 'GROUP BY t.r'].flatMap((by) => [`SELECT r, sum(v) AS s FROM ${SALES} ${by}`, `SELECT r, count(*) AS n, max(q) AS m FROM ${SALES} ${by}`]),
    ...['GROUP BY r, p', 'GROUP BY 1, 2', 'GROUP BY ROLLUP (r, p)', 'GROUP BY CUBE (r, p)', 'GROUP BY GROUPING SETS ((r, p), (r), (p), ())', 'GROUP BY r, ROLLUP (p)', 'GROUP BY ROLLUP (r), CUBE (p)', 'GROUP BY ROLLUP ((r, p))', 'GROUP BY GROUPING SETS (r, p)', 'GROUP BY GROUPING SETS (ROLLUP (r), p)'].flatMap((by) => [`SELECT r, p, sum(v) AS s FROM ${SALES} ${by}`, `SELECT r, p, grouping(r, p) AS g, count(*) AS n FROM ${SALES} ${by}`, `SELECT coalesce(r, 'all') AS r, coalesce(p, 'all') AS p, sum(q) AS s FROM ${SALES} ${by} ORDER BY sum(q), 1, 2`]),
    `SELECT upper(r) AS u, sum(v) AS s FROM ${SALES} GROUP BY upper(r)`, `SELECT upper(r) || p AS u FROM ${SALES} GROUP BY upper(r), p`, `SELECT upper(r) AS u FROM ${SALES} GROUP BY u`, `SELECT r, v FROM ${SALES} GROUP BY r`, `SELECT r, q + 1 AS c FROM ${SALES} GROUP BY r, q`, `SELECT q + 1 AS c FROM ${SALES} GROUP BY q + 1`, `SELECT q + 2 AS c FROM ${SALES} GROUP BY q + 1`, `SELECT (q + 1) * 2 AS c FROM ${SALES} GROUP BY q + 1`, `SELECT sum(v) FROM ${SALES} GROUP BY 1`, `SELECT r FROM ${SALES} GROUP BY 2`, `SELECT r FROM ${SALES} GROUP BY 0`, `SELECT r FROM ${SALES} HAVING sum(v) > 1`, `SELECT sum(v) AS s FROM ${SALES} HAVING sum(v) > 1`, `SELECT sum(v) AS s FROM ${SALES} HAVING s > 1`, `SELECT r FROM ${SALES} WHERE sum(v) > 1 GROUP BY r`, `SELECT count(*) AS n FROM ${SALES} GROUP BY ()`, `SELECT r, sum(v) AS s FROM ${SALES} GROUP BY r ORDER BY s DESC NULLS LAST, r`, `SELECT r, sum(v) AS s FROM ${SALES} GROUP BY r ORDER BY max(q)`, `SELECT r FROM ${SALES} GROUP BY r ORDER BY v`, `SELECT r, CASE WHEN sum(v) IS NULL THEN 'none' ELSE 'some' END AS c FROM ${SALES} GROUP BY r`, `SELECT r, sum(v) * 100.0 / sum(sum(v)) OVER () AS share FROM ${SALES} GROUP BY r ORDER BY r`, `SELECT r, rank() OVER (ORDER BY count(*) DESC, r) AS k FROM ${SALES} GROUP BY r ORDER BY k`, `SELECT grouping(q) FROM ${SALES} GROUP BY r`, `SELECT * FROM ${SALES} GROUP BY r`, `SELECT 1 AS one, 'a' AS a FROM ${SALES} GROUP BY r`, `SELECT r, (SELECT max(x) FROM (VALUES 1) AS u(x)) AS m FROM ${SALES} GROUP BY r`, `SELECT DISTINCT r, count(*) OVER (PARTITION BY r) AS n FROM ${SALES}`, `SELECT r, array_agg(p ORDER BY q) AS a FROM ${SALES} GROUP BY r`, `SELECT date_trunc('month', d) AS m, sum(v) AS s FROM (VALUES (DATE '2024-01-05', 1), (DATE '2024-01-31', 2), (DATE '2024-02-01', 3)) AS t(d, v) GROUP BY 1 ORDER BY 1`, `SELECT r FROM ${SALES} GROUP BY r, sum(v)`, `SELECT r, count(*) AS n FROM ${SALES} GROUP BY AUTO`,
  ],
}); // prettier-ignore

/** Aggregate functions over every type, no rows and NULLs alone. */
export function aggregates() {
  return [...ofTypes, ...forms];
}

/** GROUP BY in its forms. */
export function groups() {
  return grouping;
}
