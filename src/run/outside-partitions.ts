import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { OUTSIDE_MARK } from '../render/partitions.ts';

/** The row that came after its batch's partitions were counted, found by a guard in our own statement, out of the engine's error; undefined for any other error. */
export function outsidePartitions({ message }: Diagnostic, plan: NodePlan): Diagnostic | undefined {
  const start = message.toLowerCase().indexOf(OUTSIDE_MARK.toLowerCase());
  if (start < 0) return undefined;
  const rest = message.slice(start + OUTSIDE_MARK.length);
  const end = rest.lastIndexOf(')');
  const row = rest.slice(rest.indexOf('(') + 1, end < 0 ? undefined : end);
  return diagnose('rows-moved-while-writing', { model: plan.name, row });
}
