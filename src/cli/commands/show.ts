import { printRows } from '../terminal/rows.ts';
import { UsageError } from '../usage-error.ts';
import { callLibrary, type Action } from './context.ts';

const DEFAULT_LIMIT = 5;
// A number that also stands as it is behind LIMIT in SQL.
export const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** `show`: the first rows of one node, or of a query given on the command line. */
export const show: Action = async (context) => {
  const { flags } = context.call;
  const selects = flags.select ?? flags.models ?? flags.selector;
  if ((selects === undefined) === (flags.inline === undefined)) {
    throw new UsageError('show takes either a selection or a query.', {
      hint: `Use --select my_model, or --inline "select 1".`,
    });
  }
  const options = { limit: rowLimit(flags.limit), ...(flags.inline !== undefined && { inline: flags.inline }) };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.show(invocation, options, host),
  );
  if (report.columns.length === 0) return exitCode;
  const columns = report.columns.map((column) => column.name);
  printRows(context.terminal, { columns, rows: report.rows }, flags.output, (objects) => ({
    node: report.name,
    show: objects,
  }));
  return exitCode;
};

/** The limit that the library is given: `-1` means no limit. */
export function rowLimit(limit: number | undefined): number {
  return limit === -1 ? NO_LIMIT : (limit ?? DEFAULT_LIMIT);
}
