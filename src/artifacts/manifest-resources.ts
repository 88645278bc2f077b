import type {
  DocsBlock,
  Exposure,
  Freshness,
  JsonObject,
  Macro,
  Period,
  SourceTable,
  UnitTest,
  UnitTestInput,
  UnitTestRows,
} from '../project/project.ts';
import {
  manifestColumns,
  manifestPrint,
  manifestReferences,
  pathBelowRoot,
  relationName,
  type ManifestContext,
} from './manifest-node.ts';

export function manifestSource(source: SourceTable, context: ManifestContext): JsonObject {
  const { createdAt } = context;
  return {
    database: source.relation.database ?? null,
    schema: source.relation.schema,
    name: source.name,
    resource_type: 'source',
    package_name: source.packageName,
    path: source.path,
    original_file_path: source.path,
    unique_id: source.uniqueId,
    fqn: source.fqn,
    source_name: source.sourceName,
    source_description: source.sourceDescription,
    loader: '',
    identifier: source.relation.identifier,
    quoting: { database: null, schema: null, identifier: null, column: null },
    loaded_at_field: source.loadedAtField ?? null,
    freshness: source.freshness ? freshness(source.freshness) : null,
    external: source.external ? external(source) : null,
    description: source.description,
    columns: manifestColumns(source.columns),
    meta: source.meta,
    source_meta: {},
    tags: source.tags,
    config: { ...source.config, enabled: true },
    patch_path: null,
    unrendered_config: {},
    relation_name: relationName(source.relation),
    created_at: createdAt,
    ...manifestPrint(source.uniqueId, context),
  };
}

export function manifestMacro(macro: Macro, { project, createdAt, macroPrints }: ManifestContext): JsonObject {
  const print = macroPrints.get(macro.uniqueId);
  return {
    name: macro.kind === 'test' ? `test_${macro.name}` : macro.name,
    resource_type: 'macro',
    package_name: macro.packageName,
    path: pathBelowRoot(macro.path, project),
    original_file_path: macro.path,
    unique_id: macro.uniqueId,
    macro_sql: macro.code,
    depends_on: { macros: macro.macros },
    description: macro.description,
    meta: {},
    docs: { show: true, node_color: null },
    patch_path: null,
    arguments: macro.arguments.map(({ name, type, description }) => ({ name, type: type ?? null, description })),
    created_at: createdAt,
    supported_languages: null,
    ...(print !== undefined && { lakemodel: { fingerprint: print } }),
  };
}

export function manifestDocs(block: DocsBlock): JsonObject {
  return {
    name: block.name,
    resource_type: 'doc',
    package_name: block.packageName,
    path: block.path,
    original_file_path: block.path,
    unique_id: block.uniqueId,
    block_contents: block.contents,
  };
}

export function manifestExposure(exposure: Exposure, context: ManifestContext): JsonObject {
  const { parents, createdAt } = context;
  return {
    name: exposure.name,
    resource_type: 'exposure',
    package_name: exposure.packageName,
    path: exposure.path,
    original_file_path: exposure.path,
    unique_id: exposure.uniqueId,
    fqn: exposure.fqn,
    type: exposure.type,
    owner: exposure.owner,
    description: exposure.description,
    label: exposure.label ?? null,
    maturity: exposure.maturity ?? null,
    meta: exposure.meta,
    tags: exposure.tags,
    config: { enabled: true, tags: exposure.tags, meta: exposure.meta },
    unrendered_config: {},
    url: exposure.url ?? null,
    depends_on: { macros: exposure.references.macros, nodes: parents(exposure.uniqueId) },
    ...manifestReferences(exposure.references),
    created_at: createdAt,
    ...manifestPrint(exposure.uniqueId, context),
  };
}

export function manifestUnitTest(test: UnitTest, context: ManifestContext): JsonObject {
  const { project, parents, createdAt } = context;
  const [model] = parents(test.uniqueId);
  const schema = Object.values(project.nodes).find(({ uniqueId }) => uniqueId === model);
  const { macros, vars, envVars } = test.overrides;
  return {
    model: test.model,
    given: test.given.map(unitTestInput),
    expect: { ...unitTestRows(test.expect), fixture: null },
    name: test.name,
    resource_type: 'unit_test',
    package_name: test.packageName,
    path: pathBelowRoot(test.path, project),
    original_file_path: test.path,
    unique_id: test.uniqueId,
    fqn: test.fqn,
    description: test.description,
    overrides: { macros, vars, env_vars: envVars },
    depends_on: { macros: [], nodes: parents(test.uniqueId) },
    config: { tags: test.tags, meta: test.meta, enabled: true },
    checksum: null,
    schema: schema && 'relation' in schema ? schema.relation.schema : null,
    created_at: createdAt,
    versions: null,
    version: null,
    ...manifestPrint(test.uniqueId, context),
  };
}

function unitTestInput({ input, ...rows }: UnitTestInput): JsonObject {
  if (input === 'this') return { input, ...unitTestRows(rows), fixture: null };
  const text =
    'ref' in input ? `ref('${input.ref.name}')` : `source('${input.source.source}', '${input.source.table}')`;
  return { input: text, ...unitTestRows(rows), fixture: null };
}

function unitTestRows({ rows, sql }: UnitTestRows): JsonObject {
  return sql === undefined ? { rows: rows ?? [], format: 'dict' } : { rows: sql, format: 'sql' };
}

function freshness({ warnAfter, errorAfter, filter }: Freshness): JsonObject {
  const period = (value: Period | undefined): JsonObject => ({
    count: value?.count ?? null,
    period: value?.period ?? null,
  });
  return { warn_after: period(warnAfter), error_after: period(errorAfter), filter: filter ?? null };
}

function external({ external: files }: SourceTable): JsonObject | null {
  if (!files) return null;
  return {
    location: files.location,
    file_format: files.format,
    row_format: null,
    tbl_properties: null,
    partitions: files.partitions.map(({ name, type }) => ({ name, data_type: type, description: '', meta: {} })),
  };
}
