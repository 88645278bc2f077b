import type { JsonObject } from '../project/project.ts';
import type { HistoryEntry } from '../state/index.ts';
import type { NodeRun } from './site-data.ts';

/** What runs said of each node and test. */
export interface Results {
  /** Newest first, at most 30. */
  readonly of: (id: string) => readonly NodeRun[];
  readonly latest: (id: string) => NodeRun | undefined;
}

/** Runs of a node that are kept. */
const KEPT = 30;
const LONGEST_MESSAGE = 2_000;

/** A result as the history has it; what a page shows of it is made when a page asks. */
interface Told {
  readonly run: HistoryEntry;
  readonly result: JsonObject;
}

/** Reads the history of one target's runs, the newest first. */
export function collectResults(history: readonly HistoryEntry[]): Results {
  const byId = new Map<string, Told[]>();
  for (const run of history) {
    for (const result of run.results) {
      const { unique_id: id } = result;
      if (typeof id !== 'string') continue;
      const told = byId.get(id);
      if (!told) byId.set(id, [{ run, result }]);
      // Of a node that one run tells of twice the later word holds.
      else if (told.at(-1)?.run === run) told[told.length - 1] = { run, result };
      else if (told.length < KEPT) told.push({ run, result });
    }
  }
  return {
    of: (id) => byId.get(id)?.map(nodeRun) ?? [],
    latest(id) {
      const [told] = byId.get(id) ?? [];
      return told && nodeRun(told);
    },
  };
}

function nodeRun({ run: { runId, startedAt: at, command }, result }: Told): NodeRun {
  const message = messageOf(result);
  const figure = <Name extends keyof NodeRun>(name: Name, stored: string) => {
    const value = numberOf(result, stored);
    return value === undefined ? undefined : { [name]: value };
  };
  return {
    runId,
    at,
    command,
    status: statusOf(result),
    ms: numberOf(result, 'duration_ms') ?? 0,
    ...(message !== undefined && { message }),
    ...figure('failures', 'failures'),
    ...figure('rows', 'rows_affected'),
    ...figure('bytes', 'bytes_scanned'),
    ...figure('usd', 'cost_usd'),
    ...figure('quarantined', 'rows_quarantined'),
    ...figure('dropped', 'rows_dropped'),
    ...figure('deduplicated', 'rows_deduplicated'),
  };
}

export function statusOf({ status }: JsonObject): string {
  return typeof status === 'string' ? status : 'unknown';
}

export function messageOf({ message }: JsonObject): string | undefined {
  return typeof message === 'string' && message !== '' ? message.slice(0, LONGEST_MESSAGE) : undefined;
}

export function numberOf(result: JsonObject, name: string): number | undefined {
  const value = result[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
