import { join } from 'node:path';
import type { Freshness, JsonObject, Period, Project } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import { artifactMetadata, type InvocationInfo } from './metadata.ts';
import type { AdapterResponse, Timing } from './node-result.ts';
import { secretsOf, stringifyWithout } from './secrets.ts';

export const SOURCES_FILE = 'sources.json';

/** How old a source's newest row was when it was looked at. Times are ISO, in UTC. */
export interface FreshnessResult {
  readonly uniqueId: string;
  readonly status: 'pass' | 'warn' | 'error' | 'runtime error';
  /** Absent: the source has no rows, or its newest row could not be asked for. */
  readonly newest?: string;
  readonly checkedAt: string;
  readonly criteria: Freshness;
  readonly timing: readonly Timing[];
  readonly executionTimeSeconds: number;
  readonly threadId: string;
  readonly adapterResponse: AdapterResponse;
  /** Why it could not be asked for. */
  readonly message?: string;
}

export interface SourcesInput {
  readonly invocation: InvocationInfo;
  readonly results: readonly FreshnessResult[];
  readonly elapsedSeconds: number;
}

/** dbt's time for a source without rows: nothing is older. */
export const NO_ROWS_TIME = '0001-01-01T00:00:00.000Z';

/** Freshness results as dbt's sources.json, version 3. Plain data; secrets are hidden when it is written. */
export function buildSources({ invocation, results, elapsedSeconds }: SourcesInput): JsonObject {
  return {
    metadata: artifactMetadata('sources/v3', invocation),
    results: results.map(resultOf),
    elapsed_time: elapsedSeconds,
  };
}

/** Writes sources.json into the target folder, as a whole, without the target's secrets and others named. Sources that were not selected are no longer in it, as with dbt. */
export async function writeSources(
  targetPath: string,
  sources: JsonObject,
  project: Project,
  secrets: readonly string[] = [],
): Promise<void> {
  const hidden = [...secretsOf(project.target), ...secrets];
  await writeFileAtomically(join(targetPath, SOURCES_FILE), `${stringifyWithout(hidden, sources)}\n`);
}

function resultOf(result: FreshnessResult): JsonObject {
  const { uniqueId, status, newest = NO_ROWS_TIME, checkedAt, criteria, timing } = result;
  // dbt's schema allows no further fields here.
  if (status === 'runtime error') return { unique_id: uniqueId, error: result.message ?? null, status };
  return {
    unique_id: uniqueId,
    max_loaded_at: newest,
    snapshotted_at: checkedAt,
    max_loaded_at_time_ago_in_s: (Date.parse(checkedAt) - Date.parse(newest)) / 1000,
    status,
    criteria: manifestFreshness(criteria),
    adapter_response: Object.fromEntries(
      Object.entries(result.adapterResponse).filter(([, figure]) => figure !== undefined),
    ) as JsonObject,
    timing: timing.map(({ name, startedAt, completedAt }) => ({
      name,
      started_at: startedAt,
      completed_at: completedAt,
    })),
    thread_id: result.threadId,
    execution_time: result.executionTimeSeconds,
  };
}

/** A source's `freshness:` as artifacts have it. */
export function manifestFreshness({ warnAfter, errorAfter, filter }: Freshness): JsonObject {
  const period = (value: Period | undefined): JsonObject => ({
    count: value?.count ?? null,
    period: value?.period ?? null,
  });
  return { warn_after: period(warnAfter), error_after: period(errorAfter), filter: filter ?? null };
}
