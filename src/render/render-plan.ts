import { DiagnosticError, type Diagnostic, type Outcome, type Place } from '../diagnostics/index.ts';
import type { NodePlan, Plan, Step } from '../plan/plan.ts';
import { renderStep } from './render-step.ts';
import type { RenderContext, RenderedStep } from './statement.ts';

/** A node plan with every statement that it may send, in order. */
export interface RenderedNode {
  readonly plan: NodePlan;
  /** Where its SQL comes from. */
  readonly place?: Place;
  readonly steps: readonly RenderedStep[];
  /** Sent after a failure. */
  readonly cleanup: readonly RenderedStep[];
}

/** A plan with every statement that it will send: what `plan` prints, and `run` sends to the letter. */
export interface RenderedPlan {
  readonly plan: Plan;
  readonly prepare: readonly RenderedStep[];
  readonly nodes: readonly RenderedNode[];
  readonly finish: readonly RenderedStep[];
}

/** Renders a plan. `placeOf` says where a node plan's SQL comes from, for problems that are found only now. */
export async function renderPlan(
  plan: Plan,
  context: RenderContext,
  /** Unit tests run on the embedded engine, whatever the target. */
  embedded: RenderContext,
  placeOf: (plan: NodePlan) => Diagnostic['place'],
): Promise<Outcome<RenderedPlan>> {
  const diagnostics: Diagnostic[] = [];
  const steps = async (list: readonly Step[], place: Diagnostic['place'], where = context): Promise<RenderedStep[]> => {
    const rendered: RenderedStep[] = [];
    for (const step of list) {
      try {
        rendered.push(await renderStep(step, where));
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        diagnostics.push(...error.diagnostics.map((diagnostic) => ({ ...diagnostic, ...(place && { place }) })));
      }
    }
    return rendered;
  };
  const nodes: RenderedNode[] = [];
  for (const node of plan.nodes) {
    const place = placeOf(node);
    const where = node.kind === 'unit test' ? embedded : context;
    nodes.push({
      plan: node,
      ...(place && { place }),
      steps: await steps(node.steps, place, where),
      cleanup: await steps(node.cleanup, place, where),
    });
  }
  const value = {
    plan,
    prepare: await steps(plan.prepare, undefined),
    nodes,
    finish: await steps(plan.finish, undefined),
  };
  return { value, diagnostics };
}
