import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { JsonValue } from '../project/project.ts';
import type { StateStore } from './state-store.ts';

/** Who holds a lock, or held it last, for other runs to read. */
export interface LockHolder extends LockNote {
  readonly runId: string;
  readonly pid: number;
  readonly host: string;
  /** ISO times: when this process started, since when it has the lock, and until when at the latest unless it is renewed. */
  readonly processStart: string;
  readonly since: string;
  readonly expires: string;
  /** ISO time at which it was given back. */
  readonly released?: string;
}

/** What a holder leaves to the next one, also when it is killed. */
export interface LockNote {
  /** A query whose end its client has not seen. */
  readonly query?: LeftQuery;
  /** The latest time that a holder has given to rows. */
  readonly stamp?: string;
}

/** A query that may still be running on the engine. */
export interface LeftQuery {
  readonly id: string;
  readonly runId: string;
  readonly stepId: string;
  /** ISO time. */
  readonly startedAt: string;
}

/** A lock that is held, and renewed until it is released. */
export interface RunLock {
  /** Aborted when the lock was lost: another run has taken it over, or it could not be renewed in time. Stop writing then. */
  readonly lost: AbortSignal;
  readonly since: Date;
  /** The one who held it before, whether it gave it back or was taken over. */
  readonly previous?: LockHolder;
  /** What the next holder would read. Taken over from the previous one at first. */
  readonly note: () => LockNote;
  /** Whether it is held for certain; where its lease is over, the storage is asked. */
  readonly confirm: () => Promise<boolean>;
  /** Stores a note with the lock, and renews it. Rejects where the storage fails. */
  readonly store: (note: LockNote) => Promise<void>;
  /** Changes the note, stored with the next renewal. */
  readonly change: (note: LockNote) => void;
  /** Gives it back, with its note. Rejects where the storage fails. */
  readonly release: () => Promise<void>;
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
    const previous = holderOf(current?.value);
    if (previous && isHeld(previous, request.process)) {
      const { runId, pid, host, since, expires } = previous;
      return diagnose('run-locked', { name: request.name, runId, pid, host, since, expires });
    }
    const since = request.process.now();
    // Until the query of a dead holder is ended, whoever comes after this run must know of it, too.
    const note = previous ? noteOf(previous) : {};
    const version = await write(store, request, { since, note }, current?.version ?? null);
    if (version !== undefined) return hold(store, request, { since, note, version, previous });
  }
}

function holderOf(value: JsonValue | undefined): LockHolder | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as unknown as LockHolder)
    : undefined;
}

function noteOf({ query, stamp }: LockNote): LockNote {
  return { ...(query && { query }), ...(stamp !== undefined && { stamp }) };
}

function isHeld(holder: LockHolder, self: LockingProcess): boolean {
  if (holder.released !== undefined) return false;
  // Also false for what is no lock at all.
  if (!(Date.parse(holder.expires) > self.now().getTime())) return false;
  if (holder.host !== self.host) return true;
  // A process of our own number that started at another time is a dead one whose number we have, as in a restarted container.
  if (holder.pid === self.pid) return Math.abs(Date.parse(holder.processStart) - self.start.getTime()) < 2000;
  return self.isAlive(holder.pid);
}

interface Taken {
  readonly since: Date;
  readonly note: LockNote;
  readonly version: string;
  readonly previous: LockHolder | undefined;
}

function hold(store: StateStore, request: LockRequest, { since, note: first, version, previous }: Taken): RunLock {
  const { leaseMs = LEASE_MS, process } = request;
  const lost = new AbortController();
  const held = { version, note: first, expires: since.getTime() + leaseMs };
  const turn = { tail: Promise.resolve(), waiting: 0 };
  const now = () => process.now().getTime();
  const lose = () => {
    clearInterval(timer);
    lost.abort();
  };
  /** Writes come one after the other: each is conditional on the one before. */
  const update = (released?: Date): Promise<void> => {
    turn.waiting += 1;
    const done = turn.tail.then(async () => {
      if (lost.signal.aborted) return;
      const began = now();
      const holder = { since, note: held.note, ...(released && { released }) };
      const next = await write(store, request, holder, held.version);
      if (next === undefined) return lose();
      held.version = next;
      held.expires = began + leaseMs;
    });
    turn.tail = done.catch(() => undefined).then(() => void (turn.waiting -= 1));
    return done;
  };
  // The storage may answer again before the lease ends.
  const renew = () =>
    update().catch(() => {
      if (now() >= held.expires) lose();
    });
  const timer = setInterval(() => {
    if (turn.waiting === 0) void renew();
    // A storage that does not answer at all keeps the lock from being renewed, too.
    else if (now() >= held.expires) lose();
  }, leaseMs / 3);
  timer.unref();
  return {
    lost: lost.signal,
    since,
    ...(previous && { previous }),
    note: () => held.note,
    confirm: async () => {
      if (!lost.signal.aborted && now() >= held.expires) await renew();
      return !lost.signal.aborted;
    },
    store: (note) => {
      held.note = note;
      return update();
    },
    change: (note) => {
      held.note = note;
    },
    release: async () => {
      clearInterval(timer);
      await update(process.now());
    },
  };
}

interface Holding {
  readonly since: Date;
  readonly note: LockNote;
  readonly released?: Date;
}

function write(
  store: StateStore,
  { key, process, runId, leaseMs = LEASE_MS }: LockRequest,
  { since, note, released }: Holding,
  ifVersion: string | null,
): Promise<string | undefined> {
  const holder: LockHolder = {
    runId,
    pid: process.pid,
    host: process.host,
    processStart: process.start.toISOString(),
    since: since.toISOString(),
    expires: new Date(process.now().getTime() + leaseMs).toISOString(),
    ...(released && { released: released.toISOString() }),
    ...note,
  };
  return store.write(key, holder as unknown as JsonValue, { ifVersion, durable: false });
}
