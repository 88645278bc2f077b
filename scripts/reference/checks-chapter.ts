import { builtInChecks } from '../../src/quality/checks/index.ts';
import { blocks, code, markdownTable } from './markdown.ts';
import { defaultText, typeText, type Schema } from './schema.ts';

type Check = (typeof builtInChecks)[string];

const namespaces = [
  [undefined, "dbt's own, and lakemodel's"],
  ['dbt_utils', 'From dbt-utils'],
  ['dbt_expectations', 'From dbt-expectations'],
] as const;

/** The built-in data tests, read from their registry. */
export function checksChapter(): string {
  const checks = [...new Set(Object.values(builtInChecks))].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return blocks(
    '## Data tests',
    'Built in, under their own names and with the prefix of the package that they come from. A test that can blame a row may be a row rule: `on_fail: quarantine | drop | warn | fail`.',
    namespaces.map(([namespace, title]) =>
      blocks(`### ${title}`, checks.filter((check) => check.namespace === namespace).map(checkSection)),
    ),
  );
}

function checkSection(check: Check): string {
  const place = {
    required: 'Stands under a column.',
    optional: 'Stands under a column or a model.',
    none: 'Stands under a model.',
  };
  const rule = check.broken ? 'May be a row rule.' : 'Cannot be a row rule.';
  const rows = Object.entries(check.parameters.properties).map(([name, schema]) => {
    const required = check.parameters.required.includes(name) ? 'Required. ' : '';
    return [
      code(name),
      typeText(schema as Schema),
      defaultText(schema as Schema),
      required + (schema.description ?? ''),
    ];
  });
  return blocks(
    `#### ${check.name}`,
    `${check.description} ${place[check.column]} ${rule}`,
    markdownTable(['argument', 'type', 'default', 'meaning'], rows),
  );
}
