import type { Span } from '../../diagnostics/index.ts';
import type {
  Exposure,
  JsonObject,
  JsonValue,
  NodeConfig,
  Project,
  ProjectNode,
  References,
  SourceTable,
  UnitTest,
} from '../../project/project.ts';

/** A node of a tiny project, for tests. Its template is its references alone; spans point at them. */
export interface NodeSketch {
  /** `orders`, `pkg:orders`, or `erp.parts` for a source. */
  readonly reads?: readonly string[];
  /** `column`, or `column of orders`. */
  readonly watermarks?: readonly string[];
  readonly folder?: string;
  readonly tags?: readonly string[];
  readonly meta?: JsonObject;
  readonly config?: Partial<NodeConfig>;
  readonly yaml?: string;
}

export interface ProjectSketch {
  readonly models?: Readonly<Record<string, NodeSketch>>;
  readonly seeds?: Readonly<Record<string, NodeSketch>>;
  readonly snapshots?: Readonly<Record<string, NodeSketch>>;
  readonly analyses?: Readonly<Record<string, NodeSketch>>;
  /** Singular data tests. */
  readonly tests?: Readonly<Record<string, NodeSketch>>;
  /** Generic tests by name; `on` is the unique id that each is attached to, `onFail` makes it a row rule. */
  readonly checks?: Readonly<
    Record<string, NodeSketch & { readonly check: string; readonly on: string; readonly onFail?: 'quarantine' }>
  >;
  readonly exposures?: Readonly<Record<string, NodeSketch>>;
  readonly unitTests?: Readonly<Record<string, { readonly model: string; readonly given?: readonly string[] }>>;
  /** `erp.parts` */
  readonly sources?: readonly string[];
  readonly disabled?: readonly string[];
  readonly selectors?: Readonly<Record<string, JsonValue>>;
}

const NAME = 'shop';

/** Makes a project from a sketch, as if it had been loaded from files. */
export function projectOf(sketch: ProjectSketch): Project {
  const texts: Record<string, string> = {};
  const nodes: Record<string, ProjectNode> = {};
  const kinds = [
    ['model', 'models', sketch.models],
    ['seed', 'seeds', sketch.seeds],
    ['snapshot', 'snapshots', sketch.snapshots],
    ['analysis', 'analyses', sketch.analyses],
    ['test', 'tests', sketch.tests],
    ['test', 'models', sketch.checks],
  ] as const;
  for (const [resourceType, root, sketches] of kinds) {
    for (const [name, node] of Object.entries(sketches ?? {})) {
      const made = nodeOf(resourceType, root, name, node, texts);
      nodes[made.uniqueId] = made;
    }
  }
  const exposures = Object.entries(sketch.exposures ?? {}).map(([name, node]): Exposure => {
    const { references, ...base } = baseOf('exposure', 'models', name, node, texts);
    return { ...base, resourceType: 'exposure', type: 'dashboard', owner: {}, references };
  });
  return {
    name: NAME,
    version: '1.0.0',
    settings: SETTINGS,
    target: { name: 'local', type: 'duckdb', threads: 4, settings: { password: 'sesame' } },
    vars: {},
    nodes: sorted(nodes),
    sources: byId((sketch.sources ?? []).map(sourceOf)),
    exposures: byId(exposures),
    unitTests: byId(Object.entries(sketch.unitTests ?? {}).map(([name, test]) => unitTestOf(name, test, texts))),
    macros: {},
    docs: {},
    groups: {},
    disabled: Object.fromEntries((sketch.disabled ?? []).map((id) => [id, []])),
    selectors: sketch.selectors ?? {},
    texts,
  };
}

type NodeType = ProjectNode['resourceType'];

function nodeOf(
  resourceType: NodeType,
  root: string,
  name: string,
  sketch: NodeSketch,
  texts: Record<string, string>,
): ProjectNode {
  const base = baseOf(resourceType, root, name, sketch, texts);
  const relation = { schema: sketch.folder ?? 'main', identifier: name };
  const code = texts[base.path] ?? '';
  const config = { ...DEFAULTS, ...sketch.config } as unknown as NodeConfig;
  const node = { ...base, config, configSpans: {}, relation, code, columns: {} };
  if (resourceType !== 'test')
    return { ...node, resourceType, codeOffset: 0, columnTypes: [], checksum: '' } as ProjectNode;
  const { check, on, onFail } = sketch as { check?: string; on?: string; onFail?: string };
  const test = check
    ? { kind: 'generic', name: check, arguments: {}, attachedTo: on, ...(onFail && { onFail }) }
    : { kind: 'singular', code };
  return { ...node, resourceType, test } as ProjectNode;
}

function baseOf(type: string, root: string, name: string, sketch: NodeSketch, texts: Record<string, string>) {
  const folder = sketch.folder?.split('/') ?? [];
  const file = [root, ...folder, `${name}.${type === 'seed' ? 'csv' : type === 'exposure' ? 'yml' : 'sql'}`].join('/');
  const references = referencesOf(file, sketch, texts);
  const definedIn = sketch.yaml ?? file;
  texts[definedIn] ??= name;
  return {
    uniqueId: `${type}.${NAME}.${name}`,
    name,
    packageName: NAME,
    path: file,
    fqn: [NAME, ...folder, name],
    description: '',
    tags: sketch.tags ?? [],
    meta: sketch.meta ?? {},
    references,
    span: { file: definedIn, start: 0, end: name.length },
  };
}

function referencesOf(file: string, sketch: NodeSketch, texts: Record<string, string>): References {
  const lines: string[] = [];
  const spanOf = (word: string): Span => {
    const start = lines.join('\n').length + (lines.length > 0 ? 1 : 0);
    lines.push(word);
    return { file, start, end: start + word.length };
  };
  const calls = (sketch.reads ?? []).map((word) => callOf(word, spanOf(word)));
  const watermarks = (sketch.watermarks ?? []).map((word) => {
    const [column = '', of] = word.split(' of ');
    const span = spanOf(word);
    return { column, span, ...(of !== undefined && { of: callOf(of, span) }) };
  });
  texts[file] = lines.join('\n');
  return {
    refs: calls.flatMap((call) => ('ref' in call ? call.ref : [])),
    sources: calls.flatMap((call) => ('source' in call ? call.source : [])),
    watermarks,
    macros: [],
    usesThis: false,
    usesIsIncremental: false,
  };
}

function callOf(word: string, span: Span) {
  const [source, table] = word.split('.');
  if (table !== undefined) return { source: { source: source as string, table, span } };
  const [first = '', second] = word.split(':');
  return { ref: second === undefined ? { name: first, span } : { package: first, name: second, span } };
}

function sourceOf(word: string): SourceTable {
  const [sourceName = '', name = ''] = word.split('.');
  return {
    uniqueId: `source.${NAME}.${word}`,
    resourceType: 'source',
    sourceName,
    name,
    packageName: NAME,
    path: 'models/sources.yml',
    fqn: [NAME, sourceName, name],
    relation: { schema: sourceName, identifier: name },
    description: '',
    sourceDescription: '',
    tags: [],
    meta: {},
    columns: {},
    sourceSystem: sourceName,
    config: {},
    span: { file: 'models/sources.yml', start: 0, end: 1 },
  };
}

function unitTestOf(
  name: string,
  test: { model: string; given?: readonly string[] },
  texts: Record<string, string>,
): UnitTest {
  const file = 'models/unit_tests.yml';
  texts[file] = name;
  const span = { file, start: 0, end: name.length };
  return {
    uniqueId: `unit_test.${NAME}.${test.model}.${name}`,
    resourceType: 'unit_test',
    name,
    packageName: NAME,
    path: file,
    fqn: [NAME, 'unit_tests', test.model, name],
    model: test.model,
    description: '',
    given: (test.given ?? []).map((word) => ({ input: callOf(word, span), rows: [], span })),
    expect: { rows: [], span },
    overrides: { macros: {}, vars: {}, envVars: {} },
    tags: [],
    meta: {},
    span,
  };
}

function byId<T extends { readonly uniqueId: string }>(items: readonly T[]): Record<string, T> {
  return sorted(Object.fromEntries(items.map((item) => [item.uniqueId, item])));
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const DEFAULTS = { enabled: true, materialized: 'view', severity: 'error', unique_key: [], other: {} };

const SETTINGS = {
  modelPaths: ['models'],
  seedPaths: ['seeds'],
  snapshotPaths: ['snapshots'],
  testPaths: ['tests'],
  macroPaths: ['macros'],
  analysisPaths: ['analyses'],
  docsPaths: ['models'],
  targetPath: 'target',
  targetNames: ['dev'],
  onRunStart: [],
  onRunEnd: [],
  dispatch: {},
};
