import { Readable, Writable } from 'node:stream';
import type { Library, Output, World } from '../world.ts';

/** A stream that keeps what it was sent, and may pose as a terminal. */
export interface FakeOutput {
  readonly stream: Output;
  readonly text: () => string;
}

export function fakeOutput(terminal?: { readonly columns: number; readonly rows?: number }): FakeOutput {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  const size = terminal && { isTTY: true, columns: terminal.columns, rows: terminal.rows ?? 24 };
  return { stream: Object.assign(stream, size ?? {}), text: () => chunks.join('') };
}

export interface FakeWorld {
  readonly world: World;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Moves the clock, in steps so small that everything that is due happens in order. */
  readonly pass: (milliseconds: number) => void;
  readonly interrupt: () => void;
}

export interface FakeSettings {
  readonly stdout?: FakeOutput;
  readonly stderr?: FakeOutput;
  readonly env?: World['env'];
  readonly cwd?: string;
  /** Paths that exist. */
  readonly files?: readonly string[];
  /** The functions of the library that the test expects to be called. */
  readonly library?: Partial<Library>;
}

const STEP_MS = 50;

/** A world without a process: a clock that the test moves, a library that it brings. */
export function fakeWorld(settings: FakeSettings = {}): FakeWorld {
  const stdout = settings.stdout ?? fakeOutput();
  const stderr = settings.stderr ?? fakeOutput();
  const interruption = new AbortController();
  const timers = new Set<{ readonly every: number; next: number; readonly callback: () => void }>();
  const start = Date.UTC(2026, 0, 2, 3, 4, 5);
  let now = start;
  const world: World = {
    stdin: Readable.from([]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd: settings.cwd ?? '/work/project/models',
    env: settings.env ?? {},
    version: '1.2.3',
    now: () => new Date(now),
    newId: () => 'id-1',
    signal: interruption.signal,
    every: (milliseconds, callback) => {
      const timer = { every: milliseconds, next: now + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    exists: (path) => (settings.files ?? ['/work/project/project.yml']).includes(path),
    library: () => Promise.resolve((settings.library ?? {}) as Library),
  };
  const pass = (milliseconds: number) => {
    for (const end = now + milliseconds; now < end;) {
      now = Math.min(end, now + STEP_MS);
      for (const timer of timers) {
        if (timer.next > now) continue;
        timer.next += timer.every;
        timer.callback();
      }
    }
  };
  return { world, stdout: stdout.text, stderr: stderr.text, pass, interrupt: () => interruption.abort() };
}
