import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiagnosticError, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { acquireLock, createFileStore, thisProcess } from '../../state/index.ts';

export interface SiteLock {
  /** The folder of docs that is written. */
  readonly folder: string;
  /** Where artifacts go: the lock lies below, as the docs may be published. */
  readonly targetPath: string;
  readonly runId: string;
  readonly signal: AbortSignal;
}

const WAIT_MS = 200;
const LONGEST_WAIT_MS = 10 * 60_000;

/** Does work while nobody else writes the same folder of docs: waits for the one who does. */
export async function withSiteLock<T>(
  { folder, targetPath, runId, signal }: SiteLock,
  work: () => Promise<Outcome<T | undefined>>,
): Promise<Outcome<T | undefined>> {
  const store = createFileStore(join(targetPath, 'state'));
  const key = `docs/${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)}`;
  const request = { name: folder, key, runId, process: thisProcess() };
  const before = performance.now();
  try {
    for (;;) {
      const lock = await acquireLock(store, request);
      if (!isDiagnostic(lock)) {
        try {
          return await work();
        } finally {
          await lock.release();
        }
      }
      if (signal.aborted || performance.now() - before > LONGEST_WAIT_MS)
        return { value: undefined, diagnostics: [lock] };
      await sleep(WAIT_MS);
    }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { value: undefined, diagnostics: error.diagnostics };
  }
}

function isDiagnostic(value: object): value is Diagnostic {
  return 'code' in value;
}
