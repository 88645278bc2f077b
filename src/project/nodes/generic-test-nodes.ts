import { didYouMean, type Span } from '../../diagnostics/index.ts';
import { docsBlocksOf, type Assembly } from '../assembly.ts';
import { mergeSettings, NO_SETTINGS, settingsOf, type Settings } from '../config/settings.ts';
import type { GenericTest, JsonValue, NodeConfig, RefCall, References, SourceCall, TestNode } from '../project.ts';
import { isMapping, type Mapping } from '../project-file.ts';
import type { FoundFile } from '../project-files.ts';
import { parseReference } from '../reference-text.ts';
import { NO_REFERENCES, traceReferences } from '../references.ts';
import { configureNode } from './configure-node.ts';
import { genericTestName, testHash } from './generic-test-name.ts';
import { readTestEntry, type TestEntry } from './test-entry.ts';

/** A node or source that has data tests in YAML. */
export interface Tested {
  readonly uniqueId: string;
  /** `orders`, `source_table` for a source. */
  readonly name: string;
  readonly isSource: boolean;
  readonly materialized: NodeConfig['materialized'] | 'source';
  readonly values: Mapping;
  readonly file: FoundFile;
}

/** The data tests of a node or source and of its columns. */
export function genericTestNodes(tested: Tested, assembly: Assembly): TestNode[] {
  const columns = Array.isArray(tested.values.columns) ? tested.values.columns.filter(isMapping) : [];
  return [
    ...testsIn(tested.values, undefined, tested, assembly),
    ...columns.flatMap((column) => testsIn(column, column, tested, assembly)),
  ];
}

/** Whether anything is tested there, for what is disabled. */
export function hasTests(values: Mapping): boolean {
  const columns = Array.isArray(values.columns) ? values.columns.filter(isMapping) : [];
  return [values, ...columns].some(({ tests, data_tests: dataTests }) => [tests, dataTests].some(isFilled));
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

function testsIn(holder: Mapping, column: Mapping | undefined, tested: Tested, assembly: Assembly): TestNode[] {
  return [holder.data_tests, holder.tests].flatMap((list) => {
    if (!Array.isArray(list)) return [];
    return list.flatMap((_, index) => {
      const entry = readTestEntry(list, index, assembly);
      return entry && isKnown(entry, assembly) ? (testNode(entry, column, tested, assembly) ?? []) : [];
    });
  });
}

function isKnown({ test, span }: TestEntry, { macros, loading }: Assembly): boolean {
  const known = loading.options.builtInTests;
  if (known.has(test) || macros.testNames.has(test)) return true;
  loading.problems.report('test-unknown', { name: test }, span, {
    hint: didYouMean(test, [...macros.testNames, ...known]),
  });
  return false;
}

function testNode(
  entry: TestEntry,
  column: Mapping | undefined,
  tested: Tested,
  assembly: Assembly,
): TestNode | undefined {
  const { column_name: named, ...given } = entry.arguments;
  const columnName = column ? String(column.name) : typeof named === 'string' ? named : undefined;
  const identity = { test: entry.test, target: tested.name, isSource: tested.isSource, columnName, arguments: given };
  const usual = genericTestName(identity);
  const name = entry.name ?? usual.full;
  const hash = testHash(name, [tested.uniqueId, identity, { ...entry.settings.values, ...entry.settings.written }]);
  const uniqueId = `test.${assembly.project.name}.${name}.${hash}`;
  const own = ownSettings(entry, column, assembly);
  const toConfigure = {
    type: 'test',
    name,
    file: tested.file,
    entry: undefined,
    own,
    span: entry.span,
    uniqueId,
  } as const;
  const configured = configureNode(toConfigure, assembly);
  if (!configured) return undefined;
  const { node, settings } = configured;
  // dbt gives every test an alias; here only those whose name is too long for a relation get one, so that the others share a configuration.
  const isShortened = entry.name === undefined && usual.short !== usual.full && node.config.alias === undefined;
  const test = genericTest(entry, { columnName, given, attachedTo: tested.uniqueId, values: settings.values });
  if (test.onFail && node.config.enabled) checkRowRule(name, settings.spans.on_fail ?? entry.span, tested, assembly);
  return {
    ...node,
    resourceType: 'test',
    description: assembly.describe(entry.description, () => entry.span),
    ...docsBlocksOf(entry.description, assembly),
    config: isShortened ? { ...node.config, alias: usual.short } : node.config,
    references: referencesOf(entry, assembly),
    test,
  };
}

/** What the block of a project's own test says, then the tags of the tested column, then the entry itself. */
function ownSettings({ test, settings }: TestEntry, column: Mapping | undefined, assembly: Assembly): Settings {
  const { macros, templates, loading } = assembly;
  const [block] = macros.testNames.has(test) ? macros.find(`test_${test}`) : [];
  const below = block ? templates.testSettings(block.parsed) : NO_SETTINGS;
  const tags = column?.tags ? settingsOf(column, loading, ['tags']) : NO_SETTINGS;
  return mergeSettings(mergeSettings(below, tags), settings);
}

interface TestParts {
  readonly columnName: string | undefined;
  readonly given: GenericTest['arguments'];
  readonly attachedTo: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function genericTest({ test }: TestEntry, { columnName, given, attachedTo, values }: TestParts): GenericTest {
  const onFail = values.on_fail as GenericTest['onFail'];
  const maxFraction = values.max_fraction;
  return {
    kind: 'generic',
    name: test,
    arguments: given,
    attachedTo,
    ...(columnName !== undefined && { columnName }),
    ...(onFail && { onFail }),
    ...(typeof maxFraction === 'number' && { maxFraction }),
  };
}

function checkRowRule(test: string, at: Span, { materialized }: Tested, { loading }: Assembly): void {
  if (materialized === 'table' || materialized === 'incremental') return;
  loading.problems.report('on-fail-unfit', { test, materialized }, at);
}

/** What the arguments and, for a test of the project's own, its SQL name. */
function referencesOf(entry: TestEntry, { macros }: Assembly): References {
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  const visit = (value: JsonValue, span: Span): void => {
    if (typeof value === 'string') {
      const found = parseReference(value);
      if (found?.ref) refs.push({ ...found.ref, span });
      if (found?.source) sources.push({ ...found.source, span });
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value) as JsonValue[]) visit(inner, span);
    }
  };
  for (const [key, value] of Object.entries(entry.arguments)) visit(value, entry.argumentSpan(key));
  const [own] = macros.testNames.has(entry.test) ? macros.find(`test_${entry.test}`) : [];
  if (!own) return refs.length + sources.length === 0 ? NO_REFERENCES : { ...NO_REFERENCES, refs, sources };
  const traced = traceReferences(own.parsed, macros.find).references;
  return {
    ...traced,
    refs: [...refs, ...traced.refs],
    sources: [...sources, ...traced.sources],
    macros: [...new Set([own.uniqueId, ...traced.macros])].sort(),
  };
}
