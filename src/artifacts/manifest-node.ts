import { createHash } from 'node:crypto';
import { writtenConfig, type NodePrint } from '../changes/index.ts';
import type { RelationName } from '../engines/engine.ts';
import type {
  ColumnInfo,
  Hook,
  JsonObject,
  NodeConfig,
  Project,
  ProjectNode,
  References,
  TestNode,
} from '../project/project.ts';

/** What manifest entries are made from beside the entry's own node. */
export interface ManifestContext {
  readonly project: Project;
  readonly parents: (id: string) => readonly string[];
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly compiled: ReadonlyMap<string, string>;
  readonly prints: ReadonlyMap<string, NodePrint>;
  readonly macroPrints: ReadonlyMap<string, string>;
}

/** What a later version is compared with: under a key of ours, which dbt's tools skip. */
export function manifestPrint(id: string, { prints }: ManifestContext): JsonObject {
  const print = prints.get(id);
  return print ? { lakemodel: print as unknown as JsonObject } : {};
}

/** A model, seed, snapshot, analysis or data test as dbt's manifest has it. */
export function manifestNode(node: ProjectNode, context: ManifestContext): JsonObject {
  const relation = 'relation' in node ? node.relation : undefined;
  const materialized = node.config.materialized !== 'ephemeral';
  return {
    database: relation?.database ?? null,
    schema: relation?.schema ?? node.config.schema ?? '',
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.packageName,
    path: pathBelowRoot(node.path, context.project),
    original_file_path: node.path,
    unique_id: node.uniqueId,
    fqn: node.fqn,
    alias: relation?.identifier ?? node.config.alias ?? node.name,
    checksum: { name: 'sha256', checksum: checksumOf(node) },
    config: manifestConfig(node.config, node.tags, node.meta),
    tags: node.tags,
    description: node.description,
    columns: manifestColumns('columns' in node ? node.columns : {}),
    meta: node.meta,
    group: node.config.group ?? null,
    docs: { show: true, node_color: null },
    patch_path: node.span.file === node.path ? null : `${node.packageName}://${node.span.file}`,
    build_path: null,
    unrendered_config: writtenConfig(node),
    created_at: context.createdAt,
    relation_name: relation && materialized ? relationName(relation) : null,
    raw_code: codeOf(node),
    ...(node.resourceType === 'seed'
      ? { depends_on: { macros: node.references.macros }, root_path: null }
      : sqlFields(node, context)),
    ...(node.resourceType === 'model' && modelFields(node.config)),
    ...(node.resourceType === 'test' && testFields(node)),
    ...manifestPrint(node.uniqueId, context),
  };
}

function sqlFields(node: ProjectNode, context: ManifestContext): JsonObject {
  const code = context.compiled.get(node.uniqueId);
  return {
    language: 'sql',
    ...manifestReferences(node.references),
    depends_on: { macros: node.references.macros, nodes: context.parents(node.uniqueId) },
    compiled: code !== undefined,
    compiled_code: code ?? null,
    compiled_path: null,
    extra_ctes_injected: code !== undefined,
    extra_ctes: [],
    contract: { enforced: node.config.contract.enforced, alias_types: true, checksum: null },
  };
}

function modelFields(config: NodeConfig): JsonObject {
  return {
    access: config.access ?? 'protected',
    constraints: [],
    version: null,
    latest_version: null,
    deprecation_date: null,
    primary_key: config.unique_key,
    time_spine: null,
  };
}

function testFields({ test, name }: TestNode): JsonObject {
  if (test.kind === 'singular') return {};
  const [namespace, bare] = test.name.includes('.') ? test.name.split('.') : [null, test.name];
  return {
    column_name: test.columnName ?? null,
    file_key_name: null,
    attached_node: test.attachedTo,
    test_metadata: {
      name: bare ?? name,
      kwargs: { ...test.arguments, ...(test.columnName !== undefined && { column_name: test.columnName }) },
      namespace: namespace ?? null,
    },
  };
}

/** `refs`, `sources` and `metrics` of an entry. */
export function manifestReferences({ refs, sources }: References): JsonObject {
  return {
    refs: refs.map((ref) => ({ name: ref.name, package: ref.package ?? null, version: ref.version ?? null })),
    sources: sources.map(({ source, table }) => [source, table]),
    metrics: [],
  };
}

export function manifestColumns(columns: Readonly<Record<string, ColumnInfo>>): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).map(([key, { name, description, dataType, tags, meta, quote, constraints }]) => [
      key,
      { name, description, meta, data_type: dataType ?? null, constraints, quote, config: { meta, tags }, tags },
    ]),
  );
}

// dbt writes a single key as a text, and hooks with their place in the list.
function manifestConfig(config: NodeConfig, tags: readonly string[], meta: JsonObject): JsonObject {
  const { other, pre_hook, post_hook, unique_key, ...rest } = config;
  const hooks = (list: readonly Hook[]) => list.map(({ sql }, index) => ({ sql, transaction: true, index }));
  const [only, ...more] = unique_key;
  return {
    ...other,
    ...(rest as unknown as JsonObject),
    unique_key: more.length > 0 ? unique_key : (only ?? null),
    'pre-hook': hooks(pre_hook),
    'post-hook': hooks(post_hook),
    tags,
    meta,
  };
}

/** A relation as statements name it, quoted as all three engines quote in queries. */
export function relationName({ database, schema, identifier }: RelationName): string {
  const parts = database === undefined ? [schema, identifier] : [database, schema, identifier];
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

/** A file's path below the folder of its kind, as dbt's `path`. */
export function pathBelowRoot(file: string, { settings }: Project): string {
  const { modelPaths, seedPaths, snapshotPaths, testPaths, macroPaths, analysisPaths } = settings;
  const roots = [modelPaths, seedPaths, snapshotPaths, testPaths, macroPaths, analysisPaths].flat();
  const root = roots.find((folder) => file.startsWith(`${folder}/`));
  return root === undefined ? file : file.slice(root.length + 1);
}

function codeOf(node: ProjectNode): string {
  if (node.resourceType === 'seed') return '';
  if (node.resourceType !== 'test') return node.code;
  return node.test.kind === 'singular' ? node.test.code : '';
}

function checksumOf(node: ProjectNode): string {
  return node.resourceType === 'seed' ? node.checksum : createHash('sha256').update(codeOf(node)).digest('hex');
}
