import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Freshness, JsonObject, JsonValue, Period } from '../project/project.ts';
import type { FreshnessResult } from './sources.ts';
import { NO_ROWS_TIME, SOURCES_FILE } from './sources.ts';

/** A source's freshness as the last `source freshness` found it. */
export interface StoredFreshness {
  readonly uniqueId: string;
  readonly status: FreshnessResult['status'];
  /** ISO times, in UTC. Without `newest` the source had no rows, or could not be read. */
  readonly newest?: string;
  readonly checkedAt?: string;
  readonly ageSeconds?: number;
  readonly criteria: Freshness;
  readonly message?: string;
}

export interface StoredSources {
  /** ISO time, in UTC. */
  readonly generatedAt?: string;
  readonly invocationId?: string;
  readonly results: readonly StoredFreshness[];
}

const STATUSES: readonly string[] = ['pass', 'warn', 'error', 'runtime error'] satisfies FreshnessResult['status'][];
const PERIODS: readonly string[] = ['minute', 'hour', 'day'] satisfies Period['period'][];

/** The sources.json of a folder, ours or dbt's. Undefined where there is none or it is something else; entries that cannot be understood are left out. */
export async function readSources(folder: string): Promise<StoredSources | undefined> {
  const text = await readFile(join(folder, SOURCES_FILE), 'utf8').catch(() => undefined);
  const artifact = text === undefined ? undefined : parse(text);
  if (!isObject(artifact) || !Array.isArray(artifact.results)) return undefined;
  const { generated_at: generatedAt, invocation_id: id, dbt_schema_version: schema } = objectOf(artifact.metadata);
  if (typeof schema !== 'string' || !schema.includes('/sources/')) return undefined;
  return {
    ...(isTime(generatedAt) && { generatedAt: timeOf(generatedAt) }),
    ...(typeof id === 'string' && { invocationId: id }),
    results: (artifact.results as readonly JsonValue[]).flatMap((value) => storedFreshness(value) ?? []),
  };
}

function storedFreshness(value: JsonValue): StoredFreshness | undefined {
  if (!isObject(value)) return undefined;
  const { unique_id: uniqueId, status, max_loaded_at: newest, snapshotted_at: checkedAt, error } = value;
  if (typeof uniqueId !== 'string' || typeof status !== 'string' || !STATUSES.includes(status)) return undefined;
  const age = value.max_loaded_at_time_ago_in_s;
  const hasRows = isTime(newest) && Date.parse(timeOf(newest)) > Date.parse(NO_ROWS_TIME);
  const isEmpty = isTime(newest) && !hasRows;
  return {
    uniqueId,
    status: status as FreshnessResult['status'],
    ...(hasRows && { newest: timeOf(newest) }),
    ...(isTime(checkedAt) && { checkedAt: timeOf(checkedAt) }),
    ...(hasRows && typeof age === 'number' && { ageSeconds: age }),
    criteria: criteriaOf(objectOf(value.criteria)),
    ...(typeof error === 'string' && { message: error }),
    ...(isEmpty && { message: 'The source has no rows.' }),
  };
}

function criteriaOf({ warn_after: warn, error_after: error, filter }: JsonObject): Freshness {
  const warnAfter = periodOf(objectOf(warn));
  const errorAfter = periodOf(objectOf(error));
  return {
    ...(warnAfter && { warnAfter }),
    ...(errorAfter && { errorAfter }),
    ...(typeof filter === 'string' && { filter }),
  };
}

function periodOf({ count, period }: JsonObject): Period | undefined {
  const known = typeof count === 'number' && typeof period === 'string' && PERIODS.includes(period);
  return known ? { count, period: period as Period['period'] } : undefined;
}

function isTime(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(timeOf(value)));
}

// dbt writes some of its times in UTC without saying so.
function timeOf(text: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
