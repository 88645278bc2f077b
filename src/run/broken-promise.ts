import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { NULL_MARK } from '../render/reject-nulls.ts';

/** The NULL that a contract rules out and a guard in our own statement found, out of the engine's error; undefined for any other error. */
export function brokenPromise({ message }: Diagnostic, plan: NodePlan): Diagnostic | undefined {
  const start = message.toLowerCase().indexOf(NULL_MARK.toLowerCase());
  if (start < 0) return undefined;
  const rest = message.slice(start + NULL_MARK.length);
  const end = rest.lastIndexOf(')');
  const column = rest.slice(rest.indexOf('(') + 1, end < 0 ? undefined : end);
  const how = `a row has NULL in the column "${column}", which is not_null; nothing was published`;
  return diagnose('contract-broken', { model: plan.name, how });
}
