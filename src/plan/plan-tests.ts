import { diagnose, DiagnosticError, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { FIRST_TIME, type Compiler } from '../compile/compiler.ts';
import { placeAt } from '../graph/place-at.ts';
import type { JsonObject, TestNode } from '../project/project.ts';
import {
  batchTests,
  checkArguments,
  checkConditions,
  failingRowsQuery,
  findCheck,
  testQuery,
  whereQuery,
  type BatchCandidate,
  type TestContext,
} from '../quality/index.ts';
import { NO_OPTIONS } from './batch.ts';
import type { NodePlan, PortableSql, Step } from './plan.ts';
import type { PlanScope } from './scope.ts';

export interface TestPlanInput {
  readonly tests: readonly TestNode[];
  readonly scope: PlanScope;
  readonly compiler: Compiler;
  readonly storeFailures: boolean;
  /** Ids that a test waits for, tests left out. */
  readonly waitsFor: (testId: string) => readonly string[];
}

/** A test whose question is known, with the query of the dialect that stands in it where its SQL is the project's own. */
interface ReadyTest {
  readonly node: TestNode;
  readonly context: TestContext;
  readonly inputs: Readonly<Record<string, string>>;
}

const QUERY = '__lm_query';

/** Plans data tests: those on one relation that wait for the same nodes are answered by one scan where they can be. */
export async function planTests(input: TestPlanInput): Promise<{ plans: NodePlan[]; diagnostics: Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const groups = new Map<string, ReadyTest[]>();
  for (const node of input.tests) {
    const ready = await prepare(node, input);
    diagnostics.push(...ready.diagnostics);
    if (!ready.test) continue;
    const key = [attachedTo(node), ...[...input.waitsFor(node.uniqueId)].sort()].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), ready.test]);
  }
  const plans = [...groups.values()].flatMap((tests) => planGroup(tests, input, diagnostics));
  return { plans, diagnostics };
}

function attachedTo({ uniqueId, test }: TestNode): string {
  return test.kind === 'generic' ? test.attachedTo : uniqueId;
}

async function prepare(
  node: TestNode,
  input: TestPlanInput,
): Promise<{ test?: ReadyTest; diagnostics: readonly Diagnostic[] }> {
  const { scope } = input;
  const problems = checkConditions(node, scope.project);
  if (hasErrors(problems)) return { diagnostics: problems };
  return node.test.kind === 'singular' ? prepareSingular(node, input) : prepareGeneric(node, node.test, input);
}

async function prepareSingular(
  node: TestNode,
  { compiler, scope }: TestPlanInput,
): Promise<{ test?: ReadyTest; diagnostics: readonly Diagnostic[] }> {
  const compiled = compiler.compile(node, FIRST_TIME);
  if (!compiled.value) return { diagnostics: compiled.diagnostics };
  const context = { sql: `SELECT * FROM "${QUERY}" AS q`, now: scope.runStartedAt };
  return { test: { node, context, inputs: { [QUERY]: compiled.value.sql } }, diagnostics: compiled.diagnostics };
}

function prepareGeneric(
  node: TestNode,
  test: Extract<TestNode['test'], { kind: 'generic' }>,
  { compiler, scope }: TestPlanInput,
): { test?: ReadyTest; diagnostics: readonly Diagnostic[] } {
  const relation = scope.relationSql(test.attachedTo);
  const base = { now: scope.runStartedAt };
  if (scope.ownTests.has(test.name)) {
    const extras = ownTestArguments(node, test, relation, scope);
    const rendered = compiler.callTest(test.name, extras, node);
    if (rendered.value === undefined) return { diagnostics: rendered.diagnostics };
    return { test: { node, context: { ...base, sql: rendered.value }, inputs: {} }, diagnostics: rendered.diagnostics };
  }
  const check = findCheck(test.name);
  if (!check)
    return { diagnostics: [diagnose('test-unknown', { name: test.name }, { at: placeAt(scope.project, node.span) })] };
  const columns = scope.columnsOf(test.attachedTo);
  const problems = checkArguments(check, node, scope.project, columns);
  if (hasErrors(problems)) return { diagnostics: problems };
  const context = { ...base, relation, arguments: scope.testArguments(node), ...(columns && { columns }) };
  return { test: { node, context, inputs: {} }, diagnostics: problems };
}

// dbt hands a project's own test its model as a subquery where the test has a `where`.
function ownTestArguments(
  node: TestNode,
  test: Extract<TestNode['test'], { kind: 'generic' }>,
  relation: string,
  scope: PlanScope,
): JsonObject {
  const resolved = scope.testArguments(node);
  const given = Object.entries(resolved).map(([name, value]) => [name, isRelation(value) ? value.relation : value]);
  return {
    ...(Object.fromEntries(given) as JsonObject),
    model: whereQuery(relation, node.config.where),
    ...(test.columnName !== undefined && { column_name: test.columnName }),
  };
}

function isRelation(value: unknown): value is { relation: string } {
  return typeof value === 'object' && value !== null && typeof (value as { relation?: unknown }).relation === 'string';
}

function planGroup(tests: readonly ReadyTest[], input: TestPlanInput, diagnostics: Diagnostic[]): NodePlan[] {
  const first = tests[0]!;
  const relation = first.context.relation;
  const candidates: BatchCandidate[] = tests.map(({ node, context }) => ({ node, context }));
  const stored = input.storeFailures;
  const { batch, alone } =
    relation === undefined || stored
      ? { alone: tests.map(({ node }) => node.uniqueId) }
      : batchTests(relation, candidates);
  const plans: NodePlan[] = [];
  if (batch) {
    const step: Step = {
      kind: 'test',
      id: 'test',
      purpose: `${batch.tests.length} tests on ${batch.relation} in one scan`,
      select: { portable: batch.sql },
      tests: batch.tests.map((testId, index) => ({ testId, limit: batch.limits[index] ?? null })),
    };
    plans.push(testPlan(`tests:${attachedTo(first.node)}`, step.purpose, [step], batch.tests, input));
  }
  for (const id of alone) {
    const ready = tests.find(({ node }) => node.uniqueId === id)!;
    try {
      plans.push(planAlone(ready, input));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const at = placeAt(input.scope.project, ready.node.span);
      diagnostics.push(...error.diagnostics.map((diagnostic) => ({ ...diagnostic, place: diagnostic.place ?? at })));
    }
  }
  return plans;
}

function planAlone({ node, context, inputs }: ReadyTest, input: TestPlanInput): NodePlan {
  const select: PortableSql = { portable: testQuery(node, context), inputs };
  const steps: Step[] = [
    { kind: 'test', id: 'test', purpose: node.name, select, tests: [{ testId: node.uniqueId, limit: null }] },
  ];
  if (input.storeFailures || node.config.store_failures) {
    steps.push({
      kind: 'create-table-as',
      id: 'store-failures',
      purpose: 'keep the failing rows',
      relation: failuresRelation(node, input.scope),
      replace: true,
      select: { portable: failingRowsQuery(node, context), inputs },
      options: NO_OPTIONS,
    });
  }
  return testPlan(node.uniqueId, node.name, steps, [node.uniqueId], input);
}

/** Where a test's failing rows are kept: `<target.schema>_dbt_test__audit.<test>`. */
export function failuresRelation(
  node: TestNode,
  scope: Pick<PlanScope, 'project'>,
): { schema: string; identifier: string } {
  const { schema } = scope.project.target;
  const custom = node.config.schema ?? 'dbt_test__audit';
  return { schema: schema === undefined ? custom : `${schema}_${custom}`, identifier: node.config.alias ?? node.name };
}

function testPlan(
  id: string,
  name: string,
  steps: readonly Step[],
  tests: readonly string[],
  input: TestPlanInput,
): NodePlan {
  const waitsFor = [...new Set(tests.flatMap((test) => input.waitsFor(test)))];
  return {
    id,
    name,
    kind: 'test',
    waitsFor,
    steps,
    cleanup: [],
    notes: [],
    tests,
    batchId: input.scope.runId,
    highs: {},
  };
}
