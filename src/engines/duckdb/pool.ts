/**
 * At most `size` resources, made when first needed and lent to one user at a time, in the order of asking. Making one is never done twice at
 * once, so that what is set up in it cannot conflict.
 */
export class Pool<T> {
  private readonly size: number;
  private readonly make: () => Promise<T>;
  private readonly free: T[] = [];
  private readonly made: T[] = [];
  private readonly waiting: Waiter<T>[] = [];
  private making = Promise.resolve();
  private begun = 0;

  constructor(size: number, make: () => Promise<T>) {
    this.size = size;
    this.make = make;
  }

  /** Lends one until `use` has settled. `signal` ends the wait for one, not the use. */
  async lend<R>(use: (resource: T) => Promise<R>, signal?: AbortSignal): Promise<R> {
    const resource = await this.take(signal);
    try {
      return await use(resource);
    } finally {
      this.giveBack(resource);
    }
  }

  /** Everything that was made, for closing. */
  get all(): readonly T[] {
    return this.made;
  }

  private async take(signal: AbortSignal | undefined): Promise<T> {
    const free = this.free.pop();
    if (free !== undefined) return free;
    if (this.begun < this.size) return this.makeOne();
    return await new Promise<T>((resolve, reject) => {
      const onAbort = () => this.giveUp(waiter, signal?.reason);
      const waiter: Waiter<T> = {
        resolve: (resource) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(resource);
        },
        reject,
      };
      this.waiting.push(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  private async makeOne(): Promise<T> {
    this.begun++;
    const turn = this.making.then(this.make);
    this.making = turn.then(
      () => undefined,
      () => undefined,
    );
    try {
      const resource = await turn;
      this.made.push(resource);
      return resource;
    } catch (error) {
      this.begun--;
      // Who waits for one of those in use may be waiting for this one, which will never be.
      for (const waiter of this.waiting.splice(0)) waiter.reject(error);
      throw error;
    }
  }

  private giveBack(resource: T): void {
    const next = this.waiting.shift();
    if (next) next.resolve(resource);
    else this.free.push(resource);
  }

  private giveUp(waiter: Waiter<T>, reason: unknown): void {
    const index = this.waiting.indexOf(waiter);
    if (index < 0) return;
    this.waiting.splice(index, 1);
    waiter.reject(reason);
  }
}

interface Waiter<T> {
  readonly resolve: (resource: T) => void;
  readonly reject: (reason: unknown) => void;
}
