import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { DUPLICATE_KEY_MARK } from '../sql/duplicate-key.ts';

/**
 * The duplicate key that a guard in our own statement found, out of the engine's error; undefined for any other error.
 * An engine may change the text around the mark: its case, what follows, all but its first line.
 */
export function duplicateKey({ message }: Diagnostic, plan: NodePlan): Diagnostic | undefined {
  const start = message.toLowerCase().indexOf(DUPLICATE_KEY_MARK.toLowerCase());
  if (start < 0) return undefined;
  const match = /^ \(([^)]*)\) = \((.*)/s.exec(message.slice(start + DUPLICATE_KEY_MARK.length));
  const [, key = 'unique_key', rest = ''] = match ?? [];
  const end = rest.lastIndexOf(')');
  return diagnose('merge-duplicate-key', { model: plan.name, key, value: end < 0 ? rest : rest.slice(0, end) });
}
