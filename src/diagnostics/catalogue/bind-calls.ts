import { defineCodes } from './define.ts';

/** What the binder can say of calls, aggregates, windows and lambdas, by Trino's rules. */
export const bindCallCodes = defineCodes({
  'call-types': {
    severity: 'error',
    message: (p: { name: string; given: readonly string[]; expected: readonly string[]; more: number }) =>
      p.given.length === 0 ? `"${p.name}" needs arguments.` : `"${p.name}" does not take (${p.given.join(', ')}).`,
    hint: (p: { name: string; given: readonly string[]; expected: readonly string[]; more: number }) =>
      p.expected.length === 0
        ? undefined
        : `It takes ${p.expected.join(' or ')}${p.more > 0 ? `, and has ${p.more} more form${p.more === 1 ? '' : 's'}` : ''}.`,
    explain: `No form of the function takes arguments of these types, or so many. Trino converts an argument by itself only where nothing can be lost
(integer to bigint, date to timestamp), never between text and numbers or dates.

Bad: \`date_trunc('month', order_date)\` with a varchar, \`round('1.5')\`

Good: \`date_trunc('month', cast(order_date as date))\``,
  },
  'call-ambiguous': {
    severity: 'error',
    message: (p: { name: string; given: readonly string[] }) =>
      `More than one form of "${p.name}" takes (${p.given.join(', ')}).`,
    hint: () => 'Say with CAST which type is meant.',
    explain: `Several forms of the function fit the arguments equally well, usually because one is a bare NULL.

Bad: \`select abs(null)\`

Good: \`select abs(cast(null as integer))\``,
  },
  'argument-count': {
    severity: 'error',
    message: (p: { name: string; given: number; wanted: string }) =>
      `"${p.name}" has ${p.given} argument${p.given === 1 ? '' : 's'} and needs ${p.wanted}.`,
    explain: `The grammar fixes how many arguments this form takes.

Bad: \`coalesce(a)\`

Good: \`coalesce(a, 0)\``,
  },
  'argument-type': {
    severity: 'error',
    message: (p: { what: string; type: string; wanted: string }) => `${p.what} must be ${p.wanted}, but is ${p.type}.`,
    explain: `The value has a type that this place does not take, and Trino does not convert it by itself.

Bad: \`listagg(id, ',') within group (order by id)\` with an integer

Good: \`listagg(cast(id as varchar), ',') within group (order by id)\``,
  },
  'argument-too-small': {
    severity: 'error',
    message: (p: { name: string; what: string; least: number }) =>
      `The ${p.what} of "${p.name}" must be at least ${p.least}.`,
    explain: `Trino refuses such a call when its first row comes. To look the other way, take the other function: lead in place of lag.

Bad: \`lag(amount, -1) over (order by id)\`, \`nth_value(amount, 0) over (order by id)\`

Good: \`lead(amount, 1) over (order by id)\`, \`nth_value(amount, 1) over (order by id)\``,
  },
  'aggregate-misplaced': {
    severity: 'error',
    message: (p: { name: string; where: string }) => `The aggregate "${p.name}" cannot stand ${p.where}.`,
    explain: `Aggregates belong to SELECT, HAVING and ORDER BY: what is evaluated for each row, before rows are grouped, cannot hold one, and one
aggregate cannot hold another.

Bad: \`select customer_id from orders where sum(amount) > 10 group by customer_id\`

Good: \`select customer_id from orders group by customer_id having sum(amount) > 10\``,
  },
  'window-misplaced': {
    severity: 'error',
    message: (p: { name: string; where: string }) => `The window function "${p.name}" cannot stand ${p.where}.`,
    explain: `Window functions are evaluated after WHERE, GROUP BY and HAVING: they may stand in SELECT and ORDER BY alone, and not inside one another.

Bad: \`select * from orders where row_number() over (order by id) = 1\`

Good: \`select * from (select *, row_number() over (order by id) as n from orders) where n = 1\``,
  },
  'window-without-over': {
    severity: 'error',
    message: (p: { name: string }) => `The window function "${p.name}" needs OVER.`,
    hint: (p: { name: string }) => `Write ${p.name}(…) OVER (ORDER BY …).`,
    explain: `This function looks at the rows of a window, which OVER defines.

Bad: \`select row_number() from orders\`

Good: \`select row_number() over (order by order_id) from orders\``,
  },
  'not-a-window-function': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" is no window function: it cannot have OVER.`,
    explain: `Only aggregates and window functions look at the rows of a window.

Bad: \`select abs(a) over () from t\``,
  },
  'not-an-aggregate': {
    severity: 'error',
    message: (p: { name: string; option: string }) => `"${p.name}" is no aggregate: it cannot have ${p.option}.`,
    explain: `DISTINCT, ORDER BY and FILTER choose the rows that an aggregate looks at. Other functions look at one row.

Bad: \`select lower(distinct name) from customers\`

Good: \`select distinct lower(name) from customers\``,
  },
  'window-filter': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" has FILTER and OVER, which Trino does not do together.`,
    hint: (p: { name: string }) => `Write ${p.name}(CASE WHEN … THEN … END) OVER (…).`,
    explain: `Trino refuses FILTER in a function with OVER.

Bad: \`sum(amount) filter (where paid) over (order by id)\`

Good: \`sum(case when paid then amount end) over (order by id)\``,
  },
  'null-treatment': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" cannot have IGNORE NULLS or RESPECT NULLS.`,
    explain: `Only first_value, last_value, nth_value, lag and lead can skip NULLs.`,
  },
  'aggregate-order': {
    severity: 'error',
    message: (p: { name: string; text: string }) =>
      `"${p.name}" with DISTINCT cannot be ordered by "${p.text}", which is none of its arguments.`,
    explain: `Of rows that are equal by DISTINCT one is kept, so only what they have in common can order them.

Bad: \`array_agg(distinct name order by created_at)\`

Good: \`array_agg(distinct name order by name)\``,
  },
  'window-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `There is no window "${p.name}" here.`,
    explain: `OVER names a window that the WINDOW clause of this SELECT does not define (or, within WINDOW, not before this one).

Bad: \`select sum(a) over w from t\`

Good: \`select sum(a) over w from t window w as (partition by b)\``,
  },
  'window-overrides': {
    severity: 'error',
    message: (p: { name: string; clause: string; why: string }) =>
      `A window that is based on "${p.name}" cannot have ${p.clause}${p.why}.`,
    explain: `A window may take another one as its base and add an order, if that has none, and a frame. The base decides PARTITION BY.

Bad: \`over (w partition by a)\`

Good: \`over (w order by a)\``,
  },
  'window-frame': {
    severity: 'error',
    message: (p: { problem: string }) => `${p.problem}.`,
    explain: `The frame says which rows of a window a function sees, from its start to its end. Offsets of ROWS and GROUPS are whole numbers; an offset of
RANGE is added to the one value that orders the window. Ranking functions, lag and lead see the whole window and take no frame.

Bad: \`rows between current row and 1 preceding\`, \`range 1 preceding\` without ORDER BY

Good: \`rows between 1 preceding and current row\``,
  },
  'window-order': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" needs an ORDER BY in its window.`,
    explain: `Without an order there is no row before or after another one.

Bad: \`lag(amount) over (partition by customer_id)\`

Good: \`lag(amount) over (partition by customer_id order by order_date)\``,
  },
  'lambda-parameters': {
    severity: 'error',
    message: (p: { given: number; wanted: readonly number[] }) =>
      `The lambda has ${p.given} parameter${p.given === 1 ? '' : 's'}; ${p.wanted.join(' or ')} ${p.wanted.length === 1 && p.wanted[0] === 1 ? 'is' : 'are'} needed here.`,
    explain: `The function calls the lambda with a fixed number of values.

Bad: \`transform(tags, (tag, index) -> upper(tag))\`

Good: \`transform(tags, tag -> upper(tag))\``,
  },
  'lambda-parameter-twice': {
    severity: 'error',
    message: (p: { name: string }) => `The lambda has more than one parameter "${p.name}".`,
    explain: `Parameters of a lambda are told apart by their names, without regard to case.

Bad: \`zip_with(a, b, (x, x) -> x)\`

Good: \`zip_with(a, b, (x, y) -> x + y)\``,
  },
  'lambda-misplaced': {
    severity: 'error',
    message: () => 'A lambda can only be an argument of a function that takes one.',
    explain: `\`x -> x + 1\` is no value: functions as transform, filter and reduce take it.`,
  },
  'lambda-subquery': {
    severity: 'error',
    message: () => 'A lambda cannot hold a subquery.',
    hint: () => 'Join the result of the subquery, and use its column in the lambda.',
    explain: `Trino evaluates a lambda for each element of a value and cannot run a query there.

Bad: \`transform(ids, id -> (select name from customers c where c.id = id))\``,
  },
  'json-quotes': {
    severity: 'error',
    message: (p: { quotes: string }) => `json_query cannot have ${p.quotes} QUOTES together with an array wrapper.`,
    hint: (p: { quotes: string }) => `Leave out ${p.quotes} QUOTES.`,
    explain: `Quotes are kept or omitted around a single text; within an array they must stay.`,
  },
  'json-path': {
    severity: 'error',
    message: (p: { name: string; path: string }) =>
      `The path "${p.path}" of "${p.name}" does not begin with its mode, lax or strict.`,
    hint: (p: { path: string }) => `Write 'lax ${p.path.trim().replace(/^(?:lax|strict)\b\s*/i, '')}'.`,
    explain: `The paths of SQL's JSON functions begin with a mode in small letters: lax looks into arrays and takes what is missing for nothing, strict
fails there. The paths of json_extract and json_extract_scalar have none.

Bad: \`json_value(payload, '$.id')\`

Good: \`json_value(payload, 'lax $.id')\``,
  },
  'json-type': {
    severity: 'error',
    message: (p: { name: string; what: string; type: string }) => `${p.what} of "${p.name}" cannot be ${p.type}.`,
    explain: `SQL's JSON functions read texts (varchar and varbinary) and give texts; json_value gives a single value of a simple type.

Bad: \`json_value(payload, 'lax $.id')\` with a column of type json

Good: \`json_value(json_format(payload), 'lax $.id')\``,
  },
});
