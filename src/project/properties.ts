import type { Span } from '../diagnostics/index.ts';
import { checkValue, type Loading } from './loading.ts';
import { isMapping, type Mapping } from './project-file.ts';
import type { FoundFile } from './project-files.ts';
import { reportSchemaErrors } from './schema/report-schema-errors.ts';
import { isTemplate, type YamlTemplates } from './yaml/yaml-templates.ts';

/** Lists of a properties file, with the schema of their entries. */
const KINDS = {
  models: 'model',
  seeds: 'seed',
  snapshots: 'snapshot',
  analyses: 'analysis',
  sources: 'source',
  exposures: 'exposure',
  unit_tests: 'unit_test',
  macros: 'macro',
  data_tests: 'singular_test',
  groups: 'group',
} as const;

export type PropertyKind = keyof typeof KINDS;

/** What a properties file says about one thing: validated by its schema, templates rendered. */
export interface PropertyEntry {
  readonly name: string;
  readonly values: Mapping;
  readonly file: FoundFile;
  /** Where its name stands. */
  readonly span: Span;
}

export type Properties = Readonly<Record<PropertyKind, ReadonlyMap<string, PropertyEntry>>>;

/** Keys whose templates are rendered elsewhere: in a test, a hook or a statement, or by `doc()`. */
const RENDERED_ELSEWHERE = new Set([
  'description',
  'tests',
  'data_tests',
  'pre-hook',
  'pre_hook',
  'post-hook',
  'post_hook',
  'sql_header',
  'local_sql',
  'rows',
  'relation',
  'input',
  'depends_on',
  'loaded_at_query',
]);

/** Reads all properties files. Of two entries for one thing the second is reported. */
export function readProperties(files: readonly FoundFile[], templates: YamlTemplates, loading: Loading): Properties {
  const properties = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, new Map()])) as unknown as Record<
    PropertyKind,
    Map<string, PropertyEntry>
  >;
  for (const file of files) {
    const source = loading.read(file.path);
    const value = source && loading.yaml.read(source);
    if (source === undefined || value === undefined || value === null) continue;
    if (!checkOutline(value, file, loading) && !isMapping(value)) continue;
    const root = value as Mapping;
    if (isTemplate(source.text)) templates.renderIn(root, (key, at) => at !== root && RENDERED_ELSEWHERE.has(key));
    for (const kind of Object.keys(KINDS) as PropertyKind[]) {
      if (Array.isArray(root[kind])) addEntries(root[kind], properties[kind], { kind, file, loading });
    }
  }
  return properties;
}

function checkOutline(root: unknown, file: FoundFile, { validator, places, problems }: Loading): boolean {
  const errors = validator.checkOutline(root);
  reportSchemaErrors(errors, { root, name: file.path, places }, problems);
  return errors.length === 0;
}

/** What is wrong with one data test is told when it is read; its node stays. */
function isNoTest({ instancePath }: { readonly instancePath: string }): boolean {
  return !/\/(data_tests|tests)\/\d+$/.test(instancePath);
}

interface EntryContext {
  readonly kind: PropertyKind;
  readonly file: FoundFile;
  readonly loading: Loading;
}

function addEntries(list: unknown[], known: Map<string, PropertyEntry>, { kind, file, loading }: EntryContext): void {
  for (const [index, values] of list.entries()) {
    if (!isMapping(values)) {
      const errors = loading.validator.check(`properties.json#/definitions/${KINDS[kind]}`, values);
      const moved = errors.map((error) => ({ ...error, instancePath: `/${index}${error.instancePath}` }));
      reportSchemaErrors(moved, { root: list, name: kind, places: loading.places }, loading.problems);
      continue;
    }
    const schema = `properties.json#/definitions/${KINDS[kind]}` as const;
    if (!checkValue(loading, schema, { root: values, name: `an entry of "${kind}"`, keeps: isNoTest })) continue;
    const entry = { name: String(values.name), values, file, span: loading.places.value(values, 'name') };
    // The tables of one source may be spread over files; a table that is there twice is found when tables are made.
    const key = kind === 'sources' ? `${file.path}:${index}` : entry.name;
    const first = known.get(key);
    if (first) reportTwice(kind, entry, first, loading);
    else known.set(key, entry);
  }
}

function reportTwice(kind: PropertyKind, entry: PropertyEntry, first: PropertyEntry, { problems }: Loading): void {
  problems.report('name-twice', { kind: `entries of "${kind}"`, name: entry.name }, entry.span, {
    hint: 'Put both into one.',
    related: [{ message: 'The first one:', at: first.span }],
  });
}
