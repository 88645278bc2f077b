import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose, distinct, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { SiteInput } from '../docs/site-input.ts';
import type { DocsOptions, DocsReport, Host, Invocation } from '../lakemodel.ts';
import { targetPath } from './connect.ts';
import { askWarehouse, type WarehouseAnswers } from './docs/ask-warehouse.ts';
import { asWarning } from './docs/as-warning.ts';
import { compileTarget, type CompiledNodes } from './docs/compile-target.ts';
import { DOCS_FOLDER } from './docs/find-docs.ts';
import { hearSecrets, type Secrets } from './hear-secrets.ts';
import { siteFreshness } from './docs/read-freshness.ts';
import { siteHistory } from './docs/read-history.ts';
import { withSiteLock } from './docs/site-lock.ts';
import { readMarker } from './docs/site-marker.ts';
import { siteShards } from './docs/site-shards.ts';
import { otherTargets } from './docs/site-targets.ts';
import { writeDocsArtifacts } from './docs/write-artifacts.ts';
import { writeSite } from './docs/write-site.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { selectFor } from './select.ts';
import { traceProject, type TracedProject } from './trace-project.ts';

/**
 * Writes the docs site, and manifest.json, catalog.json and lineage.json. Only a project that cannot be loaded, or a folder that cannot be written to,
 * stands in the way: whatever else cannot be had is missing in the site, which says so.
 */
export async function docsGenerate(invocation: Invocation, options: DocsOptions, host: Host): Promise<DocsReport> {
  const startedAt = host.now();
  const secrets = hearSecrets(host);
  const report = (exitCode: DocsReport['exitCode'], diagnostics: readonly Diagnostic[], more: Partial<DocsReport> = {}) => ({
    exitCode,
    diagnostics: distinct(diagnostics),
    nodes: 0,
    columns: 0,
    elapsedMs: host.now().getTime() - startedAt.getTime(),
    ...more,
  }); // prettier-ignore
  const opened = await openProject(invocation, secrets.host);
  if (!opened.value) return report(2, opened.diagnostics);
  secrets.ofTarget(opened.value.project.target);
  const selected = await selectedIds(opened.value, invocation);
  const before = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return report(2, before);
  // What it would show of nothing replaces a site that shows something.
  if (selected.value.length === 0 && isSelection(invocation))
    return report(2, [...before, diagnose('docs-selection-empty', {})]);
  const folder = options.output ?? join(targetPath(opened.value.project, invocation), DOCS_FOLDER);
  // What takes long is not begun for a folder that is refused in the end.
  const writable = await readMarker(folder);
  if (!writable.value) return report(2, [...before, ...writable.diagnostics]);

  const work = { opened: opened.value, ids: selected.value, invocation, options, secrets, folder, startedAt };
  const found = await findEverything(work);
  const diagnostics = [...before, ...found.diagnostics];
  // What was interrupted is not whole; the site of before stays.
  if (host.signal.aborted) return report(1, diagnostics);
  const written = await write(work, found, host);
  diagnostics.push(...written.diagnostics);
  if (written.value === undefined) return report(2, diagnostics);
  const { lineage } = found.traced;
  const columns = Object.values(lineage.nodes).reduce((sum, node) => sum + node.columns.length, 0);
  return report(0, diagnostics, { page: written.value, nodes: countNodes(opened.value), columns });
}

interface Work {
  readonly opened: OpenProject;
  /** Selected nodes and sources, inputs first. */
  readonly ids: readonly string[];
  readonly invocation: Invocation;
  readonly options: DocsOptions;
  readonly secrets: Secrets;
  readonly folder: string;
  readonly startedAt: Date;
}

interface Found {
  readonly traced: TracedProject;
  readonly isTraced: boolean;
  /** For the chosen target. */
  readonly compiled: CompiledNodes;
  readonly answers: WarehouseAnswers;
  readonly input: Omit<SiteInput, 'generatedAt'>;
  readonly diagnostics: readonly Diagnostic[];
}

/** All nodes and sources, where nothing is selected: also those that a default selector leaves out. */
async function selectedIds(
  opened: OpenProject,
  invocation: Invocation,
): Promise<Outcome<readonly string[] | undefined>> {
  if (!isSelection(invocation)) return { value: opened.graph.order, diagnostics: [] };
  const { value, diagnostics } = await selectFor(undefined, opened, { ...invocation, indirectSelection: 'empty' });
  const wanted = new Set(value);
  return { value: value && opened.graph.order.filter((id) => wanted.has(id)), diagnostics };
}

function isSelection({ select, exclude, selector }: Invocation): boolean {
  return select.length + exclude.length > 0 || selector !== undefined;
}

async function findEverything({ opened, ids, invocation, options, secrets }: Work): Promise<Found> {
  const { host } = secrets;
  const { project, graph } = opened;
  const { name, type: engine } = project.target;
  // Before the columns are traced: both need much memory.
  const others = await otherTargets(ids, opened, invocation, secrets);
  const { value: traced, diagnostics: traceProblems } = await traceProject(opened, invocation, host);
  host.onEvent({ type: 'phase', phase: 'docs', detail: `SQL for ${name}` });
  const compiled = await compileTarget(ids, opened, invocation, host, {
    same: others.targets.map(({ sql }) => sql),
    tests: ids.filter((id) => project.nodes[id]?.resourceType === 'test'),
  });
  const answers = await askWarehouse({ ids, compiled, opened, invocation, options, host });
  const history = await siteHistory(opened, invocation);
  const freshness = await siteFreshness(targetPath(project, invocation), project);
  const readme = await readReadme(invocation.projectDir);
  const input = {
    project,
    graph,
    lineage: traced.lineage,
    version: options.version,
    targets: [{ name, engine, sql: compiled }, ...others.targets],
    ...(readme !== undefined && { readme }),
    catalog: answers.catalog ?? new Map(),
    history: history.history,
    freshness: freshness.freshness,
    quarantine: answers.quarantine,
    analyses: answers.analyses,
    missing: [
      ...(isSelection(invocation) ? ['SQL, tables and results of selected nodes alone are shown (--select).'] : []),
      ...others.missing,
      ...answers.missing,
      ...history.missing,
      ...freshness.missing,
    ],
  };
  const problems = [...traceProblems, ...answers.diagnostics, ...history.diagnostics].map(asWarning);
  return { traced, isTraced: !hasErrors(traceProblems), compiled, answers, input, diagnostics: problems };
}

async function write(work: Work, found: Found, host: Host): Promise<Outcome<string | undefined>> {
  const { opened, invocation, secrets, folder, startedAt } = work;
  const { traced, isTraced, compiled, answers } = found;
  host.onEvent({ type: 'phase', phase: 'docs', detail: 'writing' });
  const { project } = opened;
  const artifacts = targetPath(project, invocation);
  const generatedAt = host.now().toISOString();
  const runId = host.newId();
  const hidden = secrets.list();
  await writeDocsArtifacts({
    targetPath: artifacts,
    opened,
    invocation: { invocationId: runId, startedAt: startedAt.toISOString(), generatedAt },
    compiled,
    ...(answers.catalog && { catalog: answers.catalog }),
    problems: answers.diagnostics.map(({ message }) => message),
    ...(isTraced && { lineage: traced.lineage }),
    secrets: hidden,
  });
  const shards = siteShards({ ...found.input, generatedAt }, hidden);
  return withSiteLock({ folder, targetPath: artifacts, runId, signal: host.signal }, () =>
    writeSite({ folder, title: project.name, shards }),
  );
}

const MAX_README = 1_000_000;

async function readReadme(projectDir: string): Promise<string | undefined> {
  const text = await readFile(join(projectDir, 'README.md'), 'utf8').catch(() => undefined);
  return text === undefined || text.length > MAX_README ? undefined : text;
}

/** What has a page of its own: tests have theirs, and are not counted. */
function countNodes({ project }: OpenProject): number {
  const nodes = Object.values(project.nodes).filter(({ resourceType }) => resourceType !== 'test');
  return [nodes, Object.keys(project.sources), Object.keys(project.exposures)].reduce(
    (sum, { length }) => sum + length,
    0,
  );
}
