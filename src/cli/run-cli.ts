import { CommanderError } from 'commander';
import { perform } from './perform.ts';
import { createProgram } from './program.ts';
import { fromCommander, printUsageError, UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** The command line or the project is wrong. */
const USAGE = 2;
/** A bug of lakemodel (EX_SOFTWARE of sysexits.h). */
export const BUG = 70;

/**
 * Runs one command line and returns its exit code: 0 fine; 1 a model or a test failed; 2 the project or the command line is wrong;
 * 3 the engine could not be reached; 70 a bug; 130 interrupted. Never throws, never exits.
 */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  let exitCode = 0;
  const program = createProgram(world, async (call) => {
    exitCode = await perform(call, world);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainFailure(error, argv, world);
  }
}

function explainFailure(error: unknown, argv: readonly string[], world: World): number {
  if (error instanceof CommanderError) {
    // Help and version were printed; a command without its subcommand got the help, on stderr.
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return USAGE;
  }
  const mistake = error instanceof CommanderError ? fromCommander(error.message, argv) : error;
  if (mistake instanceof UsageError) {
    world.stderr.write(`${printUsageError(mistake)}\n`);
    return USAGE;
  }
  world.stderr.write(`${bugText(error, world)}\n`);
  return BUG;
}

/** What a user reads when lakemodel itself is wrong: one paragraph; the stack only with LAKEMODEL_DEBUG=1. */
export function bugText(error: unknown, world: Pick<World, 'env' | 'version'>): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : message;
  const debug = world.env['LAKEMODEL_DEBUG'] === '1';
  return [
    `lakemodel met a bug of its own and stopped: ${message.split('\n')[0]}`,
    `This is not a mistake of yours. What was committed stays; running the command again is safe. ` +
      `Please report it with the command line, this text, lakemodel ${world.version}, Node.js ${process.versions.node}` +
      (debug ? ' and the stack below.' : ' and what LAKEMODEL_DEBUG=1 adds to it.'),
    ...(debug ? ['', stack] : []),
  ].join('\n');
}
