import type { Diagnostic } from '../diagnostics/index.ts';
import type { JsonValue } from '../project/project.ts';

/** The statuses of dbt's run_results.json that lakemodel gives. */
export type ResultStatus = 'success' | 'error' | 'skipped' | 'partial success' | 'no-op' | 'pass' | 'fail' | 'warn';

/** How one node of a run ended, as artifacts and history tell it. */
export interface NodeResult {
  readonly uniqueId: string;
  readonly status: ResultStatus;
  readonly message?: string;
  /** Tests: failing rows. */
  readonly failures?: number;
  readonly timing: readonly Timing[];
  readonly executionTimeSeconds: number;
  readonly threadId: string;
  readonly adapterResponse: AdapterResponse;
  readonly compiledCode?: string;
  readonly relationName?: string;
  readonly diagnostics?: readonly Diagnostic[];
}

/** A part of a node's time; both times are ISO, in UTC. */
export interface Timing {
  readonly name: 'compile' | 'execute';
  readonly startedAt: string;
  readonly completedAt: string;
}

/** Figures of a node, over all its statements: dbt's free object, in dbt's spelling. */
export interface AdapterResponse {
  readonly rows_affected?: number;
  readonly bytes_scanned?: number;
  readonly statements?: number;
  readonly rows_staged?: number;
  readonly rows_published?: number;
  readonly rows_quarantined?: number;
  readonly rows_dropped?: number;
  readonly rows_deduplicated?: number;
  readonly query_ids?: readonly string[];
  readonly [figure: string]: JsonValue | undefined;
}

/** Statuses that `retry` runs again. */
const RETRIED: readonly string[] = ['error', 'fail', 'skipped', 'runtime error', 'partial success'];

/** Unique ids that `retry` runs again, in the order of the results. */
export function retriedIds(results: readonly { readonly uniqueId: string; readonly status: string }[]): string[] {
  return results.filter(({ status }) => RETRIED.includes(status)).map(({ uniqueId }) => uniqueId);
}
