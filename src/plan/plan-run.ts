import { diagnose, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { FIRST_TIME, type Compiler } from '../compile/compiler.ts';
import { placeAt } from '../graph/place-at.ts';
import type { RunOrder } from '../graph/run-order.ts';
import type { Hook, ProjectNode, RelationNode, TestNode, UnitTest } from '../project/project.ts';
import { externalSourcesOf, externalSteps } from './external-sources.ts';
import { athenaNameProblems } from './athena-names.ts';
import { dropLeftOver } from './left-over.ts';
import { cleanupWithClaims, withLocations } from './locations.ts';
import { isUnmaintained, maintenanceSteps } from './maintenance.ts';
import { ownershipProblems } from './ownership.ts';
import type { NodePlan, Plan, Step } from './plan.ts';
import { persistDocs, viewNotes } from './persist-docs.ts';
import { planTests } from './plan-tests.ts';
import { planUnitTest } from './plan-unit-test.ts';
import type { Planner } from './planner.ts';
import { externalSchemaSteps, schemaSteps } from './schemas.ts';
import type { PlanScope } from './scope.ts';
import { sharedLocations } from './shared-locations.ts';
import { dataFolders, occupation, ownershipFacts, propertyProblems } from './storage.ts';

export interface PlanRequest {
  readonly command: string;
  /** Unique ids to run, in graph order: models, seeds, snapshots, tests, unit tests. */
  readonly ids: readonly string[];
  /** What each waits for, among `ids`. */
  readonly order: RunOrder;
  readonly storeFailures: boolean;
  /** Schemas that exist. */
  readonly schemas: ReadonlySet<string>;
}

export interface PlanParts {
  readonly planner: Planner;
  readonly scope: PlanScope;
  readonly compiler: Compiler;
}

/** Decides everything that a run will send. Nothing is sent; all problems are found at once. */
export async function planRun(request: PlanRequest, { planner, scope, compiler }: PlanParts): Promise<Outcome<Plan>> {
  const { project } = scope;
  const diagnostics: Diagnostic[] = [];
  const relations: NodePlan[] = [];
  for (const id of request.ids) {
    const node = project.nodes[id];
    if (!node || node.resourceType === 'test' || node.resourceType === 'analysis') continue;
    const plan = await planRelation(node, request, { planner, scope, compiler }, diagnostics);
    if (plan) relations.push(plan);
  }
  const tests = await planSelectedTests(request, { planner, scope, compiler }, diagnostics);
  const unitTests = await planUnitTests(request, { planner, scope, compiler }, diagnostics);
  const nodes = withPlanIds([...relations, ...tests, ...unitTests], request).map((plan) => placed(plan, scope));
  const sources = externalSourcesOf(request.ids, scope);
  const external = externalSteps(sources, scope);
  diagnostics.push(...external.diagnostics, ...fileProblems(nodes, scope));
  const plan: Plan = {
    command: request.command,
    target: project.target.name,
    dialect: scope.dialect,
    runId: scope.runId,
    runStartedAt: scope.runStartedAt,
    prepare: [
      ...schemaSteps(nodes, request.schemas, scope),
      ...externalSchemaSteps(sources, request.schemas),
      ...external.steps,
      ...hooks(project.settings.onRunStart, undefined, 'on-run-start', compiler, diagnostics),
    ],
    nodes,
    finish: hooks(project.settings.onRunEnd, undefined, 'on-run-end', compiler, diagnostics),
  };
  return { value: plan, diagnostics: [...planner.diagnostics, ...diagnostics] };
}

/** Only Athena is told where a table lies; unit tests run on the embedded engine. */
export function placed(plan: NodePlan, scope: PlanScope): NodePlan {
  const folders = scope.dialect === 'athena' && plan.kind !== 'unit test' ? dataFolders(plan.id, scope) : undefined;
  if (!folders) return plan;
  const left = plan.relation ? dropLeftOver(plan.relation, plan.steps, ownershipFacts(scope)) : [];
  const steps = [...plan.steps, ...left].map((step) => droppingOnly(step, scope));
  return {
    ...plan,
    steps: withLocations(steps, folders),
    cleanup: cleanupWithClaims(plan.cleanup, steps, folders),
  };
}

/** Athena replaces a table by dropping it first. Where there was none to drop, one that comes up meanwhile is somebody else's. */
function droppingOnly(step: Step, { existing }: PlanScope): Step {
  const isReplaced = step.kind === 'create-table-as' || step.kind === 'load-rows' || step.kind === 'create-table';
  return isReplaced && step.replace && !existing(step.relation) ? { ...step, replace: false } : step;
}

/** What stands against writing where the plan would write. Athena deletes the files of a table that is dropped, wherever they lie. */
function fileProblems(nodes: readonly NodePlan[], scope: PlanScope): Diagnostic[] {
  if (scope.dialect !== 'athena') return [];
  return [...sharedLocations(occupation(scope)), ...ownershipProblems(nodes, ownershipFacts(scope))];
}

async function planRelation(
  node: RelationNode,
  request: PlanRequest,
  { planner, scope, compiler }: PlanParts,
  diagnostics: Diagnostic[],
): Promise<NodePlan | undefined> {
  const planned = await planner.plan(node.uniqueId);
  if (!planned?.steps) return undefined;
  diagnostics.push(...propertyProblems(node, scope), ...athenaNameProblems(node, planned.columns, scope));
  const { steps, cleanup, notes, batchId, highs } = planned.steps;
  const docs = persistDocs(node, planned.steps, scope.existing(node.relation), scope.dialect);
  const maintenance = maintenanceSteps(node, scope);
  const before = hooks(node.config.pre_hook, node, 'pre-hook', compiler, diagnostics);
  const after = hooks(node.config.post_hook, node, 'post-hook', compiler, diagnostics);
  // Those before the last one are of parts that are done.
  const commit = steps.filter((step) => step.kind === 'commit').slice(-1);
  return {
    id: node.uniqueId,
    name: `${node.relation.schema}.${node.relation.identifier}`,
    kind: node.resourceType === 'model' ? node.config.materialized : node.resourceType,
    relation: node.relation,
    ...workGroupOf(node),
    waitsFor: request.order.get(node.uniqueId) ?? [],
    steps: [
      ...before,
      ...steps.filter(
        (step) => !commit.some((last) => last === step) && !(step.kind === 'maintain' && isUnmaintained(node)),
      ),
      ...docs,
      ...after,
      ...commit,
      ...maintenance.steps,
    ],
    cleanup,
    notes: [...notes, ...viewNotes(node, scope.dialect), ...maintenance.notes],
    tests: [],
    batchId,
    highs,
    ...(planned.compiled && { compiledCode: planned.compiled.sql }),
  };
}

function workGroupOf({ config }: RelationNode): { workGroup?: string } {
  const workGroup = config.other['work_group'];
  return typeof workGroup === 'string' && workGroup !== '' ? { workGroup } : {};
}

/** What is wrong with tests and unit tests by what is known without a warehouse: their columns, arguments and rows. */
export async function checkTests(ids: readonly string[], parts: PlanParts): Promise<readonly Diagnostic[]> {
  const { planner, scope, compiler } = parts;
  const before = planner.diagnostics.length;
  const tests: TestNode[] = [];
  for (const id of ids) {
    const node = scope.project.nodes[id];
    if (node?.resourceType === 'test' && (await planner.knowInputs(id, { virtually: true }))) tests.push(node);
  }
  const planned = await planTests({
    tests,
    scope: { ...scope, columnsOf: (id) => planner.columnsOf(id) },
    compiler,
    storeFailures: false,
    waitsFor: () => [],
  });
  const diagnostics: Diagnostic[] = [...planned.diagnostics];
  const request = { command: 'test', ids, order: new Map(), storeFailures: false, schemas: new Set<string>() };
  await planUnitTests(request, parts, diagnostics);
  return [...planner.diagnostics.slice(before), ...diagnostics];
}

async function planSelectedTests(
  request: PlanRequest,
  { planner, scope, compiler }: PlanParts,
  diagnostics: Diagnostic[],
): Promise<NodePlan[]> {
  const tests = request.ids.flatMap((id) => {
    const node = scope.project.nodes[id];
    return node?.resourceType === 'test' ? [node] : [];
  });
  const possible: TestNode[] = [];
  for (const test of tests) {
    const missing = planner.missingInputs(test.uniqueId);
    if (missing.length > 0) diagnostics.push(leftOut(test, missing, scope));
    else if (await planner.knowInputs(test.uniqueId)) possible.push(test);
  }
  const planned = await planTests({
    tests: possible,
    scope: { ...scope, columnsOf: (id) => planner.columnsOf(id) },
    compiler,
    storeFailures: request.storeFailures,
    waitsFor: (id) => request.order.get(id) ?? [],
  });
  diagnostics.push(...planned.diagnostics);
  return planned.plans;
}

/** A test comes with one of the nodes it reads; where another is neither there nor built, it cannot be asked. */
function leftOut(test: TestNode, missing: readonly string[], { project }: PlanScope): Diagnostic {
  const inputs = missing.map((id) => project.nodes[id]?.name ?? id);
  return diagnose('test-left-out', { test: test.name, inputs }, { at: placeAt(project, test.span) });
}

async function planUnitTests(
  request: PlanRequest,
  { planner, scope, compiler }: PlanParts,
  diagnostics: Diagnostic[],
): Promise<NodePlan[]> {
  const plans: NodePlan[] = [];
  for (const id of request.ids) {
    const unitTest: UnitTest | undefined = scope.project.unitTests[id];
    if (!unitTest) continue;
    const planned = await planUnitTest(
      unitTest,
      { ...scope, columnsOf: (parent) => planner.columnsOf(parent) },
      planner,
      compiler,
      plans.length + 1,
    );
    diagnostics.push(...planned.diagnostics);
    if (planned.value) plans.push({ ...planned.value, waitsFor: request.order.get(id) ?? [] });
  }
  return plans;
}

/** Ids of nodes that others wait for are those of tests; a group of tests has an id of its own. */
function withPlanIds(plans: readonly NodePlan[], _request: PlanRequest): NodePlan[] {
  const planOf = new Map<string, string>();
  const taken = new Map<string, number>();
  const named = plans.map((plan) => {
    const count = taken.get(plan.id) ?? 0;
    taken.set(plan.id, count + 1);
    const id = count === 0 ? plan.id : `${plan.id}#${count + 1}`;
    planOf.set(plan.id, id);
    for (const test of plan.tests) planOf.set(test, id);
    return { ...plan, id };
  });
  const planned = new Set(named.map((plan) => plan.id));
  return named.map((plan) => ({
    ...plan,
    waitsFor: [...new Set(plan.waitsFor.map((id) => planOf.get(id) ?? id))].filter(
      (id) => planned.has(id) && id !== plan.id,
    ),
  }));
}

function hooks(
  list: readonly Hook[],
  node: ProjectNode | undefined,
  word: string,
  compiler: Compiler,
  diagnostics: Diagnostic[],
): Step[] {
  return list.flatMap((hook, index) => {
    const file = hook.span?.file ?? node?.path ?? 'project.yml';
    const rendered = compiler.render({ file, text: hook.sql }, node, FIRST_TIME);
    diagnostics.push(...rendered.diagnostics);
    const sql = rendered.value?.text.trim();
    if (!sql) return [];
    return [{ kind: 'statement' as const, id: `${word}-${index + 1}`, purpose: word, sql }];
  });
}
