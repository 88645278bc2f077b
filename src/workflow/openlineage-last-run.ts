import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunResults } from '../artifacts/index.ts';
import type { StoredResult } from '../artifacts/index.ts';
import {
  commandEvent,
  endEvent,
  startEvent,
  type Command,
  type EventWorld,
  type OpenLineageEvent,
} from '../openlineage/index.ts';
import type { NodeStatus } from '../run/events.ts';
import type { JsonObject, JsonValue } from '../project/project.ts';

interface Timed {
  readonly start: Date;
  readonly end: Date;
}

/**
 * What the last run did, from its run_results.json: the same runs, by the same ids, as the events that were sent during it. Undefined where no run has
 * ended in this folder. Results of nodes that the project no longer has, or that are not wanted, are left out.
 */
export async function lastRunEvents(
  folder: string,
  wanted: ReadonlySet<string>,
  sqlOf: (id: string) => string | undefined,
  world: EventWorld,
): Promise<readonly OpenLineageEvent[] | undefined> {
  const { value } = await readRunResults(folder);
  const times = await readTimes(join(folder, 'run_results.json'));
  if (!value?.complete || !times) return undefined;
  const { invocationId = '' } = value;
  const command: Command = { name: String(value.args['which'] ?? 'build'), invocationId, startedAt: times.started };
  const results = value.results.filter(({ uniqueId }) => wanted.has(uniqueId) || isTestOf(uniqueId, wanted, world));
  const nodes = results.flatMap((result) =>
    nodeEvents(result, times.nodes.get(result.uniqueId), { command, sqlOf, world }),
  );
  const failed = value.results.filter(({ status }) => status === 'error' || status === 'fail');
  const error = failed.length === 0 ? {} : { error: `Failed: ${failed.map(({ uniqueId }) => uniqueId).join(', ')}.` };
  const ordered = nodes.sort((a, b) => a.at - b.at).map(({ event }) => event);
  return [
    commandEvent('START', { command, at: times.started }, world),
    ...ordered,
    commandEvent(failed.length === 0 ? 'COMPLETE' : 'FAIL', { command, at: times.ended, ...error }, world),
  ];
}

/** Tests come with what they test, as they do in a run. */
function isTestOf(id: string, wanted: ReadonlySet<string>, { project, graph }: EventWorld): boolean {
  const isTest = project.nodes[id]?.resourceType === 'test' || Object.hasOwn(project.unitTests, id);
  return isTest && (graph.nodes[id]?.parents ?? []).some((parent) => wanted.has(parent));
}

function nodeEvents(
  result: StoredResult,
  timed: Timed | undefined,
  { command, sqlOf, world }: { command: Command; sqlOf: (id: string) => string | undefined; world: EventWorld },
): readonly { readonly at: number; readonly event: OpenLineageEvent }[] {
  if (!timed) return [];
  const id = result.uniqueId;
  const sql = sqlOf(id);
  const planned = { id, ...(sql !== undefined && { sql }) };
  const ended = { ...figuresOf(result), status: result.status as NodeStatus };
  const when = { command, at: timed.end, interrupted: false };
  return [
    { at: timed.start.getTime(), event: startEvent(planned, command, timed.start, world) },
    { at: timed.end.getTime(), event: endEvent(planned, ended, when, world) },
  ];
}

function figuresOf({ message, failures, adapterResponse }: StoredResult) {
  const count = (key: string) => (typeof adapterResponse[key] === 'number' ? adapterResponse[key] : undefined);
  const ids = adapterResponse['query_ids'];
  const [rows, staged, published] = ['rows_affected', 'rows_staged', 'rows_published'].map(count);
  const [quarantined, dropped] = ['rows_quarantined', 'rows_dropped'].map(count);
  return {
    ...(message !== undefined && { message }),
    ...(failures !== undefined && { failures }),
    ...(rows !== undefined && { rows }),
    ...(staged !== undefined && { staged }),
    ...(published !== undefined && { published }),
    ...(quarantined !== undefined && { quarantined }),
    ...(dropped !== undefined && { dropped }),
    ...(Array.isArray(ids) && { queryIds: (ids as readonly JsonValue[]).map(String) }),
  };
}

interface Times {
  readonly started: Date;
  readonly ended: Date;
  readonly nodes: ReadonlyMap<string, Timed>;
}

/** When the run and its nodes began and ended. The file has just been read as results, so that it is JSON is known. */
async function readTimes(file: string): Promise<Times | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { metadata = {}, results = [] } = JSON.parse(text) as {
    metadata?: JsonObject;
    results?: readonly JsonObject[];
  };
  const ended = dateOf(metadata['generated_at']);
  const started = dateOf(metadata['invocation_started_at']) ?? ended;
  if (!started || !ended) return undefined;
  const nodes = results.map((result) => [String(result['unique_id']), timedOf(result['timing'], ended)] as const);
  return { started, ended, nodes: new Map(nodes) };
}

function timedOf(timing: JsonValue | undefined, ended: Date): Timed {
  const list = Array.isArray(timing) ? (timing as readonly JsonObject[]) : [];
  const execute = list.find(({ name }) => name === 'execute');
  const end = dateOf(execute?.['completed_at']) ?? ended;
  return { start: dateOf(execute?.['started_at']) ?? end, end };
}

function dateOf(value: JsonValue | undefined): Date | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}
