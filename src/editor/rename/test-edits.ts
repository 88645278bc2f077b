import { planTests } from '../../plan/plan-tests.ts';
import type { Column } from '../../engines/engine.ts';
import type { GenericTest, JsonValue, TestNode } from '../../project/project.ts';
import { canonicalText } from './canonical.ts';
import { chooseWords } from './choose-words.ts';
import { boundText, projectCatalog } from './bound-text.ts';
import { spreadName } from './spread.ts';
import { editedMacros } from './template-edits.ts';
import { renamedColumns } from './renamed-columns.ts';
import type { FileEdits, Renaming } from './world.ts';
import { scalarEdit, type WrittenScalar } from './yaml-words.ts';
import { sameName, wordsIn } from './words.ts';

type Step = string | number;

/** A word in one of a test's arguments. */
interface Word {
  readonly path: readonly Step[];
  readonly index: number;
}

type Generic = TestNode & { readonly test: GenericTest };

/** The generic tests that may name a column of the nodes. */
export function testsOf(nodes: ReadonlySet<string>, { opened, project }: Renaming['world']): readonly Generic[] {
  const parents = (id: string) => opened.graph.nodes[id]?.parents ?? [];
  return Object.values(project.nodes).filter((node): node is Generic => {
    if (node.resourceType !== 'test' || node.test.kind !== 'generic') return false;
    return nodes.has(node.test.attachedTo) || parents(node.uniqueId).some((id) => nodes.has(id));
  });
}

/** Edits the arguments of data tests that name the column: those whose change makes the test's query ask the same of the new name. */
export async function editTests(renaming: Renaming): Promise<void> {
  for (const test of testsOf(renaming.nodes, renaming.world)) await editTest(test, renaming);
}

async function editTest(test: Generic, renaming: Renaming): Promise<void> {
  const { world, refusals, nodes, name, newName } = renaming;
  const words = wordsOf(test, name);
  const isUnderColumn = nodes.has(test.test.attachedTo) && sameName(test.test.columnName, name);
  const before = await testSql(test, world.columnsOf, new Map(), renaming);
  if (before === undefined)
    return words.length > 0 ? refusals.uncertain(`the test "${test.name}" cannot be read`, test.span) : undefined;
  const statement = world.read(before);
  if (!statement) {
    const isNamed = words.length > 0 || wordsIn(before, name).length > 0;
    return isNamed ? refusals.uncertain(`the query of the test "${test.name}" cannot be read`, test.span) : undefined;
  }
  const doubtful = statement.names.some(({ carrier, name: found }) => !carrier && sameName(found, name));
  const { problems } = spreadName(statement, { name, tables: nodes, output: false });
  if (doubtful || problems.length > 0)
    return refusals.uncertain(problems[0]?.reason ?? `the test "${test.name}" may name it`, test.span);

  const isTarget = (id: string, column: string) => nodes.has(id) && sameName(column, name);
  const expected = canonicalText(statement.bound, (id, column) =>
    (isTarget(id, column) ? newName : column).toLowerCase(),
  );
  const columnsOf = renamedColumns(renaming);
  const catalog = projectCatalog(world.project, columnsOf);
  const sqls = new Map<string, string | undefined>();
  for (const chosen of subsetsToPlan(words)) {
    const changed = withWords(test, chosen, renaming, isUnderColumn);
    sqls.set(JSON.stringify(chosen), await testSql(changed, columnsOf, editedMacros(renaming), renaming));
  }
  const choice = chooseWords(words, (chosen) => {
    const sql = sqls.get(JSON.stringify(words.filter((word) => chosen.includes(word))));
    const bound = sql === undefined ? undefined : boundText(sql, catalog);
    return bound !== undefined && canonicalText(bound, (_, column) => column.toLowerCase()) === expected;
  });
  if (!choice || choice.idle.length > 0)
    return refusals.uncertain(`nothing tells what the test "${test.name}" means by the name`, test.span);
  placeWords(test, choice.chosen, renaming);
}

/** All sets of words, in the order of the list: few tests name a column more than twice. */
function subsetsToPlan(words: readonly Word[]): readonly (readonly Word[])[] {
  if (words.length > 6) return [[], words, ...words.map((word) => [word]), ...words.map((word) => words.filter((one) => one !== word))]; // prettier-ignore
  return Array.from({ length: 2 ** words.length }, (_, bits) => words.filter((_word, index) => (bits >> index) & 1));
}

async function testSql(
  test: TestNode,
  columnsOf: (id: string) => readonly Column[] | undefined,
  macros: FileEdits,
  { world }: Renaming,
): Promise<string | undefined> {
  const { compiler, scope } = world.withMacros(macros);
  const tests = { tests: [test], scope: { ...scope, columnsOf }, compiler, storeFailures: false, waitsFor: () => [] };
  const { plans } = await planTests(tests);
  const step = plans[0]?.steps.find(({ kind }) => kind === 'test');
  if (step?.kind !== 'test') return undefined;
  return typeof step.select === 'string' ? step.select : step.select.portable;
}

function wordsOf({ test, config }: Generic, name: string): readonly Word[] {
  const found: Word[] = [];
  const visit = (value: JsonValue | undefined, path: readonly Step[]): void => {
    if (typeof value === 'string') wordsIn(value, name).forEach((_, index) => found.push({ path, index }));
    else if (Array.isArray(value)) value.forEach((item: JsonValue, index) => visit(item, [...path, index]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner as JsonValue, [...path, key]);
  };
  visit(test.arguments, ['arguments']);
  visit(config.where, ['config', 'where']);
  visit(config.fail_calc, ['config', 'fail_calc']);
  return found;
}

function withWords(
  test: Generic,
  chosen: readonly Word[],
  { name, newName }: Renaming,
  isUnderColumn: boolean,
): Generic {
  const edited = (value: unknown, path: readonly Step[]): unknown => {
    if (typeof value === 'string') {
      const here = chosen.filter((word) => word.path.length === path.length && word.path.every((step, index) => step === path[index])); // prettier-ignore
      const words = wordsIn(value, name);
      return here
        .toSorted((a, b) => b.index - a.index)
        .reduce((text, { index }) => {
          const { start, end } = words[index]!;
          return text.slice(0, start) + newName + text.slice(end);
        }, value);
    }
    if (Array.isArray(value)) return value.map((item, index) => edited(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, edited(inner, [...path, key])]));
  };
  const { where, fail_calc: failCalc } = test.config;
  return {
    ...test,
    config: {
      ...test.config,
      ...(where !== undefined && { where: edited(where, ['config', 'where']) as string }),
      fail_calc: edited(failCalc, ['config', 'fail_calc']) as string,
    },
    test: {
      ...test.test,
      arguments: edited(test.test.arguments, ['arguments']) as GenericTest['arguments'],
      ...(isUnderColumn && { columnName: newName }),
    },
  };
}

/** Writes the chosen words, and `column_name` of a test that does not stand under its column, into the YAML. */
function placeWords(test: Generic, chosen: readonly Word[], renaming: Renaming): void {
  const { world, refusals, edits, name, newName, nodes } = renaming;
  const { file, start } = test.span;
  const scalars = world.scalarsOf(file);
  const holders = holdersOf(scalars, start);
  const named = nodes.has(test.test.attachedTo) && sameName(test.test.columnName, name);
  const words = named ? [...chosen, { path: ['arguments', 'column_name'], index: 0 }] : chosen;
  for (const { path, index } of words) {
    const [kind, ...rest] = path as readonly [string, ...Step[]];
    const paths = holders.flatMap((holder) => [
      [...holder, kind, ...rest],
      [...holder, ...rest],
    ]);
    const scalar = scalars.find((one) => !one.isKey && paths.some((candidate) => samePath(one.path, candidate)));
    const edit = scalar && scalarEdit(scalar, { name, newName, word: index });
    if (edit) edits.add(file, edit);
    else if (rest[0] !== 'column_name')
      refusals.uncertain(`an argument of the test "${test.name}" names it`, test.span);
  }
}

/** Paths of the mappings that hold a test's arguments: the one under its name, and the one that its name is in. */
function holdersOf(scalars: readonly WrittenScalar[], start: number): readonly (readonly Step[])[] {
  const at = scalars.find((scalar) => scalar.start === start);
  if (!at) return [];
  return at.isKey ? [at.path, at.path.slice(0, -1)] : [at.path.slice(0, -1)];
}

function samePath(one: readonly Step[], other: readonly Step[]): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}
