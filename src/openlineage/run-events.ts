import type { Facets, InputDataset, Job, Name, OutputDataset, Run, RunEvent, RunState } from './event.ts';
import { EVENT_SCHEMA } from './facets.ts';
import { invocationRunId, nodeRunId } from './run-ids.ts';
import { commandJob } from './job.ts';
import type { EventWorld } from './world.ts';

/** A run of a job: what a scheduler says started the command, or the command itself. */
export interface RunOf extends Name {
  readonly runId: string;
}

/** One command, and who started it. */
export interface Command {
  /** `build`, `run`, … */
  readonly name: string;
  /** Id of the invocation, as artifacts have it. */
  readonly invocationId: string;
  readonly startedAt: Date;
  readonly parent?: RunOf;
  /** Who started the parent. */
  readonly root?: RunOf;
}

type CommandWorld = Pick<EventWorld, 'project' | 'namespace' | 'version' | 'producer' | 'facet'>;

/** What a command as a whole has come to. */
export function commandEvent(
  state: RunState,
  { command, at, error }: { readonly command: Command; readonly at: Date; readonly error?: string },
  world: CommandWorld,
): RunEvent {
  const { parent, root = parent } = command;
  const run: Run = {
    runId: invocationRunId(command.invocationId),
    facets: {
      ...commonRunFacets(world),
      nominalTime: world.facet('nominalTime', { nominalStartTime: command.startedAt.toISOString() }),
      ...(parent && root && { parent: parentFacet(parent, root, world) }),
      ...errorFacets(error, world),
    },
  };
  return runEvent(state, { at, run, job: commandJob(command.name, world), inputs: [], outputs: [] }, world);
}

export interface NodeRun {
  readonly command: Command;
  readonly id: string;
  readonly at: Date;
  readonly job: Job;
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
  readonly error?: string;
  readonly facets?: Facets;
}

/** What a node's run within a command has come to. */
export function nodeEvent(state: RunState, node: NodeRun, world: CommandWorld): RunEvent {
  const { command, id, at, job, inputs, outputs } = node;
  const invoked: RunOf = {
    runId: invocationRunId(command.invocationId),
    namespace: world.namespace,
    name: commandJob(command.name, world).name,
  };
  const run: Run = {
    runId: nodeRunId(command.invocationId, id),
    facets: {
      ...commonRunFacets(world),
      parent: parentFacet(invoked, command.root ?? command.parent ?? invoked, world),
      ...errorFacets(node.error, world),
      ...node.facets,
    },
  };
  return runEvent(state, { at, run, job, inputs, outputs }, world);
}

function runEvent(
  eventType: RunState,
  { at, ...rest }: Pick<RunEvent, 'run' | 'job' | 'inputs' | 'outputs'> & { readonly at: Date },
  { producer }: CommandWorld,
): RunEvent {
  return { eventType, eventTime: at.toISOString(), producer, schemaURL: `${EVENT_SCHEMA}#/$defs/RunEvent`, ...rest };
}

function commonRunFacets({ facet, version }: CommandWorld): Facets {
  return {
    processing_engine: facet('processing_engine', { name: 'lakemodel', version, openlineageAdapterVersion: version }),
  };
}

function parentFacet(parent: RunOf, root: RunOf, { facet }: CommandWorld) {
  return facet('parent', { ...runAndJob(parent), root: runAndJob(root) });
}

function runAndJob({ runId, namespace, name }: RunOf) {
  return { run: { runId }, job: { namespace, name } };
}

function errorFacets(message: string | undefined, { facet }: CommandWorld): Facets {
  if (message === undefined) return {};
  return { errorMessage: facet('errorMessage', { message, programmingLanguage: 'SQL' }) };
}
