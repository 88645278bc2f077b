import { readFileSync } from 'node:fs';
import type { DatasetEvent, JobEvent, OpenLineageEvent, RunEvent } from '../../src/openlineage/index.ts';

/** Events of a file with one JSON value a line. */
export function readEvents(file: string): readonly OpenLineageEvent[] {
  return parseEvents(readFileSync(file, 'utf8'));
}

export function parseEvents(text: string): readonly OpenLineageEvent[] {
  return text.trimEnd().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as OpenLineageEvent); // prettier-ignore
}

export function runEvents(events: readonly OpenLineageEvent[]): readonly RunEvent[] {
  return events.filter((event): event is RunEvent => 'run' in event);
}

export function jobEvents(events: readonly OpenLineageEvent[]): readonly JobEvent[] {
  return events.filter((event): event is JobEvent => 'job' in event && !('run' in event));
}

export function datasetEvents(events: readonly OpenLineageEvent[]): readonly DatasetEvent[] {
  return events.filter((event): event is DatasetEvent => 'dataset' in event);
}

/** States of each job's run, in the order in which they came: `{ 'shop.gold.shop.orders': 'START COMPLETE' }`. */
export function statesByJob(events: readonly OpenLineageEvent[]): Readonly<Record<string, string>> {
  const states: Record<string, string> = {};
  for (const { job, eventType } of runEvents(events))
    states[job.name] = states[job.name] === undefined ? eventType : `${states[job.name]} ${eventType}`;
  return states;
}

/** The event with which a job's run ended. */
export function endOf(name: string, events: readonly OpenLineageEvent[]): RunEvent {
  const found = runEvents(events).find(({ job, eventType }) => job.name === name && eventType !== 'START');
  if (!found) throw new Error(`No run of "${name}" ended.`);
  return found;
}
