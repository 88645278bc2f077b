import { catalogue, type Code } from './catalogue/index.ts';
import type { CatalogueEntry, Severity } from './diagnostic.ts';
import { didYouMean } from './suggest.ts';

/** What a project makes of a diagnostic. */
export type Level = Severity | 'off';

/** Levels by code, as `diagnostics:` sets them. */
export type Levels = Readonly<Record<string, Level>>;

export function isCode(code: string): code is Code {
  return Object.hasOwn(catalogue, code);
}

/** An error that stays one, because what it tells cannot be run. */
export function isFixed(code: Code): boolean {
  const entry = catalogue[code] as unknown as CatalogueEntry<never>;
  return entry.severity === 'error' && !entry.adjustable;
}

/** The codes nearest to one that does not exist. */
export function nearestCodes(code: string): string | undefined {
  return didYouMean(code, Object.keys(catalogue));
}
