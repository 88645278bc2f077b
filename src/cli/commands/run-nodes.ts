import type { RunReport } from '../../lakemodel.ts';
import { failureText, nextSteps, runDiagnostics } from '../terminal/run-aftermath.ts';
import { runSummary } from '../terminal/run-summary.ts';
import { callLibrary, type Action, type Context } from './context.ts';

type RunCommand = 'build' | 'run' | 'test' | 'seed' | 'snapshot';

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
  // Nothing ran because the project is wrong: "nothing to do" would be a lie.
  const ran = report.results.length > 0 || report.exitCode === 0;
  if (report.planText !== undefined) terminal.result(report.planText);
  // JSON logs end with the event `run-finished`, which carries the same results.
  else if (ran && !terminal.json) {
    terminal.result(runSummary(report.results, report.elapsedMs, { width: terminal.width, colours: terminal.colours }));
  }
  terminal.diagnostics(diagnostics);
  if (terminal.json) return;
  const failed = failureText(report.results, terminal.talkColours);
  if (failed !== '') terminal.complain(`\n${failed}`);
  const next = nextSteps(report.results, givenFlags(call.flags));
  if (next !== '') terminal.say(`\n${next}`);
}

function givenFlags(flags: Context['call']['flags']): string {
  return [
    flags.projectDir === undefined ? '' : ` --project-dir ${quoted(flags.projectDir)}`,
    flags.target === undefined ? '' : ` --target ${quoted(flags.target)}`,
  ].join('');
}

function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
