import { defineCodes } from './define.ts';

export interface Broken {
  readonly rule: string;
  readonly model: string;
  readonly broken: number;
  readonly staged: number;
}

/** What the quality room can say: arguments of tests, row rules, gates, quarantine, unit tests. */
export const qualityCodes = defineCodes({
  'test-argument-unknown': {
    severity: 'error',
    message: (p: { test: string; argument: string }) => `Test "${p.test}" has no argument "${p.argument}".`,
    explain: `A built-in test takes the arguments of its namesake in dbt, dbt_utils or dbt_expectations.

Bad: \`accepted_values: {arguments: {value: [a, b]}}\`. Good: \`accepted_values: {arguments: {values: [a, b]}}\`.`,
  },
  'test-argument-missing': {
    severity: 'error',
    message: (p: { test: string; argument: string; description: string }) =>
      `Test "${p.test}" needs the argument "${p.argument}".`,
    hint: (p: { description: string }) => p.description,
    explain: `The test cannot be asked without this argument.

Bad: \`relationships: {arguments: {to: ref('devices')}}\`. Good: \`relationships: {arguments: {to: ref('devices'), field: id}}\`.`,
  },
  'test-argument-wrong': {
    severity: 'error',
    message: (p: { test: string; argument: string; expected: string; found: string }) =>
      `Argument "${p.argument}" of test "${p.test}" must be ${p.expected}, not ${p.found}.`,
    explain: `The argument has a value of another type, or one that is not among the possible ones.

Bad: \`accepted_values: {arguments: {values: open}}\`. Good: \`accepted_values: {arguments: {values: [open]}}\`.`,
  },
  'test-arguments-refused': {
    severity: 'error',
    message: (p: { test: string; problem: string }) => `The arguments of test "${p.test}" do not fit: ${p.problem}`,
    explain: `Each argument is fine by itself, but not beside the others, or its value means nothing to Athena.

Bad: \`dbt_expectations.expect_column_values_to_be_between\` without \`min_value\` and \`max_value\`. Good: with one of them.`,
  },
  'test-column-missing': {
    severity: 'error',
    message: (p: { test: string }) => `Test "${p.test}" is about a column, but none is given.`,
    hint: () => 'Write it under the column, or give "column_name".',
    explain: `Bad: \`not_null\` in the \`data_tests:\` of a model. Good: \`not_null\` in the \`data_tests:\` of one of its columns.`,
  },
  'test-column-unexpected': {
    severity: 'error',
    message: (p: { test: string; column: string }) =>
      `Test "${p.test}" is about the whole model, but is written under column "${p.column}".`,
    hint: () => 'Move it to the "data_tests" of the model.',
    explain: `Bad: \`dbt_utils.unique_combination_of_columns\` under a column. Good: the same under the model.`,
  },
  'test-column-unknown': {
    severity: 'error',
    message: (p: { test: string; column: string }) =>
      `Test "${p.test}" is about column "${p.column}", which does not exist.`,
    explain: `The columns of what is tested are known, and this one is not among them.

Bad: \`unique\` under a column \`oder_id\`. Good: \`unique\` under \`order_id\`.`,
  },
  'test-columns-unknown': {
    severity: 'error',
    message: (p: { test: string }) => `Test "${p.test}" needs the columns of what it tests, and they are not known.`,
    hint: () => 'Build the relation first.',
    explain: `Tests about the columns of a table (their names, number or types) are answered from what the warehouse says of it. The relation does
not exist, or could not be described.`,
  },
  'test-condition-invalid': {
    severity: 'error',
    message: (p: { test: string; key: string; condition: string }) =>
      `"${p.key}" of test "${p.test}" must compare with a number, not say "${p.condition}".`,
    hint: () => 'Write it as "> 10", "!= 0" or "between 1 and 5".',
    explain: `\`warn_if\` and \`error_if\` compare the number of failures with numbers: \`=\`, \`!=\`, \`<\`, \`<=\`, \`>\`, \`>=\`, \`between … and …\`.

Bad: \`warn_if: "10"\`. Good: \`warn_if: "> 10"\`.`,
  },
  'row-rule-without-table': {
    severity: 'error',
    message: (p: { test: string; model: string; materialized: string }) =>
      `"${p.test}" has on_fail, but model "${p.model}" is materialized as ${p.materialized}.`,
    hint: () => 'Make the model a table or incremental, or take "on_fail" away: the test then runs after the model.',
    explain: `A test with \`on_fail\` is a row rule: rows are looked at in a staged batch before they are published. A view, an ephemeral model, a seed
or a snapshot stages none.

Bad: \`config(materialized='view')\` with
\`\`\`yaml
columns:
  - name: id
    data_tests:
      - not_null: {on_fail: quarantine}
\`\`\`
Good: the same with \`config(materialized='table')\`.`,
  },
  'row-rule-unsupported': {
    severity: 'error',
    message: (p: { test: string; builtIn: boolean }) =>
      p.builtIn
        ? `Test "${p.test}" is about a whole table and cannot blame single rows, so it cannot have on_fail.`
        : `Test "${p.test}" is the project's own and cannot have on_fail: only built-in tests know how to blame single rows.`,
    hint: () => 'Keep it as a data test without on_fail, or say the rule on a row with "dbt_utils.expression_is_true".',
    explain: `A row rule decides for each row whether it is published. A test about a whole table (a row count, recency, a mean), or one that is a query of the
project's own, knows no such rows.

Bad:
\`\`\`yaml
data_tests:
  - dbt_utils.recency: {arguments: {field: ts, datepart: day, interval: 1}, on_fail: quarantine}
\`\`\`
Good:
\`\`\`yaml
data_tests:
  - dbt_utils.expression_is_true: {arguments: {expression: "ts >= date '2020-01-01'"}, on_fail: quarantine}
\`\`\``,
  },
  'row-rule-broken': {
    severity: 'error',
    message: (p: Broken) =>
      `Rule "${p.rule}" of model "${p.model}" is broken by ${p.broken} of ${p.staged} rows, and its on_fail is "fail".`,
    hint: () => 'Nothing was published. Correct the rows at their source, or let the rule quarantine them.',
    explain: `A rule with \`on_fail: fail\` stops the model when a single row breaks it: nothing of the batch is published.

Bad: a batch with a NULL in a column with \`not_null: {on_fail: fail}\`. Good: \`not_null: {on_fail: quarantine}\`, which sets such rows aside.`,
  },
  'row-rule-fraction-exceeded': {
    severity: 'error',
    message: (p: Broken & { limit: number }) =>
      `Rule "${p.rule}" of model "${p.model}" is broken by ${p.broken} of ${p.staged} rows (${percent(p.broken, p.staged)}); its max_fraction is ${p.limit}.`,
    hint: () => 'Nothing was published. Look at the source of the batch; raise "max_fraction" where so many are right.',
    explain: `\`max_fraction\` is the largest fraction of a batch that may break a rule before something is wrong with the batch itself.

Bad: \`max_fraction: 0.05\` and a batch of which 20 % has no device id. Good: a corrected delivery, or \`max_fraction: 0.3\`.`,
  },
  'row-rule-warned': {
    severity: 'warning',
    message: (p: Broken) => `Rule "${p.rule}" of model "${p.model}" is broken by ${p.broken} of ${p.staged} rows.`,
    hint: () => 'Rows that no other rule holds back were published.',
    explain: `A rule with \`on_fail: warn\` publishes the rows that break it, and says so.

Bad: a rule that warns at each run, until nobody reads it. Good: \`on_fail: quarantine\`, or a rule that says what is really meant.`,
  },
  'quarantined-fraction-exceeded': {
    severity: 'error',
    message: (p: { model: string; quarantined: number; dropped: number; staged: number; limit: number }) =>
      `Rules take ${p.quarantined + p.dropped} of ${p.staged} rows (${percent(p.quarantined + p.dropped, p.staged)}) out of model "${p.model}": ` +
      `${p.quarantined} to quarantine, ${p.dropped} dropped; max_quarantined_fraction is ${p.limit}.`,
    hint: () => 'Nothing was published. Look at the source of the batch; raise the limit where so many are right.',
    explain: `\`max_quarantined_fraction\` is the largest fraction of a batch that a model's row rules may take out together.

Bad: \`max_quarantined_fraction: 0.1\` and a batch of which half breaks one rule or another. Good: a corrected delivery.`,
  },
  'unique-key-duplicated': {
    severity: 'error',
    message: (p: { model: string; key: string; duplicates: number; example: string }) =>
      `${p.duplicates} rows of model "${p.model}" share their unique_key (${p.key}) with another row, as for ${p.example}.`,
    hint: () =>
      'Nothing was published. Say which row stays with "deduplicate_order_by", or set both aside with the test "unique" and "on_fail: quarantine".',
    explain: `\`unique_key\` names one row in the table, but the batch has several with one key, and nothing says which of them is right.

Bad: \`config(unique_key='id')\` over change records with several versions of an id.
Good: \`config(unique_key='id', deduplicate_order_by=['changed_at desc'])\`.`,
  },
  'rows-not-conserved': {
    severity: 'error',
    message: (p: {
      model: string;
      staged: number;
      published: number;
      quarantined: number;
      dropped: number;
      deduplicated: number;
    }) =>
      `Of ${p.staged} staged rows of model "${p.model}", ${p.published + p.quarantined + p.dropped + p.deduplicated} are accounted for: ` +
      `${p.published} published, ${p.quarantined} quarantined, ${p.dropped} dropped, ${p.deduplicated} duplicates.`,
    hint: () => 'Do not trust the table before this is understood; please report it.',
    explain: `Every staged row is published, quarantined, dropped by a rule, or a duplicate of a published one. The engine's counts say otherwise: another writer
worked on the tables at the same time, or lakemodel is wrong.`,
  },
  'fixture-column-unknown': {
    severity: 'error',
    message: (p: { column: string; row: number }) =>
      `Row ${p.row} has a column "${p.column}" that the relation does not have.`,
    explain: `Rows of a unit test name columns of the relation that they stand for.

Bad: \`rows: [{oder_id: 1}]\`. Good: \`rows: [{order_id: 1}]\`.`,
  },
  'fixture-value-misfit': {
    severity: 'error',
    message: (p: { column: string; row: number; value: string; type: string }) =>
      `Row ${p.row}: ${p.value} is not a value of column "${p.column}", which is ${p.type}.`,
    explain: `Values of a unit test's rows have the types of the columns that they stand for; none is rounded or cut.

Bad: \`{paid_on: 31.01.2026}\` for a date. Good: \`{paid_on: 2026-01-31}\`.`,
  },
});

function percent(part: number, whole: number): string {
  return `${Number(((part / whole) * 100).toFixed(2))} %`;
}
