import type { Column } from '../engines/engine.ts';
import { quoteIdentifier, quoteString } from '../sql/quote.ts';
import { isOrderable } from './column-text.ts';
import { ACTION_COLUMN, FAILED_RULES_COLUMN, type RowRule, type RuleAction } from './row-rule.ts';

export interface LabelledQueryInput {
  /** The model's query, in Athena's SQL. */
  readonly query: string;
  readonly rules: readonly RowRule[];
  /** The model's columns: the result has them in this order, then the two labels. */
  readonly columns: readonly Column[];
  readonly uniqueKey?: readonly string[];
  /** With a key: of several rows that pass the rules, the first by this order is published, the others are duplicates. */
  readonly deduplicateOrderBy?: readonly string[];
}

/**
 * The staged batch: the model's columns, `_lm_failed_rules` (names of the rules that the row breaks, sorted, joined by ", "; '' for none) and
 * `_lm_action` (publish, quarantine, drop, duplicate, fail). Every rule is evaluated once for each row, and duplicates are looked for among
 * the rows that pass alone, so that a bad row never wins over a good one.
 *
 *     SELECT …, CASE WHEN _lm_rank > 1 THEN 'duplicate' ELSE _lm_action END       -- only with a declared order
 *     FROM (SELECT …, row_number() OVER (PARTITION BY _lm_action, <key> ORDER BY <order>) AS _lm_rank
 *           FROM (SELECT …, <names> AS _lm_failed_rules, <action> AS _lm_action
 *                 FROM (SELECT …, <rule 1> AS _lm_rule_0, … FROM (<query>) AS staged) AS judged) AS labelled) AS ranked
 *
 * Derived tables, no WITH: a name of ours would hide a table of the same name from the model's query.
 */
export function labelledQuery(input: LabelledQueryInput): string {
  const judged = judgedQuery(input);
  const labelled =
    `SELECT ${columnsOf(input.columns, 'judged')}, ${labelExpression(input.rules, 'judged')} AS ${quoted(FAILED_RULES_COLUMN)}, ` +
    `${actionExpression(input.rules, 'judged')} AS ${quoted(ACTION_COLUMN)}\nFROM (${judged}) AS judged`;
  return ranksRows(input) ? deduplicated(labelled, input) : labelled;
}

/** The name of the column with a rule's verdict, by the rule's position. */
export function ruleColumn(index: number): string {
  return `_lm_rule_${index}`;
}

/** Names of the broken rules, sorted, joined by ", ", from the verdicts of the row `alias`; '' for none. */
export function labelExpression(rules: readonly RowRule[], alias: string): string {
  const parts = rules
    .map((rule, index) => ({ name: rule.name, verdict: verdict(alias, index) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, verdict }) => `CASE WHEN ${verdict} THEN ${quoteString(`, ${name}`)} ELSE '' END`);
  if (parts.length === 0) return `CAST('' AS varchar)`;
  return `regexp_replace(${parts.join(' || ')}, '^, ', '')`;
}

/** What happens to the row `alias` for its verdicts: the strongest of the broken rules' actions, fail > quarantine > drop; else publish. */
export function actionExpression(rules: readonly RowRule[], alias: string): string {
  const stopping: readonly RuleAction[] = ['fail', 'quarantine', 'drop'];
  const cases = stopping.flatMap((action) => {
    const verdicts = rules.flatMap((rule, index) => (rule.action === action ? [verdict(alias, index)] : []));
    return verdicts.length === 0 ? [] : [`WHEN ${verdicts.join(' OR ')} THEN ${quoteString(action)}`];
  });
  return cases.length === 0 ? `CAST('publish' AS varchar)` : `CASE ${cases.join(' ')} ELSE 'publish' END`;
}

function judgedQuery({ query, rules, columns }: LabelledQueryInput): string {
  const verdicts = rules.map((rule, index) => `, ${rule.broken('staged')} AS ${quoted(ruleColumn(index))}`);
  return `SELECT ${columnsOf(columns, 'staged')}${verdicts.join('')}\nFROM (\n${query}\n) AS staged`;
}

function ranksRows({ uniqueKey = [], deduplicateOrderBy = [] }: LabelledQueryInput): boolean {
  return uniqueKey.length > 0 && deduplicateOrderBy.length > 0;
}

function deduplicated(
  labelled: string,
  { columns, uniqueKey = [], deduplicateOrderBy = [] }: LabelledQueryInput,
): string {
  const action = quoted(ACTION_COLUMN);
  const partition = [`labelled.${action}`, ...uniqueKey.map((name) => `labelled.${quoted(name)}`)];
  const order = [...deduplicateOrderBy, ...tieBreakers(columns, uniqueKey)];
  const rank = `row_number() OVER (PARTITION BY ${partition.join(', ')} ORDER BY ${order.join(', ')})`;
  const labels = `${quoted(FAILED_RULES_COLUMN)}`;
  return (
    `SELECT ${columnsOf(columns, 'ranked')}, ranked.${labels}, ` +
    `CASE WHEN ranked.${action} = 'publish' AND ranked."_lm_rank" > 1 THEN 'duplicate' ELSE ranked.${action} END AS ${action}\n` +
    `FROM (SELECT ${columnsOf(columns, 'labelled')}, labelled.${labels}, labelled.${action}, ${rank} AS "_lm_rank"\n` +
    `FROM (${labelled}) AS labelled) AS ranked`
  );
}

// The declared order may leave ties; the same batch must give the same winner every time.
function tieBreakers(columns: readonly Column[], uniqueKey: readonly string[]): readonly string[] {
  const key = new Set(uniqueKey.map((name) => name.toLowerCase()));
  return columns
    .filter((column) => !key.has(column.name.toLowerCase()) && isOrderable(column.type))
    .map((column) => `labelled.${quoted(column.name)} NULLS LAST`);
}

function verdict(alias: string, index: number): string {
  return `${alias}.${quoted(ruleColumn(index))}`;
}

function columnsOf(columns: readonly Column[], alias: string): string {
  return columns.map((column) => `${alias}.${quoted(column.name)}`).join(', ');
}

function quoted(name: string): string {
  return quoteIdentifier(name, 'athena');
}
