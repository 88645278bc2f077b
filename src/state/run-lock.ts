import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { JsonValue } from '../project/project.ts';
import type { StateStore } from './state-store.ts';

/** Who holds a lock, for other runs to read. */
export interface LockHolder {
  readonly runId: string;
  readonly pid: number;
  readonly host: string;
  /** ISO times: when this process started, since when it has the lock, and until when at the latest unless it is renewed. */
  readonly processStart: string;
  readonly since: string;
  readonly expires: string;
}

/** A lock that is held, and renewed until it is released. */
export interface RunLock {
  /** Aborted when the lock was lost: another run has taken it over, or it could not be renewed in time. Stop writing then. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

export interface LockRequest {
  /** What is locked, as users call it: `silver.orders`. */
  readonly name: string;
  readonly key: string;
  readonly runId: string;
  readonly process: LockingProcess;
  readonly leaseMs?: number;
}

/** The process that locks and what it can see of others; see `thisProcess`. */
export interface LockingProcess {
  readonly pid: number;
  readonly host: string;
  readonly start: Date;
  readonly now: () => Date;
  readonly isAlive: (pid: number) => boolean;
}

const LEASE_MS = 60_000;

/**
 * Takes a lock: one writer at a time. It is taken over from a holder that is dead on this host, or has not renewed it in time.
 * Answers `run-locked`, saying who holds it since when, where neither is so. Rejects where the storage fails.
 */
export async function acquireLock(store: StateStore, request: LockRequest): Promise<RunLock | Diagnostic> {
  for (;;) {
    const current = await store.read(request.key);
    const holder = current?.value as LockHolder | undefined;
    if (holder && isHeld(holder, request.process)) {
      const { runId, pid, host, since, expires } = holder;
      return diagnose('run-locked', { name: request.name, runId, pid, host, since, expires });
    }
    const since = request.process.now();
    const version = await write(store, request, since, current?.version ?? null);
    if (version !== undefined) return hold(store, request, since, version);
  }
}

function isHeld(holder: LockHolder, self: LockingProcess): boolean {
  // Also false for what is no lock at all.
  if (!(Date.parse(holder.expires) > self.now().getTime())) return false;
  if (holder.host !== self.host) return true;
  // A process of our own number that started at another time is a dead one whose number we have, as in a restarted container.
  if (holder.pid === self.pid) return Math.abs(Date.parse(holder.processStart) - self.start.getTime()) < 2000;
  return self.isAlive(holder.pid);
}

function hold(store: StateStore, request: LockRequest, since: Date, first: string): RunLock {
  const { leaseMs = LEASE_MS, process } = request;
  const lost = new AbortController();
  const held = { version: first, expires: since.getTime() + leaseMs, work: Promise.resolve() };
  const renew = async () => {
    const now = process.now().getTime();
    try {
      const version = await write(store, request, since, held.version);
      if (version === undefined) return lose();
      held.version = version;
      held.expires = now + leaseMs;
    } catch {
      // The storage may answer again before the lease ends.
      if (now >= held.expires) lose();
    }
  };
  const timer = setInterval(() => {
    held.work = held.work.then(renew);
  }, leaseMs / 3);
  timer.unref();
  const lose = () => {
    clearInterval(timer);
    lost.abort();
  };
  return {
    lost: lost.signal,
    release: async () => {
      clearInterval(timer);
      await held.work;
      if (!lost.signal.aborted) await store.remove(request.key, { ifVersion: held.version, durable: false });
    },
  };
}

function write(
  store: StateStore,
  request: LockRequest,
  since: Date,
  ifVersion: string | null,
): Promise<string | undefined> {
  const { process, runId, leaseMs = LEASE_MS } = request;
  const holder: LockHolder = {
    runId,
    pid: process.pid,
    host: process.host,
    processStart: process.start.toISOString(),
    since: since.toISOString(),
    expires: new Date(process.now().getTime() + leaseMs).toISOString(),
  };
  return store.write(request.key, holder as unknown as JsonValue, { ifVersion, durable: false });
}
