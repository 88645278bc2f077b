import type { RunCommand, RunReport } from '../../lakemodel.ts';
import { failureText, nextSteps, runDiagnostics } from '../terminal/run-aftermath.ts';
import { runSummary } from '../terminal/run-summary.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { shellWord } from './shell-word.ts';
import { callLibrary, type Action, type Context } from './context.ts';

/** `build`, `run`, `test`, `seed`, `snapshot`. */
export const runNodes: Action = (context) =>
  runAndSum(context, (library, invocation, host) =>
    library.runCommand(context.call.command as RunCommand, invocation, host),
  );

/** `retry`. */
export const retry: Action = (context) =>
  runAndSum(context, (library, invocation, host) => library.retry(invocation, host));

async function runAndSum(context: Context, work: Parameters<typeof callLibrary<RunReport>>[1]): Promise<number> {
  const { report, exitCode } = await callLibrary(context, work, { diagnostics: 'leave' });
  printReport(context, report);
  return exitCode;
}

/** Table and sums to stdout; then what failed, why and what to do to stderr, nearest to the prompt. */
function printReport({ terminal, call }: Context, report: RunReport): void {
  const diagnostics = runDiagnostics(report.diagnostics, report.results);
  const summed = printResult(terminal, report);
  if (terminal.json) return terminal.diagnostics(diagnostics);
  const failed = failureText(report.results, terminal.talkColours);
  const next = nextSteps(report.results, givenFlags(call.flags));
  if (summed && (diagnostics.length > 0 || failed !== '' || next !== '')) terminal.say('');
  terminal.diagnostics(diagnostics);
  if (failed !== '') terminal.complain(`${diagnostics.length > 0 ? '\n' : ''}${failed}`);
  if (next !== '') terminal.say(`${diagnostics.length > 0 || failed !== '' ? '\n' : ''}${next}`);
}

/** The plan of a dry run, or the summary of what ran; says whether there was anything to print. */
function printResult(terminal: Terminal, report: RunReport): boolean {
  if (report.planText !== undefined) {
    terminal.result(report.planText.trimEnd());
    return true;
  }
  // A project that is wrong ran nothing: "nothing to do" would be a lie. JSON logs end with the event `run-finished`.
  if (terminal.json || (report.results.length === 0 && report.exitCode !== 0)) return false;
  const { width, colours } = terminal;
  terminal.result(runSummary(report.results, report.elapsedMs, { width, colours, totals: report.totals }));
  return true;
}

function givenFlags(flags: Context['call']['flags']): string {
  return [
    flags.projectDir === undefined ? '' : ` --project-dir ${shellWord(flags.projectDir)}`,
    flags.target === undefined ? '' : ` --target ${shellWord(flags.target)}`,
  ].join('');
}
