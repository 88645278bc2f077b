import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { INTERVAL_MARK } from '../render/interval.ts';

/** The row whose time lies outside the interval that was made, found by a guard in our own statement, out of the engine's error; undefined for any other error. */
export function outsideInterval({ message }: Diagnostic, plan: NodePlan): Diagnostic | undefined {
  const start = message.toLowerCase().indexOf(INTERVAL_MARK.toLowerCase());
  if (start < 0) return undefined;
  const rest = message.slice(start + INTERVAL_MARK.length);
  const end = rest.indexOf(')');
  const row = rest.slice(rest.indexOf('(') + 1, end < 0 ? undefined : end);
  return diagnose('row-outside-interval', { model: plan.name, row });
}
