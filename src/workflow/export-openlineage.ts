import { rm } from 'node:fs/promises';
import { stringifyWithout } from '../artifacts/index.ts';
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import type { ExportOpenLineageOptions, ExportReport, Host, Invocation } from '../lakemodel.ts';
import { deliveryOf, staticEvents, type Delivery, type OpenLineageEvent } from '../openlineage/index.ts';
import { compileTarget } from './docs/compile-target.ts';
import { hearSecrets } from './hear-secrets.ts';
import { targetPath } from './connect.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { lastRunEvents } from './openlineage-last-run.ts';
import { lostEvents } from './openlineage-run.ts';
import { eventWorld, openSink } from './openlineage-world.ts';
import { selectFor } from './select.ts';
import { traceProject } from './trace-project.ts';

/** How long the command waits for a server to take everything, in milliseconds; and after Ctrl-C. */
const FLUSH_MS = 300_000;
const INTERRUPTED_FLUSH_MS = 2_000;

/**
 * The lineage of the selected nodes as OpenLineage events, as the project's files say it, and with `lastRun` what the last run did. No warehouse is asked.
 * The events are the report's text, or go to a file, which is written anew, or to a server.
 */
export async function exportOpenLineage(
  invocation: Invocation,
  { output, lastRun }: ExportOpenLineageOptions,
  outside: Host,
): Promise<ExportReport> {
  const secrets = hearSecrets(outside);
  const { host } = secrets;
  const report = (exitCode: ExportReport['exitCode'], diagnostics: readonly Diagnostic[], text = '') => ({ exitCode, diagnostics, text }); // prettier-ignore
  const opened = await openProject(invocation, host);
  if (!opened.value) return report(2, opened.diagnostics);
  const { project } = opened.value;
  secrets.ofTarget(project.target);
  const { openLineage } = project.settings;
  // The file that is named here holds what is asked for here, so nothing is left to ask.
  const { file: _, ...settings } = openLineage ?? { enabled: true };
  // Whoever calls the command asks for it, where runs are kept from sending, too.
  const env = (name: string) => (name === 'OPENLINEAGE_DISABLED' ? undefined : host.env(name));
  const asked = deliveryOf({ flag: output ?? '-', project: settings, env });
  const selected = await selectFor(undefined, opened.value, { ...invocation, indirectSelection: 'empty' });
  const before = [...opened.diagnostics, ...selected.diagnostics, ...asked.diagnostics];
  if (!selected.value || hasErrors(before)) return report(2, before);
  const found = await findEvents(opened.value, selected.value, { invocation, host, lastRun, delivery: asked.value });
  const diagnostics = [...before, ...found.diagnostics];
  if (hasErrors(diagnostics)) return report(2, diagnostics);
  const { place } = asked.value ?? {};
  const keys = [openLineage?.apiKey, place?.kind === 'http' ? place.apiKey : undefined].flatMap((key) => key ?? []);
  const hidden = [...secrets.list(), ...keys];
  const lines = found.events.map((event) => stringifyWithout(hidden, event));
  if (output === undefined || !place) return report(0, diagnostics, lines.join('\n'));
  const lost = await deliver(lines, place, invocation, host);
  return report(lost.length > 0 ? 3 : 0, [...diagnostics, ...lost]);
}

interface Finding {
  readonly invocation: Invocation;
  readonly host: Host;
  readonly lastRun: boolean;
  readonly delivery: Delivery | undefined;
}

async function findEvents(
  opened: OpenProject,
  ids: readonly string[],
  { invocation, host, lastRun, delivery }: Finding,
): Promise<{ readonly events: readonly OpenLineageEvent[]; readonly diagnostics: readonly Diagnostic[] }> {
  const traced = await traceProject(opened, invocation, host);
  if (hasErrors(traced.diagnostics)) return { events: [], diagnostics: traced.diagnostics };
  const { lineage } = traced.value;
  const world = eventWorld({ opened, invocation, host, namespace: delivery?.namespace, lineage });
  const compiled = await compileTarget(ids, opened, invocation, host);
  const sqlOf = (id: string) => compiled.get(id)?.sql;
  const fixed = staticEvents(ids, sqlOf, host.now(), world);
  if (!lastRun) return { events: fixed, diagnostics: traced.diagnostics };
  const folder = invocation.state ?? targetPath(opened.project, invocation);
  const run = await lastRunEvents(folder, new Set(ids), sqlOf, world);
  const missing = run ? [] : [diagnose('no-previous-run', { folder })];
  return { events: [...fixed, ...(run ?? [])], diagnostics: [...traced.diagnostics, ...missing] };
}

async function deliver(
  lines: readonly string[],
  place: Delivery['place'],
  invocation: Invocation,
  host: Host,
): Promise<readonly Diagnostic[]> {
  const everything = { ...place, ...(place.kind === 'http' && { queueLimit: lines.length }) };
  if (lines.length === 0 && place.kind === 'file') await rm(place.path, { force: true });
  const sink = openSink(everything, invocation, { replace: true });
  for (const line of lines) sink.send(line);
  const interrupted = new Promise<void>((resolve) => {
    if (host.signal.aborted) resolve();
    host.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const closing = sink.close(FLUSH_MS);
  const told = await Promise.race([closing, interrupted.then(() => sink.close(INTERRUPTED_FLUSH_MS))]);
  return lostEvents(told);
}
