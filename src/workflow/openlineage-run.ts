import { stringifyWithout } from '../artifacts/index.ts';
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import type { Host, Invocation, RunReport } from '../lakemodel.ts';
import type { ProjectLineage } from '../lineage/project-lineage.ts';
import {
  commandEvent,
  deliveryOf,
  endEvent,
  startEvent,
  type Command,
  type Deliveries,
  type Delivery,
  type EventSink,
  type EventWorld,
  type OpenLineageEvent,
  type PlannedRun,
} from '../openlineage/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { RenderedPlan } from '../render/render-plan.ts';
import type { NodeSummary, RunEvent } from '../run/events.ts';
import type { OpenProject } from './open-project.ts';
import { plannedRuns } from './openlineage-planned.ts';
import { eventWorld, openSink } from './openlineage-world.ts';
import { traceProject } from './trace-project.ts';
import type { Warehouse } from './warehouse.ts';

/** How long the end of a run waits for events that are on their way, in milliseconds; and after Ctrl-C. */
const FLUSH_MS = 10_000;
const INTERRUPTED_FLUSH_MS = 2_000;

/** Tells OpenLineage what a run does, as it does it. Nothing of it holds the run up or fails it. */
export interface RunLineage {
  /** Problems of what is configured: with an error among them nothing is to be run. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plan stands; nodes are about to run. */
  readonly planned: (rendered: RenderedPlan, warehouse: Warehouse) => Promise<void>;
  readonly heard: (event: RunEvent) => void;
  readonly ended: (results: readonly NodeSummary[], plan: NodePlan) => void;
  /** The command is over: the report, with what could not be delivered. */
  readonly finish: (report: RunReport) => Promise<RunReport>;
}

export interface RunLineageInput {
  readonly command: string;
  readonly runId: string;
  readonly startedAt: Date;
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly host: Host;
}

/** Begins the events of a command, where they are asked for. */
export function openRunLineage(input: RunLineageInput): RunLineage {
  const { invocation, host, opened } = input;
  const { openLineage } = opened.project.settings;
  const { value: delivery, diagnostics: found } = deliveryOf({
    ...(invocation.openLineage !== undefined && { flag: invocation.openLineage }),
    ...(openLineage && { project: openLineage }),
    env: host.env,
  });
  const diagnostics = opened.controls.apply(found);
  if (!delivery || invocation.dryRun) return silent(diagnostics);
  const tries = { failed: 0, reason: '' };
  const run = attempt(tries, () => new LineageOfRun(input, delivery, tries));
  return run ?? silent(opened.controls.apply(lostEvents({ delivered: 0, lost: tries.failed, reason: tries.reason })));
}

/** Events that could not even be made. */
interface Tries {
  failed: number;
  reason: string;
}

// Whatever is wrong with an event, the run is worth more: what throws is a lost event.
function attempt<T>(tries: Tries, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    noteFailure(tries, error);
    return undefined;
  }
}

function noteFailure(tries: Tries, error: unknown): void {
  tries.failed += 1;
  tries.reason ||= `they could not be made (${error instanceof Error ? error.name : 'unknown error'})`;
}

function silent(diagnostics: readonly Diagnostic[]): RunLineage {
  const nothing = () => undefined;
  const finish = (report: RunReport) => Promise.resolve({ ...report, diagnostics: [...report.diagnostics, ...diagnostics] }); // prettier-ignore
  return { diagnostics, planned: () => Promise.resolve(), heard: nothing, ended: nothing, finish };
}

const NO_LINEAGE: ProjectLineage = { nodes: {} };

class LineageOfRun implements RunLineage {
  readonly diagnostics: readonly Diagnostic[] = [];
  private readonly input: RunLineageInput;
  private readonly delivery: Delivery;
  private readonly sink: EventSink;
  private readonly command: Command;
  private world: EventWorld;
  /** By node plan; a group of tests has several. */
  private runs: ReadonlyMap<string, readonly PlannedRun[]> = new Map();
  private readonly started = new Set<string>();
  private readonly tries: Tries;

  constructor(input: RunLineageInput, delivery: Delivery, tries: Tries) {
    this.tries = tries;
    this.input = input;
    this.delivery = delivery;
    this.sink = openSink(delivery.place, input.invocation);
    const { parent, root } = delivery;
    this.command = {
      name: input.command,
      invocationId: input.runId,
      startedAt: input.startedAt,
      ...(parent && { parent }),
      ...(root && { root }),
    };
    this.world = this.worldWith(NO_LINEAGE);
    this.send(commandEvent('START', { command: this.command, at: input.startedAt }, this.world));
  }

  async planned(rendered: RenderedPlan, warehouse: Warehouse): Promise<void> {
    const { opened, invocation, host } = this.input;
    try {
      this.runs = plannedRuns(rendered, opened.project, warehouse);
      // What it says of broken models the plan has said already.
      const traced = await traceProject(opened, invocation, { ...host, onEvent: () => undefined });
      this.world = this.worldWith(traced.value.lineage, warehouse);
    } catch (error) {
      noteFailure(this.tries, error);
    }
  }

  heard(event: RunEvent): void {
    if (event.type === 'node-started') attempt(this.tries, () => this.begin(event.id));
  }

  ended(results: readonly NodeSummary[], { id }: NodePlan): void {
    attempt(this.tries, () => this.end(results, id));
  }

  private end(results: readonly NodeSummary[], id: string): void {
    // What was skipped has not begun: a run needs both its ends all the same.
    if (!this.started.has(id)) this.begin(id);
    const byId = new Map((this.runs.get(id) ?? []).map((run) => [run.id, run]));
    const { now, signal } = this.input.host;
    const when = { command: this.command, at: now(), interrupted: signal.aborted };
    for (const result of results)
      this.send(endEvent(byId.get(result.id) ?? { id: result.id }, result, when, this.world));
  }

  async finish(report: RunReport): Promise<RunReport> {
    const { host } = this.input;
    const state = host.signal.aborted ? 'ABORT' : report.exitCode === 0 ? 'COMPLETE' : 'FAIL';
    const error = state === 'COMPLETE' ? undefined : reasonOf(report);
    const outcome = { command: this.command, at: host.now(), ...(error !== undefined && { error }) };
    attempt(this.tries, () => this.send(commandEvent(state, outcome, this.world)));
    const told = await this.sink.close(host.signal.aborted ? INTERRUPTED_FLUSH_MS : FLUSH_MS);
    const { failed, reason } = this.tries;
    const all = { ...told, lost: told.lost + failed, reason: told.reason ?? reason };
    const lost = this.input.opened.controls.apply(lostEvents(all));
    return { ...report, diagnostics: [...report.diagnostics, ...lost] };
  }

  private begin(id: string): void {
    this.started.add(id);
    const at = this.input.host.now();
    for (const run of this.runs.get(id) ?? []) this.send(startEvent(run, this.command, at, this.world));
  }

  private send(event: OpenLineageEvent): void {
    const { opened } = this.input;
    const { settings } = opened.project;
    const { place } = this.delivery;
    const keys = [settings.openLineage?.apiKey, place.kind === 'http' ? place.apiKey : undefined].flatMap((key) => key ?? []); // prettier-ignore
    this.sink.send(stringifyWithout([...opened.secrets(), ...keys], event));
  }

  private worldWith(lineage: ProjectLineage, warehouse?: Warehouse): EventWorld {
    const { opened, invocation, host } = this.input;
    const { namespace } = this.delivery;
    return eventWorld({
      opened,
      invocation,
      host,
      namespace,
      lineage,
      ...(warehouse && { locationOf: (relation) => warehouse.existing(relation)?.location }),
    });
  }
}

/** One warning for all that was lost. */
export function lostEvents({ delivered, lost, reason = 'unknown' }: Deliveries): readonly Diagnostic[] {
  return lost === 0 ? [] : [diagnose('openlineage-events-lost', { lost, all: delivered + lost, reason })];
}

function reasonOf({ diagnostics, results }: RunReport): string {
  if (hasErrors(diagnostics)) return diagnostics.find(({ severity }) => severity === 'error')!.message;
  const failed = results.filter(({ status }) => status === 'error' || status === 'fail');
  return failed.length === 0 ? 'It was stopped.' : `Failed: ${failed.map(({ name }) => name).join(', ')}.`;
}
