import stringWidth from 'string-width';
import type { NodeSummary, RunEvent } from '../../run/events.ts';
import { statusText, type Colours } from './colours.ts';
import { printable, printableLine } from './printable.ts';
import { bytes, counted, count, duration } from './quantities.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

const STATUS_WIDTH = 'success'.length;

/** `build: 340 nodes on target local, 4 at a time` */
export function startText(event: EventOf<'run-started'>): string {
  return `${event.command}: ${counted(event.total, 'node')} on target ${event.target}, ${event.threads} at a time`;
}

/** ` 12/340 success gold.dim_device (table): 1,204 rows, 1.2 s` */
export function finishedText(event: EventOf<'node-finished'>, colours: Colours): string {
  const { result } = event;
  const index = `${event.done}/${event.total}`.padStart(String(event.total).length * 2 + 1);
  const status =
    statusText(result.status, colours) + ' '.repeat(Math.max(0, STATUS_WIDTH - stringWidth(result.status)));
  const what = `${printableLine(result.name)} ${colours.dim(`(${result.kind})`)}`;
  const reason = reasonOf(result);
  const facts = result.status === 'skipped' ? '' : `: ${factsOf(result)}`;
  return `${index} ${status} ${what}${facts}${reason === '' ? '' : ` - ${reason}`}`;
}

/** `1,204 rows, 12 quarantined, 1.3 MB scanned, 1.2 s` */
export function factsOf(result: NodeSummary): string {
  const facts = [
    result.rows === undefined ? '' : counted(result.rows, 'row'),
    result.failures ? counted(result.failures, 'failure') : '',
    result.quarantined ? `${count(result.quarantined)} quarantined` : '',
    result.dropped ? `${count(result.dropped)} dropped` : '',
    result.bytesScanned ? `${bytes(result.bytesScanned)} scanned` : '',
    duration(result.durationMs),
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

/** Why a node is not fine, on one line; empty where there is nothing to say. */
export function reasonOf(result: NodeSummary): string {
  if (result.status === 'skipped' && result.causedBy !== undefined)
    return `because of ${printableLine(shortName(result.causedBy))}`;
  if (result.status === 'success' || result.status === 'pass') return '';
  const said =
    result.message ?? result.diagnostics.find((diagnostic) => diagnostic.severity === 'error')?.message ?? '';
  return printableLine(said.split('\n')[0] ?? '');
}

/** Of an id, `model.shop.revenue`, the name; anything else as it is. */
export function shortName(id: string): string {
  return id.split('.').slice(2).join('.') || id;
}

/** A message of a template or the plan; undefined where it is not to be shown. */
export function messageText(event: EventOf<'message'>, debug: boolean): string | undefined {
  if (event.level === 'debug' && !debug) return undefined;
  const from = event.node === undefined ? '' : `${printableLine(event.node)}: `;
  const level = event.level === 'warning' ? 'warning: ' : '';
  return `${level}${from}${printable(event.text)}`;
}
