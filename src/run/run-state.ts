import type { Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';

/** A watermark as it is remembered. */
export interface CommittedWatermark {
  readonly column: string;
  readonly of: string;
  readonly type: string;
  readonly value: string;
}

/** What a run remembers about the tables that it writes. */
export interface RunState {
  /** Takes the model's lock. Diagnostics say who else holds it. */
  readonly lock: (
    plan: NodePlan,
  ) => Promise<{ readonly release: () => Promise<void> } | { readonly diagnostics: readonly Diagnostic[] }>;
  /** Before the first statement that writes: this batch, with these bounds, is on its way. */
  readonly begin: (plan: NodePlan, highs: Readonly<Record<string, string>>) => Promise<void>;
  /** After the last one: the batch is done, and reached so far. */
  readonly commit: (plan: NodePlan, watermarks: readonly CommittedWatermark[]) => Promise<void>;
  /** The batch failed before anything was published: it is not on its way any more. */
  readonly abandon: (plan: NodePlan) => Promise<void>;
}
