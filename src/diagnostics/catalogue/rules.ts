import { defineCodes } from './define.ts';

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** What rules say of models that run, and how their severities are set. */
export const ruleCodes = defineCodes({
  'contract-broken': {
    severity: 'error',
    adjustable: true,
    message: (p: { model: string; how: string }) => `"${p.model}" breaks its contract: ${p.how}.`,
    explain: `A model with \`contract: {enforced: true}\` promises exactly the columns that YAML names, each of its \`data_type\`. Types are compared as tables store them; the order of columns does not count. A table is given the contract's type where the query's becomes it by itself, as an integer becomes a bigint. A constraint \`not_null\` or \`primary_key\` is checked on every row, in the statement that would publish it, on every engine.

Bad:

    columns:
      - {name: id, data_type: bigint}

with \`select id, name from …\`

Good: \`select id from …\`, or a second column \`{name: name, data_type: varchar}\` in the contract.`,
  },
  'column-type-differs': {
    severity: 'warning',
    message: (p: { model: string; column: string; declared: string; actual: string }) =>
      `YAML says that the column "${p.column}" of "${p.model}" is ${p.declared}, and its query returns ${p.actual}.`,
    hint: (p: { actual: string; declared: string }) =>
      `Write "data_type: ${p.actual}", or cast the column to ${p.declared}.`,
    explain: `The \`data_type\` of a documented column is not what the query returns. Without an enforced contract it is documentation alone, and this one is wrong.

Bad: \`data_type: integer\` for \`count(*) as orders\`

Good: \`data_type: bigint\``,
  },
  'column-documented-missing': {
    severity: 'warning',
    message: (p: { model: string; column: string }) =>
      `YAML describes a column "${p.column}" of "${p.model}", which its query does not return.`,
    explain: `The description belongs to a column that was renamed or is gone.

Bad: \`- name: custmer_id\` for \`select customer_id\`

Good: \`- name: customer_id\``,
  },
  'merge-key-nullable': {
    severity: 'warning',
    message: (p: { model: string; column: string; reason: string }) =>
      `The unique_key column "${p.column}" of "${p.model}" may be NULL: ${p.reason}.`,
    hint: (p: { column: string }) =>
      `Filter such rows out, or test it: "data_tests: [not_null]" on "${p.column}", with on_fail: quarantine to keep bad rows aside.`,
    explain: `A row without a key has no identity: it cannot be told from any other such row. Told is what the query itself makes NULL: an outer join, NULLIF, TRY_CAST, CASE without ELSE. A \`not_null\` test, row rule or constraint on the column answers it.

Bad: \`select nullif(id, 0) as id, …\` with \`unique_key: id\`

Good: \`select id, … where id <> 0\``,
  },
  'merge-key-not-unique': {
    severity: 'warning',
    adjustable: true,
    message: (p: { model: string; key: readonly string[]; why: string }) =>
      `The unique_key ${list(p.key)} of "${p.model}" does not tell its rows apart: ${p.why}.`,
    hint: () =>
      `Name all the columns that make a row unique, or test that the key is unique: "data_tests: [unique]". With deduplicate_order_by one row of each key stays.`,
    explain: `A batch with two rows of one key is refused when it runs. Here the query itself says by which columns its rows differ, and the key has only some of them.

Bad: \`select device, day, count(*) … group by device, day\` with \`unique_key: device\`

Good: \`unique_key: [device, day]\``,
  },
  'merge-key-type': {
    severity: 'warning',
    message: (p: { model: string; column: string; type: string }) =>
      `The unique_key column "${p.column}" of "${p.model}" is ${p.type}, whose values are not compared exactly.`,
    hint: () => `Cast it to a decimal, an integer or text.`,
    explain: `Two computations of the same number may differ in the last digit of a floating-point value, and are then two keys; NaN equals nothing.

Bad: \`unique_key: amount\` of type double

Good: \`cast(amount as decimal(18, 2)) as amount\``,
  },
  'column-unused': {
    severity: 'info',
    message: (p: { column: string }) => `Nothing reads the column "${p.column}".`,
    hint: () => `Leave it out: it is computed for nothing, and its next reader will look for its use.`,
    explain: `A common table or subquery writes out a column that the rest of the query does not use. Columns that come from \`*\`, keys of GROUP BY and columns of DISTINCT are not told.

Bad: \`with t as (select id, lower(name) as name from x) select id from t\`

Good: \`with t as (select id from x) select id from t\``,
  },
  'common-table-unused': {
    severity: 'warning',
    message: (p: { name: string }) => `Nothing reads the common table "${p.name}".`,
    hint: () => `Leave it out, or read it: it may have been meant in a FROM that names another.`,
    explain: `A name in WITH that no FROM uses.

Bad: \`with a as (…), b as (…) select * from a\`

Good: \`with a as (…) select * from a\``,
  },
  'star-over-changed-input': {
    severity: 'warning',
    message: (p: {
      model: string;
      added: readonly string[];
      lost: readonly string[];
      inputs: readonly string[];
      policy: string;
    }) => {
      const from = p.inputs.length > 0 ? ` from ${list(p.inputs)}` : '';
      const parts = [
        ...(p.added.length > 0 ? [`brings ${list(p.added)}${from}, which the table does not have`] : []),
        ...(p.lost.length > 0 ? [`no longer brings ${list(p.lost)}, which the table has`] : []),
      ];
      return `"select *" in "${p.model}" ${parts.join(', and ')}; on_schema_change is "${p.policy}".`;
    },
    hint: (p: { policy: string }) =>
      ({
        ignore:
          'New columns are left out, and lost ones are NULL in new rows. Name the columns, or set on_schema_change.',
        fail: 'The run stops. Name the columns, or rebuild with --full-refresh.',
        append_new_columns: 'New columns are added, and lost ones stay and are NULL in new rows.',
        sync_all_columns: 'New columns are added, and lost ones are dropped with their data.',
      })[p.policy],
    explain: `\`select *\` in an incremental model or snapshot passes on whatever its input has today, and the input has changed since the table was made. \`on_schema_change\` decides what becomes of the difference.

Bad: \`select * from {{ ref('orders') }}\`

Good: \`select order_id, customer_id, amount from {{ ref('orders') }}\``,
  },
  'join-without-condition': {
    severity: 'warning',
    message: (p: { relation: string; other: string }) =>
      `No condition links "${p.relation}" with "${p.other}": each row of one meets every row of the other.`,
    hint: () => `Join them with JOIN … ON, or write CROSS JOIN where all pairs are meant.`,
    explain: `Two tables stand in one FROM, separated by a comma or by CROSS JOIN, and neither WHERE nor ON compares their columns. A CROSS JOIN that is written out is told, as an info, only where both have a column of one name ending in id or key. UNNEST, VALUES and queries of one row are not told.

Bad: \`from orders o, customers c where o.amount > 10\`

Good: \`from orders o join customers c on c.id = o.customer_id where o.amount > 10\``,
  },
  'not-in-nullable': {
    severity: 'warning',
    message: (p: { column: string; reason?: string }) =>
      p.reason === undefined
        ? `Nothing says that "${p.column}" of this NOT IN is never NULL.`
        : `NOT IN holds for no row if "${p.column}" is NULL once, and it may be: ${p.reason}.`,
    hint: () => `Add "where … is not null" to the subquery, or write NOT EXISTS.`,
    explain: `\`x NOT IN (…)\` is unknown, never true, as soon as the list holds a NULL: the query then returns nothing. It is a warning where the subquery itself makes NULLs, and an info where its input may hold some.

Bad: \`where id not in (select nullif(customer_id, 0) from orders)\`

Good: \`where id not in (select customer_id from orders where customer_id is not null)\``,
  },
  'left-join-filtered': {
    severity: 'warning',
    message: (p: { relation: string; column: string }) =>
      `WHERE compares ${p.column}, which is NULL in rows that found no partner in "${p.relation}": the LEFT JOIN keeps no more than an inner join.`,
    hint: () => `Move the condition into ON, or write JOIN where rows without a partner are not wanted.`,
    explain: `A LEFT JOIN keeps rows of its left side that have no partner, with NULL in the columns of the right side. A comparison in WHERE is not true for NULL, so these rows are gone again.

Bad: \`from a left join b on b.id = a.id where b.kind = 'x'\`

Good: \`from a left join b on b.id = a.id and b.kind = 'x'\``,
  },
  'order-by-without-limit': {
    severity: 'info',
    message: () => `ORDER BY sorts all rows of a table that has no order.`,
    hint: () => `Leave it out, and sort where the table is read.`,
    explain: `A model that is stored as a table is read back in any order, so sorting it is work for nothing.

Bad: \`select … from x order by day\`

Good: \`select … from x\``,
  },
  'diagnostic-unknown': {
    severity: 'error',
    message: (p: { code: string }) => `There is no diagnostic "${p.code}".`,
    explain: `\`diagnostics:\` sets severities by the code that stands in brackets behind the severity of each message.

Bad: \`diagnostics: {unused-column: off}\`

Good: \`diagnostics: {column-unused: off}\``,
  },
  'diagnostic-fixed': {
    severity: 'error',
    message: (p: { code: string }) =>
      `"${p.code}" is always an error: what it tells cannot be run, or would not do what it says.`,
    hint: () => `Correct what it complains about.`,
    explain: `Warnings and infos can be given any severity or switched off. An error can be lowered only where a run can go on in spite of it, as with \`contract-broken\`.

Bad: \`diagnostics: {column-unknown: warning}\`

Good: \`diagnostics: {contract-broken: warning}\``,
  },
  'ignore-unknown': {
    severity: 'warning',
    message: (p: { code: string }) => `This comment ignores "${p.code}", which is no diagnostic.`,
    explain: `\`-- lakemodel: ignore CODE\` at the end of a line, or alone on the line before, switches a diagnostic off for that line; \`ignore-file\` for the whole file.

Bad: \`-- lakemodel: ignore unused-column\`

Good: \`-- lakemodel: ignore column-unused\``,
  },
  'ignore-unused': {
    severity: 'warning',
    message: (p: { code: string }) => `This comment ignores "${p.code}", which is not reported here.`,
    hint: () => `Leave the comment out.`,
    explain: `What the comment was written for is gone, or stands on another line. A comment at the end of a line speaks of that line, one alone on a line of the next.

Bad: a comment that stays when its line is corrected

Good: no comment`,
  },
});
