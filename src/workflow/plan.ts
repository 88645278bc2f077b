import { hasErrors } from '../diagnostics/index.ts';
import type { Connection } from '../engines/engine.ts';
import type { Host, Invocation, PlanReport, RunCommand } from '../lakemodel.ts';
import { withCompileTools } from './column-finder.ts';
import { withConnection } from './connect.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { estimatePlan } from './plan-estimate.ts';
import { planProject } from './plan-project.ts';
import { planText } from './plan-text.ts';
import { openRunState } from './run-state.ts';
import { selectFor } from './select.ts';
import { NO_WAREHOUSE, readWarehouse } from './warehouse.ts';

/**
 * Every statement that a command would send, to the letter. The warehouse is read, and nothing is written to it; what the statements would read is
 * estimated where the engine knows its tables' sizes. With `offline` no engine is asked, and the plan is that of a first run.
 */
export async function plan(command: RunCommand, invocation: Invocation, host: Host): Promise<PlanReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, text: '', plan: undefined };
  const selected = await selectFor(command, opened.value, invocation);
  const before = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return { exitCode: 2, diagnostics: before, text: '', plan: undefined };
  if (invocation.offline) return planWith(undefined, command, selected.value, opened.value, invocation, host, before);
  const { value: found } = opened;
  const { value: ids } = selected;
  const planned = await withConnection(found.project, invocation, host, (connection) =>
    planWith(connection, command, ids, found, invocation, host, before),
  );
  return planned.value ?? { exitCode: 3, diagnostics: [...before, ...planned.diagnostics], text: '', plan: undefined };
}

async function planWith(
  connection: Connection | undefined,
  command: RunCommand,
  ids: readonly string[],
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
  before: PlanReport['diagnostics'],
): Promise<PlanReport> {
  const runId = host.newId();
  const warehouse = connection
    ? await readWarehouse(connection, opened.project, Object.keys(opened.graph.nodes))
    : NO_WAREHOUSE;
  const state = connection
    ? await openRunState({ opened, invocation, warehouse, connection, runId, host, ids })
    : undefined;
  const world = {
    opened,
    invocation,
    host,
    warehouse,
    ...(connection && { connection }),
    offline: connection === undefined,
    committed: state?.committed ?? (() => ({ watermarks: [] })),
    runId,
    startedAt: host.now(),
  };
  const planned = await withCompileTools(opened, invocation, (tools) =>
    planProject(command, ids, { ...world, ...tools }),
  );
  const diagnostics = [...before, ...(state?.diagnostics ?? []), ...planned.diagnostics];
  if (!planned.value || hasErrors(diagnostics)) return { exitCode: 2, diagnostics, text: '', plan: undefined };
  const estimate = connection && (await estimatePlan(planned.value, opened, connection, warehouse));
  const figures = estimate && { total: estimate.total, nodes: Object.fromEntries(estimate.byNode) };
  return {
    exitCode: 0,
    diagnostics,
    text: planText(planned.value, estimate),
    plan: { ...planned.value, ...(figures && { estimate: figures }) },
  };
}
