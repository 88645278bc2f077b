import { resolve } from 'node:path';
import { printableLine } from '../terminal/printable.ts';
import { counted, duration } from '../terminal/quantities.ts';
import { UsageError } from '../usage-error.ts';
import { callLibrary, type Action, type Context } from './context.ts';

const DEFAULT_ROWS = 1000;
const DEFAULT_PORT = 8080;
const LAST_PORT = 65_535;

/** `docs generate`: says which file to open. */
export const docsGenerate: Action = async (context) => {
  const { call, world, terminal } = context;
  const { catalog = true, analyses = true, analysisRows = DEFAULT_ROWS } = call.flags;
  const options = { ...outputOf(context), catalog, analyses, analysisRows, version: world.version };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.docsGenerate(invocation, options, host),
  );
  if (report.page !== undefined) {
    const { nodes, columns, elapsedMs } = report;
    terminal.say(
      `Docs of ${counted(nodes, 'node')} and ${counted(columns, 'column')}, in ${duration(elapsedMs)}. Open:`,
    );
    terminal.result(printableLine(report.page));
  }
  return exitCode;
};

/** `docs serve`: says the address, and ends with Ctrl-C. */
export const docsServe: Action = async (context) => {
  const { call, terminal } = context;
  const { port = DEFAULT_PORT } = call.flags;
  if (port > LAST_PORT) throw new UsageError(`There is no port ${port}.`, { hint: `The last one is ${LAST_PORT}.` });
  const options = { ...outputOf(context), port };
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.docsServe(invocation, options, host),
  );
  if (report.address === undefined) return exitCode;
  terminal.say(`Serving ${printableLine(report.folder ?? '')} to this machine alone, until Ctrl-C:`);
  terminal.result(report.address);
  await report.ended;
  return exitCode;
};

function outputOf({ call, world }: Context): { readonly output?: string } {
  const { output } = call.flags;
  if (output === '') throw new UsageError('--output names no folder.', { hint: 'Is the variable set that you wrote?' });
  return output === undefined ? {} : { output: resolve(world.cwd, output) };
}
