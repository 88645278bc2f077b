import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { DUPLICATE_KEY_MARK } from '../render/row-source.ts';

/** The duplicate key that a guard in our own statement found, out of the engine's error; undefined for any other error. */
export function duplicateKey({ message }: Diagnostic, plan: NodePlan): Diagnostic | undefined {
  const start = message.indexOf(DUPLICATE_KEY_MARK);
  if (start < 0) return undefined;
  const match = /^\s*\(([^)]*)\) = \((.*?)\)(?=["'.\n]|$)/s.exec(message.slice(start + DUPLICATE_KEY_MARK.length));
  return diagnose('merge-duplicate-key', { model: plan.name, key: match?.[1] ?? 'unique_key', value: match?.[2] ?? '' });
}
