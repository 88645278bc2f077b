import { stoppingText, type Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Each event as one JSON object on a line, as it comes. With `--quiet`: those alone that tell of an error. */
export function jsonProgress(terminal: Terminal): Progress {
  let running = 0;
  return {
    onEvent: (event) => {
      if (event.type === 'node-started') running++;
      if (event.type === 'node-finished') running = Math.max(0, running - 1);
      const failed = event.type === 'node-finished' && ['error', 'fail'].includes(event.result.status);
      if (!terminal.quiet || failed) terminal.log(event);
    },
    interrupted: () => terminal.log({ type: 'interrupted', running, text: stoppingText(running) }),
    stop: () => undefined,
  };
}
