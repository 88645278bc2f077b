import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { JsonObject, JsonValue } from '../project/project.ts';
import { readJsonLines } from '../state/index.ts';
import { JOURNAL_FILE, RESULTS_FILE } from './run-results.ts';

/** Results of an earlier run, ours or dbt's. */
export interface RunResults {
  readonly invocationId?: string;
  /** The command line as data; `which` is the command. */
  readonly args: JsonObject;
  readonly results: readonly StoredResult[];
  /** False where the run was killed: what it had not finished is among the results as skipped. */
  readonly complete: boolean;
}

export interface StoredResult {
  readonly uniqueId: string;
  readonly status: string;
  readonly message?: string;
  readonly failures?: number;
  readonly executionTimeSeconds?: number;
  readonly adapterResponse: JsonObject;
}

/**
 * The results of the last run in a target folder: from run_results.json, or from the journal of a later run that was killed.
 * Undefined where there was none; `results-unreadable` where the file is something else.
 */
export async function readRunResults(targetPath: string): Promise<Outcome<RunResults | undefined>> {
  const journal = fromJournal(await readJsonLines(join(targetPath, JOURNAL_FILE)));
  const file = join(targetPath, RESULTS_FILE);
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  if (text === undefined) return { value: journal?.results, diagnostics: [] };
  const finished = parse(text);
  // The journal of a run that finished says what its results say.
  const isLater =
    journal &&
    (!finished ||
      (journal.startedAt > finished.generatedAt && journal.results.invocationId !== finished.results.invocationId));
  if (isLater) return { value: journal.results, diagnostics: [] };
  const problems: Diagnostic[] = finished ? [] : [diagnose('results-unreadable', { file })];
  return { value: finished?.results, diagnostics: problems };
}

interface Dated {
  readonly results: RunResults;
  readonly startedAt: string;
  readonly generatedAt: string;
}

function parse(text: string): Dated | undefined {
  try {
    const artifact = JSON.parse(text) as JsonValue;
    if (!isObject(artifact) || !Array.isArray(artifact.results)) return undefined;
    const metadata = isObject(artifact.metadata) ? artifact.metadata : {};
    const results = (artifact.results as readonly JsonValue[]).map(storedResult);
    if (results.includes(undefined)) return undefined;
    return dated(metadata, artifact.args, results as StoredResult[], true);
  } catch {
    return undefined;
  }
}

function fromJournal([header, ...lines]: readonly JsonValue[]): Dated | undefined {
  if (!isObject(header) || !isObject(header.invocation)) return undefined;
  const results = lines.flatMap((line) => storedResult(line) ?? []);
  const ended = new Set(results.map(({ uniqueId }) => uniqueId));
  const planned = Array.isArray(header.planned) ? (header.planned as readonly JsonValue[]) : [];
  const missing = planned.filter((id): id is string => typeof id === 'string' && !ended.has(id));
  const skipped = missing.map((uniqueId) => ({
    uniqueId,
    status: 'skipped',
    message: 'The run ended before this node did.',
    adapterResponse: {},
  }));
  const { invocationId, startedAt } = header.invocation;
  const metadata = { invocation_id: invocationId ?? null, invocation_started_at: startedAt ?? null };
  return dated(metadata, header.args, [...results, ...skipped], false);
}

function dated(
  metadata: JsonObject,
  args: JsonValue | undefined,
  results: readonly StoredResult[],
  complete: boolean,
): Dated {
  const { invocation_id: id, invocation_started_at: startedAt, generated_at: generatedAt } = metadata;
  return {
    results: {
      ...(typeof id === 'string' && { invocationId: id }),
      args: isObject(args) ? args : {},
      results,
      complete,
    },
    startedAt: typeof startedAt === 'string' ? startedAt : '',
    generatedAt: typeof generatedAt === 'string' ? generatedAt : '',
  };
}

function storedResult(value: JsonValue): StoredResult | undefined {
  if (!isObject(value)) return undefined;
  const { unique_id: uniqueId, status, message, failures, execution_time: seconds, adapter_response: figures } = value;
  if (typeof uniqueId !== 'string' || typeof status !== 'string') return undefined;
  return {
    uniqueId,
    status,
    ...(typeof message === 'string' && { message }),
    ...(typeof failures === 'number' && { failures }),
    ...(typeof seconds === 'number' && { executionTimeSeconds: seconds }),
    adapterResponse: isObject(figures) ? figures : {},
  };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
