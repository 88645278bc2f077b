import { NO_MEMORY } from '../../compile/memory.ts';
import { DiagnosticError, type Diagnostic } from '../../diagnostics/index.ts';
import type { Host, Invocation } from '../../lakemodel.ts';
import type { Planner } from '../../plan/planner.ts';
import type { Project } from '../../project/project.ts';
import { codeVersion } from '../code-version.ts';
import { openCompileTools, type CompileTools } from '../column-finder.ts';
import { openCompileMemory } from '../compile-memory.ts';
import { targetPath } from '../connect.ts';
import type { OpenProject } from '../open-project.ts';
import { createPlanner, failingRowsSql, OFFLINE, type PlannedProject } from '../plan-project.ts';

/** What a target's engine gets for a node, or why it gets nothing. */
export interface CompiledSql {
  readonly sql?: string;
  /** Of an analysis: the same in Athena's SQL. */
  readonly rendered?: string;
  readonly problem?: string;
}

export type CompiledNodes = ReadonlyMap<string, CompiledSql>;

const SHOWN: readonly string[] = ['model', 'snapshot', 'analysis'];

/** Those of the nodes that have SQL to show, inputs first. */
export function compilableIds(ids: readonly string[], { nodes }: Project): readonly string[] {
  return ids.filter((id) => SHOWN.includes(nodes[id]?.resourceType ?? ''));
}

/**
 * The SQL of nodes as the engine of the opened project's target gets it on a first run. No warehouse is asked. `ids` are in graph order; those without SQL are left out. Texts that
 * `same` has already are shared with it: those of Athena and Trino are mostly one. Of generic `tests` the query for failing rows, in Athena's SQL.
 */
export async function compileTarget(
  ids: readonly string[],
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
  { same = [], tests = [] }: { readonly same?: readonly CompiledNodes[]; readonly tests?: readonly string[] } = {},
): Promise<CompiledNodes> {
  return withTools(opened, invocation, async (tools) => {
    const { planner, scope } = createPlanner({
      opened,
      invocation,
      host,
      ...OFFLINE,
      ...tools,
      runId: host.newId(),
      startedAt: host.now(),
    });
    const made = new Map<string, CompiledSql>();
    for (const id of compilableIds(ids, opened.project))
      made.set(id, shared(id, await compileNode(id, planner, opened), same));
    for (const id of tests) made.set(id, testSql(id, { planner, scope }, opened));
    return made;
  });
}

/** As `withCompileTools`; where columns come from is not asked here, and not kept: it is as large as everything else together. */
async function withTools<T>(
  { project, secrets }: OpenProject,
  invocation: Invocation,
  work: (tools: CompileTools) => Promise<T>,
): Promise<T> {
  const options = { version: codeVersion(), secrets };
  const memory = openCompileMemory(targetPath(project, invocation), options);
  const { tools, close } = openCompileTools(memory, NO_MEMORY);
  try {
    const result = await work(tools);
    memory.save();
    return result;
  } finally {
    await close();
  }
}

async function compileNode(id: string, planner: Planner, opened: OpenProject): Promise<CompiledSql> {
  const said = planner.diagnostics.length;
  try {
    const planned = await planner.plan(id);
    if (planned?.compiled) {
      const { sql, rendered } = planned.compiled;
      return { sql, ...(opened.project.nodes[id]?.resourceType === 'analysis' && { rendered }) };
    }
    return { problem: reason(planner.diagnostics.slice(said), id, planner, opened) };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { problem: reason(error.diagnostics, id, planner, opened) };
  }
}

function testSql(
  id: string,
  planned: Pick<PlannedProject, 'planner' | 'scope'>,
  { project }: OpenProject,
): CompiledSql {
  const node = project.nodes[id];
  try {
    const sql = node?.resourceType === 'test' ? failingRowsSql(node, planned) : undefined;
    return sql === undefined ? {} : { sql };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { problem: error.diagnostics[0]?.message ?? '' };
  }
}

function reason(said: readonly Diagnostic[], id: string, planner: Planner, { project, graph }: OpenProject): string {
  const error = said.find(({ severity }) => severity === 'error');
  if (error) return `${error.message}${error.place ? ` (${error.place.file}:${error.place.line})` : ''}`;
  const inputs = graph.nodes[id]?.parents ?? [];
  const names = inputs.flatMap((input) => {
    const node = project.nodes[input];
    return node && 'relation' in node && planner.columnsOf(input) === undefined ? [`"${node.name}"`] : [];
  });
  return names.length > 0
    ? `What it reads cannot be compiled: ${names.join(', ')}.`
    : 'What it reads cannot be compiled.';
}

function shared(id: string, made: CompiledSql, same: readonly CompiledNodes[]): CompiledSql {
  if (made.sql === undefined) return made;
  return same.map((nodes) => nodes.get(id)).find((other) => other?.sql === made.sql) ?? made;
}
