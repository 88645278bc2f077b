import { hasErrors, invariant, type Diagnostic } from '../diagnostics/index.ts';
import type { Compiler, Situation } from '../compile/compiler.ts';
import type { Column } from '../engines/engine.ts';
import { placeAt } from '../graph/place-at.ts';
import { createResolver } from '../graph/resolve.ts';
import type { UnitTest, UnitTestRows } from '../project/project.ts';
import { fitRows } from '../quality/index.ts';
import type { NodePlan, PortableSql, Step } from './plan.ts';
import type { Planner } from './planner.ts';
import { isLocalOnly } from '../compile/sql-compiler.ts';
import type { PlanScope } from './scope.ts';
import { widestBounds } from './watermarks.ts';
import { inputTables, placesOf, type InputContext } from './unit-test-inputs.ts';

const QUERY = '__lm_query';

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
  const context: InputContext = { test, model, scope, planner, schema: `unit_test_${number}` };
  const inputs = await inputTables(context);
  if (hasErrors(inputs.diagnostics)) return { value: undefined, diagnostics: [...inputs.diagnostics] };

  const situation: Situation = {
    ...widestBounds(model.uniqueId, scope),
    isIncremental: test.overrides.macros['is_incremental'] === true,
    replaced: inputs.replaced,
    vars: test.overrides.vars,
  };
  const compiled = compiler.compile(model, situation);
  const diagnostics = [...inputs.diagnostics, ...compiled.diagnostics];
  if (compiled.value?.columns) diagnostics.push(...misfits(test.expect, compiled.value.columns, scope));
  if (compiled.value && compiled.value.local === undefined) {
    // The target may know what the embedded engine does not: only the unit test cannot be run.
    const { diagnostics: reasons } = planner.columnsOfQuery({ file: model.path, text: compiled.value.rendered });
    diagnostics.push(...reasons.filter(isLocalOnly).map((reason) => ({ ...reason, place: at })));
  }
  if (compiled.value?.local === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const query: PortableSql = { portable: `SELECT * FROM "${QUERY}" AS q`, inputs: { [QUERY]: compiled.value.local } };
  const expected = expectation(test.expect);
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
  rows,
  sql,
}: UnitTestRows): { expectedRows: NonNullable<UnitTestRows['rows']> } | { expectedSelect: PortableSql } {
  return sql === undefined ? { expectedRows: rows ?? [] } : { expectedSelect: { portable: sql } };
}

/** Expected rows that the model could never return: of columns that it does not have, or of other types. */
function misfits(
  { rows, ...written }: UnitTestRows,
  columns: readonly Column[],
  scope: PlanScope,
): readonly Diagnostic[] {
  return fitRows(rows ?? [], columns, placesOf(written, scope.project)).diagnostics;
}
