import type { Clock } from '../clock.ts';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock whose time passes when nothing else is to be done: the next sleeper is woken as soon as all work that is ready has been done. */
export class VirtualClock implements Clock {
  private time = 0;
  private timers: Timer[] = [];
  private pumping = false;

  now(): number {
    return this.time;
  }

  random(): number {
    return 0;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = { at: this.time + Math.max(0, ms), ring: resolve };
      this.timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.timers = this.timers.filter((other) => other !== timer);
        resolve();
      });
      this.pump();
    });
  }

  private pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      const next = this.timers.reduce<Timer | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
      if (!next) return;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.ring();
      this.pump();
    });
  }
}
