import { blocks, code, markdownTable } from './markdown.ts';
import { defaultText, keyTable, readSchema, resolve, typeText, type Schema } from './schema.ts';

/** Every key of the project's files, read from the JSON Schemas that validate them. */
export function filesChapter(): string {
  return blocks(
    '## Files',
    'Each file is validated when a project is loaded, against the JSON Schemas in `schemas/`, which editors can use too.',
    fileSection('project', 'project.yml'),
    fileSection('properties', 'YAML beside models, seeds and snapshots'),
    configSection(),
    fileSection('data-test', 'A data test in YAML'),
    fileSection('selectors', 'selectors.yml'),
  );
}

function fileSection(name: string, title: string): string {
  const schema = readSchema(name);
  const definitions = Object.entries(schema.definitions ?? {}).filter(([, definition]) => definition.properties);
  return blocks(
    `### ${title}`,
    schema.description ?? '',
    keyTable(schema, name),
    definitions.map(([key, definition]) =>
      blocks(`#### ${definition.title ?? key}`, definition.description ?? '', keyTable(definition, name)),
    ),
  );
}

/** All configuration keys in one table, with the kinds of node that take each. */
function configSection(): string {
  const schema = readSchema('config');
  const { keys, ...kinds } = schema.definitions ?? {};
  const rows = Object.entries(keys?.definitions ?? {}).map(([key, written]) => {
    const property = resolve(written, 'config').schema;
    const takers = Object.entries(kinds).filter(([, kind]) => takes(kind, key));
    const names = takers.map(([kind]) => kind.replace('_', ' ')).join(', ');
    return [code(key), names, typeText(property), defaultText(property), property.description ?? ''];
  });
  return blocks(
    '### Configuration',
    'Set in `project.yml` for folders (`+key`), in YAML beside a node under `config:`, or in its SQL with `{{ config(…) }}`; the nearest setting wins.',
    markdownTable(['key', 'for', 'type', 'default', 'meaning'], rows),
  );
}

function takes(kind: Schema, key: string): boolean {
  return (
    Object.values(kind.properties ?? {}).some((property) => property.$ref?.endsWith(`/${key}`) ?? false) ||
    key in (kind.properties ?? {})
  );
}
