import type { RelationName } from '../engines/engine.ts';
import type { TestNode } from '../project/project.ts';
import type { NodeSummary } from '../run/events.ts';
import { assertionOf, executionOf, expectedOf } from './assertions.ts';
import { columnLineageFacet } from './column-lineage.ts';
import { datasetOf, sideDataset } from './dataset.ts';
import type { Dataset, Facets, InputDataset, Job, OutputDataset, RunEvent, RunState } from './event.ts';
import { inputsOf } from './inputs.ts';
import { jobOf } from './job.ts';
import { nodeEvent, type Command } from './run-events.ts';
import type { EventWorld } from './world.ts';

/** What is known of a node that a command runs, before it runs. */
export interface PlannedRun {
  readonly id: string;
  /** As the engine gets it. */
  readonly sql?: string;
  /** What becomes of the node's table. */
  readonly change?: 'CREATE' | 'OVERWRITE' | 'ALTER';
  /** Where its bad rows go. */
  readonly quarantine?: RelationName;
}

export type NodeResult = Pick<
  NodeSummary,
  'status' | 'message' | 'failures' | 'rows' | 'staged' | 'published' | 'quarantined' | 'dropped' | 'queryIds'
>;

/** A node begins. */
export function startEvent(planned: PlannedRun, command: Command, at: Date, world: EventWorld): RunEvent {
  const parts = partsOf(planned, world);
  return nodeEvent('START', { command, id: planned.id, at, ...parts }, world);
}

/**
 * A node has ended. `interrupted`: the user stopped the run. What was not reached, or was stopped, is an ABORT; what failed, and what did not end
 * well, wrote nothing that anyone should see, and has no outputs.
 */
export function endEvent(
  planned: PlannedRun,
  result: NodeResult,
  { command, at, interrupted }: { readonly command: Command; readonly at: Date; readonly interrupted: boolean },
  world: EventWorld,
): RunEvent {
  const state = stateOf(result, interrupted);
  const { job, inputs, outputs } = partsOf(planned, world);
  return nodeEvent(
    state,
    {
      command,
      id: planned.id,
      at,
      job,
      inputs: withAssertions(planned.id, inputs, result, world),
      outputs: state === 'COMPLETE' ? withStatistics(planned, outputs, result, world) : [],
      ...(state !== 'COMPLETE' && { error: result.message ?? `It ended with status "${result.status}".` }),
      facets: resultFacets(planned.id, result, world),
    },
    world,
  );
}

function stateOf({ status }: NodeResult, interrupted: boolean): RunState {
  if (status === 'skipped') return 'ABORT';
  if (status === 'error') return interrupted ? 'ABORT' : 'FAIL';
  return status === 'fail' ? 'FAIL' : 'COMPLETE';
}

interface Parts {
  readonly job: Job;
  readonly inputs: readonly Dataset[];
  readonly outputs: readonly OutputDataset[];
}

/** A node's job with what it reads and writes: also without a run. */
export function partsOf(planned: PlannedRun, world: EventWorld): Parts {
  const { id, sql } = planned;
  const inputs = readBy(id, world).map((input) => datasetOf(input, world));
  return { job: jobOf(id, sql, world), inputs, outputs: outputOf(id, world) };
}

function readBy(id: string, world: EventWorld): readonly string[] {
  const node = nodeOf(id, world);
  // A test of a relation is about that one first; unit tests read no dataset at all.
  if (node?.resourceType === 'test' && node.test.kind === 'generic') {
    const { attachedTo } = node.test;
    return [attachedTo, ...inputsOf(id, world).filter((input) => input !== attachedTo)];
  }
  return node ? inputsOf(id, world) : [];
}

function outputOf(id: string, world: EventWorld): readonly OutputDataset[] {
  const node = nodeOf(id, world);
  if (!node || !('relation' in node)) return [];
  const dataset = datasetOf(id, world);
  const columnLineage = columnLineageFacet(id, world);
  return [{ ...dataset, facets: { ...dataset.facets, ...(columnLineage && { columnLineage }) } }];
}

function nodeOf(id: string, { project }: EventWorld) {
  return Object.hasOwn(project.nodes, id) ? project.nodes[id] : undefined;
}

/** A generic test's outcome goes with the dataset it is about. */
function withAssertions(
  id: string,
  [about, ...others]: readonly Dataset[],
  result: NodeResult,
  { project, facet }: EventWorld,
): readonly InputDataset[] {
  if (!about) return [];
  const node = Object.hasOwn(project.nodes, id) ? project.nodes[id] : undefined;
  if (node?.resourceType !== 'test' || node.test.kind !== 'generic' || !hasRun(result)) return [about, ...others];
  const dataQualityAssertions = facet('dataQualityAssertions', { assertions: [assertionOf(node, result)] });
  return [{ ...about, inputFacets: { dataQualityAssertions } }, ...others];
}

function hasRun({ status }: NodeResult): boolean {
  return status !== 'error' && status !== 'skipped';
}

function withStatistics(
  { change, quarantine }: PlannedRun,
  [own, ...others]: readonly OutputDataset[],
  { rows, published = rows, quarantined = 0 }: NodeResult,
  world: EventWorld,
): readonly OutputDataset[] {
  if (!own) return [];
  const { facet } = world;
  const statistics = (rowCount: number): Facets => ({ outputStatistics: facet('outputStatistics', { rowCount }) });
  const facets = change
    ? { ...own.facets, lifecycleStateChange: facet('lifecycleStateChange', { lifecycleStateChange: change }) }
    : own.facets;
  return [
    { ...own, facets, ...(published !== undefined && { outputFacets: statistics(published) }) },
    ...others,
    ...(quarantine && quarantined > 0
      ? [{ ...sideDataset(quarantine, world), outputFacets: statistics(quarantined) }]
      : []),
  ];
}

function resultFacets(id: string, result: NodeResult, { project, facet, warehouse }: EventWorld): Facets {
  const node = Object.hasOwn(project.nodes, id) ? project.nodes[id] : undefined;
  const executions = node ? nodeExecutions(node, result, project.nodes) : [unitTestExecution(id, result, project)];
  const tests = executions.flatMap((one) => one ?? []);
  // The publishing statement's, which is sent last.
  const queryId = result.queryIds?.at(-1);
  return {
    ...(tests.length > 0 && { test: facet('test', { tests }) }),
    ...(queryId !== undefined && {
      externalQuery: facet('externalQuery', { externalQueryId: queryId, source: warehouse.namespace }),
    }),
  };
}

type Nodes = EventWorld['project']['nodes'];

function nodeExecutions(node: Nodes[string], result: NodeResult, nodes: Nodes) {
  if (node.resourceType !== 'test') return ruleExecutions(node.uniqueId, result, nodes);
  if (node.test.kind === 'generic') return [];
  const { name, description, config } = node;
  const known = { name, type: 'custom_sql', severity: config.severity, description };
  const { failures } = result;
  const counted = failures === undefined ? {} : { failures, expected: expectedOf(config) };
  return [executionOf(known, { status: testStatus(result), ...counted })];
}

function unitTestExecution(id: string, result: NodeResult, { unitTests }: EventWorld['project']) {
  const test = Object.hasOwn(unitTests, id) ? unitTests[id] : undefined;
  if (!test) return undefined;
  const { name, description } = test;
  return executionOf({ name, type: 'unit_test', severity: 'error', description }, { status: testStatus(result) });
}

function testStatus({ status }: NodeResult): 'pass' | 'fail' | 'skip' {
  if (status === 'pass' || status === 'success') return 'pass';
  return status === 'skipped' ? 'skip' : 'fail';
}

/**
 * Row rules of a model, which are part of its run. Rows that were taken out are counted for all rules together, so that with several rules it is not
 * known which one they broke: then nothing is said of the rules that take rows out.
 */
function ruleExecutions(id: string, result: NodeResult, nodes: Nodes) {
  const { quarantined, dropped, status } = result;
  if (status !== 'success' || quarantined === undefined) return [];
  const rules = Object.values(nodes).filter((node) => isRuleOf(id, node));
  const takers = rules.filter(({ test }) => test.kind === 'generic' && /^(quarantine|drop)$/.test(test.onFail ?? ''));
  const taken = quarantined + (dropped ?? 0);
  return rules.flatMap((rule) => {
    const { test, name, description } = rule;
    if (test.kind !== 'generic' || test.onFail === 'warn') return [];
    if (test.onFail !== 'fail' && taken > 0 && takers.length > 1) return [];
    const failures = test.onFail === 'fail' ? 0 : taken;
    const known = { name, type: test.name, severity: test.onFail === 'fail' ? 'error' : 'warn', description };
    return [executionOf(known, { status: failures === 0 ? 'pass' : 'fail', failures })];
  });
}

function isRuleOf(id: string, node: Nodes[string]): node is TestNode {
  if (node.resourceType !== 'test' || node.test.kind !== 'generic') return false;
  return node.test.attachedTo === id && node.test.onFail !== undefined;
}
