import { lineageArtifact, readLineage, writeLineage } from '../artifacts/index.ts';
import { diagnose, didYouMean, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { Host, Invocation, LineageDiffReport, LineageOptions, LineageReport } from '../lakemodel.ts';
import { compareLineage } from '../lineage/compare-lineage.ts';
import { findInLineage } from '../lineage/find-column.ts';
import { printDiff } from '../lineage/print-diff.ts';
import type { ProjectLineage } from '../lineage/project-lineage.ts';
import { showColumn, showNode, showProject, type ShownLineage } from '../lineage/show-lineage.ts';
import { targetPath } from './connect.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { consumersOf, traceProject } from './trace-project.ts';

/**
 * Where a column, all columns of a node, or those of the whole project come from and go to. Writes `lineage.json` into the target folder, where
 * nothing of the project is wrong.
 */
export async function lineage(invocation: Invocation, options: LineageOptions, host: Host): Promise<LineageReport> {
  const traced = await trace(invocation, host);
  if (!traced.value) return { exitCode: 2, diagnostics: traced.diagnostics, text: '', lineage: undefined };
  const { opened, columns } = traced.value;
  if (!hasErrors(traced.diagnostics)) await write(opened, columns, invocation, host);
  const shown = show(traced.value, options);
  const diagnostics = [...traced.diagnostics, ...shown.diagnostics];
  const { text = '', data } = shown.value ?? {};
  return { exitCode: hasErrors(diagnostics) ? 2 : 0, diagnostics, text, lineage: data };
}

/** What changed in the columns of a project since the `lineage.json` in the folder of `--state`, and what each change touches. */
export async function lineageDiff(
  invocation: Invocation,
  format: 'markdown' | 'json',
  host: Host,
): Promise<LineageDiffReport> {
  const failed = (diagnostics: readonly Diagnostic[]) => ({ exitCode: 2, diagnostics, text: '', diff: undefined }) as const; // prettier-ignore
  if (invocation.state === undefined) return failed([diagnose('lineage-state-not-given', {})]);
  const earlier = await readLineage(invocation.state);
  if (!earlier.value) return failed(earlier.diagnostics);
  const traced = await trace(invocation, host);
  if (!traced.value) return failed(traced.diagnostics);
  const { opened, columns, broken } = traced.value;
  const now = withEarlier(columns, earlier.value, broken);
  const diff = { ...compareLineage(earlier.value, now, consumersOf(opened)), broken: namesOf(broken, columns) };
  const text = format === 'json' ? JSON.stringify(diff, null, 2) : printDiff(diff);
  return { exitCode: hasErrors(traced.diagnostics) ? 2 : 0, diagnostics: traced.diagnostics, text, diff };
}

// A model that no longer compiles, often because of the very change, would show as one whose columns are all gone.
function withEarlier(now: ProjectLineage, earlier: ProjectLineage, broken: readonly string[]): ProjectLineage {
  const kept = broken.flatMap((id) => (earlier.nodes[id] ? [[id, earlier.nodes[id]] as const] : []));
  return { nodes: { ...now.nodes, ...Object.fromEntries(kept) } };
}

function namesOf(ids: readonly string[], { nodes }: ProjectLineage): readonly string[] {
  return ids.map((id) => nodes[id]?.name ?? id);
}

interface Traced {
  readonly opened: OpenProject;
  readonly columns: ProjectLineage;
  readonly broken: readonly string[];
}

async function trace(invocation: Invocation, host: Host): Promise<Outcome<Traced | undefined>> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { value: undefined, diagnostics: opened.diagnostics };
  const { value, diagnostics } = await traceProject(opened.value, invocation, host);
  const { lineage: columns, broken } = value;
  return { value: { opened: opened.value, columns, broken }, diagnostics: [...opened.diagnostics, ...diagnostics] };
}

async function write(
  { project }: OpenProject,
  columns: ProjectLineage,
  invocation: Invocation,
  host: Host,
): Promise<void> {
  const now = host.now().toISOString();
  const info = { invocationId: host.newId(), startedAt: now, generatedAt: now };
  await writeLineage(targetPath(project, invocation), lineageArtifact(columns, project, info), project);
}

function show({ opened, columns }: Traced, { of, ...asked }: LineageOptions): Outcome<ShownLineage | undefined> {
  if (of === undefined) return { value: showProject(columns, asked.format), diagnostics: [] };
  const options = { ...asked, consumers: consumersOf(opened) };
  const found = findInLineage(of, columns);
  switch (found.kind) {
    case 'node':
      return { value: showNode(columns, found.node, options), diagnostics: [] };
    case 'column':
      return { value: showColumn(columns, found, options), diagnostics: [] };
    case 'no-column': {
      const node = columns.nodes[found.node]?.name ?? found.node;
      const hint = didYouMean(found.column, found.columns);
      return { value: undefined, diagnostics: [diagnose('lineage-column-unknown', { node, column: found.column }, { hint })] }; // prettier-ignore
    }
    case 'nothing':
      return { value: undefined, diagnostics: [diagnose('lineage-node-unknown', { name: of }, { hint: didYouMean(of, found.names) })] }; // prettier-ignore
  }
}
