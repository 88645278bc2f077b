import type { QuarantineAction } from '../../lakemodel.ts';
import { printRows } from '../terminal/rows.ts';
import { NO_LIMIT, rowLimit } from './show.ts';
import { callLibrary, type Action } from './context.ts';

/** `quarantine list|show|replay|release|expire`: rows as a table, what was done in sentences. */
export const quarantine: Action = async (context) => {
  const { flags, command, args } = context.call;
  const action = command.split(' ')[1] as QuarantineAction;
  const options = {
    ...(args[0] !== undefined && { model: args[0] }),
    ...(flags.rule !== undefined && { rule: flags.rule }),
    limit: action === 'show' ? rowLimit(flags.limit) : NO_LIMIT,
    ...(flags.olderThan !== undefined && { olderThanDays: flags.olderThan }),
  };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.quarantine(action, invocation, options, host),
  );
  const json = flags.output === 'json';
  if (json) printRows(context.terminal, report, 'json', (rows) => ({ rows, notes: report.notes }));
  else {
    if (report.rows.length > 0) printRows(context.terminal, report, 'text');
    if (report.notes.length > 0) context.terminal.result(report.notes.join('\n'));
  }
  return exitCode;
};
