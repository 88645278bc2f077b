import type { Column, RelationName } from '../engines/engine.ts';
import { quoteIdentifier, quoteString } from '../sql/quote.ts';
import { labelledQuery } from './labelled-query.ts';
import { hashOf, rowText } from './row-hash.ts';
import { ACTION_COLUMN, FAILED_RULES_COLUMN, type RowRule } from './row-rule.ts';

/** Where a model's bad rows are kept: `<schema>_quarantine.<model>`. */
export function quarantineRelation(relation: RelationName): RelationName {
  return { ...relation, schema: `${relation.schema}_quarantine` };
}

/** What the quarantine knows of a row besides the model's columns. */
const OWN_COLUMNS: readonly Column[] = [
  { name: 'failed_rules', type: 'varchar' },
  { name: 'row_hash', type: 'varchar' },
  { name: 'row_count', type: 'bigint' },
  { name: 'model_version', type: 'varchar' },
  { name: 'first_run_id', type: 'varchar' },
  { name: 'last_run_id', type: 'varchar' },
  { name: 'first_seen', type: 'timestamp(6)' },
  { name: 'last_seen', type: 'timestamp(6)' },
  { name: 'quarantined_on', type: 'date' },
  { name: 'status', type: 'varchar' },
];

/** The quarantine table is partitioned by day. */
export const QUARANTINE_PARTITION = 'quarantined_on';

/** Columns of a quarantine table: the model's, all nullable, then ours. */
export function quarantineColumns(columns: readonly Column[]): readonly Column[] {
  return [...columns, ...OWN_COLUMNS];
}

/** The model's columns whose names the quarantine takes for its own: such a model cannot have one. */
export function reservedColumns(columns: readonly Column[]): readonly string[] {
  const own = new Set(OWN_COLUMNS.map((column) => column.name));
  return columns.map((column) => column.name).filter((name) => own.has(name.toLowerCase()));
}

export interface QuarantineMergeInput {
  readonly model: RelationName;
  /** The labelled stage: a quoted relation. */
  readonly stage: string;
  readonly columns: readonly Column[];
  /** Hash of the model's rendered SQL. */
  readonly modelVersion: string;
  readonly runId: string;
  /** `2026-01-31 12:00:00.000000`, UTC. */
  readonly now: string;
}

/** A MERGE as parts, all expressions in Athena's SQL, over the aliases `target` and `src`. */
export interface QuarantineMerge {
  readonly target: RelationName;
  readonly sourceQuery: string;
  /** Columns that are never NULL; together they are one row of the source. */
  readonly keys: readonly string[];
  /** What happens to a matched row for which `updateCondition` is true. */
  readonly updates: readonly { readonly column: string; readonly expression: string }[];
  readonly updateCondition: string;
  readonly insertColumns: readonly string[];
  readonly insertExpressions: readonly string[];
}

/**
 * Adds a staged batch's bad rows to the quarantine. Identical rows of the batch are one row with a count. A row that is there already for the
 * same rules stays what it is for the same run; for another run it was seen again: last run, time and count change, and it is open again
 * (also where it had been released: the batch withheld it again).
 */
export function quarantineMerge(input: QuarantineMergeInput): QuarantineMerge {
  const names = quarantineColumns(input.columns).map((column) => column.name);
  const seenAgain = ['row_count', 'model_version', 'last_run_id', 'last_seen', 'status'];
  return {
    target: quarantineRelation(input.model),
    sourceQuery: quarantinedRows(input),
    keys: ['row_hash', 'failed_rules'],
    updates: seenAgain.map((column) => ({ column, expression: `src.${quoted(column)}` })),
    updateCondition: `target."last_run_id" <> src."last_run_id"`,
    insertColumns: names,
    insertExpressions: names.map((name) => `src.${quoted(name)}`),
  };
}

function quarantinedRows({ stage, columns, modelVersion, runId, now }: QuarantineMergeInput): string {
  const names = columns.map((column) => quoted(column.name));
  const list = (alias: string) => names.map((name) => `${alias}.${name}, `).join('');
  const texts =
    `SELECT ${list('stage')}stage.${quoted(FAILED_RULES_COLUMN)} AS "failed_rules", ${rowText(columns, 'stage')} AS "_lm_text"` +
    `\nFROM ${stage} AS stage WHERE stage.${quoted(ACTION_COLUMN)} = 'quarantine'`;
  const hashed = `SELECT ${list('texts')}texts."failed_rules", ${hashOf('texts."_lm_text"')} AS "row_hash"\nFROM (${texts}) AS texts`;
  const same = 'PARTITION BY hashed."row_hash", hashed."failed_rules"';
  const counted =
    `SELECT hashed.*, count(*) OVER (${same}) AS "row_count", row_number() OVER (${same}) AS "_lm_copy"` +
    `\nFROM (${hashed}) AS hashed`;
  const ours = [
    `counted."failed_rules"`,
    `counted."row_hash"`,
    `counted."row_count"`,
    `${varchar(modelVersion)} AS "model_version"`,
    `${varchar(runId)} AS "first_run_id"`,
    `${varchar(runId)} AS "last_run_id"`,
    `${timestamp(now)} AS "first_seen"`,
    `${timestamp(now)} AS "last_seen"`,
    `DATE ${quoteString(now.slice(0, 10))} AS "quarantined_on"`,
    `${varchar('open')} AS "status"`,
  ];
  return `SELECT ${list('counted')}${ours.join(', ')}\nFROM (${counted}) AS counted WHERE counted."_lm_copy" = 1`;
}

export interface ReplayInput {
  /** The quarantine table, quoted. */
  readonly quarantine: string;
  readonly columns: readonly Column[];
  readonly rules: readonly RowRule[];
  readonly uniqueKey?: readonly string[];
  readonly deduplicateOrderBy?: readonly string[];
}

/**
 * Open rows of a quarantine under today's rules: as `labelledQuery`, with `row_hash` after the model's columns, by which the rows that are
 * published are marked resolved. A row stands there as often as it was delivered, so that a rule like `unique` judges what it judged
 * before; one that was quarantined for other rules at other times stands there once.
 */
export function replayQuery({ quarantine, columns, ...rest }: ReplayInput): string {
  const all = [...columns, { name: 'row_hash', type: 'varchar' }];
  return labelledQuery({ query: openRows(quarantine, all), columns: all, ...rest });
}

// A sequence has at most 10,000 numbers, so that copies are counted in two steps.
const MAX_SEQUENCE = 10_000;

function openRows(quarantine: string, columns: readonly Column[]): string {
  const list = (alias: string) => columns.map((column) => `${alias}.${quoted(column.name)}`).join(', ');
  const latest =
    `SELECT ${list('open_rows')}, open_rows."row_count", row_number() OVER (PARTITION BY open_rows."row_hash"` +
    ` ORDER BY open_rows."last_seen" DESC, open_rows."failed_rules") AS "_lm_rank"` +
    ` FROM ${quarantine} AS open_rows WHERE open_rows."status" = 'open'`;
  return (
    `SELECT ${list('latest')}\nFROM (${latest}) AS latest` +
    `\nCROSS JOIN UNNEST(sequence(0, (latest."row_count" - 1) / ${MAX_SEQUENCE})) AS many (thousands)` +
    `\nCROSS JOIN UNNEST(sequence(1, least(${MAX_SEQUENCE}, latest."row_count" - many.thousands * ${MAX_SEQUENCE}))) AS copies (copy)` +
    `\nWHERE latest."_lm_rank" = 1`
  );
}

function varchar(text: string): string {
  return `CAST(${quoteString(text)} AS varchar)`;
}

function timestamp(text: string): string {
  return `CAST(TIMESTAMP ${quoteString(text)} AS timestamp(6))`;
}

function quoted(name: string): string {
  return quoteIdentifier(name, 'athena');
}
