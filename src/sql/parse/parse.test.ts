import { describe, expect, test } from 'vitest';
import { printDiagnostics } from '../../diagnostics/index.ts';
import { parseExpression, parseSql } from '../parse.ts';
import { fixtureQueries, mutate, randomNumbers } from '../testkit/fixture-queries.ts';

const NESTED = 2_000;
const CHAINED = 5_000;

function parsed(text: string) {
  const { value, diagnostics } = parseSql({ file: 'm.sql', text });
  expect(value, printDiagnostics(diagnostics)).toBeDefined();
  return value!.query;
}

/** The tree, where each node with a place is followed by its text, without what is empty. */
function outline(node: unknown, text: string): unknown {
  if (Array.isArray(node)) return node.map((item) => outline(item, text));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return [];
    if (key === 'options' && Object.keys(value as object).length === 0) return [];
    if (key === 'at') return [[key, text.slice((value as { start: number }).start, (value as { end: number }).end)]];
    return [[key, outline(value, text)]];
  });
  return Object.fromEntries(entries);
}

function checkExpression(text: string, expected: object): void {
  const { value, diagnostics } = parseExpression({ file: 'm.sql', text });
  expect(value, printDiagnostics(diagnostics)).toBeDefined();
  expect(outline(value, text)).toEqual(expected);
}

const column = (name: string) => ({ kind: 'column', parts: [name], at: name });
const number = (value: string) => ({ kind: 'literal', type: 'number', value, at: value });

describe('expressions and their ranges', () => {
  test.each<[text: string, expected: object]>([
    ['a.b."C d"', { kind: 'column', parts: ['a', 'b', 'C d'], at: 'a.b."C d"' }],
    ['(a) . b', { kind: 'field', operand: column('a'), name: 'b', at: '(a) . b' }],
    ['x[1]', { kind: 'subscript', operand: column('x'), index: number('1'), at: 'x[1]' }],
    [
      '(a + b) * c',
      {
        kind: 'binary',
        operator: '*',
        left: { kind: 'binary', operator: '+', left: column('a'), right: column('b'), at: 'a + b' },
        right: column('c'),
        at: '(a + b) * c',
      },
    ],
    [
      'a || b + c',
      {
        kind: 'binary',
        operator: '||',
        left: column('a'),
        right: { kind: 'binary', operator: '+', left: column('b'), right: column('c'), at: 'b + c' },
        at: 'a || b + c',
      },
    ],
    [
      'not a = b and c',
      {
        kind: 'binary',
        operator: 'and',
        left: {
          kind: 'unary',
          operator: 'not',
          operand: { kind: 'binary', operator: '=', left: column('a'), right: column('b'), at: 'a = b' },
          at: 'not a = b',
        },
        right: column('c'),
        at: 'not a = b and c',
      },
    ],
    [
      'a not between 1 and 2',
      {
        kind: 'between',
        operand: column('a'),
        low: number('1'),
        high: number('2'),
        not: true,
        at: 'a not between 1 and 2',
      },
    ],
    ['0xFF', { kind: 'literal', type: 'number', value: '255', at: '0xFF' }],
    ["U&'\\0041'", { kind: 'literal', type: 'string', value: 'A', at: "U&'\\0041'" }],
    ["X'ab 01'", { kind: 'literal', type: 'binary', value: 'ab01', at: "X'ab 01'" }],
    ["bigint '1'", { kind: 'typed-literal', type: 'bigint', value: '1', at: "bigint '1'" }],
    ["interval - '1' day", { kind: 'interval', value: '1', negative: true, unit: 'day', at: "interval - '1' day" }],
    ['(x, y) -> x', { kind: 'lambda', parameters: ['x', 'y'], body: column('x'), at: '(x, y) -> x' }],
    ['a."B".F(x)', { kind: 'call', name: 'a.b.f', args: [column('x')], at: 'a."B".F(x)' }],
    ['count(*)', { kind: 'call', name: 'count', star: true, at: 'count(*)' }],
    ['position(a in b)', { kind: 'call', name: 'strpos', args: [column('b'), column('a')], at: 'position(a in b)' }],
    ['extract(dow from a)', { kind: 'call', name: 'day_of_week', args: [column('a')], at: 'extract(dow from a)' }],
    [
      'SUM(a) filter (where b) over (order by c)',
      {
        kind: 'call',
        name: 'sum',
        args: [column('a')],
        filter: column('b'),
        over: { orderBy: [{ expression: column('c'), at: 'c' }], at: '(order by c)' },
        at: 'SUM(a) filter (where b) over (order by c)',
      },
    ],
    [
      "json_value(a, 'lax $' returning bigint default 0 on empty)",
      {
        kind: 'call',
        name: 'json_value',
        args: [column('a'), { kind: 'literal', type: 'string', value: 'lax $', at: "'lax $'" }],
        options: { returning: 'bigint' },
        onEmpty: { kind: 'default', value: number('0') },
        at: "json_value(a, 'lax $' returning bigint default 0 on empty)",
      },
    ],
    [
      'cast(a as row(X int, "y z" double precision, bigint array))',
      {
        kind: 'cast',
        operand: column('a'),
        type: 'row(x integer, "y z" double, array(bigint))',
        at: 'cast(a as row(X int, "y z" double precision, bigint array))',
      },
    ],
  ])('%s', checkExpression);
});

describe('queries', () => {
  test('INTERSECT binds tighter than UNION', () => {
    const { body } = parsed('values 1 union values 2 intersect values 3');
    expect(body).toMatchObject({ operator: 'union', right: { operator: 'intersect' } });
  });

  test('words of clauses are names where no clause follows', () => {
    const { body, limit } = parsed('select 1 limit, 2 as window from t offset limit 1');
    expect(body).toMatchObject({
      items: [{ alias: 'limit' }, { alias: 'window' }],
      from: [{ alias: { name: 'offset' } }],
    });
    expect(limit).toMatchObject({ value: '1' });
  });

  test('a join within the ON of another', () => {
    const { body } = parsed('select 1 from a join b join c on x on y');
    expect(body).toMatchObject({ from: [{ left: { parts: ['a'] }, right: { kind: 'join' }, on: { parts: ['y'] } }] });
  });

  test.each([
    ['select * from ((select 1) union (select 2)) t'],
    ['select * from ((a join b on x)) cross join c'],
    ['select * from (((select 1)) x)'],
    ['select ((select 1) + 1), ((select 2))'],
    ['select (a, b) in ((1, 2)) from t'],
    ['with a (x) as (table t) (select 1) union all (values 1) order by 1 offset 1 row fetch first 2 rows only'],
    [
      'select all a, count(all a), t.*, (r).* from t as t (a, r) group by all a, (a, b), (), rollup (a), grouping sets (a, (b))',
    ],
    ['select 1 from t tablesample bernoulli (10), unnest(x) with ordinality u (a, b), lateral (select 1) l'],
    [
      "select a at time zone 'UTC', first_value(a) ignore nulls over w from t window w as (partition by a rows 1 preceding)",
    ],
    ['select * from table(sequence(stop => 3, start => 1)) s (n)'],
  ])('%s', (text) => {
    parsed(text);
  });
});

describe('refusals', () => {
  const cases: readonly (readonly [text: string, expected: string])[] = [
    [
      'select a b c from t',
      '1:12 "c" is not expected here; expected was ",", a clause or the end of the query. Is a comma missing before "c"?',
    ],
    [
      'select a form t',
      '1:15 "t" is not expected here; expected was ",", a clause or the end of the query. Did you mean "FROM"?',
    ],
    [
      'select (a, b from t',
      '1:14 "from" is not expected here; expected was ")" or ",". (1:8 This parenthesis is not closed.)',
    ],
    ['selct 1', '1:1 A query begins with SELECT, WITH or VALUES, not with "selct". Did you mean "SELECT"?'],
    ['select a from t where a == 1', '1:25 "==" is not part of Trino\'s SQL. Write "=".'],
    ['select cast(a as string) from t', '1:18 The type "string" is not part of Trino\'s SQL. Write varchar.'],
    ['select cast(a as bigintt) from t', '1:18 The type "bigintt" is not part of Trino\'s SQL. Write bigint.'],
    ["select a 'b' from t", '1:8 The type "a" is not part of Trino\'s SQL.'],
    ['select case when a then b from t', '1:27 "from" is not expected here; expected was END, WHEN or ELSE.'],
    ['select a from t join u', '1:22 The query ends too early; expected was ON or USING.'],
    ["select 'a", "1:8 A quotation without an end is not part of Trino's SQL."],
    ['select é', '1:8 "é" is not part of Trino\'s SQL. Write a name with such a character in double quotes.'],
    ['select\u00a01', "1:7 The invisible character U+00A0 is not part of Trino's SQL."],
    ["select X'0a1'", '1:8 This binary literal is not valid.'],
  ];
  test.each(cases)('%s', (text, expected) => {
    const { value, diagnostics } = parseSql({ file: 'm.sql', text });
    expect(value).toBeUndefined();
    const [found] = diagnostics;
    const related = found?.related.map(({ place, message }) => ` (${place.line}:${place.column} ${message})`) ?? [];
    const hint = found?.code === 'sql-literal' || !found?.hint ? '' : ` ${found.hint}`;
    expect(`${found?.place?.line}:${found?.place?.column} ${found?.message}${hint}${related.join('')}`).toBe(expected);
  });

  test.each([
    'select 1 where a ilike b',
    'select a from t qualify row_number() over () = 1',
    'select * except (a) from t',
    'select a from t limit 1 offset 2',
    'select a, from t',
    'select 1 = 2 = 3',
    'select a is null is null',
    'select end from t',
    'select f(distinct *)',
    'select * from t (a, b)',
    'select * from (with a as (select 1) select 1) union (with b as (select 1) select 1)',
    'select trim(both a)',
    'select extract(foo from a)',
    'select normalize(a, x)',
    'select listagg(a) from t',
    'select first_value(a) ignore nulls from t',
    'select a from t group by grouping sets ()',
    'select 1 union',
    'values',
    'with a as select 1 select 1',
    '(select 1',
    'select 1)',
  ])('%s', (text) => {
    const { value, diagnostics } = parseSql({ file: 'm.sql', text });
    expect(value).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.code).not.toMatch(/-unsupported-locally$/);
  });
});

test.each([
  "using external function f(x varchar) returns varchar lambda 'l' select f(a) from t",
  'with function f(x bigint) returns bigint return x select f(1)',
  'select * from t match_recognize (pattern (a) define a as true)',
  "select * from json_table('{}', 'lax $' columns (a bigint))",
  'select * from table(my.function(1))',
  'select * from t for timestamp as of now()',
  'select cast(a as interval year)',
  'select 1 a union corresponding select 2 a',
  'select a from t group by auto',
])('runs on Athena or Trino alone: %s', (text) => {
  const { value, diagnostics } = parseSql({ file: 'm.sql', text });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['sql-unsupported-locally']);
});

describe('size', () => {
  test.each([
    ['select a', '[1]'],
    ['select (a)', '.b'],
    ['select a', " at time zone 'UTC'"],
  ])('%s%s… too long is told', (start, step) => {
    const { diagnostics } = parseSql({ file: 'm.sql', text: start + step.repeat(CHAINED) });
    expect(diagnostics.map(({ code }) => code)).toEqual(['sql-too-deep']);
  });

  test('nested parentheses', () => {
    parsed(`select ${'('.repeat(NESTED)}1${')'.repeat(NESTED)}`);
  });

  test.each(['(', 'f(', '(select ', 'case when '])('%s too deep is told', (open) => {
    const { diagnostics } = parseSql({ file: 'm.sql', text: `select ${open.repeat(50_000)}` });
    expect(diagnostics.map(({ code }) => code)).toEqual(['sql-too-deep']);
  });

  test.each([' and ', ' or ', ' || ', ' + '])('a long chain of %s', (operator) => {
    parsed(`select ${Array.from({ length: CHAINED }, () => 'a').join(operator)}`);
  });

  test('many sets and joins', () => {
    parsed(`select 1 from a ${'join b on x '.repeat(CHAINED)} ${'union all select 1 '.repeat(CHAINED)}`);
  });
});

test('whatever is changed in a query, it is parsed or refused with one place', () => {
  const random = randomNumbers(3);
  for (const query of fixtureQueries()) {
    const text = mutate(mutate(query, random), random);
    const { value, diagnostics } = parseSql({ file: 'm.sql', text });
    expect(diagnostics, text).toHaveLength(value ? 0 : 1);
  }
});
