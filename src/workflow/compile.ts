import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { distinct, hasErrors } from '../diagnostics/index.ts';
import type { CompiledNode, CompileReport, Host, Invocation } from '../lakemodel.ts';
import { checkTests } from '../plan/plan-run.ts';
import type { PlannedNode } from '../plan/planner.ts';
import { withCompileTools } from './column-finder.ts';
import { targetPath } from './connect.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { createPlanner, OFFLINE } from './plan-project.ts';
import { selectFor } from './select.ts';

/**
 * Renders and translates the selected models, snapshots and analyses and writes them under `target/compiled`. No warehouse is asked: columns of
 * inputs come from the models themselves, and incremental models are compiled as for a first run.
 */
export async function compile(invocation: Invocation, host: Host): Promise<CompileReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, nodes: [], writtenTo: '' };
  const selected = await selectFor(undefined, opened.value, invocation);
  const before = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return { exitCode: 2, diagnostics: before, nodes: [], writtenTo: '' };
  const compiled = await compileIds(selected.value, opened.value, invocation, host);
  const diagnostics = [...before, ...compiled.diagnostics];
  const folder = join(targetPath(opened.value.project, invocation), 'compiled');
  if (!hasErrors(diagnostics)) await writeFiles(folder, compiled.nodes);
  return {
    exitCode: hasErrors(diagnostics) ? 2 : 0,
    diagnostics,
    nodes: compiled.nodes,
    writtenTo: relative(invocation.projectDir, folder),
  };
}

async function compileIds(ids: readonly string[], opened: OpenProject, invocation: Invocation, host: Host) {
  host.onEvent({ type: 'phase', phase: 'plan' });
  return withCompileTools(opened, invocation, async (tools) => {
    const { planner, scope, compiler } = createPlanner({
      opened,
      invocation,
      host,
      ...OFFLINE,
      ...tools,
      runId: host.newId(),
      startedAt: host.now(),
    });
    const nodes: CompiledNode[] = [];
    for (const id of ids) {
      const planned = await planner.plan(id);
      const node = planned && compiledNode(id, planned, opened);
      if (node) nodes.push(node);
    }
    const { controls } = opened;
    const told = [...planner.diagnostics];
    const tested = await checkTests(ids, { planner, scope, compiler });
    const found = controls.apply(distinct([...told, ...tested]));
    const files = nodes.map(({ path }) => path);
    return { nodes, diagnostics: [...found, ...controls.problems(files)] };
  });
}

function compiledNode(
  id: string,
  { compiled, columns }: PlannedNode,
  { project }: OpenProject,
): CompiledNode | undefined {
  const node = project.nodes[id];
  if (!node || !compiled) return undefined;
  return { id, name: node.name, path: node.path, sql: compiled.sql, rendered: compiled.rendered, columns };
}

/** How many files are on their way to the disk at once. */
const WRITERS = 8;

// A file that has its text already is left alone: most have.
async function writeFiles(folder: string, nodes: readonly CompiledNode[]): Promise<void> {
  const stale = new Set(filesIn(folder));
  const changed: [file: string, text: string][] = [];
  for (const { path, name, sql } of nodes) {
    const file = join(folder, path.endsWith(`${name}.sql`) ? path : join(dirname(path), `${name}.sql`));
    const text = `${sql}\n`;
    if (!stale.delete(file) || readFileSync(file, 'utf8') !== text) changed.push([file, text]);
  }
  for (const parent of new Set(changed.map(([file]) => dirname(file)))) mkdirSync(parent, { recursive: true });
  // They take one from the same list, each when it is free.
  const left = changed.values();
  const write = async () => {
    for (const [file, text] of left) await writeFile(file, text);
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  for (const file of stale) rmSync(file);
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}
