import type { RelationName } from '../engines/engine.ts';
import type { JsonValue } from '../project/project.ts';
import type { StateStore } from './state-store.ts';

/** A value of an input's column, up to which rows have been processed. */
export interface Watermark {
  readonly column: string;
  /** The input: unique id of a model, seed, snapshot or source. */
  readonly of: string;
  /** In the JSON form of engine values; null where the input had no rows. */
  readonly value: string | number | boolean | null;
  /** Trino's text of the column's type. */
  readonly type: string;
}

/** A batch that was begun and not yet committed: a run that finds one takes it up again, with the same bounds. */
export interface PendingBatch {
  readonly batchId: string;
  /** Exclusive lower and inclusive upper bounds, one of each for each watermark. */
  readonly lows: readonly Watermark[];
  readonly highs: readonly Watermark[];
  /** ISO time. */
  readonly startedAt: string;
}

/** What is known of one table that a run writes. */
export interface ModelState {
  /** The very table that this is about; absent while the batch that creates it is pending. */
  readonly tableUuid?: string;
  readonly watermarks: readonly Watermark[];
  readonly pending?: PendingBatch;
  readonly lastRunId?: string;
}

/** A model's table on one target. */
export interface ModelKey {
  readonly target: string;
  readonly relation: RelationName;
}

export interface StoredModelState {
  readonly state: ModelState;
  /** For `writeModelState`: null where nothing is stored. */
  readonly version: string | null;
}

const EMPTY: ModelState = { watermarks: [] };

/**
 * The state of a model whose table has this uuid (undefined: there is no table). State of a table that is gone is not its own and is
 * left out; a pending batch that was to create the table is kept, since only the caller can tell whether it did.
 * Rejects with `state-corrupted`.
 */
export async function readModelState(
  store: StateStore,
  key: ModelKey,
  tableUuid: string | undefined,
): Promise<StoredModelState> {
  const stored = await store.read(storeKey(key));
  if (!stored) return { state: EMPTY, version: null };
  const state = stored.value as unknown as ModelState;
  const creating = state.tableUuid === undefined && state.pending !== undefined;
  return {
    state: creating || (tableUuid !== undefined && state.tableUuid === tableUuid) ? state : EMPTY,
    version: stored.version,
  };
}

/** Writes a model's state; answers the new version, or undefined where another run has written since `version` was read. */
export async function writeModelState(
  store: StateStore,
  key: ModelKey,
  state: ModelState,
  version: string | null,
): Promise<string | undefined> {
  return store.write(storeKey(key), state as unknown as JsonValue, { ifVersion: version });
}

/** Forgets a model: what its next run does is what a first run does. */
export async function removeModelState(store: StateStore, key: ModelKey): Promise<void> {
  await store.remove(storeKey(key));
}

/** With a batch begun. */
export function beginBatch(state: ModelState, pending: PendingBatch): ModelState {
  return { ...state, pending };
}

/** With the pending batch committed to the table: its upper bounds are the watermarks, where it had rows; others stay. */
export function commitBatch(state: ModelState, runId: string, tableUuid: string): ModelState {
  const highs = state.pending?.highs ?? [];
  const moved = highs.filter((high) => high.value !== null);
  const stays = state.watermarks.filter((mark) => !moved.some((high) => isSame(mark, high)));
  return { tableUuid, watermarks: [...stays, ...moved], lastRunId: runId };
}

/** Without the pending batch, which is known not to be committed. */
export function abandonBatch({ pending: _, ...state }: ModelState): ModelState {
  return state;
}

/** The committed watermark of an input's column; undefined before anything is committed. */
export function watermarkOf(state: ModelState, column: string, of: string): Watermark | undefined {
  return state.watermarks.find((mark) => isSame(mark, { column, of }));
}

function isSame(a: Pick<Watermark, 'column' | 'of'>, b: Pick<Watermark, 'column' | 'of'>): boolean {
  return a.column === b.column && a.of === b.of;
}

/** The version that is stored now, for comparing with one that was read before: null where nothing is stored. */
export async function modelStateVersion(store: StateStore, key: ModelKey): Promise<string | null> {
  return (await store.read(storeKey(key)))?.version ?? null;
}

/** The key of the lock of a model's table. */
export function lockKey(key: ModelKey): string {
  return ['locks', ...wordsOf(key)].join('/');
}

function storeKey(key: ModelKey): string {
  return ['models', ...wordsOf(key)].join('/');
}

function wordsOf({ target, relation }: ModelKey): string[] {
  const words = [target, relation.database ?? '', relation.schema, relation.identifier];
  return words.map((word) => word.replaceAll('/', '%').toLowerCase());
}
