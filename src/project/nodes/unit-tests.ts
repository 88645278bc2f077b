import { didYouMean } from '../../diagnostics/index.ts';
import { descriptionOf, entrySettings, fqnOf, metaOf, tagsOf, type Assembly } from '../assembly.ts';
import { mergeSettings } from '../config/settings.ts';
import type { JsonObject, UnitTest, UnitTestInput } from '../project.ts';
import { isMapping, type Mapping } from '../project-file.ts';
import type { PropertyEntry } from '../properties.ts';
import { parseReference } from '../reference-text.ts';
import type { CsvParser } from '../seeds/read-csv.ts';
import { unitTestRows } from './unit-test-rows.ts';

/** Which models there are, for unit tests: enabled ones by name, and all names. */
export interface KnownModels {
  readonly enabled: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** The unit tests of enabled models, by unique id. */
export function unitTests(models: KnownModels, parse: CsvParser, assembly: Assembly): UnitTest[] {
  return [...assembly.properties.unit_tests.values()].flatMap(
    (entry) => unitTest(entry, { models, parse, assembly }) ?? [],
  );
}

interface Context {
  readonly models: KnownModels;
  readonly parse: CsvParser;
  readonly assembly: Assembly;
}

function unitTest(entry: PropertyEntry, context: Context): UnitTest | undefined {
  const { assembly, models } = context;
  const { values, name, file, span } = entry;
  const { problems, places } = assembly.loading;
  const fqn = fqnOf(assembly.project.name, file, name);
  const settings = mergeSettings(assembly.trees.unit_test.settingsFor(fqn), entrySettings(values, assembly));
  const model = parseReference(String(values.model))?.ref?.name ?? String(values.model);
  if (settings.values.enabled === false) return undefined;
  if (!models.all.has(model)) {
    const hint = didYouMean(model, models.all);
    problems.report('unit-test-of-nothing', { model }, places.value(values, 'model'), { hint });
    return undefined;
  }
  if (!models.enabled.has(model)) return undefined;
  const given = (values.given as Mapping[]).flatMap((input) => inputOf(input, context) ?? []);
  return {
    uniqueId: `unit_test.${assembly.project.name}.${model}.${name}`,
    resourceType: 'unit_test',
    name,
    packageName: assembly.project.name,
    path: file.path,
    fqn,
    model,
    description: descriptionOf(entry, assembly),
    given,
    expect: unitTestRows(values.expect as Mapping, places.key(values, 'expect'), context.parse, assembly),
    overrides: overridesOf(values.overrides),
    tags: tagsOf(settings),
    meta: metaOf(settings),
    span,
  };
}

function inputOf(input: Mapping, { assembly, parse }: Context): UnitTestInput | undefined {
  const { places, problems } = assembly.loading;
  const text = String(input.input).trim();
  const span = places.value(input, 'input');
  const rows = unitTestRows(input, span, parse, assembly);
  if (text === 'this') return { ...rows, input: 'this' };
  const found = parseReference(text);
  if (found?.ref) return { ...rows, input: { ref: { ...found.ref, span } } };
  if (found?.source) return { ...rows, input: { source: { ...found.source, span } } };
  problems.report('reference-shape', { text }, span, {
    hint: `Write ref('model'), source('source', 'table') or this.`,
  });
  return undefined;
}

function overridesOf(value: unknown): UnitTest['overrides'] {
  const overrides = isMapping(value) ? value : {};
  const part = (key: string) => (isMapping(overrides[key]) ? (overrides[key] as JsonObject) : {});
  return { macros: part('macros'), vars: part('vars'), envVars: part('env_vars') };
}
