import { diagnose, didYouMean, type Diagnostic, type Place } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { GenericTest, JsonValue, Project, TestNode } from '../project/project.ts';
import { columnNames } from './checks/arguments.ts';
import type { Check, JsonType, ParameterSchema } from './checks/check.ts';
import { placeOf } from './place-of.ts';
import { parseReference } from './resolve-arguments.ts';

/**
 * What is wrong with a test of a built-in check: arguments that are unknown, missing or of a wrong type, a missing column,
 * and, where the columns of what it is attached to are known, column names that it does not have.
 */
export function checkArguments(
  check: Check,
  node: TestNode,
  project: Pick<Project, 'texts'>,
  columns?: readonly Column[],
): readonly Diagnostic[] {
  if (node.test.kind !== 'generic') return [];
  const { test } = node;
  const problems = (at: At) => problemsOf(check, test, columns, at);
  // To find a place takes longer than to check, and most tests are right.
  return problems(undefined).length === 0 ? [] : problems(placeOf(node.span, project.texts));
}

type At = Place | undefined;

function problemsOf(
  check: Check,
  test: GenericTest,
  columns: readonly Column[] | undefined,
  at: At,
): readonly Diagnostic[] {
  const problems = [
    ...unknownArguments(check, test, at),
    ...missingArguments(check, test, at),
    ...wrongTypes(check, test, at),
    ...wrongColumn(check, test, at),
  ];
  if (problems.length > 0) return problems;
  const problem = check.problem?.(test.arguments);
  if (problem !== undefined) return [diagnose('test-arguments-refused', { test: test.name, problem }, { at })];
  return unknownColumns(check, test, columns, at);
}

function unknownArguments(check: Check, test: GenericTest, at: At): readonly Diagnostic[] {
  const known = Object.keys(check.parameters.properties);
  return Object.keys(test.arguments)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const list = known.length === 0 ? 'It takes no arguments.' : `It takes ${listOf(known)}.`;
      const params = { test: test.name, argument: name };
      return diagnose('test-argument-unknown', params, { at, hint: didYouMean(name, known) ?? list });
    });
}

function missingArguments(check: Check, test: GenericTest, at: At): readonly Diagnostic[] {
  return check.parameters.required
    .filter((name) => test.arguments[name] === undefined || test.arguments[name] === null)
    .map((name) => {
      const description = check.parameters.properties[name]?.description ?? '';
      return diagnose('test-argument-missing', { test: test.name, argument: name, description }, { at });
    });
}

function wrongTypes(check: Check, test: GenericTest, at: At): readonly Diagnostic[] {
  return Object.entries(test.arguments).flatMap(([name, value]) => {
    const schema = check.parameters.properties[name];
    if (!schema || value === null) return [];
    const wrong = mismatch(value, schema) ?? wrongReference(check, name, value);
    return wrong === undefined
      ? []
      : [diagnose('test-argument-wrong', { test: test.name, argument: name, ...wrong }, { at })];
  });
}

function wrongReference(check: Check, name: string, value: JsonValue): Mismatch | undefined {
  if (!check.relations.includes(name) || parseReference(value)) return undefined;
  return { expected: `ref('…') or source('…', '…')`, found: JSON.stringify(value) };
}

function wrongColumn(check: Check, test: GenericTest, at: At): readonly Diagnostic[] {
  const given = test.columnName ?? test.arguments['column_name'];
  if (check.column === 'required' && given === undefined) {
    return [diagnose('test-column-missing', { test: test.name }, { at })];
  }
  const misplaced = check.column === 'none' && test.columnName !== undefined;
  return misplaced
    ? [diagnose('test-column-unexpected', { test: test.name, column: test.columnName ?? '' }, { at })]
    : [];
}

const SIMPLE_NAME = /^[a-z_][a-z0-9_]*$/i;

function unknownColumns(
  check: Check,
  test: GenericTest,
  columns: readonly Column[] | undefined,
  at: At,
): readonly Diagnostic[] {
  // "The column exists" is a question, and the answer may be no.
  if (!columns || check.needsColumns) return [];
  const known = columns.map((column) => column.name);
  const names = new Set(known.map((name) => name.toLowerCase()));
  const own = columnNames({ arguments: test.arguments, ...(test.columnName && { columnName: test.columnName }) }, []);
  return check
    .columnsUsed({ arguments: test.arguments, ...(test.columnName && { columnName: test.columnName }) })
    .filter((name) => own.includes(name) || SIMPLE_NAME.test(name))
    .filter((name) => !names.has(name.replace(/^"(.*)"$/, '$1').toLowerCase()))
    .map((name) =>
      diagnose('test-column-unknown', { test: test.name, column: name }, { at, hint: didYouMean(name, known) }),
    );
}

interface Mismatch {
  readonly expected: string;
  readonly found: string;
}

function mismatch(value: JsonValue, schema: ParameterSchema): Mismatch | undefined {
  const types = [schema.type].flat();
  const found = JSON.stringify(value);
  if (!types.some((type) => isOfType(value, type))) return { expected: expectation(schema, types), found };
  if (schema.enum && !schema.enum.includes(String(value))) return { expected: `one of ${listOf(schema.enum)}`, found };
  return Array.isArray(value) ? listMismatch(value as readonly JsonValue[], schema) : undefined;
}

function listMismatch(list: readonly JsonValue[], { items, minItems = 0, maxItems = Infinity }: ParameterSchema) {
  if (list.length < minItems || list.length > maxItems) {
    const wanted = minItems === maxItems ? `exactly ${minItems}` : `at least ${minItems}`;
    return { expected: `a list of ${wanted} ${minItems === 1 ? 'item' : 'items'}`, found: JSON.stringify(list) };
  }
  for (const item of list) {
    const wrong = items && mismatch(item, items);
    if (wrong) return { expected: `a list, each item ${wrong.expected}`, found: wrong.found };
  }
  return undefined;
}

function isOfType(value: JsonValue, type: JsonType): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
  }
}

const WORDS: Readonly<Record<JsonType, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
};

function expectation(schema: ParameterSchema, types: readonly JsonType[]): string {
  if (schema.enum) return `one of ${listOf(schema.enum)}`;
  return types.map((type) => WORDS[type]).join(' or ');
}

function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}
