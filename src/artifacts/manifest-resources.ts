import { createHash } from 'node:crypto';
import type {
  DisabledResource,
  DocsBlock,
  Exposure,
  Group,
  JsonObject,
  Macro,
  SourceTable,
  UnitTest,
  UnitTestInput,
  UnitTestRows,
} from '../project/project.ts';
import { databaseName } from './database-name.ts';
import { fullName } from './full-names.ts';
import { manifestColumns } from './manifest-columns.ts';
import { DOCS } from './manifest-config.ts';
import { manifestNode, manifestPrint, type ManifestContext } from './manifest-node.ts';
import { belowRoot } from './manifest-paths.ts';
import { manifestReferences } from './manifest-test.ts';
import { manifestFreshness } from './sources.ts';

export function manifestSource(source: SourceTable, context: ManifestContext): JsonObject {
  const { createdAt, project } = context;
  const { writtenConfig: written = {} } = source;
  const loaded = { loaded_at_field: source.loadedAtField ?? null, loaded_at_query: null };
  // As of dbt, rules without a period are none.
  const rules = manifestFreshness(source.freshness ?? {});
  return {
    database: databaseName(source.relation, project.target),
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
    ...loaded,
    freshness: rules,
    external: source.external ? external(source) : null,
    description: source.description,
    columns: manifestColumns(source.columns, context),
    meta: source.meta,
    source_meta: source.sourceMeta ?? {},
    tags: source.tags,
    config: {
      event_time: null,
      static_analysis: null,
      ...source.config,
      ...loaded,
      freshness: rules,
      tags: source.tags,
      meta: source.meta,
      ...manifestPrint(source.uniqueId, context),
    },
    patch_path: null,
    unrendered_config: sourceConfig(source),
    relation_name: fullName(source.relation, project),
    created_at: createdAt,
    unrendered_database: written.database ?? source.relation.database ?? null,
    unrendered_schema: written.schema ?? source.relation.schema,
    doc_blocks: source.docsBlocks ?? [],
  };
}

// dbt writes the keys that tell how old a source may be, whatever was set.
function sourceConfig({
  config,
  freshness,
  loadedAtField,
  tags,
  meta,
  writtenConfig: written = {},
}: SourceTable): JsonObject {
  const { schema: _, database: __, identifier: ___, ...keys } = written;
  // True is there for every source.
  const { enabled, ...set } = config;
  return {
    ...(enabled === false && { enabled }),
    ...set,
    loaded_at_field: loadedAtField ?? null,
    loaded_at_query: null,
    ...(freshness && { freshness: manifestFreshness(freshness) }),
    ...(tags.length > 0 && { tags }),
    ...(Object.keys(meta).length > 0 && { meta }),
    ...keys,
  };
}

export function manifestMacro(macro: Macro, { createdAt, macroPrints }: ManifestContext): JsonObject {
  const print = macroPrints.get(macro.uniqueId);
  const { meta = {}, describedIn } = macro;
  const docs = { ...DOCS, ...macro.docs };
  return {
    name: macro.name,
    resource_type: 'macro',
    package_name: macro.packageName,
    path: macro.path,
    original_file_path: macro.path,
    unique_id: macro.uniqueId,
    macro_sql: macro.code,
    depends_on: { macros: macro.macros },
    description: macro.description,
    meta,
    docs,
    config: { meta, docs, ...(print !== undefined && { lakemodel: { fingerprint: print } }) },
    patch_path: describedIn === undefined ? null : `${macro.packageName}://${describedIn}`,
    arguments: macro.arguments.map(({ name, type, description }) => ({ name, type: type ?? null, description })),
    created_at: createdAt,
    supported_languages: null,
  };
}

export function manifestDocs(block: DocsBlock, { project }: ManifestContext): JsonObject {
  return {
    name: block.name,
    resource_type: 'doc',
    package_name: block.packageName,
    path: belowRoot(block.path, project),
    original_file_path: block.path,
    unique_id: block.uniqueId,
    block_contents: block.contents,
  };
}

export function manifestGroup(group: Group, { project }: ManifestContext): JsonObject {
  return {
    name: group.name,
    resource_type: 'group',
    package_name: group.packageName,
    path: belowRoot(group.path, project),
    original_file_path: group.path,
    unique_id: group.uniqueId,
    owner: { email: null, name: null, ...group.owner },
    description: group.description === '' ? null : group.description,
    config: { meta: group.meta },
  };
}

/** What is switched off, as if it were not, but for its `enabled`. */
export function manifestDisabled(resource: DisabledResource, context: ManifestContext): JsonObject {
  if (resource.resourceType === 'source') return manifestSource(resource, context);
  if (resource.resourceType === 'exposure') return manifestExposure(resource, context, false);
  return manifestNode(resource, context);
}

export function manifestExposure(exposure: Exposure, context: ManifestContext, enabled = true): JsonObject {
  const { parents, createdAt, project } = context;
  return {
    name: exposure.name,
    resource_type: 'exposure',
    package_name: exposure.packageName,
    path: belowRoot(exposure.path, project),
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
    config: {
      enabled,
      tags: exposure.tags,
      meta: exposure.meta,
      ...manifestPrint(exposure.uniqueId, context),
    },
    unrendered_config: {
      ...(!enabled && { enabled }),
      ...(exposure.tags.length > 0 && { tags: exposure.tags }),
      ...(Object.keys(exposure.meta).length > 0 && { meta: exposure.meta }),
    },
    url: exposure.url ?? null,
    depends_on: { macros: exposure.references.macros, nodes: parents(exposure.uniqueId) },
    ...manifestReferences(exposure.references),
    created_at: createdAt,
  };
}

export function manifestUnitTest(test: UnitTest, context: ManifestContext): JsonObject {
  const { project, parents, createdAt } = context;
  const [model] = parents(test.uniqueId);
  const tested = model === undefined ? undefined : project.nodes[model];
  const given = test.given.map(unitTestInput);
  const expect = { ...unitTestRows(test.expect), fixture: null };
  const overrides = overridesOf(test);
  return {
    model: test.model,
    given,
    expect,
    name: test.name,
    resource_type: 'unit_test',
    package_name: test.packageName,
    path: belowRoot(test.path, project),
    original_file_path: test.path,
    unique_id: test.uniqueId,
    fqn: test.fqn,
    description: test.description,
    overrides,
    depends_on: { macros: [], nodes: parents(test.uniqueId) },
    config: {
      tags: test.tags,
      meta: test.meta,
      enabled: true,
      static_analysis: null,
      ...manifestPrint(test.uniqueId, context),
    },
    checksum: createHash('sha256')
      .update(JSON.stringify([test.model, given, expect, overrides]))
      .digest('hex'),
    schema: tested && 'relation' in tested ? tested.relation.schema : null,
    created_at: createdAt,
    versions: null,
    version: null,
  };
}

function overridesOf({ overrides: { macros, vars, envVars } }: UnitTest): JsonObject | null {
  const isEmpty = [macros, vars, envVars].every((each) => Object.keys(each).length === 0);
  return isEmpty ? null : { macros, vars, env_vars: envVars };
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
