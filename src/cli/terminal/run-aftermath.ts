import type { Diagnostic } from '../../diagnostics/index.ts';
import type { NodeSummary } from '../../run/events.ts';
import type { Colours } from './colours.ts';
import { shortName } from './event-text.ts';
import { printable, printableLine } from './printable.ts';
import { count } from './quantities.ts';
import { isFailure, isTest } from './run-summary.ts';
import { renderTable } from './table.ts';

const MAX_NAMES = 5;

/** Failures that no diagnostic explains, and what was skipped because of whom; empty when all is well. */
export function failureText(results: readonly NodeSummary[], colours: Colours): string {
  const unexplained = results.filter(
    (result) => isFailure(result) && !isTest(result) && result.message !== undefined && !hasError(result.diagnostics),
  );
  const lines = unexplained.map(
    (result) => `${colours.red('error')}: ${printableLine(result.name)}: ${printable(result.message ?? '')}`,
  );
  return [...lines, ...skippedLines(results)].join('\n');
}

/** All diagnostics of a run, each once, also where the report and its nodes carry the same. */
export function runDiagnostics(report: readonly Diagnostic[], results: readonly NodeSummary[]): readonly Diagnostic[] {
  const all = [...report, ...results.flatMap((result) => result.diagnostics)];
  return [...new Map(all.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

/** What to do next, as command lines; `flags` (`--target prod`) are those that the run was given. */
export function nextSteps(results: readonly NodeSummary[], flags: string): string {
  const test = results.find((result) => isTest(result) && result.status === 'fail' && result.kind === 'test');
  const held = results.find((result) => (result.quarantined ?? 0) > 0);
  const again = results.some((result) => isFailure(result) || result.status === 'skipped');
  const steps = [
    test && [`lakemodel show --select ${test.name}`, 'the rows that fail the test'],
    held && [`lakemodel quarantine show ${shortName(held.id)}`, 'the rows that were held back, and why'],
    again && ['lakemodel retry', 'run again what failed or was skipped'],
  ].filter((step) => step !== undefined && step !== false);
  if (steps.length === 0) return '';
  const rows = steps.map(([line, meaning]) => [`  ${line}${flags}`, meaning as string]);
  const table = renderTable([{ title: '' }, { title: '' }], rows, { width: Infinity });
  return ['Next:', ...table.split('\n').slice(2)].join('\n');
}

function skippedLines(results: readonly NodeSummary[]): string[] {
  const byCause = new Map<string, string[]>();
  for (const { status, causedBy, name } of results) {
    if (status === 'skipped' && causedBy !== undefined) byCause.set(causedBy, [...(byCause.get(causedBy) ?? []), name]);
  }
  return [...byCause].map(([cause, names]) => {
    const more = names.length > MAX_NAMES ? ` and ${count(names.length - MAX_NAMES)} more` : '';
    const listed = names.slice(0, MAX_NAMES).map(printableLine).join(', ');
    return `Skipped because of ${printableLine(nameOf(cause, results))}: ${listed}${more}.`;
  });
}

function nameOf(idOrName: string, results: readonly NodeSummary[]): string {
  return results.find((result) => result.id === idOrName)?.name ?? shortName(idOrName);
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
