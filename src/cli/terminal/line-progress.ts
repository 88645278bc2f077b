import type { RunEvent } from '../../run/events.ts';
import type { World } from '../world.ts';
import { finishedText, messageText, startText } from './event-text.ts';
import { printableLine } from './printable.ts';
import { stoppingText, type Progress } from './progress.ts';
import { duration } from './quantities.ts';
import { after, nothingSoFar, type RunSoFar } from './run-so-far.ts';
import type { Terminal } from './terminal.ts';

// CI services end jobs that write nothing for some minutes.
const HEARTBEAT_MS = 60_000;

/** For pipes and CI: one line for each node that ended, and a sign of life where a minute passes without one. */
export function lineProgress(world: World, terminal: Terminal): Progress {
  let so = nothingSoFar;
  let quietSince = world.now().getTime();
  const say = (text: string | undefined) => {
    if (text === undefined) return;
    terminal.say(text);
    quietSince = world.now().getTime();
  };
  const stopTicking = world.every(HEARTBEAT_MS / 4, () => {
    if (world.now().getTime() - quietSince >= HEARTBEAT_MS) say(heartbeat(so, world.now().getTime()));
  });
  return {
    onEvent: (event) => {
      so = after(so, event, world.now().getTime());
      say(lineFor(event, world, terminal));
    },
    interrupted: () => say(stoppingText(so.running.size)),
    stop: stopTicking,
  };
}

function lineFor(event: RunEvent, world: World, terminal: Terminal): string | undefined {
  if (event.type === 'run-started') return startText(event);
  if (event.type === 'node-finished') return finishedText(event, terminal.talkColours);
  if (event.type === 'message') return messageText(event, world.env['LAKEMODEL_DEBUG'] === '1');
  return undefined;
}

function heartbeat(so: RunSoFar, now: number): string | undefined {
  const nodes = [...so.running.values()].map((node) => `${printableLine(node.name)} (${duration(now - node.since)})`);
  if (nodes.length > 0) return `still running: ${nodes.join(', ')}`;
  return so.phase === undefined ? undefined : `still ${printableLine(so.phase)}`;
}
