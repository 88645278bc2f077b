import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import type { RunEvent } from '../../run/events.ts';
import type { World } from '../world.ts';
import type { Colours } from './colours.ts';
import { finishedText, messageText } from './event-text.ts';
import { printableLine } from './printable.ts';
import { stoppingText, type Progress } from './progress.ts';
import { count, duration } from './quantities.ts';
import { after, nothingSoFar, type RunSoFar } from './run-so-far.ts';
import { cutTo } from './table.ts';
import type { Terminal } from './terminal.ts';

const FRAME_MS = 100;
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * For terminals: a line for each running node and one with the counts, redrawn in place. Only what is not fine stays on
 * the screen, above them. Drawn by the clock and not by events: thousands of quick nodes cost nothing.
 */
export function liveProgress(world: World, terminal: Terminal): Progress {
  const update = createLogUpdate(world.stderr);
  let so = nothingSoFar;
  let frame = 0;
  let stopping = false;
  const now = () => world.now().getTime();
  const draw = () => {
    const { columns = 80, rows = 24 } = world.stderr;
    const look = { width: columns - 1, height: rows - 1, spinner: spinner[frame % spinner.length] as string };
    const lines = frameLines(so, now(), { ...look, stopping, colours: terminal.talkColours });
    if (lines.length > 0) update(lines.join('\n'));
  };
  const above = (text: string) => {
    update.clear();
    terminal.say(text);
    draw();
  };
  const stopTicking = world.every(FRAME_MS, () => {
    frame++;
    draw();
  });
  return {
    onEvent: (event) => {
      so = after(so, event, now());
      const text = permanentText(event, world, terminal);
      if (text !== undefined) above(text);
    },
    interrupted: () => {
      stopping = true;
      draw();
    },
    stop: () => {
      stopTicking();
      update.clear();
      update.done();
      // Said once more, to stay: the live lines are gone.
      if (stopping) terminal.say('stopped: interrupted');
    },
  };
}

interface Look {
  readonly width: number;
  readonly height: number;
  readonly spinner: string;
  readonly stopping: boolean;
  readonly colours: Colours;
}

/** The live lines, each cut to the width and all together to the height. */
export function frameLines(so: RunSoFar, now: number, look: Look): string[] {
  const nodes = [...so.running.values()];
  const room = Math.max(1, look.height - 3);
  const lines = nodes.slice(0, room).map((node) => {
    const left = `${look.colours.cyan(look.spinner)} ${printableLine(node.name)} ${look.colours.dim(node.kind)}`;
    return withRight(left, duration(now - node.since), look.width);
  });
  if (nodes.length > room) lines.push(cutTo(`  … and ${nodes.length - room} more`, look.width));
  const counts = countsText(so, look);
  if (counts !== '')
    lines.push(
      so.since === undefined ? cutTo(counts, look.width) : withRight(counts, duration(now - so.since), look.width),
    );
  if (look.stopping) lines.push(cutTo(look.colours.yellow(stoppingText(nodes.length)), look.width));
  return lines;
}

function countsText(so: RunSoFar, look: Look): string {
  if (so.phase !== undefined) return `${look.colours.cyan(look.spinner)} ${printableLine(so.phase)}`;
  if (so.total === 0) return '';
  const failed = so.failed === 0 ? '' : `, ${look.colours.red(`${count(so.failed)} failed`)}`;
  return `${count(so.done)}/${count(so.total)} done${failed}`;
}

/** The right text is what changes and is kept whole; the left one is cut. */
function withRight(left: string, right: string, width: number): string {
  const room = width - stringWidth(right) - 2;
  return room < 4 ? cutTo(left, width) : `${cutTo(left, room)}  ${right}`;
}

function permanentText(event: RunEvent, world: World, terminal: Terminal): string | undefined {
  if (event.type === 'message') return messageText(event, world.env['LAKEMODEL_DEBUG'] === '1');
  if (event.type !== 'node-finished' || !['error', 'fail', 'warn'].includes(event.result.status)) return undefined;
  return finishedText(event, terminal.talkColours);
}
