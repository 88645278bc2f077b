import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { BUG, bugText, runCli } from './run-cli.ts';
import type { World } from './world.ts';

const INTERRUPTED = 130;
const TERMINATED = 143;

/** The only place that knows the process: its streams, signals and exit code. */
async function main(): Promise<void> {
  const world = createWorld(onSignals());
  ignoreClosedPipe(process.stdout);
  ignoreClosedPipe(process.stderr);
  process.on('uncaughtException', (error) => {
    // Node writes to files, terminals and pipes before it goes on, so the text is out when the process ends.
    process.stderr.write(`${bugText(error, world)}\n`, () => process.exit(BUG));
  });
  // The AWS SDK announces on stderr which Node.js it will need one day; our own "engines" says which one is needed now.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  process.exitCode = await runCli(process.argv.slice(2), world);
}

function createWorld(signal: AbortSignal): World {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as World;
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    env: process.env,
    version,
    now: () => new Date(),
    newId: randomUUID,
    signal,
    every: (milliseconds, callback) => {
      const timer = setInterval(callback, milliseconds).unref();
      return () => clearInterval(timer);
    },
    exists: existsSync,
    library: () => import('../lakemodel.ts'),
  };
}

/** The first signal asks the run to stop, which needs a while; the second one ends the process. */
function onSignals(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, exitCode] of [
    ['SIGINT', INTERRUPTED],
    ['SIGTERM', TERMINATED],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort();
    });
  }
  return controller.signal;
}

/** `lakemodel ls | head`: a reader that has read enough is no error. What is written afterwards goes nowhere. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

await main();
