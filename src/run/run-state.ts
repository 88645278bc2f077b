import type { Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { stampAfter } from './stamp.ts';

/** A watermark as it is remembered. */
export interface CommittedWatermark {
  readonly column: string;
  readonly of: string;
  readonly type: string;
  readonly value: string;
}

/** A statement that the engine has begun: `id` is the engine's. */
export interface BegunQuery {
  readonly id: string;
  readonly stepId: string;
}

/** The right to write a node's relation, for as long as it is held. */
export interface WriteLock {
  /** Aborted when the lock is lost: another run may be writing from then on. Absent where it cannot be lost. */
  readonly lost?: AbortSignal;
  /** Whether the lock is still held, for certain; asked before each statement that writes. */
  readonly confirm: () => Promise<boolean>;
  /**
   * A UTC time, `YYYY-MM-DD hh:mm:ss.ffffff`, after every other that a holder of this lock was given: `ingest_ts` of what is written next.
   * It is when the lock was taken, and a microsecond more for each statement.
   */
  readonly stamp: () => string;
  /** Remembers a query before its end is awaited: whoever takes the lock over ends it first. Rejects with a DiagnosticError. */
  readonly began: (query: BegunQuery) => Promise<void>;
  /** Its end is known: nobody needs to look for it any more. */
  readonly ended: () => void;
  /** Never rejects: a lock that cannot be given back ends by itself. */
  readonly release: () => Promise<void>;
}

/** What a run remembers about the tables that it writes. Where the storage fails, all but `lock` reject with a DiagnosticError. */
export interface RunState {
  /** Takes the model's lock, and ends what an earlier holder has left running. Diagnostics say why it may not be written. */
  readonly lock: (plan: NodePlan) => Promise<WriteLock | { readonly diagnostics: readonly Diagnostic[] }>;
  /** Before the first statement that writes: this batch, with these bounds, is on its way. */
  readonly begin: (plan: NodePlan, highs: Readonly<Record<string, string>>) => Promise<void>;
  /** After the last one: the batch is done, and reached so far. */
  readonly commit: (plan: NodePlan, watermarks: readonly CommittedWatermark[]) => Promise<void>;
  /** The batch failed before anything was published: it is not on its way any more. */
  readonly abandon: (plan: NodePlan) => Promise<void>;
}

/** The lock of what no other run can write at the same time. */
export function alone(now: () => Date): WriteLock {
  const nothing = () => Promise.resolve();
  let since: Date | undefined;
  let last: string | undefined;
  return {
    confirm: () => Promise.resolve(true),
    stamp: () => (last = stampAfter(last, (since ??= now()))),
    began: nothing,
    ended: () => undefined,
    release: nothing,
  };
}
