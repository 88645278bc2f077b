import type { AnalysisResult } from '../../docs/site-data.ts';
import { StatementError, type Connection } from '../../engines/engine.ts';
import { inParallel } from '../../engines/in-parallel.ts';
import type { Host } from '../../lakemodel.ts';
import { limitedQuery } from './limited-query.ts';

export interface AnalysisQuery {
  readonly id: string;
  /** In Athena's SQL, and as the engine gets it. */
  readonly rendered: string;
  readonly sql: string;
}

export interface AnalysisLimits {
  /** Rows that are kept of each. */
  readonly rows: number;
  /** Queries side by side. */
  readonly threads: number;
  readonly timeoutMs?: number;
}

export type AnalysisResults = ReadonlyMap<string, Omit<AnalysisResult, 'chart'>>;

const TIMEOUT_MS = 5 * 60_000;

/** The first rows of analyses. One that fails, or takes too long, has a problem instead of rows. */
export async function runAnalyses(
  analyses: readonly AnalysisQuery[],
  connection: Connection,
  limits: AnalysisLimits,
  host: Host,
): Promise<AnalysisResults> {
  const results = await inParallel(analyses, limits.threads, async (analysis) => {
    host.onEvent({ type: 'phase', phase: 'docs', detail: `results of ${analysis.id.split('.').slice(2).join('.')}` });
    return [analysis.id, await resultOf(analysis, connection, limits, host)] as const;
  });
  return new Map(results);
}

async function resultOf(
  { id, ...query }: AnalysisQuery,
  connection: Connection,
  { rows: most, timeoutMs = TIMEOUT_MS }: AnalysisLimits,
  host: Host,
): Promise<Omit<AnalysisResult, 'chart'>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const { columns, rows } = await connection.execute(limitedQuery(query, most + 1), {
      signal: AbortSignal.any([host.signal, timeout]),
      label: id,
      reusable: true,
    });
    const shown = columns.map(({ name, type }) => ({ name, type }));
    return { columns: shown, rows: rows.slice(0, most), isCut: rows.length > most };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const late = timeout.aborted && !host.signal.aborted;
    const problem = late ? `It was stopped after ${timeoutMs / 1000} s.` : error.diagnostic.message;
    return { columns: [], rows: [], isCut: false, problem };
  }
}
