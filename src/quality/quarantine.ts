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
const OWN_COLUMNS = [
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
] as const;

export type QuarantineNames = Readonly<Record<(typeof OWN_COLUMNS)[number]['name'], string>>;

/**
 * What the quarantine's own columns are called beside these columns of a model: by their plain names, and with `quarantine_` in front where the
 * model has a column of that name, which keeps its own.
 */
export function quarantineNames(columns: readonly Column[]): QuarantineNames {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()));
  const free = (name: string): string => (taken.has(name) ? free(`quarantine_${name}`) : name);
  return Object.fromEntries(OWN_COLUMNS.map(({ name }) => [name, free(name)])) as QuarantineNames;
}

/** Columns of a quarantine table: the model's, all nullable, then ours. It is partitioned by `quarantined_on`, the day. */
export function quarantineColumns(columns: readonly Column[]): readonly Column[] {
  const names = quarantineNames(columns);
  return [...columns, ...OWN_COLUMNS.map(({ name, type }) => ({ name: names[name], type }))];
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
  const own = quarantineNames(input.columns);
  const names = quarantineColumns(input.columns).map((column) => column.name);
  const seenAgain = [own.row_count, own.model_version, own.last_run_id, own.last_seen, own.status];
  return {
    target: quarantineRelation(input.model),
    sourceQuery: quarantinedRows(input),
    keys: [own.row_hash, own.failed_rules],
    updates: seenAgain.map((column) => ({ column, expression: `src.${quoted(column)}` })),
    updateCondition: `target.${quoted(own.last_run_id)} <> src.${quoted(own.last_run_id)}`,
    insertColumns: names,
    insertExpressions: names.map((name) => `src.${quoted(name)}`),
  };
}

// The inner queries name our values with a prefix of ours, so that none of the model's columns hides them.
function quarantinedRows({ stage, columns, modelVersion, runId, now }: QuarantineMergeInput): string {
  const names = columns.map((column) => quoted(column.name));
  const own = quarantineNames(columns);
  const list = (alias: string) => names.map((name) => `${alias}.${name}, `).join('');
  const texts =
    `SELECT ${list('stage')}stage.${quoted(FAILED_RULES_COLUMN)} AS "_lm_rules", ${rowText(columns, 'stage')} AS "_lm_text"` +
    `\nFROM ${stage} AS stage WHERE stage.${quoted(ACTION_COLUMN)} = 'quarantine'`;
  const hashed = `SELECT ${list('texts')}texts."_lm_rules", ${hashOf('texts."_lm_text"')} AS "_lm_hash"\nFROM (${texts}) AS texts`;
  const same = 'PARTITION BY hashed."_lm_hash", hashed."_lm_rules"';
  const counted =
    `SELECT hashed.*, count(*) OVER (${same}) AS "_lm_count", row_number() OVER (${same}) AS "_lm_copy"` +
    `\nFROM (${hashed}) AS hashed`;
  const ours: Readonly<Record<keyof QuarantineNames, string>> = {
    failed_rules: `counted."_lm_rules"`,
    row_hash: `counted."_lm_hash"`,
    row_count: `counted."_lm_count"`,
    model_version: varchar(modelVersion),
    first_run_id: varchar(runId),
    last_run_id: varchar(runId),
    first_seen: timestamp(now),
    last_seen: timestamp(now),
    quarantined_on: `DATE ${quoteString(now.slice(0, 10))}`,
    status: varchar('open'),
  };
  const items = OWN_COLUMNS.map(({ name }) => `${ours[name]} AS ${quoted(own[name])}`);
  return `SELECT ${list('counted')}${items.join(', ')}\nFROM (${counted}) AS counted WHERE counted."_lm_copy" = 1`;
}

export interface ReplayInput {
  /** The quarantine table, quoted. */
  readonly quarantine: string;
  readonly columns: readonly Column[];
  readonly rules: readonly RowRule[];
  readonly uniqueKey?: readonly string[];
  readonly deduplicateOrderBy?: readonly string[];
}

/** The column by which a replayed row is found again in its quarantine. */
export const REPLAYED_HASH = '_lm_row_hash';

/**
 * Open rows of a quarantine under today's rules: as `labelledQuery`, with `_lm_row_hash` after the model's columns, by which the rows that are
 * published are marked resolved. A row stands there as often as it was delivered, so that a rule like `unique` judges what it judged
 * before; one that was quarantined for other rules at other times stands there once.
 */
export function replayQuery({ quarantine, columns, ...rest }: ReplayInput): string {
  const all = [...columns, { name: REPLAYED_HASH, type: 'varchar' }];
  return labelledQuery({ query: openRows(quarantine, columns), columns: all, ...rest });
}

// A sequence has at most 10,000 numbers, so that copies are counted in two steps.
const MAX_SEQUENCE = 10_000;

function openRows(quarantine: string, columns: readonly Column[]): string {
  const own = quarantineNames(columns);
  const list = (alias: string) => columns.map((column) => `${alias}.${quoted(column.name)}, `).join('');
  const open = (name: keyof QuarantineNames) => `open_rows.${quoted(own[name])}`;
  const latest =
    `SELECT ${list('open_rows')}${open('row_hash')} AS ${quoted(REPLAYED_HASH)}, ${open('row_count')} AS "_lm_count",` +
    ` row_number() OVER (PARTITION BY ${open('row_hash')} ORDER BY ${open('last_seen')} DESC, ${open('failed_rules')}) AS "_lm_rank"` +
    ` FROM ${quarantine} AS open_rows WHERE ${open('status')} = 'open'`;
  return (
    `SELECT ${list('latest')}latest.${quoted(REPLAYED_HASH)}\nFROM (${latest}) AS latest` +
    `\nCROSS JOIN UNNEST(sequence(0, (latest."_lm_count" - 1) / ${MAX_SEQUENCE})) AS many (thousands)` +
    `\nCROSS JOIN UNNEST(sequence(1, least(${MAX_SEQUENCE}, latest."_lm_count" - many.thousands * ${MAX_SEQUENCE}))) AS copies (copy)` +
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
