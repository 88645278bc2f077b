import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { priceOf, sumBills } from '../cost/index.ts';
import type { Connection } from '../engines/engine.ts';
import type { Host, Invocation, RunCommand, RunReport } from '../lakemodel.ts';
import { decide } from '../quality/index.ts';
import type { RenderedPlan } from '../render/render-plan.ts';
import type { NodeSummary, RunTotals } from '../run/events.ts';
import { runPlan, type RunResult } from '../run/run-plan.ts';
import type { TestVerdict } from '../run/summaries.ts';
import { withCompileTools } from './column-finder.ts';
import { withConnection, openScratch, targetPath } from './connect.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { openRunLineage, type RunLineage } from './openlineage-run.ts';
import { estimatePlan } from './plan-estimate.ts';
import { planProject } from './plan-project.ts';
import { planText } from './plan-text.ts';
import { repeated, retryable } from './previous.ts';
import { openRecorder } from './recorder.ts';
import { openRunState, type OpenRunState } from './run-state.ts';
import { selectFor } from './select.ts';
import { readWarehouse } from './warehouse.ts';

/** `build`, `run`, `test`, `seed`, `snapshot`: plans everything first, and sends nothing unless the whole plan stands. */
export async function runCommand(command: RunCommand, invocation: Invocation, host: Host): Promise<RunReport> {
  const started = host.now();
  const opened = await openProject(invocation, host);
  if (!opened.value) return failed(2, opened.diagnostics, started, host);
  const selected = await selectFor(command, opened.value, invocation);
  const diagnostics = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return failed(2, diagnostics, started, host);
  return runIds(command, selected.value, opened.value, invocation, host, started, diagnostics);
}

/** Runs what failed, or was not reached, in the last run of this project again, by the same command. */
export async function retry(given: Invocation, host: Host): Promise<RunReport> {
  const started = host.now();
  const invocation = await repeated(given);
  const opened = await openProject(invocation, host);
  if (!opened.value) return failed(2, opened.diagnostics, started, host);
  const last = await retryable(opened.value, invocation);
  const diagnostics = [...opened.diagnostics, ...last.diagnostics];
  if (!last.value) return failed(2, diagnostics, started, host);
  return runIds(last.value.command, last.value.ids, opened.value, invocation, host, started, diagnostics);
}

async function runIds(
  command: RunCommand,
  ids: readonly string[],
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
  started: Date,
  before: readonly Diagnostic[],
): Promise<RunReport> {
  if (ids.length === 0) return { exitCode: 0, diagnostics: before, results: [], elapsedMs: elapsed(started, host) };
  const runId = host.newId();
  const lineage = openRunLineage({
    command,
    runId,
    startedAt: started,
    opened,
    invocation,
    host,
  });
  if (hasErrors(lineage.diagnostics)) return failed(2, [...before, ...lineage.diagnostics], started, host);
  const ran = await withConnection(opened.project, invocation, host, (connection) =>
    runWith(connection, command, ids, opened, invocation, host, started, before, runId, lineage),
  );
  return lineage.finish(ran.value ?? failed(3, [...before, ...ran.diagnostics], started, host));
}

async function runWith(
  connection: Connection,
  command: RunCommand,
  ids: readonly string[],
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
  started: Date,
  before: readonly Diagnostic[],
  runId: string,
  lineage: RunLineage,
): Promise<RunReport> {
  const warehouse = await readWarehouse(connection, opened.project, Object.keys(opened.graph.nodes));
  const state = await openRunState({ opened, invocation, warehouse, connection, runId, host, ids });
  const world = {
    opened,
    invocation,
    host,
    connection,
    warehouse,
    offline: false,
    committed: state.committed,
    runId,
    startedAt: started,
  };
  const planned = await withCompileTools(opened, invocation, (tools) =>
    planProject(command, ids, { ...world, ...tools }),
  );
  const diagnostics = [...before, ...state.diagnostics, ...planned.diagnostics];
  // A run that does not know what was processed would process it again.
  if (!planned.value || hasErrors(state.diagnostics)) return failed(2, diagnostics, started, host);
  if (invocation.dryRun) {
    const estimate = await estimatePlan(planned.value, opened, connection, warehouse);
    return { ...done(0, diagnostics, [], started, host), planText: planText(planned.value, estimate) };
  }
  await lineage.planned(planned.value, warehouse);
  const result = await execute(planned.value, connection, state, opened, invocation, host, started, lineage);
  const failedNode = result.results.some(
    ({ status }) => status === 'error' || status === 'fail' || (status === 'skipped' && host.signal.aborted),
  );
  return done(
    failedNode || hasErrors(result.diagnostics) ? 1 : 0,
    [...diagnostics, ...result.diagnostics],
    result.results,
    started,
    host,
    totalsOf(result),
  );
}

/** Every statement's figures: those of the nodes and of what was sent outside of them. */
function totalsOf({ results, outside }: RunResult): RunTotals {
  const { statements, bytesScanned, costUsd } = sumBills([outside, ...results]);
  return {
    statements,
    ...(bytesScanned !== undefined && { bytesScanned }),
    ...(costUsd !== undefined && { costUsd }),
  };
}

async function execute(
  rendered: RenderedPlan,
  connection: Connection,
  { runState, store }: OpenRunState,
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
  started: Date,
  lineage: RunLineage,
): Promise<RunResult> {
  const { project } = opened;
  const threads = invocation.threads ?? project.target.threads;
  const { command, target, nodes } = rendered.plan;
  const recorder = await openRecorder({
    opened,
    invocation,
    host,
    rendered,
    startedAt: started,
    targetPath: targetPath(project, invocation),
    store,
  });
  let scratch: Promise<Connection> | undefined;
  host.onEvent({ type: 'run-started', command, target, total: nodes.length, threads });
  try {
    const result = await runPlan(rendered, {
      connection,
      scratch: () => (scratch ??= openScratch()),
      state: runState,
      threads,
      failFast: invocation.failFast,
      signal: host.signal,
      now: host.now,
      price: priceOf(project.target),
      onEvent: (event) => {
        lineage.heard(event);
        host.onEvent(event);
      },
      verdict: verdictOf(opened),
      onResults: (results, plan) => {
        recorder.record(results, plan);
        lineage.ended(results, plan);
      },
    });
    const kept = await recorder.finish(elapsed(started, host));
    const { results } = result;
    host.onEvent({ type: 'run-finished', elapsedMs: elapsed(started, host), results, totals: totalsOf(result) });
    return { ...result, diagnostics: [...result.diagnostics, ...kept] };
  } finally {
    await (await scratch)?.close();
  }
}

/** What a test's number of failures means, by its configuration. */
function verdictOf({ project }: OpenProject): TestVerdict {
  return {
    name: (id) => project.nodes[id]?.name ?? project.unitTests[id]?.name ?? id,
    decide: (id, failures) => {
      const node = project.nodes[id];
      if (node?.resourceType !== 'test') return failures === 0 ? { status: 'pass' } : { status: 'fail' };
      const decided = decide(node, failures);
      // A row rule that only warns has let the rows through: they are no failure afterwards.
      const warns = node.test.kind === 'generic' && node.test.onFail === 'warn';
      const status = warns && decided === 'fail' ? 'warn' : decided;
      const { warn_if, error_if } = node.config;
      if (status === 'pass') return { status };
      return { status, message: status === 'warn' ? `warns if ${warn_if}` : `fails if ${error_if}` };
    },
  };
}

function failed(exitCode: 2 | 3, diagnostics: readonly Diagnostic[], started: Date, host: Host): RunReport {
  return done(exitCode, diagnostics, [], started, host);
}

function done(
  exitCode: RunReport['exitCode'],
  diagnostics: readonly Diagnostic[],
  results: readonly NodeSummary[],
  started: Date,
  host: Host,
  totals?: RunTotals,
): RunReport {
  return { exitCode, diagnostics, results, elapsedMs: elapsed(started, host), ...(totals && { totals }) };
}

function elapsed(started: Date, host: Host): number {
  return host.now().getTime() - started.getTime();
}
