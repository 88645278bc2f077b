import { describe, expect, test } from 'vitest';
import { bindSql, columnsOf } from '../../testkit/bind-sql.ts';
import { formatTrinoType } from '../../../sql/types.ts';

const TABLES = {
  orders:
    'id bigint not null, customer varchar not null, amount decimal(10,2), ts timestamp(6), tags array(varchar), sketch hyperloglog, m map(varchar, integer)',
  other: undefined,
};

function checkProblem(sql: string, place: string, message: string, hint?: string): void {
  const { diagnostics } = bindSql(sql, TABLES);
  expect(diagnostics.map((problem) => problem.message)).toEqual([message]);
  const at = diagnostics[0]?.place;
  expect(at && sql.slice(at.column - 1, at.endColumn - 1)).toBe(place);
  if (hint !== undefined) expect(diagnostics[0]?.hint).toBe(hint);
}

function checkColumns(sql: string, expected: string): void {
  expect(columnsOf(sql, TABLES)).toBe(expected);
}

function checkCoercions(items: string, expected: readonly string[]): void {
  const sql = `select ${items} from orders`;
  const { facts, statement, diagnostics } = bindSql(sql, TABLES);
  expect(diagnostics).toEqual([]);
  const found: string[] = [];
  JSON.stringify(statement.query, (_, node: unknown) => {
    const type = facts.coercion(node as never);
    const { at } = (node ?? {}) as { at?: { start: number; end: number } };
    if (type) found.push(`${at ? sql.slice(at.start, at.end) : 'made'}: ${formatTrinoType(type)}`);
    return node;
  });
  expect(found.sort()).toEqual([...expected].sort());
}

describe('functions', () => {
  test('a name that Trino does not have', () =>
    checkProblem(
      'select lowr(customer) from orders',
      'lowr(customer)',
      'The function "lowr" does not exist in Trino.',
      'Did you mean "lower"?',
    ));
  test('types that no form takes', () =>
    checkProblem(
      'select sqrt(customer) from orders',
      'sqrt(customer)',
      '"sqrt" does not take (varchar).',
      'It takes sqrt(double).',
    ));
  test('forms with as many arguments come first', () =>
    checkProblem(
      "select round('a', 1)",
      "round('a', 1)",
      '"round" does not take (varchar(1), integer).',
      'It takes round(bigint, integer) or round(decimal(p, s), integer) or round(double, integer) or round(integer, integer), and has 10 more forms.',
    ));
  test('a NULL that fits several forms', () =>
    checkProblem('select sum(null)', 'sum(null)', 'More than one form of "sum" takes (NULL).'));
  test('no arguments', () =>
    checkProblem(
      'select lower()',
      'lower()',
      '"lower" needs arguments.',
      'It takes lower(char(x)) or lower(varchar(x)).',
    ));
  test('what is not known is no error', () =>
    checkColumns(
      'select sqrt(a) as a, lower(b) as b, transform(c, x -> x + y) as c, coalesce(d, 1) as d from other',
      'a double, b ?, c ?, d ? not null',
    ));
  test('one problem is told once', () =>
    checkProblem('select sqrt(upper(nme)) from orders', 'nme', 'There is no column "nme" here.'));
  test('arguments are brought to what the function takes', () =>
    checkCoercions(
      "sqrt(id), concat(tags, customer), coalesce(id, amount), date_trunc('day', ts), json_extract(customer, '$')",
      ['id: double', 'id: decimal(21,2)', 'amount: decimal(21,2)'],
    ));
});

describe('nullability', () => {
  test('functions', () =>
    checkColumns(
      'select upper(customer) as a, upper(tags[1]) as b, element_at(tags, 1) as c, coalesce(amount, 0) as d, nullif(id, 1) as e, try(id) as f, if(id > 0, id) as g, if(id > 0, id, 0) as h from orders',
      'a varchar not null, b varchar, c varchar, d decimal(12,2) not null, e bigint, f bigint, g bigint, h bigint not null',
    ));
  test('aggregates and window functions', () =>
    checkColumns(
      'select count(amount) as a, sum(id) as b, row_number() over () as c, lag(id) over (order by id) as d, max(id) over () as e, max(id) over (rows 1 preceding) as f from orders group by id',
      'a bigint not null, b bigint, c bigint not null, d bigint, e bigint not null, f bigint',
    ));
});

describe('where aggregates and window functions stand', () => {
  test.each([
    ['select id from orders where sum(id) > 1', 'sum(id)', 'in WHERE'],
    ['select 1 from orders group by sum(id)', 'sum(id)', 'in GROUP BY'],
    ['select 1 from orders o join orders p on o.id = count(p.id)', 'count(p.id)', 'in the condition of a join'],
    ['select sum(max(id)) from orders', 'max(id)', 'inside another aggregate'],
    ['select count(*) filter (where max(id) > 1) from orders', 'max(id)', 'inside another aggregate'],
    ['select array_agg(id order by count(*)) from orders', 'count(*)', 'inside another aggregate'],
  ])('%s', (sql, call, where) => {
    const name = call.slice(0, call.indexOf('('));
    return checkProblem(sql, call, `The aggregate "${name}" cannot stand ${where}.`);
  });

  test.each([
    ['select id from orders where rank() over () = 1', 'in WHERE'],
    ['select id from orders group by id having rank() over () = 1', 'in HAVING'],
    ['select sum(rank() over ()) from orders', 'inside an aggregate'],
    ['select sum(rank() over ()) over () from orders', 'inside another window function'],
    ['select count(*) over (order by rank() over ()) from orders', 'inside another window function'],
  ])('%s', (sql, where) => checkProblem(sql, 'rank() over ()', `The window function "rank" cannot stand ${where}.`));

  test('subqueries begin anew', () =>
    checkColumns(
      'select sum((select max(id) from orders)) as a from orders where id = (select count(*) from orders)',
      'a bigint',
    ));
  test('aggregates within window functions', () =>
    checkColumns('select sum(sum(id)) over (order by max(id)) as a from orders group by customer', 'a bigint'));
  test('OVER is missing', () =>
    checkProblem('select rank() from orders', 'rank()', 'The window function "rank" needs OVER.'));
  test('OVER behind a scalar function', () =>
    checkProblem(
      'select abs(id) over () from orders',
      'abs(id) over ()',
      '"abs" is no window function: it cannot have OVER.',
    ));
});

describe('what stands beside arguments', () => {
  test.each([
    ['lower(distinct customer)', 'DISTINCT'],
    ['lower(customer order by id)', 'ORDER BY'],
    ['lower(customer) filter (where true)', 'FILTER'],
  ])('%s', (call, option) =>
    checkProblem(`select ${call} from orders`, call, `"lower" is no aggregate: it cannot have ${option}.`),
  );
  test('FILTER with OVER', () =>
    checkProblem(
      'select sum(id) filter (where true) over () from orders',
      'sum(id) filter (where true) over ()',
      '"sum" has FILTER and OVER, which Trino does not do together.',
    ));
  test('FILTER is a condition', () =>
    checkProblem(
      'select sum(id) filter (where id) from orders',
      'id',
      'The condition of FILTER must be boolean, but is bigint.',
    ));
  test('IGNORE NULLS', () =>
    checkProblem(
      'select sum(id) ignore nulls over () from orders',
      'sum(id) ignore nulls over ()',
      '"sum" cannot have IGNORE NULLS or RESPECT NULLS.',
    ));
  test('DISTINCT with another order', () =>
    checkProblem(
      'select array_agg(distinct customer order by id) from orders',
      'id',
      '"array_agg" with DISTINCT cannot be ordered by "id", which is none of its arguments.',
    ));
  test('DISTINCT with its own order', () =>
    checkColumns('select array_agg(distinct customer order by orders.CUSTOMER) as a from orders', 'a array(varchar)'));
  test('DISTINCT of what cannot be compared', () =>
    checkProblem(
      'select count(distinct sketch) from orders',
      'sketch',
      'DISTINCT: values of hyperloglog cannot be compared.',
    ));
  test('ORDER BY of what has no order', () =>
    checkProblem(
      'select array_agg(id order by m) from orders',
      'm',
      'ORDER BY: values of map(varchar, integer) have no order.',
    ));
  test('listagg takes a varchar', () =>
    checkProblem(
      "select listagg(id, ',') within group (order by id) from orders",
      'id',
      'The value of "listagg" must be varchar, but is bigint.',
      'Write CAST(… AS varchar).',
    ));
});

describe('lambdas', () => {
  test('parameters get their types from the other arguments', () =>
    checkColumns(
      'select transform(tags, tag -> length(tag) + id) as a, reduce(tags, 0, (s, t) -> s + length(t), s -> s) as b from orders',
      'a array(bigint), b bigint',
    ));
  test('within one another, hiding names', () =>
    checkColumns(
      'select transform(array[1], x -> transform(array[2.5], x -> x)) as a',
      'a array(array(decimal(2,1))) not null',
    ));
  test('the coercions of the types that were found last', () =>
    checkCoercions('reduce(array[1e0], 0, (s, x) -> s + x, s -> s) as a', ['0: double']));
  test('a problem in the body', () =>
    checkProblem(
      "select transform(array[1], x -> x || 'a')",
      "x || 'a'",
      '"||" cannot be applied to integer and varchar(1).',
    ));
  test('a problem in the body that leaves nothing known', () =>
    checkProblem(
      "select reduce_agg(id, '0', (s, x) -> s + x, (s, t) -> s) from orders",
      's + x',
      '"+" cannot be applied to varchar(1) and bigint.',
    ));
  test('how many parameters', () =>
    checkProblem(
      'select transform(tags, (a, b) -> a) from orders',
      '(a, b) -> a',
      'The lambda has 2 parameters; 1 is needed here.',
    ));
  test('one name for two parameters', () =>
    checkProblem(
      'select zip_with(tags, tags, (x, X) -> 1) from orders',
      '(x, X) -> 1',
      'The lambda has more than one parameter "x".',
    ));
  test('no aggregates', () =>
    checkProblem('select transform(array[1], x -> sum(x))', 'sum(x)', 'The aggregate "sum" cannot stand in a lambda.'));
  test('no subqueries', () =>
    checkProblem('select transform(array[1], x -> (select 1))', 'select 1', 'A lambda cannot hold a subquery.'));
  test('only in a call', () =>
    checkProblem(
      'select coalesce(x -> 1, 2)',
      'x -> 1',
      'A lambda can only be an argument of a function that takes one.',
    ));
  test('a body of another type', () =>
    checkProblem(
      'select filter(array[1], x -> x)',
      'filter(array[1], x -> x)',
      '"filter" does not take (array(integer), function).',
    ));
});

describe('windows', () => {
  test.each([
    ['sum(id) over (rows unbounded following)', 'A frame cannot start with UNBOUNDED FOLLOWING.'],
    ['sum(id) over (rows 1 following)', 'A frame that starts with FOLLOWING cannot end with CURRENT ROW.'],
    ['sum(id) over (range 1 preceding)', 'A frame of RANGE with an offset needs an ORDER BY in its window.'],
    ['sum(id) over (order by id, ts groups unbounded preceding)', undefined],
    ["sum(id) over (order by ts range interval '1' month preceding)", undefined],
    ['rank() over (order by id rows 1 preceding)', '"rank" cannot have a frame.'],
  ])('%s', (call, message) => {
    const { diagnostics } = bindSql(`select ${call} from orders`, TABLES);
    expect(diagnostics.map((problem) => problem.message)).toEqual(message === undefined ? [] : [message]);
  });
  test('an offset that does not fit the order', () =>
    checkProblem(
      'select sum(id) over (order by ts range 1 preceding) from orders',
      '1',
      'An offset of RANGE that is integer does not fit ORDER BY of timestamp(6).',
    ));
  test('an offset that is no whole number', () =>
    checkProblem(
      'select sum(id) over (rows 1.5 preceding) from orders',
      '1.5',
      'An offset of ROWS must be a whole number, but is decimal(2,1).',
    ));
  test('named windows', () =>
    checkColumns(
      'select sum(id) over w as a, lag(id) over (v) as b from orders window w as (partition by id), v as (w order by ts)',
      'a bigint, b bigint',
    ));
  test('an unknown name', () =>
    checkProblem(
      'select sum(id) over wn from orders window win as (order by id)',
      'wn',
      'There is no window "wn" here.',
      'Did you mean "win"?',
    ));
  test('a base with a frame', () =>
    checkProblem(
      'select sum(id) over (w) from orders window w as (order by id rows 1 preceding)',
      '(w)',
      'A window that is based on "w" cannot have anything else: that has a frame.',
    ));
  test('an order that the base has', () =>
    checkProblem(
      'select sum(id) over (w order by ts) from orders window w as (order by id)',
      '(w order by ts)',
      'A window that is based on "w" cannot have ORDER BY: that has one.',
    ));
  test('lag needs an order', () =>
    checkProblem('select lag(id) over () from orders', 'lag(id) over ()', '"lag" needs an ORDER BY in its window.'));
});

describe('forms of the grammar', () => {
  test('moments', () =>
    checkColumns(
      'select current_date as a, current_timestamp as b, localtimestamp(6) as c, current_time(0) as d, localtime as e, current_user as f',
      'a date not null, b timestamp(3) with time zone not null, c timestamp(6) not null, d time(0) with time zone not null, e time(3) not null, f varchar not null',
    ));
  test('EXTRACT takes no date for an hour, the function does', () => {
    checkColumns("select hour(date '2024-01-01') as a", 'a bigint not null');
    checkProblem(
      "select extract(hour from date '2024-01-01')",
      "date '2024-01-01'",
      'The value of EXTRACT(HOUR …) must be a time, a timestamp or an interval, but is date.',
    );
  });
  test('json_value of a json', () =>
    checkProblem(
      "select json_value(json '{}', 'lax $')",
      "json '{}'",
      'The input of "json_value" cannot be json.',
      'Write json_format(…), or use json_extract and json_extract_scalar.',
    ));
  test('the type and the default of json_value', () => {
    checkColumns("select json_value('{}', 'lax $' returning bigint default 1 on empty) as a", 'a bigint');
    checkProblem(
      "select json_value('{}', 'lax $' returning bigint default 'x' on error)",
      "'x'",
      'The DEFAULT of "json_value" must be bigint, but is varchar(1).',
    );
  });
  test('coalesce and nullif', () => {
    checkProblem(
      'select coalesce(id) from orders',
      'coalesce(id)',
      '"coalesce" has 1 argument and needs at least two arguments.',
    );
    checkProblem(
      'select nullif(id, customer) from orders',
      'nullif(id, customer)',
      'The arguments of NULLIF must have one type, but bigint and varchar have none in common.',
    );
  });
});

describe('forms are no aggregates', () => {
  test('OVER', () =>
    checkProblem(
      'select coalesce(id, 1) over () from orders',
      'coalesce(id, 1) over ()',
      '"coalesce" is no window function: it cannot have OVER.',
    ));
  test('DISTINCT', () =>
    checkProblem(
      'select if(distinct true, id) from orders',
      'if(distinct true, id)',
      '"if" is no aggregate: it cannot have DISTINCT.',
    ));
});
