import type { HistoryEntry } from '../state/index.ts';
import { healthOf, worst } from './health.ts';
import { messageOf, numberOf, statusOf } from './results.ts';
import type { Health, ResultFigures, RunRow } from './site-data.ts';

/** Results that the shard of all runs may hold; beyond, those of old runs that are good are left out. */
const RESULTS_LIMIT = 50_000;

type Result = RunRow['results'][number];

/** The runs of one target, newest first. The newest keep all their results, the older ones at least what was not good. */
export function runRows(history: readonly HistoryEntry[], limit = RESULTS_LIMIT): readonly RunRow[] {
  let left = limit;
  return history.map((run, index) => {
    const row = runRow(run);
    const isWhole = index === 0 || row.results.length <= left;
    const results = isWhole ? row.results : row.results.filter(([, status]) => isBad(healthOf(status)));
    left = Math.max(0, left - results.length);
    const leftOut = row.results.length - results.length;
    return leftOut === 0 ? row : { ...row, leftOut, results };
  });
}

function isBad(health: Health): boolean {
  return health === 'warn' || health === 'error';
}

function runRow({ runId, startedAt: at, command, target, results }: HistoryEntry): RunRow {
  const counts = new Map<string, number>();
  for (const result of results) counts.set(statusOf(result), (counts.get(statusOf(result)) ?? 0) + 1);
  const [rows, bytes, usd] = ['rows_affected', 'bytes_scanned', 'cost_usd'].map((name) => sumOf(results, name));
  return {
    runId,
    at,
    command,
    target,
    health: worst([...counts.keys()].map(healthOf)),
    counts: Object.fromEntries(counts),
    ms: sumOf(results, 'duration_ms') ?? 0,
    ...(rows !== undefined && { rows }),
    ...(bytes !== undefined && { bytes }),
    ...(usd !== undefined && { usd }),
    results: results.map(resultOf),
  };
}

function resultOf(result: HistoryEntry['results'][number]): Result {
  const message = messageOf(result);
  const figures = figuresOf(result);
  const { unique_id: id } = result;
  const short = [typeof id === 'string' ? id : '', statusOf(result), numberOf(result, 'duration_ms') ?? 0] as const;
  if (figures) return [...short, message ?? '', figures];
  return message === undefined ? short : [...short, message];
}

function figuresOf(result: HistoryEntry['results'][number]): ResultFigures | undefined {
  const [rows, bytes, usd, failures] = ['rows_affected', 'bytes_scanned', 'cost_usd', 'failures'].map((name) =>
    numberOf(result, name),
  );
  const quarantined = numberOf(result, 'rows_quarantined') || undefined;
  const found: ResultFigures = {
    ...(rows !== undefined && { rows }),
    ...(bytes !== undefined && { bytes }),
    ...(usd !== undefined && { usd }),
    ...(quarantined !== undefined && { quarantined }),
    ...(failures !== undefined && { failures }),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Undefined where no result has the figure. */
function sumOf(results: HistoryEntry['results'], name: string): number | undefined {
  let total: number | undefined;
  for (const result of results) {
    const figure = numberOf(result, name);
    if (figure !== undefined) total = (total ?? 0) + figure;
  }
  return total;
}
