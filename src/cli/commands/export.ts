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
