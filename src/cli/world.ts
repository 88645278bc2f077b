import type * as lakemodel from '../lakemodel.ts';

export type Library = typeof lakemodel;

/** A stream to write to; a terminal says so, with its size. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
};

/** Everything that the command line needs from the process, passed in by `main.ts`, so that tests bring their own. */
export interface World {
  /** What an editor says. */
  readonly stdin: NodeJS.ReadableStream;
  /** For results. */
  readonly stdout: Output;
  /** For talk: progress, diagnostics, what to do next. */
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Calls back again and again until the returned function is called; never keeps the process alive. */
  readonly every: (milliseconds: number, callback: () => void) => () => void;
  readonly exists: (path: string) => boolean;
  /** Loads the library: late, so that help and mistakes in the command line answer at once. */
  readonly library: () => Promise<Library>;
}
