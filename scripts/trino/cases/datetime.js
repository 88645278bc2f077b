import { numbered, pairs, slug, topics } from './case.js';
import { column, exact, MOMENTS, twoColumns } from './values.js';

const TYPES = Object.keys(MOMENTS);
const FIELDS = ['year', 'quarter', 'month', 'week', 'day', 'day_of_week', 'day_of_year', 'year_of_week', 'hour', 'minute', 'second', 'millisecond']; // prettier-ignore
const UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

const fields = pairs(TYPES, FIELDS).flatMap(([type, field]) =>
  numbered('datetime', `${slug(type)}-${slug(field)}`, [`SELECT x, ${field}(x) AS c FROM ${column(type)}`]),
);

const units = pairs(TYPES, UNITS).flatMap(([type, unit]) =>
  numbered('datetime', `${slug(type)}-by-${unit}`, [
    `SELECT date_trunc('${unit}', x) AS c FROM ${column(type)}`,
    `SELECT date_add('${unit}', 1, x) AS a, date_add('${unit}', -13, x) AS b FROM ${column(type, MOMENTS[type]?.typical)}`,
    `SELECT date_diff('${unit}', x, y) AS a, date_diff('${unit}', y, x) AS b FROM ${twoColumns(type, type, MOMENTS[type]?.typical.slice(0, 2), MOMENTS[type]?.edges.slice(0, 2))}`,
  ]),
);

const EXPRESSIONS = [
  ...["x + INTERVAL '1' DAY", "x - INTERVAL '1' MONTH", "x + INTERVAL '1' YEAR", "x - INTERVAL '90' MINUTE", "x + INTERVAL '1.5' SECOND", "INTERVAL '2' DAY + x"],
  ...['last_day_of_month(x)', 'CAST(x AS date)', 'date(x)', 'day_of_month(x)', 'dow(x)', 'doy(x)', 'yow(x)', 'week_of_year(x)', 'to_unixtime(x)', 'to_iso8601(x)', 'CAST(x AS varchar)'],
  ...["date_format(x, '%Y-%m-%d')", "date_format(x, '%d/%m/%y %H:%i:%s')", "date_format(x, '%W %M %e %j %p %h %T %f')", "format_datetime(x, 'yyyy-MM-dd HH:mm:ss')"],
  ...['extract(YEAR FROM x)', 'extract(DOW FROM x)', 'extract(DOY FROM x)', 'extract(HOUR FROM x)', 'extract(WEEK FROM x)', 'extract(QUARTER FROM x)', 'extract(YOW FROM x)'],
  ...["x > DATE '2024-01-01'", "x >= TIMESTAMP '2023-12-31 23:59:59'", "x BETWEEN DATE '1970-01-01' AND DATE '2024-12-31'", "x = DATE '2024-02-29'", "x IN (DATE '2024-02-29', DATE '1970-01-01')"],
  ...['min(x)', 'max(x)', 'count(DISTINCT x)', 'x AT TIME ZONE \'UTC\'', "format('%s', x)", "x || ''", "coalesce(x, DATE '2000-01-01')", "greatest(x, DATE '2000-01-01')", 'hash(x)', 'typeof(x)'],
  ...['x + 1', "x < '2024-01-01'", 'x + x', "date_trunc('decade', x)", "date_add('fortnight', 1, x)", 'date_add(1, x)'],
]; // prettier-ignore

const expressions = pairs(TYPES, EXPRESSIONS).map(([type, text]) => ({ type, text }));
const byExpression = TYPES.flatMap((type) =>
  numbered(
    'datetime',
    `${slug(type)}-of`,
    expressions.filter((one) => one.type === type).map(({ text }) => `SELECT ${text} AS c FROM ${column(type)}`),
  ),
);

const differences = pairs(TYPES, TYPES).flatMap(([left, right]) =>
  numbered('datetime', `${slug(left)}-minus-${slug(right)}`, [
    `SELECT d.x - d.y AS c FROM (SELECT x, y FROM ${twoColumns(left, right)}) AS d`,
    `WITH d AS (SELECT * FROM ${twoColumns(left, right)}) SELECT max(x - y) AS a, count(*) AS n FROM d WHERE x - y > INTERVAL '0' DAY`,
  ]),
);

const MONTH_ENDS = [
  '2024-01-31',
  '2024-02-29',
  '2023-02-28',
  '2024-03-31',
  '1969-12-31',
  '1968-02-29',
  '2000-02-29',
  '1900-02-28',
];
const monthEnds = numbered('datetime', 'month-ends', [
  ...[1, -1, 12, -12, 13].map((months) => `SELECT date_add('month', ${months}, x) AS c FROM ${column('date', MONTH_ENDS.map((day) => `'${day}'`))}`), // prettier-ignore
  ...['1', '11', '-1'].map((months) => `SELECT x + INTERVAL '${months}' MONTH AS c FROM ${column('timestamp(3)', MONTH_ENDS.map((day) => `'${day} 23:59:59.999'`))}`), // prettier-ignore
  ...pairs(['month', 'year', 'quarter', 'week'], [0, 1, 3]).map(([unit, shift]) => `SELECT x, y, date_diff('${unit}', x, y) AS c FROM ${twoColumns('date', 'date', MONTH_ENDS.map((day) => `'${day}'`), [...MONTH_ENDS.slice(shift), ...MONTH_ENDS.slice(0, shift)].map((day) => `'${day}'`))}`), // prettier-ignore
]);

const rest = topics('datetime', {
  interval: [
    "SELECT x * 2 AS a, x + INTERVAL '1' HOUR AS b, -x AS c, x / 2 AS d FROM (VALUES INTERVAL '1' DAY, INTERVAL '90' SECOND) AS t(x)",
    "SELECT x * 1.5 AS a, 2 * x AS b FROM (VALUES INTERVAL '1' DAY) AS t(x)",
    "SELECT x + y AS c FROM (VALUES (DATE '2024-01-31', INTERVAL '1' MONTH), (DATE '2024-02-29', INTERVAL '12' MONTH)) AS t(x, y)",
    "SELECT x + y AS c FROM (VALUES (DATE '2024-01-31', INTERVAL '1' DAY), (DATE '2024-02-29', INTERVAL '-1' DAY)) AS t(x, y)",
    "SELECT x + y AS c FROM (VALUES (DATE '2024-01-31', INTERVAL '1' HOUR)) AS t(x, y)",
    "SELECT date_add('day', n, d) AS c FROM (VALUES (DATE '2024-02-28', 1), (DATE '2024-02-28', 2)) AS t(d, n)",
    "SELECT d + n * INTERVAL '1' DAY AS c FROM (VALUES (DATE '2024-02-28', 1), (DATE '2024-02-28', 2)) AS t(d, n)",
    "SELECT INTERVAL '1' DAY = INTERVAL '24' HOUR, INTERVAL '1' YEAR = INTERVAL '12' MONTH, INTERVAL '1' DAY < INTERVAL '25' HOUR",
    "SELECT INTERVAL '1' DAY < INTERVAL '1' MONTH", "SELECT INTERVAL '1' DAY + INTERVAL '1' MONTH",
    "SELECT sum(x) AS a, avg(x) AS b FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY) AS t(x)",
    "SELECT INTERVAL '1-2' YEAR TO MONTH, INTERVAL '2 03:04:05.678' DAY TO SECOND, INTERVAL '3:04' HOUR TO MINUTE", "SELECT INTERVAL -'3' DAY, INTERVAL '-3' DAY",
    "SELECT CAST(x AS varchar) AS c FROM (VALUES INTERVAL '1' DAY, INTERVAL '-90' SECOND) AS t(x)", "SELECT CAST(x AS varchar) AS c FROM (VALUES INTERVAL '14' MONTH) AS t(x)",
    "SELECT extract(HOUR FROM x) AS a, day(x) AS b, hour(x) AS c, minute(x) AS d FROM (VALUES INTERVAL '27' HOUR, INTERVAL '-90' MINUTE) AS t(x)",
    "SELECT year(x) AS a, month(x) AS b FROM (VALUES INTERVAL '27' MONTH, INTERVAL '-5' MONTH) AS t(x)", "SELECT to_milliseconds(x) AS a FROM (VALUES INTERVAL '1.5' SECOND) AS t(x)",
    "SELECT (a - b) / 2 AS c FROM (VALUES (TIMESTAMP '2024-01-02 00:00:00', TIMESTAMP '2024-01-01 00:00:00')) AS t(a, b)",
    "SELECT b, a - lag(a) OVER (ORDER BY a) AS gap FROM (VALUES (TIMESTAMP '2024-01-01 00:00:00', 1), (TIMESTAMP '2024-01-01 00:45:30', 2)) AS t(a, b)",
    "SELECT date_diff('second', lag(a) OVER (ORDER BY a), a) AS gap FROM (VALUES TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:45:30') AS t(a)",
    "SELECT parse_duration(x) AS a, human_readable_seconds(93784) AS b FROM (VALUES '3.81 d', '42.8ms') AS t(x)", "SELECT TIME '10:00:00' + INTERVAL '15' HOUR", "SELECT TIME '10:00:00' - TIME '09:30:00'",
  ],
  unixtime: [
    'SELECT from_unixtime(x) AS c FROM (VALUES 0, 1700000000, -1) AS t(x)', 'SELECT from_unixtime(x) AS c FROM (VALUES 1.5E0, -0.0015E0, 1700000000.9996E0) AS t(x)',
    'SELECT from_unixtime_nanos(x) AS c FROM (VALUES 1700000000123456789) AS t(x)', "SELECT from_unixtime(x, 'Europe/Berlin') AS c FROM (VALUES 1700000000) AS t(x)",
    'SELECT from_unixtime(x, 5, 30) AS c FROM (VALUES 1700000000) AS t(x)', 'SELECT from_unixtime(x / 1000) AS c FROM (VALUES 1700000000123) AS t(x)', 'SELECT from_unixtime(x / 1000.0) AS c FROM (VALUES 1700000000123) AS t(x)',
    'SELECT CAST(from_unixtime(x) AS timestamp) AS a, CAST(from_unixtime(x) AS date) AS b FROM (VALUES 1700000000, -86401) AS t(x)', "SELECT to_unixtime(x) AS c FROM (VALUES TIMESTAMP '1969-12-31 23:59:59.500') AS t(x)",
    "SELECT date_format(from_unixtime(x), '%Y-%m-%d %H:%i:%s') AS c FROM (VALUES 0, 1700000000) AS t(x)", "SELECT from_unixtime(x) AS c FROM (VALUES DECIMAL '1.5') AS t(x)", "SELECT from_unixtime(x) AS c FROM (VALUES '1') AS t(x)",
  ],
  parse: [
    ...[['%Y-%m-%d', '2024-02-29'], ['%Y-%m-%d %H:%i:%s', '2024-02-29 10:11:12'], ['%d/%m/%Y', '1/2/2024'], ['%d.%m.%y', '01.02.70'], ['%c/%e/%Y', '4/16/2024'], ['%M %d, %Y', 'March 05, 2024'], ['%b %e %Y', 'Mar 5 2024'], ['%Y%m%d', '20240229'], ['%H:%i', '23:59'], ['%Y-%m-%d', '2023-02-29'], ['%Y-%m-%d', '2024-02-29x'], ['%Y-%m-%d', ''], ['%Y-%m-%dT%H:%i:%s.%f', '2024-01-01T01:02:03.456'], ['%h:%i %p', '11:30 PM'], ['%Y-%j', '2024-060'], ['%s', '1'], ['%a %d', 'Mon 5'], ['%X', '2024'], ['%Q', 'x']]
      .map(([format, text]) => `SELECT date_parse(x, '${format}') AS c FROM (VALUES '${text}') AS t(x)`),
    ...[['yyyy-MM-dd', '2024-02-29'], ['yyyy-MM-dd HH:mm:ss', '2024-02-29 10:11:12'], ["yyyy-MM-dd''T''HH:mm:ss", '2024-02-29T10:11:12'], ['dd/MM/yyyy HH:mm Z', '01/02/2024 10:00 +0200'], ['yyyy-MM-dd', 'x'], ['MMM d, yyyy', 'Mar 5, 2024'], ['yyyyMMdd', '20240229'], ['yyyy-MM-dd HH:mm:ss.SSS', '2024-01-01 00:00:00.123']]
      .map(([format, text]) => `SELECT parse_datetime(x, '${format}') AS c FROM (VALUES '${text}') AS t(x)`),
    ...['2024-02-29', '2024-02-29T10:11:12', '2024-02-29T10:11:12Z', '2024-02-29T10:11:12.345+02:00', '2024-W09-4', '2024-060', 'x', '2024', '2024-02', '2024-02-29T10', '20240229'].flatMap((text) => [`SELECT from_iso8601_timestamp(x) AS c FROM (VALUES '${text}') AS t(x)`, `SELECT from_iso8601_date(x) AS c FROM (VALUES '${text}') AS t(x)`]),
    "SELECT try(date_parse(x, '%Y-%m-%d')) AS c FROM (VALUES '2024-01-05', 'n/a', NULL, '', '2024-1-5', ' 2024-01-05', '2024-01-05 ') AS t(x)",
    "SELECT coalesce(try(date_parse(x, '%m-%d-%Y')), try(date_parse(x, '%m/%d/%Y'))) AS c FROM (VALUES '03-01-2024', '4/16/2024', 'n/a') AS t(x)",
    "SELECT CAST(date_parse(x, '%Y%m%d') AS date) AS c FROM (VALUES '20240131') AS t(x)", "SELECT to_date(x, 'yyyy-mm-dd') AS c FROM (VALUES '2024-01-31') AS t(x)", "SELECT to_timestamp(x, 'yyyy-mm-dd') AS c FROM (VALUES '2024-01-31') AS t(x)", "SELECT to_char(x, 'yyyy-mm-dd') AS c FROM (VALUES TIMESTAMP '2024-01-31 00:00:00') AS t(x)",
  ],
  format: ['%a', '%b', '%c', '%d', '%e', '%f', '%H', '%h', '%I', '%i', '%j', '%k', '%l', '%M', '%m', '%p', '%r', '%S', '%s', '%T', '%v', '%W', '%x', '%Y', '%y', '%D', '%w', '%%', '%U', 'week %v of %x', '%Z'].map((format) => `SELECT date_format(x, '${format}') AS c FROM (VALUES TIMESTAMP '2024-01-05 00:07:09.050', TIMESTAMP '2023-12-31 13:45:00.000') AS t(x)`),
  'java-format': ['y', 'yy', 'yyyy', 'YYYY', 'xxxx', 'M', 'MM', 'MMM', 'MMMM', 'd', 'dd', 'D', 'DDD', 'e', 'E', 'EEEE', 'a', 'H', 'HH', 'h', 'hh', 'k', 'K', 'm', 'mm', 's', 'ss', 'S', 'SSS', 'w', 'ww', 'Z', 'ZZ', 'ZZZ', 'z', 'G', "''Q''", 'Q', 'yyyy-MM'].map((format) => `SELECT format_datetime(x, '${format}') AS c FROM (VALUES TIMESTAMP '2024-01-05 00:07:09.050', TIMESTAMP '2023-12-31 13:45:00.000') AS t(x)`),
  sequence: [
    "SELECT sequence(a, b, INTERVAL '1' DAY) AS c FROM (VALUES (DATE '2024-02-27', DATE '2024-03-01'), (DATE '2024-03-01', DATE '2024-03-01')) AS t(a, b)",
    "SELECT sequence(a, b) AS c FROM (VALUES (DATE '2024-02-27', DATE '2024-03-01')) AS t(a, b)", "SELECT sequence(DATE '2024-01-31', DATE '2024-05-31', INTERVAL '1' MONTH)",
    "SELECT sequence(TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 02:00:00', INTERVAL '30' MINUTE)", "SELECT sequence(DATE '2024-03-01', DATE '2024-02-27', INTERVAL '-1' DAY)", "SELECT sequence(DATE '2024-03-01', DATE '2024-02-27')", "SELECT sequence(DATE '2024-01-01', DATE '2024-01-02', INTERVAL '1' HOUR)", 'SELECT sequence(1, 10, 3), sequence(3, 1)', 'SELECT sequence(1, 3, 0)', 'SELECT sequence(1, 3, -1)',
  ],
}); // prettier-ignore

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', '+05:30', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const INSTANTS = [
  '2024-03-31 00:59:59.999',
  '2024-03-31 01:00:00.000',
  '2024-10-27 00:30:00.000',
  '2024-10-27 01:30:00.000',
  '1969-12-31 23:59:59.999',
];
const utc = column('timestamp(3) with time zone', [...INSTANTS.map((text) => `'${text} UTC'`), 'NULL']);
const ZONED = ['%', 'hour(%)', 'CAST(% AS date)', 'CAST(% AS timestamp)', 'CAST(% AS varchar)', "date_trunc('day', %)", "date_trunc('hour', %)", "% + INTERVAL '1' DAY", "% + INTERVAL '24' HOUR", "date_add('day', 1, %)", "date_add('month', 1, %)", "date_diff('day', %, TIMESTAMP '2024-12-31 00:00:00 UTC')", "date_format(%, '%Y-%m-%d %H:%i')".replace('%,', '@,'), 'timezone_hour(%)', 'to_iso8601(%)', 'to_unixtime(%)', 'day_of_week(%)', "% = x", 'last_day_of_month(%)', "format_datetime(%, 'yyyy-MM-dd HH:mm:ss ZZ')"]; // prettier-ignore

const zoned = ZONES.flatMap((zone) =>
  ZONED.flatMap((form, index) => {
    const expression = form.replace(/%(?=[),=+ ]|$)|@/, `(x AT TIME ZONE '${zone}')`);
    const inner = form.replace(/%(?=[),=+ ]|$)|@/, 'z');
    return [
      ...numbered('zones', `${slug(zone)}-${index}-of`, [`SELECT ${expression} AS c FROM ${utc}`]),
      ...(index % 3 === ZONES.indexOf(zone) % 3
        ? numbered('zones', `${slug(zone)}-${index}-cte`, [`WITH d AS (SELECT x, x AT TIME ZONE '${zone}' AS z FROM ${utc}) SELECT ${inner} AS c FROM d`])
        : []),
    ];
  }),
); // prettier-ignore

const zones = topics('zones', {
  other: [
    ...ZONES.map((zone) => `SELECT with_timezone(x, '${zone}') AS c FROM (VALUES TIMESTAMP '2024-03-31 02:30:00', TIMESTAMP '2024-10-27 02:30:00', TIMESTAMP '2024-07-01 00:00:00') AS t(x)`),
    ...ZONES.map((zone) => `SELECT at_timezone(x, '${zone}') AS c FROM ${utc}`),
    ...ZONES.map((zone) => `SELECT TIMESTAMP '2024-07-01 12:00:00 ${zone}' AS a, CAST(TIMESTAMP '2024-07-01 12:00:00 ${zone}' AS timestamp) AS b`),
    ...ZONES.map((zone) => `SELECT CAST(x AS timestamp) AS c FROM (SELECT TIMESTAMP '2024-07-01 12:00:00 ${zone}' AS x) AS t`),
    ...ZONES.map((zone) => `WITH a AS (SELECT TIMESTAMP '2024-01-01 01:00:00' AT TIME ZONE '${zone}' AS x), b AS (SELECT x AS y FROM a) SELECT CAST(y AS date) AS d, hour(y) AS h, count(*) AS n FROM b GROUP BY 1, 2`),
    "SELECT d, count(*) AS n FROM (SELECT date_trunc('day', x AT TIME ZONE 'America/New_York') AS d FROM (VALUES TIMESTAMP '2024-01-01 03:00:00 UTC', TIMESTAMP '2024-01-01 06:00:00 UTC') AS t(x)) AS u GROUP BY d ORDER BY d",
    "SELECT CAST(x AS date) AS c FROM (SELECT from_unixtime(1704067200, 'America/New_York') AS x) AS t", "SELECT x AT TIME ZONE 'Nowhere/None' AS c FROM (VALUES TIMESTAMP '2024-01-01 00:00:00') AS t(x)", "SELECT x AT TIME ZONE 'UTC' FROM (VALUES DATE '2024-01-01') AS t(x)",
    "SELECT x = y FROM (VALUES (TIMESTAMP '2024-01-01 12:00:00 UTC', TIMESTAMP '2024-01-01 13:00:00 Europe/Berlin')) AS t(x, y)", "SELECT DISTINCT x FROM (VALUES TIMESTAMP '2024-01-01 12:00:00 UTC', TIMESTAMP '2024-01-01 12:00:00 UTC') AS t(x)",
    "SELECT min(x) AS a, max(hour(x)) AS b FROM (VALUES TIMESTAMP '2024-01-01 12:00:00 Europe/Berlin', TIMESTAMP '2024-01-01 13:30:00 Europe/Berlin') AS t(x)", "SELECT coalesce(x, TIMESTAMP '2024-01-01 00:00:00') AS c FROM (VALUES TIMESTAMP '2024-01-01 12:00:00 UTC', NULL) AS t(x)",
    "SELECT hour(CASE WHEN b THEN x ELSE y END) AS c FROM (VALUES (true, TIMESTAMP '2024-01-01 12:00:00 UTC', TIMESTAMP '2024-01-01 13:00:00 Europe/Berlin')) AS t(b, x, y)", "SELECT hour(element_at(a, 1)) AS c FROM (SELECT ARRAY[TIMESTAMP '2024-01-01 12:00:00 Asia/Tokyo'] AS a) AS t", "SELECT hour(r.z) AS c FROM (SELECT CAST(ROW(TIMESTAMP '2024-01-01 12:00:00 Asia/Tokyo') AS row(z timestamp(3) with time zone)) AS r) AS t",
    "SELECT parse_datetime('2024-01-01 10:00 +0200', 'yyyy-MM-dd HH:mm Z') AS c", "SELECT hour(from_iso8601_timestamp(x)) AS c FROM (VALUES '2024-01-01T23:30:00-05:00') AS t(x)", "SELECT CAST(from_iso8601_timestamp(x) AS date) AS c FROM (VALUES '2024-01-01T23:30:00-05:00', '2024-01-01T23:30:00Z') AS t(x)", "SELECT CAST(x AS timestamp(3) with time zone) AS c FROM (VALUES TIMESTAMP '2024-01-01 00:00:00') AS t(x)", 'SELECT current_timezone()', "SELECT timezone(x) AS c FROM (VALUES TIMESTAMP '2024-01-01 00:00:00 Europe/Berlin') AS t(x)",
    "SELECT x FROM (VALUES TIMESTAMP '2024-01-01 00:00:00 UTC') AS t(x) UNION ALL SELECT TIMESTAMP '2024-01-01 00:00:00'", "SELECT lag(x) OVER (ORDER BY x) AS c, hour(x) AS h FROM (SELECT y AT TIME ZONE 'Asia/Tokyo' AS x FROM (VALUES TIMESTAMP '2024-01-01 00:00:00 UTC', TIMESTAMP '2024-01-01 05:00:00 UTC') AS u(y)) AS t",
    "SELECT hour(x AT TIME ZONE z) AS c, (x AT TIME ZONE z) IS NULL AS n, (x AT TIME ZONE z) = x AS e FROM (VALUES (TIMESTAMP '2024-01-01 12:00:00 UTC', 'Asia/Tokyo'), (TIMESTAMP '2024-01-01 12:00:00 UTC', NULL)) AS t(x, z)", "SELECT hour(at_timezone(x, z)) AS c, at_timezone(x, z) IS NULL AS n FROM (VALUES (TIMESTAMP '2024-01-01 12:00:00 UTC', 'Asia/Tokyo'), (TIMESTAMP '2024-01-01 12:00:00 UTC', NULL)) AS t(x, z)",
    "SELECT (x AT TIME ZONE NULL) IS NULL AS c FROM (VALUES TIMESTAMP '2024-01-01 12:00:00 UTC') AS t(x)", "SELECT max(x AT TIME ZONE z) AS c FROM (VALUES (TIMESTAMP '2024-01-01 12:00:00 UTC', CAST(NULL AS varchar))) AS t(x, z)",
  ],
}); // prettier-ignore

/** Dates, times, intervals, their functions and texts. */
export function datetime() {
  return [...fields, ...units, ...byExpression, ...differences, ...monthEnds, ...rest];
}

/** Zones other than UTC at every place. */
export function timeZones() {
  return [...zoned, ...zones, ...numbered('zones', 'exact', [`SELECT ${exact('timestamp(6) with time zone', "'2024-01-01 00:00:00.123456 UTC'")} AS c`])]; // prettier-ignore
}
