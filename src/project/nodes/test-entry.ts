import type { Span } from '../../diagnostics/index.ts';
import type { Assembly } from '../assembly.ts';
import { mergeSettings, NO_SETTINGS, settingsOf, type Settings } from '../config/settings.ts';
import { checkValue } from '../loading.ts';
import type { JsonObject } from '../project.ts';
import { isMapping, type Mapping } from '../project-file.ts';
import { bareReference, parseReference } from '../reference-text.ts';

/** One data test as YAML says it, its short forms unfolded. */
export interface TestEntry {
  readonly test: string;
  /** Where the test's name stands. */
  readonly span: Span;
  /** `name:`, where the author gives one. */
  readonly name: string | undefined;
  readonly description: unknown;
  readonly arguments: JsonObject;
  readonly settings: Settings;
  /** Where a named argument stands. */
  readonly argumentSpan: (key: string) => Span;
}

/** Keys that may stand beside the arguments, or beside the test's name. */
const BESIDE = ['name', 'description', 'config', 'on_fail', 'arguments', 'test_name'];
/** Configuration that older dbt projects write among the arguments. */
const INLINE_CONFIG = [
  'severity',
  'tags',
  'enabled',
  'where',
  'limit',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'meta',
  'database',
  'schema',
  'alias',
  'on_fail',
  'max_fraction',
];

/** Reads one item of a list of data tests; undefined (and a problem) where it is none. */
export function readTestEntry(list: readonly unknown[], index: number, assembly: Assembly): TestEntry | undefined {
  const { problems, places } = assembly.loading;
  const item = list[index];
  const at = places.value(list, index);
  if (typeof item === 'string') return bareEntry(item, at);
  if (!isMapping(item)) {
    problems.report('test-shape', { problem: 'it is neither a name nor a mapping' }, at);
    return undefined;
  }
  if (typeof item.test_name === 'string')
    return entryOf(item.test_name, places.value(item, 'test_name'), [item], assembly);
  const names = Object.keys(item).filter((key) => !BESIDE.includes(key));
  const [name] = names;
  if (name === undefined || names.length > 1) {
    const problem =
      name === undefined ? 'it names no test' : `it names several tests: ${names.map((one) => `"${one}"`).join(', ')}`;
    problems.report('test-shape', { problem }, at);
    return undefined;
  }
  const inner = item[name];
  if (inner !== null && !isMapping(inner)) {
    problems.report('test-shape', { problem: `the arguments of "${name}" are no mapping` }, places.value(item, name));
    return undefined;
  }
  return entryOf(name, places.key(item, name), inner ? [item, inner] : [item], assembly, name);
}

function bareEntry(test: string, span: Span): TestEntry {
  const argumentSpan = () => span;
  return { test, span, name: undefined, description: undefined, arguments: {}, settings: NO_SETTINGS, argumentSpan };
}

/** `mappings`: those that hold arguments and what stands beside them, outermost first; `own` is the key of the test in the outer one. */
function entryOf(
  test: string,
  span: Span,
  mappings: readonly Mapping[],
  assembly: Assembly,
  own?: string,
): TestEntry | undefined {
  const { loading, yamlTemplates } = assembly;
  const given: Record<string, unknown> = {};
  const holders = new Map<string, Mapping>();
  let settings = NO_SETTINGS;
  for (const mapping of mappings) {
    const known = { root: mapping, name: `the data test "${test}"` };
    if (!checkValue(loading, 'data-test.json', known)) return undefined;
    settings = mergeSettings(settings, settingsIn(mapping, assembly));
    collect(mapping, own, { given, holders });
    if (isMapping(mapping.arguments)) collect(mapping.arguments, undefined, { given, holders, all: true });
  }
  for (const holder of new Set(holders.values())) {
    unwrapReferences(holder);
    yamlTemplates.renderIn(holder, (key) => key === 'description' || (key === own && holder === mappings[0]));
  }
  for (const [key, holder] of holders) given[key] = holder[key];
  const last = (key: string) => mappings.findLast((mapping) => mapping[key] !== undefined)?.[key];
  const name = last('name');
  return {
    test,
    span,
    name: typeof name === 'string' ? name : undefined,
    description: last('description'),
    arguments: given as JsonObject,
    settings,
    argumentSpan: (key) => {
      const holder = holders.get(key);
      return holder ? loading.places.value(holder, key) : span;
    },
  };
}

function settingsIn(mapping: Mapping, { loading, yamlTemplates }: Assembly): Settings {
  const inline = settingsOf(mapping, loading, INLINE_CONFIG);
  if (!isMapping(mapping.config)) return inline;
  yamlTemplates.renderIn(mapping.config, () => false);
  return mergeSettings(inline, settingsOf(mapping.config, loading));
}

interface Collected {
  readonly given: Record<string, unknown>;
  readonly holders: Map<string, Mapping>;
  readonly all?: boolean;
}

function collect(mapping: Mapping, own: string | undefined, { given, holders, all }: Collected): void {
  for (const [key, value] of Object.entries(mapping)) {
    if (!all && (key === own || BESIDE.includes(key) || INLINE_CONFIG.includes(key))) continue;
    given[key] = value;
    holders.set(key, mapping);
  }
}

/** `{{ ref('x') }}` means `ref('x')`: arguments hold references in that one form. */
function unwrapReferences(container: Mapping | unknown[]): void {
  for (const [key, value] of Object.entries(container)) {
    if (typeof value === 'string' && parseReference(value)) (container as Mapping)[key] = bareReference(value);
    else if (typeof value === 'object' && value !== null) unwrapReferences(value as Mapping);
  }
}
