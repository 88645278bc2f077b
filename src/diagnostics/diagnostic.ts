import { catalogue, type Code, type Params } from './catalogue/index.ts';
import type { Place } from './source.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A second place that helps to understand the first: the other definition, the edge of a cycle. */
export interface Related {
  readonly message: string;
  readonly place: Place;
}

/** One thing that a user should know: plain data, made by `diagnose` alone, printed by `print-text.ts` and `print-json.ts`. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  readonly related: readonly Related[];
  readonly hint?: string;
}

export interface DiagnosticDetails {
  readonly at?: Place | undefined;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  /** Overrides the catalogue's severity, where a user configured it. */
  readonly severity?: Severity | undefined;
}

/** A phase's answer: its value, as far as it could be made, and what was found on the way. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** At most this many diagnostics of one phase are collected; the rest is counted, not kept. */
export const MAX_DIAGNOSTICS = 100;

/** Makes a diagnostic from the catalogue. `params` is typed by the code; `hint` replaces the catalogue's own. */
export function diagnose<C extends Code>(code: C, params: Params<C>, details: DiagnosticDetails = {}): Diagnostic {
  const entry = catalogue[code] as unknown as CatalogueEntry<Params<C>>;
  const hint = details.hint ?? entry.hint?.(params);
  return {
    code,
    severity: details.severity ?? entry.severity,
    message: entry.message(params),
    ...(details.at && { place: details.at }),
    related: details.related ?? [],
    ...(hint !== undefined && { hint }),
  };
}

/** One kind of diagnostic: its text, its usual way out, and what `lakemodel explain CODE` prints (Markdown). */
export interface CatalogueEntry<P> {
  readonly severity: Severity;
  readonly message: (params: P) => string;
  readonly hint?: (params: P) => string | undefined;
  readonly explain: string;
  /** An error that a project may make less of: the run can go on. All other errors stay errors. */
  readonly adjustable?: true;
}

/** Each diagnostic once: two phases may find the same thing at the same place. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, message, place } = diagnostic;
    const key = [code, message, place?.file, place?.line, place?.column].join('\n');
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/**
 * An error that carries diagnostics: for the few places that cannot return them (deep inside a template or an engine call).
 * Each phase catches it at its border and returns `diagnostics`; it never reaches a user as an exception.
 */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('; '));
    this.name = 'DiagnosticError';
    this.diagnostics = diagnostics;
  }
}

/** For what cannot happen unless lakemodel itself is wrong. The CLI reports it as a bug (exit code 70). */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
