import type { RunCommand } from '../../lakemodel.ts';
import { callLibrary, type Action } from './context.ts';

/** `plan [command]`: the statements that the command would send. */
export const plan: Action = async (context) => {
  const { call, terminal } = context;
  const command = (call.args[0] ?? 'build') as RunCommand;
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.plan(command, invocation, host),
  );
  if (call.flags.output === 'json') terminal.result(JSON.stringify(report.plan, null, 2));
  else if (report.text !== '') terminal.result(report.text.trimEnd());
  return exitCode;
};
