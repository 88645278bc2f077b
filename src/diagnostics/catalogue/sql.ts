import { didYouMean } from '../suggest.ts';
import { defineCodes } from './define.ts';

const LOCAL_SQL = "Write it in another way, or give the model its own SQL for DuckDB: config(local_sql='…').";

/** What the sql room can say. */
export const sqlCodes = defineCodes({
  'sql-syntax': {
    severity: 'error',
    message: (p: { token: string | undefined; expected: string | undefined }) =>
      `${p.token === undefined ? 'The query ends too early' : `"${p.token}" is not expected here`}${p.expected === undefined ? '' : `; expected was ${p.expected}`}.`,
    explain: `The text is no query by the grammar of Trino. The place shows the first token that does not fit, or the last one where the query
ends too early. Words that Trino reserves (as \`from\`, \`end\` or \`grouping\`) are names only in double quotes.

Bad: \`select count(* from orders\`

Good: \`select count(*) from orders\``,
  },
  'sql-literal': {
    severity: 'error',
    message: (p: { what: string }) => `${p.what} is not valid.`,
    hint: () => "Write bytes as X'00FF' (two digits each) and Unicode as U&'\\0041' or U&'\\+01F600'.",
    explain: `A binary literal has an even number of hexadecimal digits. In a Unicode literal, a backslash (or the character that UESCAPE names)
begins an escape of four digits, or of six after a plus sign.

Bad: \`select X'0A1'\`

Good: \`select X'0A10'\``,
  },
  'sql-too-deep': {
    severity: 'error',
    message: () => 'The query is nested too deeply.',
    hint: () => 'Move inner parts into WITH, or write fewer parentheses.',
    explain: `Expressions and queries may stand in each other some hundred levels deep. Trino itself fails not far behind.`,
  },
  'sql-not-trino': {
    severity: 'error',
    message: (p: { what: string; instead?: string | undefined }) => `${p.what} is not part of Trino's SQL.`,
    hint: (p: { what: string; instead?: string | undefined }) =>
      p.instead === undefined ? undefined : `Write ${p.instead}.`,
    explain: `A model is written once, in the SQL of Athena and Trino. What only other engines understand is refused everywhere, so that a model which
runs locally also runs there.

Bad: \`select price::integer from orders\`

Good: \`select cast(price as integer) from orders\``,
  },
  'sql-not-a-query': {
    severity: 'error',
    message: (p: { word: string | undefined }) =>
      p.word === undefined ? 'There is no query.' : `A query begins with SELECT, WITH or VALUES, not with "${p.word}".`,
    hint: (p: { word: string | undefined }) =>
      p.word === undefined ? undefined : didYouMean(p.word, ['SELECT', 'WITH', 'VALUES']),
    explain: `A model is one query. Tables are made and changed by lakemodel, around it.

Bad: \`create table x as select 1\`

Good: \`select 1 as id\``,
  },
  'sql-several-statements': {
    severity: 'error',
    message: () => 'There is more than one statement.',
    hint: () => 'Keep one query, without ";" between its parts.',
    explain: `A model is one query. Only a ";" at its end is allowed.`,
  },
  'sql-not-an-expression': {
    severity: 'error',
    message: () => 'This is not one expression.',
    hint: () => "Write a condition alone, as: status = 'paid'.",
    explain: `A \`where\` or a row rule is one expression, without SELECT and without clauses.

Bad: \`select amount > 0\`

Good: \`amount > 0\``,
  },
  'sql-unsupported-locally': {
    severity: 'error',
    message: (p: { what: string }) => `${p.what} cannot be run by the local engine with Trino's meaning.`,
    hint: () => LOCAL_SQL,
    explain: `lakemodel runs a model on DuckDB only where the result is the same as on Trino and Athena. This part of the query has no such form. The
model is not wrong: it runs as it is written on Athena and Trino.`,
  },
  'function-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `The function "${p.name}" does not exist in Trino.`,
    explain: `Functions are those of Trino, which Athena has too, whatever engine the target is.

Bad: \`select list_sum(a) from t\`

Good: \`select reduce(a, 0, (s, x) -> s + x, s -> s) from t\``,
  },
  'function-arguments': {
    severity: 'error',
    message: (p: { name: string; given: number; expected: string }) =>
      `"${p.name}" is given ${p.given} argument${p.given === 1 ? '' : 's'} and takes ${p.expected}.`,
    explain: `The number of arguments does not fit the function, or not the form of it that the local engine knows.`,
  },
  'function-unsupported-locally': {
    severity: 'error',
    message: (p: { name: string; reason: string }) =>
      `The function "${p.name}" cannot be run by the local engine: ${p.reason}.`,
    hint: () => LOCAL_SQL,
    explain: `Trino has this function and DuckDB has none that gives the same results. The model runs as it is on Athena and Trino.`,
  },
  'sql-time-zone-lost': {
    severity: 'error',
    message: () => 'The local engine would lose the time zone of this value.',
    hint: () =>
      'Use the value in the same expression, as CAST(ts AT TIME ZONE zone AS timestamp(6)) or date_trunc(unit, ts AT TIME ZONE zone).',
    explain: `A timestamp with time zone of Trino has a zone of its own, which decides its date and hour. DuckDB keeps the instant alone. Where
the zone would be needed later, the query is refused.

Bad: \`with a as (select ts at time zone 'Europe/Paris' as t from x) select cast(t as date) from a\`

Good: \`select cast(ts at time zone 'Europe/Paris' as date) from x\``,
  },
  'sql-time-zone-stored-as-utc': {
    severity: 'warning',
    message: () => 'The time zone of this value is not kept: it is stored as an instant in UTC.',
    hint: () => 'For the wall clock, cast it: CAST(ts AT TIME ZONE zone AS timestamp(6)).',
    explain: `Iceberg tables and DuckDB keep instants. The value is the same moment, shown in UTC. Only a view on Trino would keep its zone.`,
  },
  'sql-implicit-cast': {
    severity: 'error',
    message: (p: { from: string; to: string; text: string }) =>
      `A value of type "${p.from}" is used as "${p.to}" at "${p.text}", which Trino does not do by itself.`,
    hint: (p: { from: string; to: string; text: string }) => `Cast it: CAST(… AS ${p.to}).`,
    explain: `DuckDB casts texts to numbers and dates where they meet; Trino refuses the query.

Bad: \`where order_date >= '2024-01-01'\`

Good: \`where order_date >= date '2024-01-01'\``,
  },
  'sql-types-unsupported-locally': {
    severity: 'error',
    message: (p: { operation: string; types: string }) =>
      `${p.operation} of ${p.types} cannot be run by the local engine with Trino's meaning.`,
    hint: () => LOCAL_SQL,
    explain: `The types of the values decide what an operator means. For these, DuckDB's meaning is another one than Trino's.`,
  },
  'sql-binding': {
    severity: 'error',
    message: (p: { problem: string }) => `The local engine cannot read the query: ${p.problem}.`,
    explain: `Columns, tables or types do not fit: a name that does not exist, a function that does not take these types, a column that is
neither grouped nor aggregated.`,
  },
  'sql-column-type': {
    severity: 'error',
    message: (p: { column: string; type: string }) =>
      `The column "${p.column}" has the type "${p.type}", which is none of Trino's.`,
    hint: () => 'Cast it to a type of Trino.',
    explain: `The local engine gives this column a type that Trino does not have, and a table with it could not be made there.`,
  },
});
