import type { Diagnostic } from './diagnostic.ts';
import type { Place } from './source.ts';

/** How parts of a diagnostic are coloured; the identity everywhere gives plain text. */
export interface Paint {
  readonly severity: (text: string, severity: Diagnostic['severity']) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

export const plainPaint: Paint = { severity: (text) => text, dim: (text) => text, strong: (text) => text };

/**
 * Prints a diagnostic for a terminal:
 *
 *     error[ref-unknown]: Model "ordrs" does not exist.
 *       models/gold/revenue.sql:4:13
 *       4 | from {{ ref('ordrs') }}
 *         |             ^^^^^^^
 *       hint: Did you mean "orders"?
 */
export function printDiagnostic(diagnostic: Diagnostic, paint: Paint = plainPaint): string {
  const { severity, code, message } = diagnostic;
  const lines = [`${paint.severity(`${severity}[${code}]`, severity)}: ${paint.strong(message)}`];
  if (diagnostic.place) lines.push(...printPlace(diagnostic.place, paint));
  for (const related of diagnostic.related) {
    lines.push(`  ${related.message}`, ...printPlace(related.place, paint));
  }
  if (diagnostic.hint) lines.push(...indent(`hint: ${diagnostic.hint}`));
  return lines.join('\n');
}

/** Prints many, errors last so that they stand nearest to the prompt, with a closing count. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], paint: Paint = plainPaint): string {
  const rank = { info: 0, warning: 1, error: 2 } as const;
  return [...diagnostics]
    .sort((a, b) => rank[a.severity] - rank[b.severity])
    .map((diagnostic) => printDiagnostic(diagnostic, paint))
    .join('\n\n');
}

function printPlace(place: Place, paint: Paint): string[] {
  const where = place.frame.length > 0 ? `${place.file}:${place.line}:${place.column}` : place.file;
  return [`  ${where}`, ...place.frame.map((line) => `  ${paint.dim(line)}`)];
}

function indent(text: string): string[] {
  return text.split('\n').map((line, index) => (index === 0 ? `  ${line}` : `        ${line}`));
}
