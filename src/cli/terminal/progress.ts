import type { RunEvent } from '../../run/events.ts';

/** Shows a run while it happens: one listener for its events. */
export interface Progress {
  readonly onEvent: (event: RunEvent) => void;
  /** Says that the run is being stopped. */
  readonly interrupted: () => void;
  /** Leaves the screen clean; nothing is shown afterwards. */
  readonly stop: () => void;
}

/** What the first Ctrl-C says. */
export function stoppingText(running: number): string {
  const what = running === 0 ? '' : `${running} ${running === 1 ? 'node is' : 'nodes are'} being cancelled; `;
  return `stopping: ${what}press Ctrl-C again to quit at once`;
}
