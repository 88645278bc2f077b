import type { Diagnostic } from '../../diagnostics/index.ts';
import type { SiteTarget } from '../../docs/site-input.ts';
import type { Invocation } from '../../lakemodel.ts';
import { loadProject } from '../../project/index.ts';
import { openProject, type OpenProject } from '../open-project.ts';
import { compilableIds, compileTarget, type CompiledNodes } from './compile-target.ts';
import type { Secrets } from '../hear-secrets.ts';

export interface OtherTargets {
  readonly targets: readonly SiteTarget[];
  /** Of targets of which not even the engine is known, one sentence each. */
  readonly missing: readonly string[];
}

/**
 * The SQL of nodes for every target of a project but the chosen one. The project is opened for one target after the other, and only its texts are
 * kept. What hinders a target stands with its nodes; nothing of it is an error.
 */
export async function otherTargets(
  ids: readonly string[],
  { project }: OpenProject,
  invocation: Invocation,
  secrets: Secrets,
): Promise<OtherTargets> {
  const { host } = secrets;
  const targets: SiteTarget[] = [];
  const missing: string[] = [];
  for (const name of project.settings.targetNames) {
    if (host.signal.aborted) break;
    if (name === project.target.name) continue;
    host.onEvent({ type: 'phase', phase: 'docs', detail: `SQL for ${name}` });
    const same = targets.map(({ sql }) => sql);
    const made = await otherTarget(compilableIds(ids, project), { ...invocation, target: name }, secrets, same);
    if ('name' in made) targets.push(made);
    else missing.push(made.missing);
  }
  return { targets, missing };
}

async function otherTarget(
  ids: readonly string[],
  invocation: Invocation & { readonly target: string },
  secrets: Secrets,
  same: readonly CompiledNodes[],
): Promise<SiteTarget | { readonly missing: string }> {
  const { target: name } = invocation;
  const { host } = secrets;
  const opened = await openProject(invocation, { ...host, onEvent: () => undefined });
  if (!opened.value) {
    const problem = `The target "${name}" cannot be opened: ${firstError(opened.diagnostics)}`;
    const engine = await engineOf(invocation, secrets);
    return engine ? { name, engine, sql: new Map(ids.map((id) => [id, { problem }])) } : { missing: problem };
  }
  const { project, graph } = opened.value;
  secrets.ofTarget(project.target);
  const here = ids.filter((id) => project.nodes[id] && graph.nodes[id]);
  const made = await compileTarget(here, opened.value, invocation, host, { same });
  const absent = { problem: `It is switched off for the target "${name}".` };
  return { name, engine: project.target.type, sql: new Map(ids.map((id) => [id, made.get(id) ?? absent])) };
}

/** The engine of a target that cannot be opened, as far as its settings can be read. */
async function engineOf(
  { projectDir, vars, target: targetName }: Invocation,
  { host, ofTarget }: Secrets,
): Promise<SiteTarget['engine'] | undefined> {
  const { value } = await loadProject({ projectDir, vars, env: host.env, builtInTests: new Set(), targetName });
  if (!value) return undefined;
  ofTarget(value.target);
  return value.target.type;
}

function firstError(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'its settings are not complete.';
}
