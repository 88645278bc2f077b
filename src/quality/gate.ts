import { diagnose, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { Measure } from './measure.ts';
import type { RowRule } from './row-rule.ts';

/** What the gate must know of a rule. */
export type GatedRule = Pick<RowRule, 'id' | 'name' | 'action' | 'maxFraction' | 'place'>;

/** What the gate needs of a rule. */
export type GateRule = Pick<RowRule, 'id' | 'name' | 'action' | 'maxFraction' | 'place'>;

export interface GateLimits {
  readonly model: string;
  /** `max_quarantined_fraction`: the largest fraction of a batch that rules may take out, quarantined or dropped. */
  readonly maxQuarantinedFraction?: number;
  /** The key of which duplicates were measured. */
  readonly uniqueKey?: readonly string[];
}

/**
 * Whether a staged batch may be published. It may not when a rule with `on_fail: fail` is broken, more rows than allowed break a rule, the
 * rules take out more of the batch than allowed, or rows to publish share a key without an order that says which stays.
 */
export function gate(measure: Measure, rules: readonly GatedRule[], limits: GateLimits): Outcome<boolean> {
  if (measure.staged === 0) return { value: true, diagnostics: [] };
  const diagnostics = [
    ...rules.flatMap((rule) => judgeRule(measure, rule, limits.model)),
    ...judgeFraction(measure, limits),
    ...judgeDuplicates(measure, limits),
  ];
  return { value: !hasErrors(diagnostics), diagnostics };
}

function judgeRule(measure: Measure, rule: GatedRule, model: string): readonly Diagnostic[] {
  const broken = measure.broken[rule.id] ?? 0;
  if (broken === 0) return [];
  const params = { rule: rule.name, model, broken, staged: measure.staged };
  const details = { at: rule.place };
  if (rule.action === 'fail') return [diagnose('row-rule-broken', params, details)];
  const { maxFraction } = rule;
  if (maxFraction !== undefined && broken / measure.staged > maxFraction) {
    return [diagnose('row-rule-fraction-exceeded', { ...params, limit: maxFraction }, details)];
  }
  return rule.action === 'warn' ? [diagnose('row-rule-warned', params, details)] : [];
}

function judgeFraction(measure: Measure, { model, maxQuarantinedFraction }: GateLimits): readonly Diagnostic[] {
  const { staged, quarantined, dropped } = measure;
  if (maxQuarantinedFraction === undefined || (quarantined + dropped) / staged <= maxQuarantinedFraction) return [];
  const params = { model, quarantined, dropped, staged, limit: maxQuarantinedFraction };
  return [diagnose('quarantined-fraction-exceeded', params)];
}

function judgeDuplicates(measure: Measure, { model, uniqueKey = [] }: GateLimits): readonly Diagnostic[] {
  if (measure.duplicates === 0) return [];
  const { duplicates, duplicateKey: example = '' } = measure;
  return [diagnose('unique-key-duplicated', { model, key: uniqueKey.join(', '), duplicates, example })];
}

export interface Counts {
  readonly staged: number;
  readonly published: number;
  readonly quarantined: number;
  readonly dropped: number;
  readonly deduplicated: number;
}

/** No row may vanish: staged = published + quarantined + dropped + deduplicated. The diagnostic where that does not hold. */
export function checkConservation(counts: Counts, model: string): Diagnostic | undefined {
  const { staged, published, quarantined, dropped, deduplicated } = counts;
  if (staged === published + quarantined + dropped + deduplicated) return undefined;
  return diagnose('rows-not-conserved', { ...counts, model });
}
