import { diagnose, DiagnosticError, invariant, type Diagnostic } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { Project, TestNode } from '../project/project.ts';
import type { Check, CheckArguments, CheckContext } from './checks/check.ts';
import { findCheck } from './checks/index.ts';
import { conditionSql, holds, parseCondition, type Condition } from './condition.ts';
import { placeOf } from './place-of.ts';

/** What a data test is asked about. */
export interface TestContext {
  /** Rendered SQL of a singular test, or of one of the project's own generic tests (its model: `whereQuery`). */
  readonly sql?: string;
  /** For a built-in check: what it is attached to, quoted. */
  readonly relation?: string;
  readonly arguments?: CheckArguments;
  readonly columns?: readonly Column[];
  /** `2026-01-31 12:00:00.000000`, UTC. */
  readonly now: string;
}

/**
 * One row `failures bigint, should_warn boolean, should_error boolean`, in Athena's SQL. Throws a `DiagnosticError` where the test's conditions
 * cannot be read, or columns that it needs are not known.
 */
export function testQuery(node: TestNode, context: TestContext): string {
  const { warn_if, error_if, limit } = node.config;
  const rows = limit === undefined ? `(\n${failures(node, context)}\n)` : `(\n${failingRowsQuery(node, context)}\n)`;
  const calculation = failCalc(node);
  const plain = isDefaultFailCalc(calculation);
  const measured = `SELECT ${plain ? 'count(*)' : `coalesce(${calculation}, 0)`} AS "measured" FROM ${rows} AS failing`;
  return (
    `SELECT ${plain ? 'counted."measured"' : 'CAST(counted."measured" AS bigint)'} AS "failures",\n` +
    `  ${conditionSql(condition(node, 'warn_if', warn_if), 'counted."measured"')} AS "should_warn",\n` +
    `  ${conditionSql(condition(node, 'error_if', error_if), 'counted."measured"')} AS "should_error"\n` +
    `FROM (${measured}) AS counted`
  );
}

/** The failing rows themselves, at most as many as the test's `limit`: for `store_failures` and `show`. */
export function failingRowsQuery(node: TestNode, context: TestContext): string {
  const rows = failures(node, context);
  const { limit } = node.config;
  return limit === undefined ? rows : `SELECT * FROM (\n${rows}\n) AS failing LIMIT ${limit}`;
}

/** What is wrong with a test's `warn_if` and `error_if`. */
export function checkConditions(node: TestNode, project: Pick<Project, 'texts'>): readonly Diagnostic[] {
  return (['warn_if', 'error_if'] as const).flatMap((key) => {
    const text = node.config[key];
    if (parseCondition(text)) return [];
    const at = placeOf(node.configSpans[key] ?? node.span, project.texts);
    return [diagnose('test-condition-invalid', { test: node.name, key, condition: text }, { at })];
  });
}

/**
 * What a number of failures means, as in dbt: with severity error first `error_if` is asked, then `warn_if`; with severity warn `warn_if` alone.
 */
export function decide(node: TestNode, count: number): 'pass' | 'warn' | 'fail' {
  const { severity, warn_if, error_if } = node.config;
  if (severity === 'error' && holds(condition(node, 'error_if', error_if), count)) return 'fail';
  return holds(condition(node, 'warn_if', warn_if), count) ? 'warn' : 'pass';
}

/** A relation as a test with `where` sees it. */
export function whereQuery(relation: string, where: string | undefined): string {
  return where === undefined ? relation : `(SELECT * FROM ${relation} WHERE ${where}\n)`;
}

/** How failures are counted: as configured, else as the check says, else rows. */
export function failCalc(node: TestNode): string {
  const configured = node.config.fail_calc;
  return isDefaultFailCalc(configured) ? (builtIn(node)?.failCalc ?? configured) : configured;
}

export function isDefaultFailCalc(text: string): boolean {
  return text.replaceAll(' ', '').toLowerCase() === 'count(*)';
}

/** The context in which a check answers for a test. */
export function checkContext(node: TestNode, context: TestContext, filter?: string): CheckContext {
  invariant(node.test.kind === 'generic' && context.relation !== undefined, 'A built-in check needs a relation');
  const { columnName } = node.test;
  return {
    relation: context.relation,
    alias: 'tested',
    arguments: context.arguments ?? node.test.arguments,
    now: context.now,
    ...(columnName !== undefined && { columnName }),
    ...(context.columns && { columns: context.columns }),
    ...(filter !== undefined && { filter }),
  };
}

function failures(node: TestNode, context: TestContext): string {
  if (context.sql !== undefined) return context.sql.trim().replace(/;\s*$/, '');
  const check = builtIn(node);
  invariant(check, `Test "${node.name}" is no built-in check, and its SQL was not given`);
  if (check.needsColumns && !context.columns) {
    throw new DiagnosticError([diagnose('test-columns-unknown', { test: node.name })]);
  }
  const given = checkContext(node, context);
  return check.failingRows({ ...given, relation: whereQuery(given.relation, node.config.where) });
}

function builtIn(node: TestNode): Check | undefined {
  return node.test.kind === 'generic' ? findCheck(node.test.name) : undefined;
}

function condition(node: TestNode, key: 'warn_if' | 'error_if', text: string): Condition {
  const parsed = parseCondition(text);
  if (!parsed)
    throw new DiagnosticError([diagnose('test-condition-invalid', { test: node.name, key, condition: text })]);
  return parsed;
}
