import { numbered, topics } from './case.js';

const DOCUMENTS = [
  '{"a":1,"b":"x","c":null,"d":[1,2.5,"z",null,true],"e":{"f":{"g":"deep"}}}', '{"a":"1","b":2.50,"d":[],"e":{}}', '[1,2,{"a":3}]', '[]', '"text"', '12', '1.50', 'true', 'null', '{"a":{"b":[{"id":1,"n":"x"},{"id":2}]}}', '{"a":1,"a":2}', '{"b":1,"a":2}', '{"a b":1,"c.d":2,"é":"ü"}', '{"a":1e3,"b":12345678901234567890}', ' {"a" : 1 } ',
]; // prettier-ignore
const BAD = ['', '{', '{a:1}', "{'a':1}", 'nul', '[1,]'];
const literal = (/** @type {string} */ text) => `'${text.replaceAll("'", "''")}'`;
const relation = `(VALUES ${[...DOCUMENTS.map(literal), 'NULL'].join(', ')}) AS t(x)`;
const withBad = `(VALUES ${[...DOCUMENTS, ...BAD].map(literal).join(', ')}) AS t(x)`;

const PATHS = [
  '$',
  '$.a',
  '$.b',
  '$.c',
  '$.d',
  '$.d[0]',
  '$.d[3]',
  '$.d[9]',
  '$.e.f.g',
  '$.e.f',
  '$["a b"]',
  "$['a b']".replaceAll("'", "''"),
  '$[0]',
  '$[2].a',
  '$.a.b[*].id',
  '$.d[*]',
  '$..id',
  '$.*',
  'a',
  '',
  '$.a[',
  '$.d[-1]',
  '$.a.b[1].n',
  '$.é',
];
const extracts = PATHS.flatMap((path) =>
  numbered('json', `extract-${PATHS.indexOf(path)}`, [
    `SELECT json_extract_scalar(x, '${path}') AS c FROM ${withBad}`, `SELECT json_extract(x, '${path}') AS c FROM ${withBad}`, `SELECT json_size(x, '${path}') AS c FROM ${withBad}`,
    `SELECT json_extract_scalar(json_parse(x), '${path}') AS a, json_format(json_extract(json_parse(x), '${path}')) AS b FROM ${relation}`,
  ]),
); // prettier-ignore

const STANDARD = ['lax $', 'lax $.a', 'lax $.b', 'lax $.c', 'lax $.d', 'lax $.d[0]', 'lax $.d[*]', 'lax $.e.f.g', 'strict $.a', 'strict $.zz', 'lax $.a.b[*].id', 'lax $.d.size()', 'lax $.d[last]', 'lax $.d?(@ > 1)', '$.a', 'lax $.a.type()', 'lax $[0]', 'lax $.d[0 to 1]', 'lax $.b.double()', 'lax $.*']; // prettier-ignore
const FORMS = ["json_value(x, '%')", "json_value(x, '%' RETURNING bigint)", "json_query(x, '%')", "json_query(x, '%' WITH WRAPPER)", "json_exists(x, '%')"]; // prettier-ignore
const standard = STANDARD.flatMap((path, index) =>
  numbered(
    'json',
    `standard-${index}`,
    FORMS.map((form) => `SELECT ${form.replace('%', path)} AS c FROM ${withBad}`),
  ),
);

const TARGETS = ['bigint', 'integer', 'double', 'varchar', 'boolean', 'decimal(10,2)', 'array(bigint)', 'array(varchar)', 'array(json)', 'map(varchar,json)', 'map(varchar,varchar)', 'row(a bigint,b varchar)', 'row(b varchar,a bigint)', 'date', 'timestamp', 'array(row(a bigint))', 'json', 'varbinary', 'real', 'tinyint']; // prettier-ignore
const casts = numbered('json', 'cast', TARGETS.flatMap((type) => [
  `SELECT try_cast(json_parse(x) AS ${type}) AS c FROM ${relation}`,
  `SELECT CAST(json_extract(x, '$.a') AS ${type}) AS c FROM (VALUES '{"a":1}', '{"a":null}', '{}') AS t(x)`,
  `SELECT CAST(json_extract(x, '$.a') AS ${type}) AS c FROM (VALUES '{"a":"x"}') AS t(x)`,
])); // prettier-ignore

const MADE = ['1', "'a\"b'", '1.50', '1.5E0', 'REAL \'1.5\'', 'true', 'CAST(NULL AS varchar)', "DATE '2024-01-05'", "TIMESTAMP '2024-01-05 10:00:00.120'", 'ARRAY[1, NULL]', "ARRAY['a']", "MAP(ARRAY['k', 'l'], ARRAY[1, NULL])", 'MAP(ARRAY[1], ARRAY[true])', 'ROW(1, NULL)', "CAST(ROW(1, 'x') AS row(a integer, b varchar))", "JSON '{\"b\":1,\"a\":[ ]}'", "ARRAY[CAST(ROW(1, ARRAY['x']) AS row(id bigint, tags array(varchar)))]", "X'00'", "INTERVAL '1' DAY", "MAP(ARRAY['a'], ARRAY[ARRAY[ROW(1.5)]])", 'BIGINT \'9223372036854775807\'', '1E20', '1E-7', "TIMESTAMP '2024-01-05 10:00:00 UTC'", "'é\u0001\n/'"]; // prettier-ignore
const made = numbered('json', 'made', MADE.flatMap((value) => [
  `SELECT json_format(CAST(x AS json)) AS c FROM (VALUES (${value}, 0)) AS t(x, y)`, `SELECT CAST(x AS json) AS c FROM (VALUES (${value}, 0)) AS t(x, y)`,
  `SELECT json_object('k': x) AS a, json_array(x, 1) AS b FROM (VALUES (${value}, 0)) AS t(x, y)`,
])); // prettier-ignore

const other = topics('json', {
  other: [
    ...['json_parse', 'json_array_length', 'is_json_scalar'].flatMap((name) => [`SELECT try(${name}(x)) AS c FROM ${withBad}`, ...BAD.map((text) => `SELECT ${name}(x) AS c FROM (VALUES ${literal(text)}) AS t(x)`)]),
    ...['0', '-1', '5'].map((index) => `SELECT json_array_get(x, ${index}) AS c FROM ${withBad}`), ...["'x'", '1', 'true', 'NULL'].map((value) => `SELECT json_array_contains(x, ${value}) AS c FROM (VALUES '[1,"x",true,null,1.0]', '[]', '{}', NULL) AS t(x)`),
    `SELECT json_format(json_parse(x)) AS c FROM ${relation}`, `SELECT json_parse(x) = json_parse(y) AS c FROM (VALUES ('{"a":1,"b":2}', '{"b":2,"a":1}'), ('1', '1.0'), ('[1]', '[1]')) AS t(x, y)`, `SELECT json_parse(x) < JSON '1' FROM (VALUES '2') AS t(x)`, `SELECT x.a FROM (VALUES JSON '{"a":1}') AS t(x)`, `SELECT x['a'] FROM (VALUES JSON '{"a":1}') AS t(x)`, `SELECT x || 'b' FROM (VALUES JSON '"a"') AS t(x)`, `SELECT length(x) FROM (VALUES JSON '"a"') AS t(x)`, `SELECT x LIKE '%a%' FROM (VALUES JSON '"a"') AS t(x)`, `SELECT count(DISTINCT x) AS n FROM (VALUES JSON '{"a":1,"b":2}', JSON '{"b":2,"a":1}', NULL) AS t(x)`, `SELECT x, count(*) AS n FROM (VALUES JSON '1', JSON '1') AS t(x) GROUP BY x`, `SELECT x FROM (VALUES JSON '1', JSON '2') AS t(x) ORDER BY x`, `SELECT max(x) FROM (VALUES JSON '1') AS t(x)`,
    `SELECT json_value(x, 'lax $.zz' DEFAULT 'none' ON EMPTY) AS c FROM (VALUES '{}') AS t(x)`, `SELECT json_value(x, 'strict $.zz' ERROR ON ERROR) AS c FROM (VALUES '{}') AS t(x)`, `SELECT json_value(x, 'lax $.zz' ERROR ON EMPTY) AS c FROM (VALUES '{}') AS t(x)`, `SELECT json_query(x, 'lax $.a' OMIT QUOTES) AS c FROM (VALUES '{"a":"b"}') AS t(x)`, `SELECT json_query(x, 'lax $.zz' EMPTY ARRAY ON EMPTY) AS c FROM (VALUES '{}') AS t(x)`, `SELECT json_exists(x, 'strict $.zz' ERROR ON ERROR) AS c FROM (VALUES '{}') AS t(x)`, `SELECT json_object('a': 1, 'b': NULL ABSENT ON NULL), json_array(1, NULL), json_array(1, NULL NULL ON NULL)`, `SELECT json_object(KEY 'a' VALUE 1), json_object('a': JSON '[1]' FORMAT JSON)`, `SELECT json_object(1: 2)`, `SELECT json_extract_scalar(json_extract(x, '$.e'), '$.f.g') AS c FROM ${relation}`, `SELECT transform(CAST(json_extract(x, '$.d') AS array(json)), v -> json_format(v)) AS c FROM (VALUES '{"d":[1,"a",null,{"k":[]}]}') AS t(x)`, `SELECT map_keys(CAST(json_parse(x) AS map(varchar, json))) AS c FROM (VALUES '{"b":1,"a":null}') AS t(x)`,
    `SELECT id, n FROM (VALUES '[{"id":1,"n":"x"},{"id":2}]', '[]', NULL) AS t(x) CROSS JOIN UNNEST(CAST(json_parse(x) AS array(row(id bigint, n varchar)))) AS u(id, n)`, `SELECT json_extract_scalar(e, '$.id') AS id, o FROM (VALUES '[{"id":1},{"id":"2"}]') AS t(x) CROSS JOIN UNNEST(CAST(json_parse(x) AS array(json))) WITH ORDINALITY AS u(e, o)`, `SELECT k, v FROM (VALUES '{"a":1,"b":[2]}') AS t(x) CROSS JOIN UNNEST(CAST(json_parse(x) AS map(varchar, json))) AS u(k, v)`, `SELECT * FROM JSON_TABLE('[1,2]', 'lax $[*]' COLUMNS (a integer PATH 'lax $')) AS t`, `SELECT json_extract_scalar(x, '$.a', 1) FROM (VALUES '{}') AS t(x)`, `SELECT json_extract(1, '$')`, `SELECT json_extract_scalar(x, p) AS c FROM (VALUES ('{"a":1,"b":2}', '$.a'), ('{"a":1,"b":2}', '$.b')) AS t(x, p)`, `SELECT JSON 'x'`, `SELECT CAST('{"a":1}' AS json) AS a, json_parse('{"a":1}') AS b`, `SELECT json_extract_scalar(CAST(MAP(ARRAY['a'], ARRAY[x]) AS json), '$.a') AS c FROM (VALUES 1, NULL) AS t(x)`,
  ],
}); // prettier-ignore

/** JSON: documents, scalars, nested and broken texts. */
export function json() {
  return [...extracts, ...standard, ...casts, ...made, ...other];
}
