import type { Column, Value } from '../engines/engine.ts';
import { quoteIdentifier, quoteString } from '../sql/quote.ts';
import { columnText } from './column-text.ts';
import { ACTION_COLUMN, FAILED_RULES_COLUMN, type RowAction, type RowRule } from './row-rule.ts';

/** What a staged batch holds, counted in rows. */
export interface Measure {
  readonly staged: number;
  readonly published: number;
  readonly quarantined: number;
  readonly dropped: number;
  readonly deduplicated: number;
  /** Rows that break a rule with `on_fail: fail`. */
  readonly failed: number;
  /** Rows that break each rule, by the rule's id, also where a row breaks several. */
  readonly broken: Readonly<Record<string, number>>;
  /** Rows to publish that share their key with another one, where no order says which of them stays. */
  readonly duplicates: number;
  /** One such key, as text: `id = 4711, day = 2026-01-31`. */
  readonly duplicateKey?: string;
}

export interface MeasureInput {
  /** The stage: a quoted relation. */
  readonly stage: string;
  readonly rules: readonly RowRule[];
  readonly columns: readonly Column[];
  readonly uniqueKey?: readonly string[];
  /** As in `labelledQuery`: with a declared order no duplicates are left to look for. */
  readonly deduplicateOrderBy?: readonly string[];
}

const ACTIONS: readonly RowAction[] = ['publish', 'quarantine', 'drop', 'duplicate', 'fail'];

/** One row about a staged batch, in one scan of it; read it with `readMeasure`. */
export function measureQuery({ stage, rules, columns, ...keys }: MeasureInput): string {
  const uniqueKey = measuredKey(keys);
  const items = [
    `count(*) AS "staged"`,
    ...ACTIONS.map((action) => `${countRows(isAction(action))} AS ${quoted(`rows_${action}`)}`),
    ...rules.map((rule, index) => `${countRows(breaks(rule))} AS ${quoted(`rule_${index}`)}`),
    ...(uniqueKey.length === 0 ? [] : duplicateItems()),
  ];
  return `SELECT ${items.join(',\n  ')}\nFROM ${uniqueKey.length === 0 ? stage : withCopies(stage, columns, uniqueKey)} AS staged`;
}

/** Reads the row that `measureQuery` gave for the same rules and key. */
export function readMeasure(
  row: readonly Value[],
  { rules, ...keys }: MeasuredKeys & { readonly rules: readonly Pick<RowRule, 'id'>[] },
): Measure {
  const uniqueKey = measuredKey(keys);
  const count = (index: number) => Number(row[index] ?? 0);
  const firstRule = ACTIONS.length + 1;
  const afterRules = firstRule + rules.length;
  const key = uniqueKey.length > 0 ? row[afterRules + 1] : null;
  return {
    staged: count(0),
    published: count(1),
    quarantined: count(2),
    dropped: count(3),
    deduplicated: count(4),
    failed: count(5),
    broken: Object.fromEntries(rules.map((rule, index) => [rule.id, count(firstRule + index)])),
    duplicates: uniqueKey.length > 0 ? count(afterRules) : 0,
    ...(typeof key === 'string' && { duplicateKey: key }),
  };
}

type MeasuredKeys = Pick<MeasureInput, 'uniqueKey' | 'deduplicateOrderBy'>;

function measuredKey({ uniqueKey = [], deduplicateOrderBy = [] }: MeasuredKeys): readonly string[] {
  return deduplicateOrderBy.length > 0 ? [] : uniqueKey;
}

function countRows(condition: string): string {
  return `count(*) FILTER (WHERE ${condition})`;
}

function isAction(action: RowAction): string {
  return `staged.${quoted(ACTION_COLUMN)} = ${quoteString(action)}`;
}

// Names have no commas, so that with one on each side a name is found whole.
function breaks(rule: RowRule): string {
  return `strpos(', ' || staged.${quoted(FAILED_RULES_COLUMN)} || ', ', ${quoteString(`, ${rule.name}, `)}) > 0`;
}

function duplicateItems(): readonly string[] {
  const duplicate = `${isAction('publish')} AND staged."_lm_copies" > 1`;
  return [
    `${countRows(duplicate)} AS "duplicate_rows"`,
    `min(CASE WHEN ${duplicate} THEN staged."_lm_key" END) AS "duplicate_key"`,
  ];
}

function withCopies(stage: string, columns: readonly Column[], uniqueKey: readonly string[]): string {
  const partition = [ACTION_COLUMN, ...uniqueKey].map((name) => `stage.${quoted(name)}`).join(', ');
  const key = uniqueKey.map((name) => {
    const column = columns.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    const text = columnText(column ?? { name, type: 'unknown' }, 'stage');
    return `${quoteString(`${name} = `)} || coalesce(${text}, 'NULL')`;
  });
  return (
    `(SELECT stage.*, ${key.join(` || ', ' || `)} AS "_lm_key", count(*) OVER (PARTITION BY ${partition}) AS "_lm_copies"` +
    ` FROM ${stage} AS stage)`
  );
}

function quoted(name: string): string {
  return quoteIdentifier(name, 'athena');
}
