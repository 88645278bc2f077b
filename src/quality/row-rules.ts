import { diagnose, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { GenericTest, Project, ProjectNode, TestNode } from '../project/project.ts';
import { checkArguments } from './check-arguments.ts';
import type { Check, CheckArguments, CheckContext } from './checks/check.ts';
import { filtered } from './checks/expressions.ts';
import { findCheck } from './checks/index.ts';
import { isOrderable } from './column-text.ts';
import { placeOf } from './place-of.ts';
import type { RowRule } from './row-rule.ts';

/** A data test with its arguments resolved (`resolveArguments`). */
export interface ResolvedTest {
  readonly node: TestNode;
  readonly arguments: CheckArguments;
}

export interface RowRulesInput {
  readonly model: Pick<ProjectNode, 'name' | 'config'>;
  /** Tests on the model; those without `on_fail` are left alone. */
  readonly tests: readonly ResolvedTest[];
  /** The model's columns, where they are known: values are compared by their types. */
  readonly columns?: readonly Column[];
  readonly texts: Project['texts'];
  /** A project's own `{% test %}`s by name: such a test cannot be a row rule, even where it has a built-in check's name. */
  readonly ownTests?: ReadonlySet<string>;
}

type RuleTest = ResolvedTest & { readonly test: GenericTest };

/**
 * The row rules of a model, sorted by name. A `where` limits a rule to rows for which it is true; rules about several rows see only those.
 * Set rules look at the staged batch alone: the rows that a table has already are not compared.
 */
export function rowRules(input: RowRulesInput): Outcome<readonly RowRule[]> {
  const tests = input.tests
    .flatMap((resolved) => (resolved.node.test.kind === 'generic' ? [{ ...resolved, test: resolved.node.test }] : []))
    .filter(({ test }) => test.onFail !== undefined)
    .sort((a, b) => (a.node.uniqueId < b.node.uniqueId ? -1 : 1));
  const diagnostics: Diagnostic[] = [];
  const rules: RowRule[] = [];
  const names = new Set<string>();
  for (const resolved of tests) {
    const check = checkOf(resolved, input, diagnostics);
    if (check) rules.push(rowRule(resolved, check, input, names));
  }
  return { value: rules.sort((a, b) => (a.name < b.name ? -1 : 1)), diagnostics };
}

function checkOf({ node, test }: RuleTest, input: RowRulesInput, diagnostics: Diagnostic[]): Check | undefined {
  const at = placeOf(node.span, input.texts);
  const { materialized } = input.model.config;
  if (materialized !== 'table' && materialized !== 'incremental') {
    const params = { test: node.name, model: input.model.name, materialized };
    diagnostics.push(diagnose('row-rule-without-table', params, { at }));
    return undefined;
  }
  const check = input.ownTests?.has(test.name) ? undefined : findCheck(test.name);
  if (check?.broken) {
    const problems = checkArguments(check, node, input, input.columns);
    diagnostics.push(...problems);
    return hasErrors(problems) ? undefined : check;
  }
  diagnostics.push(diagnose('row-rule-unsupported', { test: test.name, builtIn: check !== undefined }, { at }));
  return undefined;
}

function rowRule(
  { node, test, arguments: args }: RuleTest,
  check: Check,
  input: RowRulesInput,
  names: Set<string>,
): RowRule {
  const { where } = node.config;
  const context = {
    relation: '',
    arguments: args,
    now: '',
    ...(test.columnName !== undefined && { columnName: test.columnName }),
    ...(input.columns && { columns: input.columns, tieBreakers: orderableNames(input.columns) }),
    ...(where !== undefined && { filter: where }),
  };
  const columns = check.columnsUsed(context);
  const place = placeOf(node.span, input.texts);
  return {
    id: node.uniqueId,
    name: uniqueName(shortName(node, check, columns, input.model.name), names),
    action: test.onFail ?? 'quarantine',
    broken: (alias) => brokenBy(check, { ...context, alias }),
    ...(test.maxFraction !== undefined && { maxFraction: test.maxFraction }),
    testId: node.uniqueId,
    columns,
    ...(place && { place }),
  };
}

function orderableNames(columns: readonly Column[]): readonly string[] {
  return columns.filter((column) => isOrderable(column.type)).map((column) => column.name);
}

function brokenBy(check: Check, context: CheckContext): string {
  return check.broken?.(context) ?? filtered([], 'FALSE');
}

const MAX_NAME = 80;

// A name that the author gave stays; dbt's long one (test, model, columns, values) becomes test and columns.
function shortName(node: TestNode, check: Check, columns: readonly string[], model: string): string {
  const given = node.name;
  const prefixes = [check.name, `${check.namespace ?? ''}_${check.name}`].map((name) => `${name}_${model}`);
  const isDefault = prefixes.some((prefix) => given.startsWith(prefix));
  const name = isDefault ? [check.name, ...columns].join('_') : given;
  return (
    name
      .replace(/\W+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, MAX_NAME) || check.name
  );
}

function uniqueName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}_${count}`;
  taken.add(candidate);
  return candidate;
}
