import type { World } from '../world.ts';
import { jsonProgress } from './json-progress.ts';
import { lineProgress } from './line-progress.ts';
import { liveProgress } from './live-progress.ts';
import { stoppingText, type Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** JSON lines, silence, live lines or plain lines, as flags and stderr ask for. */
export function openProgress(world: World, terminal: Terminal): Progress {
  if (terminal.json) return jsonProgress(terminal);
  if (terminal.quiet) return quietProgress(terminal);
  return canRedraw(world) ? liveProgress(world, terminal) : lineProgress(world, terminal);
}

function canRedraw({ stderr, env }: World): boolean {
  return stderr.isTTY === true && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '';
}

function quietProgress(terminal: Terminal): Progress {
  return { onEvent: () => undefined, interrupted: () => terminal.complain(stoppingText(0)), stop: () => undefined };
}
