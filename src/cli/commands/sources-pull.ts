import type { PulledTable, SourcesPullReport } from '../../lakemodel.ts';
import { printableLine } from '../terminal/printable.ts';
import { UsageError } from '../usage-error.ts';
import { callLibrary, type Action } from './context.ts';

/** `sources pull`: what was written into YAML, as a diff: `+` a new column, `~` another type. */
export const sourcesPull: Action = async (context) => {
  const { terminal, call } = context;
  const { schema, source, dryRun = false, output } = call.flags;
  if (source !== undefined && schema === undefined)
    throw new UsageError('--source says where to declare the tables of --schema.', {
      hint: 'Add --schema, or take the tables of a source with --select source:NAME.',
    });
  const options = { ...(schema !== undefined && { schema }), ...(source !== undefined && { source }) };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.sourcesPull(invocation, options, host),
  );
  const { tables, files } = report;
  if (output === 'json') terminal.result(JSON.stringify({ tables, files, dryRun }, null, 2));
  else if (exitCode === 0) terminal.result(textOf(report, dryRun).join('\n'));
  return exitCode;
};

function textOf({ tables, files, checked }: SourcesPullReport, dryRun: boolean): string[] {
  if (tables.length === 0)
    return [
      `Nothing to do: ${checked === 1 ? 'one source table was' : `${checked} source tables were`} compared with the catalog.`,
    ];
  const blocks = files.flatMap((file) => {
    const here = tables.filter((table) => table.file === file);
    return here.length > 0 ? [printableLine(file), ...here.flatMap(tableLines)] : [];
  });
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return [...blocks, dryRun ? `Dry run: ${count} would be written.` : `Written: ${count}.`];
}

function tableLines({ name, isNew, added, retyped }: PulledTable): string[] {
  return [
    `  ${isNew ? '+ ' : ''}${name}`,
    ...added.map((column) => `    + ${[column.name, column.type].filter(Boolean).join(' ')}`),
    ...retyped.map(
      (column) => `    ~ ${column.name} ${column.from === undefined ? '' : `${column.from} -> `}${column.to}`,
    ),
  ].map(printableLine);
}
