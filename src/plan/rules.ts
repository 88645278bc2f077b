import type { Diagnostic } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { rowRules, type RowRule } from '../quality/index.ts';
import type { PlanScope } from './scope.ts';

/** The row rules of a model, from its tests with `on_fail`. */
export function rulesOf(
  node: ModelNode,
  columns: readonly Column[],
  scope: PlanScope,
): { rules: readonly RowRule[]; diagnostics: readonly Diagnostic[] } {
  const tests = scope.rowRuleTests.get(node.uniqueId) ?? [];
  if (tests.length === 0) return { rules: [], diagnostics: [] };
  const outcome = rowRules({
    model: node,
    tests: tests.map((test) => ({ node: test, arguments: scope.testArguments(test) })),
    columns,
    texts: scope.project.texts,
    ownTests: scope.ownTests,
  });
  return { rules: outcome.value, diagnostics: outcome.diagnostics };
}
