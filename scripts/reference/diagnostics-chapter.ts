import { catalogue } from '../../src/diagnostics/catalogue/index.ts';
import { blocks } from './markdown.ts';

interface Entry {
  readonly severity: string;
  readonly explain: string;
  readonly adjustable?: true;
}

const SEVERITIES = `A project sets severities by code: \`error\`, \`warning\`, \`info\` or \`off\`. Warnings and infos can be given any; of errors, those alone whose model can still run.

\`\`\`yaml
# project.yml
diagnostics: { column-unused: off, merge-key-nullable: error }
models:
  bronze:
    +diagnostics: { star-over-changed-input: off } # for the models of a folder; a model's own config has it, too
\`\`\`

A comment switches a code off for its line, or for the next one where it stands alone. Words behind the codes are a reason.

\`\`\`sql
-- lakemodel: ignore-file order-by-without-limit
select id, name -- lakemodel: ignore column-unused, not-in-nullable (for people who read this)
\`\`\`

It may also be written \`/* lakemodel: ignore CODE */\`, \`{# lakemodel: ignore CODE #}\`, and in YAML \`# lakemodel: ignore CODE\`. \`lakemodel compile\` tells comments that ignore nothing.`;

/** Every code that a diagnostic can carry, as `lakemodel explain` prints it. */
export function diagnosticsChapter(): string {
  const entries = Object.entries(catalogue as Readonly<Record<string, Entry>>);
  return blocks(
    '## Diagnostics',
    'Each error and warning carries a code in brackets; `lakemodel explain CODE` prints the same text.',
    SEVERITIES,
    entries
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([name, entry]) =>
        blocks(
          `### ${name}`,
          `Severity: ${entry.severity}${entry.adjustable ? ', which can be lowered' : ''}.`,
          entry.explain.trim(),
        ),
      ),
  );
}
