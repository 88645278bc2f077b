import { resolve } from 'node:path';
import { shellWord } from './shell-word.ts';
import { withProgress, type Action } from './context.ts';

/** `init [folder]`: writes a new project and says how to go on. */
export const init: Action = async (context) => {
  const { call, world, terminal } = context;
  const folder = resolve(world.cwd, call.args[0] ?? '.');
  const library = await world.library();
  const options = call.flags.name === undefined ? {} : { name: call.flags.name };
  const report = await withProgress(context, (host) => library.init(folder, options, host));
  terminal.diagnostics(report.diagnostics);
  if (report.created.length > 0) terminal.result(report.created.map((path) => `created ${path}`).join('\n'));
  if (report.exitCode === 0) {
    const there = folder === world.cwd ? '' : `cd ${shellWord(call.args[0] ?? '.')} && `;
    terminal.say(`\nNext:\n  ${there}lakemodel build`);
  }
  return report.exitCode;
};
