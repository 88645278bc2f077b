import type { DoctorReport } from '../../lakemodel.ts';
import { printable } from '../terminal/printable.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { callLibrary, type Action } from './context.ts';

type CheckResult = DoctorReport['checks'][number];

/** `doctor`: one line for each check, and what to do about those that are not fine. */
export const doctor: Action = async (context) => {
  const { terminal, call } = context;
  const write = call.flags.write ?? false;
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.doctor(invocation, { write }, host),
  );
  if (report.checks.length === 0) return exitCode;
  if (call.flags.output === 'json') {
    const { target, engine, checks } = report;
    terminal.result(JSON.stringify({ target, engine, checks }, null, 2));
  } else terminal.result(reportText(report, terminal));
  return exitCode;
};

function reportText({ target, engine, checks }: DoctorReport, { colours }: Terminal): string {
  const width = Math.max(...checks.map(({ title }) => title.length));
  const paint = { ok: colours.green, warning: colours.yellow, failed: colours.red, skipped: colours.dim };
  const line = ({ status, title, detail, fix }: CheckResult) => {
    const word = paint[status](status.padEnd('warning'.length));
    const todo = fix === undefined ? '' : `\n${' '.repeat(width + 11)}${printable(fix)}`;
    return `${word}  ${title.padEnd(width)}  ${printable(detail)}${todo}`;
  };
  return [`Target "${printable(target)}" (${engine})`, '', ...checks.map(line), '', sumText(checks)].join('\n');
}

function sumText(checks: readonly CheckResult[]): string {
  const count = (status: CheckResult['status']) => checks.filter((check) => check.status === status).length;
  const words = (['ok', 'warning', 'failed', 'skipped'] as const).map((status) => ({ status, many: count(status) }));
  const parts = words.filter(({ many }) => many > 0).map(({ status, many }) => `${many} ${status}`);
  return `${checks.length} checks: ${parts.join(', ')}.`;
}
