import picocolors from 'picocolors';
import type { NodeSummary, NodeStatus } from '../../run/events.ts';
import type { Paint } from '../../diagnostics/index.ts';
import type { Output, World } from '../world.ts';

export type Colours = ReturnType<typeof picocolors.createColors>;

/**
 * Whether a stream gets colours: never with `--no-color` or NO_COLOR (https://no-color.org), always with FORCE_COLOR,
 * otherwise on a terminal that understands them.
 */
export function wantsColour(stream: Output, env: World['env'], flag: boolean): boolean {
  if (!flag || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

export function coloursFor(stream: Output, env: World['env'], flag: boolean): Colours {
  return picocolors.createColors(wantsColour(stream, env, flag));
}

/** How diagnostics are coloured. */
export function paintOf(colours: Colours): Paint {
  const bySeverity = { error: colours.red, warning: colours.yellow, info: colours.cyan };
  return {
    severity: (text, severity) => bySeverity[severity](text),
    dim: colours.dim,
    strong: colours.bold,
  };
}

/** A node's status as a word, coloured; the word alone says everything. */
export function statusText(status: NodeSummary['status'], colours: Colours): string {
  const byStatus: Record<NodeStatus, (text: string) => string> = {
    success: colours.green,
    pass: colours.green,
    error: colours.red,
    fail: colours.red,
    warn: colours.yellow,
    skipped: colours.yellow,
    'no-op': colours.dim,
  };
  return byStatus[status](status);
}
