import type { GenericTest, JsonObject, TestNode } from '../project/project.ts';
import type { NodeStatus } from '../run/events.ts';

/** How a test ended. */
export interface TestResult {
  readonly status: NodeStatus | string;
  readonly failures?: number;
}

const FOUND_NOTHING: readonly string[] = ['pass', 'success'];

/** A data test's outcome in the words of the facet of assertions. A warning is no success: rows were found. */
export function assertionOf({ name, test, description, config }: TestNode, { status, failures }: TestResult) {
  const { severity } = config;
  return {
    assertion: test.kind === 'generic' ? test.name : 'custom_sql',
    success: FOUND_NOTHING.includes(status),
    ...(test.kind === 'generic' && test.columnName !== undefined && { column: test.columnName }),
    severity,
    name,
    ...(description !== '' && { description }),
    ...(failures !== undefined && { expected: expectedOf(config), actual: `${failures}` }),
    ...(test.kind === 'generic' && paramsOf(test)),
  };
}

/** The same for what is not a dataset's: a singular test, a unit test, a row rule within a model's run. */
export function executionOf(
  test: { readonly name: string; readonly type: string; readonly severity: string; readonly description: string },
  outcome: { readonly status: 'pass' | 'fail' | 'skip'; readonly failures?: number; readonly expected?: string },
) {
  const { name, type, severity, description } = test;
  const { status, failures, expected = '0' } = outcome;
  return {
    name,
    status,
    severity,
    type,
    ...(description !== '' && { description }),
    ...(failures !== undefined && { expected, actual: `${failures}` }),
  };
}

/** `0`, or the condition under which a number of failures counts: `> 10`. */
export function expectedOf({ severity, warn_if, error_if }: TestNode['config']): string {
  const condition = severity === 'warn' ? warn_if : error_if;
  return condition.replace(/\s/g, '') === '!=0' ? '0' : condition;
}

function paramsOf({ arguments: given }: GenericTest): { readonly params?: JsonObject } {
  return Object.keys(given).length > 0 ? { params: given } : {};
}
