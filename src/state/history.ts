import type { JsonObject, JsonValue } from '../project/project.ts';
import type { StateStore } from './state-store.ts';

/** One run as the history remembers it. */
export interface HistoryRun {
  readonly runId: string;
  /** ISO time, in UTC. */
  readonly startedAt: string;
  readonly command: string;
  readonly target: string;
}

export interface HistoryEntry extends HistoryRun {
  /** One for each node that finished, in that order; also of runs that were killed. */
  readonly results: readonly JsonObject[];
}

/** Begins a run's history and answers what adds results to it: each is stored when its promise resolves. */
export async function beginHistory(store: StateStore, run: HistoryRun): Promise<(result: JsonObject) => Promise<void>> {
  // Keys sort by time.
  const key = `history/${run.startedAt.replace(/[:.]/g, '-')}-${run.runId}`;
  await store.append(key, [{ ...run }]);
  let waiting: JsonObject[] = [];
  let tail: Promise<void> = Promise.resolve();
  return (result) => {
    waiting.push(result);
    // Those that come while one is being written are written together: each write is a request where state lies in S3.
    tail = tail.then(async () => {
      const lines = waiting;
      waiting = [];
      if (lines.length > 0) await store.append(key, lines);
    });
    return tail;
  };
}

/** The latest runs, newest first. Logs that do not begin with a run are no history and are left out. */
export async function readHistory(store: StateStore, limit = Infinity): Promise<readonly HistoryEntry[]> {
  const keys = (await store.list('history')).toReversed().slice(0, limit);
  const logs = await Promise.all(keys.map((key) => store.readLog(key)));
  return logs.flatMap(([run, ...results]) =>
    isRun(run) ? [{ ...(run as unknown as HistoryRun), results: results.filter(isObject) }] : [],
  );
}

function isRun(line: JsonValue | undefined): boolean {
  return isObject(line) && typeof line.runId === 'string' && typeof line.startedAt === 'string';
}

function isObject(line: JsonValue | undefined): line is JsonObject {
  return typeof line === 'object' && line !== null && !Array.isArray(line);
}
