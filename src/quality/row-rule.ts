import type { Place } from '../diagnostics/index.ts';

/** What happens to a row that breaks a rule; `fail` stops the model, `warn` publishes the row and says so. */
export type RuleAction = 'quarantine' | 'drop' | 'warn' | 'fail';

/** A data test with `on_fail`: a rule on each row of a staged batch. */
export interface RowRule {
  readonly id: string;
  /** Short name, unique within the model, of letters, digits and underscores: `not_null_volt`. */
  readonly name: string;
  readonly action: RuleAction;
  /** One boolean expression in Athena's SQL over the row `alias`, never NULL: true where the row breaks the rule. */
  readonly broken: (alias: string) => string;
  /** The model fails when a larger fraction of the batch breaks the rule. */
  readonly maxFraction?: number;
  readonly testId: string;
  /** Columns that the rule is about, as far as they are named. */
  readonly columns: readonly string[];
  /** Where it is declared. */
  readonly place?: Place;
}

/** Where a row of a staged batch goes. */
export type RowAction = 'publish' | 'quarantine' | 'drop' | 'duplicate' | 'fail';

/** Columns that `labelledQuery` adds. */
export const FAILED_RULES_COLUMN = '_lm_failed_rules';
export const ACTION_COLUMN = '_lm_action';
