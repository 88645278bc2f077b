import { diagnose, hasErrors, invariant, type Diagnostic } from '../diagnostics/index.ts';
import { FIRST_TIME, type Compiler, type Situation } from '../compile/compiler.ts';
import type { Column, RelationName } from '../engines/engine.ts';
import { placeAt } from '../graph/place-at.ts';
import { createResolver } from '../graph/resolve.ts';
import type { ModelNode, UnitTest, UnitTestInput, UnitTestRows } from '../project/project.ts';
import { fixtureQuery } from '../quality/index.ts';
import { NO_OPTIONS } from './batch.ts';
import type { NodePlan, PortableSql, Step } from './plan.ts';
import { relationOf } from './columns.ts';
import type { Planner } from './planner.ts';
import type { PlanScope } from './scope.ts';

const QUERY = '__lm_query';

interface Context {
  readonly test: UnitTest;
  readonly model: ModelNode;
  readonly scope: PlanScope;
  readonly planner: Planner;
  readonly compiler: Compiler;
  /** The test's own schema in the embedded database. */
  readonly schema: string;
}

/**
 * Plans a unit test: its rows become tables of an empty embedded database under names of its own, the model's query reads them instead of its
 * inputs, and the result is compared with the rows that are expected. No warehouse and no account is needed.
 */
export async function planUnitTest(
  test: UnitTest,
  scope: PlanScope,
  planner: Planner,
  compiler: Compiler,
  number: number,
): Promise<{ value: Omit<NodePlan, 'waitsFor'> | undefined; diagnostics: Diagnostic[] }> {
  const model = createResolver(scope.project).ref({ name: test.model });
  const at = placeAt(scope.project, test.span);
  invariant(model?.resourceType === 'model', `The model of unit test "${test.name}" was not checked by the graph`);
  if (!(await planner.knowInputs(model.uniqueId, { virtually: true }))) return { value: undefined, diagnostics: [] };
  const context: Context = { test, model, scope, planner, compiler, schema: `unit_test_${number}` };
  const inputs = await inputTables(context);
  if (hasErrors(inputs.diagnostics)) return { value: undefined, diagnostics: inputs.diagnostics };

  const situation: Situation = {
    ...FIRST_TIME,
    isIncremental: test.overrides.macros['is_incremental'] === true,
    replaced: inputs.replaced,
    vars: test.overrides.vars,
  };
  const compiled = compiler.compile(model, situation);
  const diagnostics = [...inputs.diagnostics, ...compiled.diagnostics];
  if (compiled.value?.local === undefined) return { value: undefined, diagnostics };
  const query: PortableSql = { portable: `SELECT * FROM "${QUERY}" AS q`, inputs: { [QUERY]: compiled.value.local } };
  const expected = expectation(context);
  const step: Step = {
    kind: 'unit-test',
    id: 'compare',
    purpose: 'compare with the expected rows',
    select: query,
    place: at,
    ...expected,
  };
  const steps: Step[] = [
    { kind: 'create-schema', id: 'schema', purpose: 'a schema of its own', schema: context.schema },
    ...inputs.steps,
    step,
  ];
  return {
    value: {
      id: test.uniqueId,
      name: test.name,
      kind: 'unit test',
      steps,
      cleanup: [],
      notes: [],
      tests: [test.uniqueId],
      batchId: scope.runId,
      highs: {},
    },
    diagnostics,
  };
}

function expectation({
  test,
}: Context): { expectedRows: NonNullable<UnitTestRows['rows']> } | { expectedSelect: PortableSql } {
  const { rows, sql } = test.expect;
  return sql === undefined ? { expectedRows: rows ?? [] } : { expectedSelect: { portable: sql } };
}

/** A table for each input: with the rows given for it, or without any. */
async function inputTables(
  context: Context,
): Promise<{ steps: Step[]; replaced: Map<string, RelationName>; diagnostics: Diagnostic[] }> {
  const { test, model, scope, schema } = context;
  const resolver = createResolver(scope.project);
  const given = new Map<string, UnitTestInput>();
  const diagnostics: Diagnostic[] = [];
  for (const input of test.given) {
    const id = inputId(input, model, resolver);
    if (id === undefined)
      diagnostics.push(
        diagnose(
          'unit-test-input-unknown',
          { test: test.name, input: describe(input) },
          { at: placeAt(scope.project, input.span) },
        ),
      );
    else given.set(id, input);
  }
  const replaced = new Map<string, RelationName>();
  const steps: Step[] = [];
  const needed = new Set([...stored(scope, model.uniqueId), ...given.keys()]);
  for (const [index, id] of [...needed].entries()) {
    const relation = { schema, identifier: `input_${index + 1}_${id.split('.').at(-1)}` };
    const input = given.get(id);
    const columns = scope.columnsOf(id) ?? (await ownColumns(context, id)) ?? [];
    const rows =
      input?.sql === undefined
        ? fixtureQuery(input?.rows ?? [], columns, { at: placeAt(scope.project, (input ?? test).span) })
        : { value: input.sql, diagnostics: [] };
    diagnostics.push(...rows.diagnostics);
    replaced.set(id, relation);
    steps.push({
      kind: 'create-table-as',
      id: `input-${index + 1}`,
      purpose: `rows for ${id}`,
      relation,
      replace: true,
      select: { portable: rows.value },
      options: NO_OPTIONS,
    });
  }
  return { steps, replaced, diagnostics };
}

/** `this` in a unit test: the model's own table as an earlier run left it. */
async function ownColumns({ planner, model }: Context, id: string): Promise<readonly Column[] | undefined> {
  return id === model.uniqueId ? (await planner.plan(id))?.columns : undefined;
}

/** Inputs with a relation, through ephemeral models that the test does not replace. */
function stored(scope: PlanScope, id: string): string[] {
  return (scope.graph.nodes[id]?.parents ?? []).flatMap((parent) =>
    relationOf(scope.project, parent) ? [parent] : stored(scope, parent),
  );
}

function inputId(
  { input }: UnitTestInput,
  model: ModelNode,
  resolver: ReturnType<typeof createResolver>,
): string | undefined {
  if (input === 'this') return model.uniqueId;
  return ('ref' in input ? resolver.ref(input.ref) : resolver.source(input.source))?.uniqueId;
}

function describe({ input }: UnitTestInput): string {
  if (input === 'this') return 'this';
  return 'ref' in input ? `ref('${input.ref.name}')` : `source('${input.source.source}', '${input.source.table}')`;
}
