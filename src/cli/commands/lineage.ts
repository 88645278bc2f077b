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
    format: formatOf(format, ['text', 'json', 'mermaid']),
    ...(of !== undefined && { of }),
    ...(depth !== undefined && { depth }),
    directions: [...(upstream ? (['upstream'] as const) : []), ...(downstream ? (['downstream'] as const) : [])],
  };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.lineage(invocation, options, host),
  );
  if (report.text !== '') terminal.result(printable(report.text));
  return exitCode;
};

/** `lineage diff --state folder`: what changed, as Markdown for a pull request. */
export const lineageDiff: Action = async (context) => {
  const format = formatOf(context.call.flags.format, ['markdown', 'json']);
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.lineageDiff(invocation, format, host),
  );
  if (report.text !== '') context.terminal.result(printable(report.text));
  return exitCode;
};

/** The first of the formats where none is asked for. */
function formatOf<F extends string>(asked: string | undefined, formats: readonly [F, ...F[]]): F {
  const format = asked === undefined ? formats[0] : formats.find((each) => each === asked);
  if (format !== undefined) return format;
  throw new UsageError(`There is no format "${asked}" here.`, { hint: `Formats: ${formats.join(', ')}.` });
}
