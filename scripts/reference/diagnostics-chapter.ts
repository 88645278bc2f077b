import { catalogue } from '../../src/diagnostics/catalogue/index.ts';
import { blocks } from './markdown.ts';

/** Every code that a diagnostic can carry, as `lakemodel explain` prints it. */
export function diagnosticsChapter(): string {
  const entries = Object.entries(catalogue as Readonly<Record<string, { severity: string; explain: string }>>);
  return blocks(
    '## Diagnostics',
    'Each error and warning carries a code in brackets; `lakemodel explain CODE` prints the same text.',
    entries
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([name, entry]) => blocks(`### ${name}`, `Severity: ${entry.severity}.`, entry.explain.trim())),
  );
}
