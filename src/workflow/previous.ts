import { resolve } from 'node:path';
import { readRunResults, retriedIds } from '../artifacts/index.ts';
import { diagnose, type Outcome } from '../diagnostics/index.ts';
import type { PreviousState } from '../graph/index.ts';
import type { Invocation, RunCommand } from '../lakemodel.ts';
import type { JsonObject, JsonValue, Project } from '../project/project.ts';
import { targetPath } from './connect.ts';
import type { OpenProject } from './open-project.ts';

const COMMANDS: readonly string[] = ['build', 'run', 'test', 'seed', 'snapshot'] satisfies readonly RunCommand[];

/** Results of an earlier run, for `result:`; undefined where there are none. */
export async function previousResults(project: Project, invocation: Invocation): Promise<PreviousState | undefined> {
  const { value } = await readRunResults(resultsFolder(project, invocation));
  return value && { results: value.results };
}

/** The invocation that repeats the last run's: its target, its variables, its window of event time, whether it was a full refresh or read no rows, where the command line says nothing else. */
export async function repeated(invocation: Invocation): Promise<Invocation> {
  const folder = invocation.state ?? invocation.targetPath ?? 'target';
  const { value } = await readRunResults(resolve(invocation.projectDir, folder));
  if (!value) return invocation;
  const { target, vars, full_refresh, empty, event_time_start: start, event_time_end: end } = value.args;
  return {
    ...invocation,
    vars: { ...(isObject(vars) ? vars : {}), ...invocation.vars },
    fullRefresh: invocation.fullRefresh || full_refresh === true,
    ...((invocation.empty || empty === true) && { empty: true }),
    ...(typeof start === 'string' && typeof end === 'string' && { eventTime: { start, end } }),
    ...(invocation.target === undefined && typeof target === 'string' && { target }),
  };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the last run left undone, and the command it was part of. */
export async function retryable(
  { project, graph }: OpenProject,
  invocation: Invocation,
): Promise<Outcome<{ command: RunCommand; ids: readonly string[] } | undefined>> {
  const folder = resultsFolder(project, invocation);
  const { value, diagnostics } = await readRunResults(folder);
  if (!value)
    return {
      value: undefined,
      diagnostics: diagnostics.length > 0 ? diagnostics : [diagnose('no-previous-run', { folder })],
    };
  const which = String(value.args['which'] ?? 'build');
  const command = (COMMANDS.includes(which) ? which : 'build') as RunCommand;
  const wanted = new Set(retriedIds(value.results));
  const ids = graph.order.filter((id) => wanted.has(id));
  return { value: { command, ids }, diagnostics: ids.length === 0 ? [diagnose('nothing-to-retry', {})] : [] };
}

function resultsFolder(project: Project, invocation: Invocation): string {
  return invocation.state === undefined
    ? targetPath(project, invocation)
    : resolve(invocation.projectDir, invocation.state);
}
