import type { LineageOptions } from '../../lakemodel.ts';
import { UsageError } from '../usage-error.ts';
import { printable } from '../terminal/printable.ts';
import { callLibrary, type Action } from './context.ts';

/** `lineage [model.column]`: where columns come from and where they go. */
export const lineage: Action = async (context) => {
  const { call, terminal } = context;
  const { upstream, downstream, depth, format } = call.flags;
  const [of] = call.args;
  if (of === undefined && (upstream ?? downstream ?? depth) !== undefined) {
    throw new UsageError('--upstream, --downstream and --depth start from a model or a column.', {
      hint: 'Name one: lakemodel lineage my_model.my_column --upstream.',
    });
  }
  const options = {
    ...(of !== undefined && { of }),
    ...(depth !== undefined && { depth }),
    directions: [...(upstream ? (['upstream'] as const) : []), ...(downstream ? (['downstream'] as const) : [])],
    format: (format ?? 'text') as LineageOptions['format'],
  };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.lineage(invocation, options, host),
  );
  if (report.text !== '') terminal.result(printable(report.text));
  return exitCode;
};

/** `lineage diff --state folder`: what changed, as Markdown for a pull request. */
export const lineageDiff: Action = async (context) => {
  const format = context.call.flags.format === 'json' ? 'json' : 'markdown';
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.lineageDiff(invocation, format, host),
  );
  if (report.text !== '') context.terminal.result(printable(report.text));
  return exitCode;
};
