import type { RunEvent } from '../../run/events.ts';

export interface RunningNode {
  readonly name: string;
  readonly kind: string;
  readonly since: number;
}

/** What a listener knows of a run in progress. */
export interface RunSoFar {
  readonly running: ReadonlyMap<string, RunningNode>;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** When the run began, in milliseconds; undefined before it did. */
  readonly since: number | undefined;
  /** Work before the first node, in words; undefined once nodes run. */
  readonly phase: string | undefined;
}

export const nothingSoFar: RunSoFar = {
  running: new Map(),
  done: 0,
  failed: 0,
  total: 0,
  since: undefined,
  phase: undefined,
};

const phaseTexts = {
  load: 'loading the project',
  connect: 'connecting',
  plan: 'planning',
  prepare: 'preparing',
  docs: 'making the docs',
} as const;

/** What is known after one more event. */
export function after(so: RunSoFar, event: RunEvent, now: number): RunSoFar {
  switch (event.type) {
    case 'run-started':
      return { ...so, total: event.total, since: now };
    case 'phase':
      return { ...so, phase: [phaseTexts[event.phase], event.detail].filter(Boolean).join(': ') };
    case 'node-started': {
      const node = { name: event.name, kind: event.kind, since: now };
      return { ...so, phase: undefined, total: event.total, running: new Map([...so.running, [event.id, node]]) };
    }
    case 'node-finished': {
      const running = new Map([...so.running].filter(([id]) => id !== event.result.id));
      const failed = so.failed + (['error', 'fail'].includes(event.result.status) ? 1 : 0);
      return { ...so, phase: undefined, running, failed, done: event.done, total: event.total };
    }
    case 'message':
    case 'check':
      return so;
    case 'run-finished':
      return { ...so, running: new Map() };
  }
}
