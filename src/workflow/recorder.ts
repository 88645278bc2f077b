import { DiagnosticError, type Diagnostic } from '../diagnostics/index.ts';
import { buildManifest, fullName, startResults, writeManifest, type NodeResult } from '../artifacts/index.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { JsonObject, Project } from '../project/project.ts';
import type { RenderedPlan } from '../render/render-plan.ts';
import type { NodeSummary } from '../run/events.ts';
import { beginHistory, type StateStore } from '../state/index.ts';
import { fingerprintsOf } from './fingerprints.ts';
import type { OpenProject } from './open-project.ts';

/** Keeps what a run does, as it does it: run_results, manifest, and the history that survives runs. */
export interface Recorder {
  readonly record: (results: readonly NodeSummary[], plan: NodePlan) => void;
  /** Answers what could not be kept; the run's results are those of its report all the same. */
  readonly finish: (elapsedMs: number) => Promise<readonly Diagnostic[]>;
}

interface RecorderInput {
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly host: Host;
  readonly rendered: RenderedPlan;
  readonly startedAt: Date;
  readonly targetPath: string;
  readonly store: StateStore;
}

export async function openRecorder({
  opened,
  invocation,
  host,
  rendered,
  startedAt,
  targetPath,
  store,
}: RecorderInput): Promise<Recorder> {
  const { plan, nodes } = rendered;
  const info = { invocationId: plan.runId, startedAt: startedAt.toISOString() };
  const planned = nodes.flatMap(({ plan: node }) => (node.tests.length > 0 ? node.tests : [node.id]));
  // Everything is planned: what templates read is known.
  const secrets = opened.secrets();
  const journal = await startResults(targetPath, {
    invocation: info,
    args: argsOf(plan.command, invocation),
    planned,
    secrets,
  });
  const remember = await beginHistory(store, {
    runId: plan.runId,
    startedAt: info.startedAt,
    command: plan.command,
    target: plan.target,
  });
  const lost: Diagnostic[] = [];
  let remembered: Promise<void> = Promise.resolve();
  return {
    record: (results, node) => {
      for (const result of results) {
        const entry = nodeResult(result, node, opened.project, host.now());
        journal.add(entry);
        remembered = remember(historyEntry(result)).catch((error: unknown) => {
          if (!(error instanceof DiagnosticError)) throw error;
          if (lost.length === 0) lost.push(...error.diagnostics);
        });
      }
    },
    finish: async (elapsedMs) => {
      await remembered;
      const generatedAt = host.now().toISOString();
      await journal.finish(generatedAt, elapsedMs / 1000);
      const compiled = new Map(
        nodes.flatMap(({ plan: { id, compiledCode } }) =>
          compiledCode === undefined ? [] : [[id, compiledCode] as const],
        ),
      );
      const manifest = buildManifest({
        project: opened.project,
        graph: opened.graph,
        invocation: { ...info, generatedAt },
        compiled,
        print: fingerprintsOf(opened, targetPath),
      });
      await writeManifest(targetPath, manifest, opened.project, secrets);
      return lost;
    },
  };
}

function nodeResult(result: NodeSummary, plan: NodePlan, project: Project, now: Date): NodeResult {
  const started = new Date(now.getTime() - result.durationMs);
  const { compiledCode, relation, tests } = plan;
  return {
    uniqueId: result.id,
    status: result.status,
    ...(result.message !== undefined && { message: result.message }),
    ...(result.failures !== undefined && { failures: result.failures }),
    timing: [{ name: 'execute', startedAt: started.toISOString(), completedAt: now.toISOString() }],
    executionTimeSeconds: result.durationMs / 1000,
    threadId: 'main',
    adapterResponse: figures(result),
    ...(compiledCode !== undefined && { compiledCode }),
    ...(relation && tests.length === 0 && { relationName: fullName(relation, project) }),
    diagnostics: result.diagnostics,
  };
}

function figures(result: NodeSummary): NodeResult['adapterResponse'] {
  const { rows, bytesScanned, costUsd, queryIds, statements, staged, published, quarantined, dropped, deduplicated } =
    result;
  return {
    statements,
    ...(rows !== undefined && { rows_affected: rows }),
    ...(bytesScanned !== undefined && { bytes_scanned: bytesScanned }),
    ...(costUsd !== undefined && { cost_usd: costUsd }),
    ...(queryIds && { query_ids: queryIds }),
    ...(staged !== undefined && { rows_staged: staged }),
    ...(published !== undefined && { rows_published: published }),
    ...(quarantined !== undefined && { rows_quarantined: quarantined }),
    ...(dropped !== undefined && { rows_dropped: dropped }),
    ...(deduplicated !== undefined && { rows_deduplicated: deduplicated }),
  };
}

function historyEntry(result: NodeSummary): JsonObject {
  const { id, status, message, failures, durationMs } = result;
  return {
    unique_id: id,
    status,
    duration_ms: durationMs,
    ...(message !== undefined && { message }),
    ...(failures !== undefined && { failures }),
    ...(figures(result) as JsonObject),
  };
}

function argsOf(command: string, invocation: Invocation): JsonObject {
  const { select, exclude, selector, fullRefresh, empty, target, vars, eventTime } = invocation;
  return {
    which: command,
    select,
    exclude,
    full_refresh: fullRefresh,
    ...(empty && { empty }),
    ...(eventTime && { event_time_start: eventTime.start, event_time_end: eventTime.end }),
    vars,
    ...(selector !== undefined && { selector }),
    ...(target !== undefined && { target }),
  };
}
