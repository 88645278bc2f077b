import type { Clock } from '../aws/clock.ts';

/** Refusals that come so soon after one another are answers to one surge. */
const SURGE_MS = 1000;

/**
 * How many queries this process has in Athena at once. It begins without a limit; a refusal makes what Athena has accepted the limit, another
 * one halves it, and each query that ends allows a little more: after as many as the limit it is higher by one.
 */
export class QueryLimiter {
  private readonly clock: Clock;
  private readonly waiting: (() => void)[] = [];
  /** Those that are being sent, too. */
  private running = 0;
  private accepted = 0;
  private limit = Number.POSITIVE_INFINITY;
  private lastCut = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Queries that may be in flight now. */
  get current(): number {
    return this.limit;
  }

  /** Waits until one more query may be sent. False: the signal came first, and no place was taken. */
  async enter(signal?: AbortSignal): Promise<boolean> {
    while (!signal?.aborted) {
      if (this.running < Math.floor(this.limit)) {
        this.running += 1;
        return true;
      }
      await this.next(signal);
    }
    // Whom a place was shown that is not taken passes it on.
    this.wake();
    return false;
  }

  /** Athena has taken the query. */
  accept(): void {
    this.accepted += 1;
  }

  /** A query that was accepted has ended. */
  end(): void {
    this.accepted -= 1;
    if (Number.isFinite(this.limit)) this.limit += 1 / this.limit;
    this.leave();
  }

  /** Athena refused the query because there are too many. */
  refuse(): void {
    const now = this.clock.now();
    if (now - this.lastCut >= SURGE_MS) {
      this.lastCut = now;
      this.limit = Math.max(1, this.limit > this.accepted ? this.accepted : this.limit / 2);
    }
    this.leave();
  }

  /** The query was not sent, or could not be. */
  leave(): void {
    this.running -= 1;
    this.wake();
  }

  private wake(): void {
    const free = Math.floor(Math.min(this.limit, this.running + this.waiting.length)) - this.running;
    for (const go of this.waiting.splice(0, Math.max(0, free))) go();
  }

  private next(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        const at = this.waiting.indexOf(go);
        if (at >= 0) this.waiting.splice(at, 1);
        resolve();
      };
      this.waiting.push(go);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
