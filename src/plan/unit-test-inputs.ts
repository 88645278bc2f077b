import { diagnose, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { Column, RelationName } from '../engines/engine.ts';
import { placeAt } from '../graph/place-at.ts';
import { createResolver } from '../graph/resolve.ts';
import type { ModelNode, Project, UnitTest, UnitTestInput, UnitTestRows } from '../project/project.ts';
import { fixtureQuery, type FixturePlace } from '../quality/index.ts';
import { NO_OPTIONS } from './batch.ts';
import { relationOf } from './columns.ts';
import type { Step } from './plan.ts';
import type { Planner } from './planner.ts';
import type { PlanScope } from './scope.ts';

/** What the tables of a unit test are made from. */
export interface InputContext {
  readonly test: UnitTest;
  readonly model: ModelNode;
  readonly scope: PlanScope;
  readonly planner: Planner;
  /** The test's own schema in the embedded database. */
  readonly schema: string;
}

export interface InputTables {
  readonly steps: readonly Step[];
  /** The tables that stand in for inputs, by the inputs' unique ids. */
  readonly replaced: ReadonlyMap<string, RelationName>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A table for each input, of the input's columns and their types: with the rows given for it, or without any. */
export async function inputTables(context: InputContext): Promise<InputTables> {
  const { model, scope, schema, planner } = context;
  const { value: given, diagnostics } = givenInputs(context);
  const replaced = new Map<string, RelationName>();
  const steps: Step[] = [];
  const found = [...diagnostics];
  const needed = new Set([...stored(scope, model.uniqueId), ...given.keys()]);
  for (const [index, id] of [...needed].entries()) {
    const relation = { schema, identifier: `input_${index + 1}_${id.split('.').at(-1)}` };
    const rows = await inputRows(id, given.get(id), context);
    found.push(...rows.diagnostics);
    if (rows.value.columns) planner.standIn(relation, rows.value.columns);
    replaced.set(id, relation);
    steps.push({
      kind: 'create-table-as',
      id: `input-${index + 1}`,
      purpose: `rows for ${id}`,
      relation,
      replace: true,
      select: { portable: rows.value.sql },
      options: NO_OPTIONS,
    });
  }
  return { steps, replaced, diagnostics: found };
}

/** Places of a unit test's rows in their file. */
export function placesOf(rows: UnitTestRows, project: Project): FixturePlace {
  const { rowSpans } = rows;
  const at = placeAt(project, rows.span);
  if (!rowSpans) return { at };
  return {
    at,
    atCell: (index, column, part) => {
      const span = rowSpans[index];
      return span ? placeAt(project, span.cells?.[column]?.[part] ?? span.row) : at;
    },
  };
}

function givenInputs({ test, model, scope }: InputContext): Outcome<ReadonlyMap<string, UnitTestInput>> {
  const resolver = createResolver(scope.project);
  const value = new Map<string, UnitTestInput>();
  const diagnostics: Diagnostic[] = [];
  for (const input of test.given) {
    const id = inputId(input, model, resolver);
    const at = placeAt(scope.project, input.span);
    if (id !== undefined) value.set(id, input);
    else diagnostics.push(diagnose('unit-test-input-unknown', { test: test.name, input: describe(input) }, { at }));
  }
  return { value, diagnostics };
}

/** The rows of one input as a query in Athena's SQL, and what columns they have where that is known. */
async function inputRows(
  id: string,
  input: UnitTestInput | undefined,
  { scope, planner, test }: InputContext,
): Promise<Outcome<{ readonly sql: string; readonly columns?: readonly Column[] }>> {
  if (input?.sql !== undefined) return writtenQuery(input, input.sql, scope.project, planner);
  // Of `this` and of ephemeral models the columns are those that they would have.
  const columns = scope.columnsOf(id) ?? (await planner.plan(id, { virtually: true }))?.columns ?? [];
  const place = placesOf(input ?? test, scope.project);
  const { value, diagnostics } = fixtureQuery(input?.rows ?? [], columns, place);
  return { value: { sql: value, columns }, diagnostics };
}

// Its text may stand indented in YAML, so that places in it are not those of the file.
function writtenQuery(
  input: UnitTestInput,
  sql: string,
  project: Project,
  planner: Planner,
): Outcome<{ readonly sql: string; readonly columns?: readonly Column[] }> {
  const { value: columns, diagnostics } = planner.columnsOfQuery({ file: input.span.file, text: sql });
  const place = placeAt(project, input.span);
  return {
    value: { sql, ...(columns && !hasErrors(diagnostics) && { columns }) },
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, place })),
  };
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
