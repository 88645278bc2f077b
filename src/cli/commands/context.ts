import type { Host, Invocation, Report } from '../../lakemodel.ts';
import type { Call } from '../program.ts';
import { toInvocation } from '../invocation.ts';
import { openProgress } from '../terminal/open-progress.ts';
import type { Progress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Library, World } from '../world.ts';

/** What a command works with. */
export interface Context {
  readonly call: Call;
  readonly world: World;
  readonly terminal: Terminal;
}

/** A command: does its work, prints its result, returns the exit code. */
export type Action = (context: Context) => Promise<number>;

/**
 * Calls the library for a command: shows progress while it works, then the diagnostics of its report.
 * A run that Ctrl-C stopped before it was done has exit code 130, as shells expect.
 */
export async function callLibrary<R extends Report>(
  context: Context,
  work: (library: Library, invocation: Invocation, host: Host) => Promise<R>,
  options: { readonly diagnostics: 'print' | 'leave' } = { diagnostics: 'print' },
): Promise<{ readonly report: R; readonly exitCode: number }> {
  const { call, world, terminal } = context;
  const invocation = toInvocation(call.flags, world);
  const library = await world.library();
  const report = await withProgress(context, (host) => work(library, invocation, host));
  if (options.diagnostics === 'print') terminal.diagnostics(report.diagnostics);
  return { report, exitCode: world.signal.aborted && report.exitCode !== 0 ? 130 : report.exitCode };
}

/** Runs work with a host whose events are shown; the screen is clean afterwards, whatever happened. */
export async function withProgress<T>(context: Context, work: (host: Host) => Promise<T>): Promise<T> {
  const progress = openProgress(context.world, context.terminal);
  const { signal } = context.world;
  signal.addEventListener('abort', progress.interrupted);
  try {
    return await work(hostFor(context.world, progress));
  } finally {
    signal.removeEventListener('abort', progress.interrupted);
    progress.stop();
  }
}

function hostFor(world: World, progress: Progress): Host {
  return {
    now: world.now,
    env: (name) => world.env[name],
    newId: world.newId,
    signal: world.signal,
    onEvent: progress.onEvent,
  };
}
