import { placeOf } from '../invocation.ts';
import { UsageError } from '../usage-error.ts';
import { callLibrary, type Action } from './context.ts';

/** `export iam-policy`: the document alone goes to stdout. */
export const exportIamPolicy: Action = async (context) => {
  const { account, sourceLocation = [] } = context.call.flags;
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new UsageError(`"${account}" is no AWS account.`, { hint: 'An account has twelve digits.' });
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.exportIamPolicy(
      invocation,
      { sourceLocations: sourceLocation, ...(account !== undefined && { account }) },
      host,
    ),
  );
  if (report.text !== '') context.terminal.result(report.text);
  return exitCode;
};

/** `export openlineage`: the events alone go to stdout, unless `--output` says where to. */
export const exportOpenLineage: Action = async (context) => {
  const { output, lastRun = false } = context.call.flags;
  const place = output === undefined ? {} : { output: placeOf(output, context.world) };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.exportOpenLineage(invocation, { ...place, lastRun }, host),
  );
  if (report.text !== '') context.terminal.result(report.text);
  return exitCode;
};
