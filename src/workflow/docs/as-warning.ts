import type { Diagnostic } from '../../diagnostics/index.ts';

/** A problem that takes something from the docs, and does not keep them from being written. */
export function asWarning(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
