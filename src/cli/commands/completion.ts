import type { NamesReport } from '../../lakemodel.ts';
import { candidates, type Candidate, type FindNames } from '../completion/candidates.ts';
import { completionScripts, type Shell } from '../completion/scripts.ts';
import { splitLine } from '../completion/split-line.ts';
import { toInvocation } from '../invocation.ts';
import { UsageError } from '../usage-error.ts';
import type { World } from '../world.ts';
import type { Action } from './context.ts';

/** `completion <shell>`: the script to source; with `--line`, what may stand at the end of that line. */
export const completion: Action = async ({ call, world, terminal }) => {
  const shell = call.args[0] as Shell;
  const { line } = call.flags;
  if (line === undefined) {
    terminal.result(completionScripts[shell]);
    return 0;
  }
  const found = await candidates(...typed(line), namesOf(world));
  if (found.length > 0) terminal.result(found.map(lineOf).join('\n'));
  return 0;
};

function typed(line: string): [words: readonly string[], current: string] {
  const all = splitLine(line);
  const command = all.findIndex((word) => /(^|[\\/])lakemodel[^\\/]*$/.test(word));
  return [all.slice(command + 1, -1), all.at(-1)!];
}

/** A project that is missing or broken has no names; nobody who presses Tab wants to read why. */
function namesOf(world: World): FindNames {
  return async (given): Promise<NamesReport | undefined> => {
    const flags = {
      ...(given['--project-dir'] !== undefined && { projectDir: given['--project-dir'] }),
      ...(given['--target'] !== undefined && { target: given['--target'] }),
      ...(given['--vars'] !== undefined && { vars: given['--vars'] }),
    };
    try {
      const library = await world.library();
      const { now, newId, signal } = world;
      const host = { now, newId, signal, env: (name: string) => world.env[name], onEvent: () => undefined };
      return await library.names(toInvocation(flags, world), host);
    } catch (error) {
      if (error instanceof UsageError) return undefined;
      throw error;
    }
  };
}

// Bash shows no descriptions, and takes the text up to the tab.
function lineOf({ value, description }: Candidate): string {
  return description === '' ? value : `${value}\t${description}`;
}
