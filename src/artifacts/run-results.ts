import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import { artifactMetadata, type InvocationInfo } from './metadata.ts';
import type { NodeResult } from './node-result.ts';
import { stringifyWithout } from './secrets.ts';

export const RESULTS_FILE = 'run_results.json';
export const JOURNAL_FILE = 'run_results.jsonl';

export interface ResultsHeader {
  readonly invocation: Omit<InvocationInfo, 'generatedAt'>;
  /** The command line as data; `which` is the command. Retrying reads it. */
  readonly args: JsonObject;
  /** Unique ids that the run is to execute: those without a result count as skipped when the run is killed. */
  readonly planned: readonly string[];
  readonly secrets: readonly string[];
}

/** Results of a run in progress. Each is in a journal on disk when `add` returns, so that nothing is lost when the process dies. */
export interface ResultsJournal {
  add(result: NodeResult): void;
  /** Writes run_results.json, as a whole: at the end of a run, or when it was cancelled. Nothing can be added afterwards. */
  finish(generatedAt: string, elapsedSeconds: number): Promise<void>;
}

/** Begins the journal `run_results.jsonl` of a run; that of an earlier run is replaced, its `run_results.json` stays until the end. */
export async function startResults(targetPath: string, header: ResultsHeader): Promise<ResultsJournal> {
  const { invocation, args, planned, secrets } = header;
  const journal = join(targetPath, JOURNAL_FILE);
  await writeFileAtomically(journal, `${stringifyWithout(secrets, { invocation, args, planned })}\n`);
  const file = openSync(journal, 'a');
  const results: JsonObject[] = [];
  return {
    add: (result) => {
      const output = toRunResult(result);
      results.push(output);
      writeSync(file, `${stringifyWithout(secrets, output)}\n`);
    },
    finish: async (generatedAt, elapsedSeconds) => {
      closeSync(file);
      const metadata = artifactMetadata('run-results/v6', { ...invocation, generatedAt });
      const artifact = { metadata, results, elapsed_time: elapsedSeconds, args };
      await writeFileAtomically(join(targetPath, RESULTS_FILE), `${stringifyWithout(secrets, artifact)}\n`);
    },
  };
}

// dbt's schema allows no field beyond these; figures and diagnostics have their place in adapter_response.
function toRunResult(result: NodeResult): JsonObject {
  const diagnostics = result.diagnostics?.map(({ code, severity, message }) => ({ code, severity, message })) ?? [];
  const figures = Object.entries(result.adapterResponse).filter(([, figure]) => figure !== undefined);
  return {
    unique_id: result.uniqueId,
    status: result.status,
    message: result.message ?? null,
    failures: result.failures ?? null,
    timing: result.timing.map((part) => ({
      name: part.name,
      started_at: part.startedAt,
      completed_at: part.completedAt,
    })),
    thread_id: result.threadId,
    execution_time: result.executionTimeSeconds,
    adapter_response: { ...Object.fromEntries(figures), ...(diagnostics.length > 0 && { diagnostics }) } as JsonObject,
    compiled: result.compiledCode === undefined ? null : true,
    compiled_code: result.compiledCode ?? null,
    relation_name: result.relationName ?? null,
    batch_results: null,
  };
}
