import { createHash } from 'node:crypto';
import type { NodePrint } from '../changes/index.ts';
import type { Resolver } from '../graph/index.ts';
import type { JsonObject, ModelNode, Project, ProjectNode, TestNode } from '../project/project.ts';
import { databaseName } from './database-name.ts';
import { fullName } from './full-names.ts';
import { manifestColumns, primaryKey } from './manifest-columns.ts';
import { contractChecksum, manifestConstraint } from './manifest-constraints.ts';
import { manifestConfig, manifestDocsConfig, manifestWrittenConfig } from './manifest-config.ts';
import { manifestReferences, testFields, testGroup, testReferences } from './manifest-test.ts';
import { belowRoot } from './manifest-paths.ts';

/** What manifest entries are made from beside the entry's own node. */
export interface ManifestContext {
  readonly project: Project;
  readonly resolver: Resolver;
  readonly parents: (id: string) => readonly string[];
  /** Generic tests of a node or source. */
  readonly testsOf: (id: string) => readonly TestNode[];
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly compiled: ReadonlyMap<string, string>;
  readonly withFullNames: (sql: string) => string;
  readonly prints: ReadonlyMap<string, NodePrint>;
  readonly macroPrints: ReadonlyMap<string, string>;
}

/** What a later version is compared with: in the entry's `config`, the one place where dbt allows keys of others. */
export function manifestPrint(id: string, { prints }: ManifestContext): JsonObject {
  const print = prints.get(id);
  return print ? { lakemodel: print as unknown as JsonObject } : {};
}

/** A model, seed, snapshot, analysis or data test as dbt's manifest has it. */
export function manifestNode(node: ProjectNode, context: ManifestContext): JsonObject {
  const { project } = context;
  const relation = 'relation' in node ? node.relation : undefined;
  const materialized = node.config.materialized !== 'ephemeral';
  return {
    database: databaseName(relation, project.target),
    schema: relation?.schema ?? schemaOf(node, project),
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.packageName,
    path: pathOf(node, project),
    original_file_path: node.path,
    unique_id: node.uniqueId,
    fqn: node.fqn,
    alias: relation?.identifier ?? node.config.alias ?? node.name,
    checksum: checksumOf(node),
    config: { ...manifestConfig(node), ...manifestPrint(node.uniqueId, context) },
    tags: node.tags,
    description: node.description,
    columns: manifestColumns('columns' in node ? node.columns : {}, context),
    meta: node.meta,
    group: node.config.group ?? testGroup(node, project) ?? null,
    docs: manifestDocsConfig(node),
    patch_path: patchPath(node),
    build_path: null,
    unrendered_config: manifestWrittenConfig(node),
    created_at: context.createdAt,
    relation_name: relation && materialized ? fullName(relation, project) : null,
    raw_code: codeOf(node),
    doc_blocks: node.docsBlocks ?? [],
    ...(node.resourceType === 'seed'
      ? { depends_on: { macros: node.references.macros }, root_path: null }
      : sqlFields(node, context)),
    ...(node.resourceType === 'model' && modelFields(node, context)),
    ...(node.resourceType === 'test' && testFields(node, project)),
  };
}

function sqlFields(node: ProjectNode, context: ManifestContext): JsonObject {
  const code = context.compiled.get(node.uniqueId);
  const enforced = node.config.contract?.enforced ?? false;
  const checksum = enforced && node.resourceType === 'model' ? contractChecksum(node) : null;
  return {
    language: 'sql',
    ...manifestReferences(node.resourceType === 'test' ? testReferences(node, context.project) : node.references),
    functions: [],
    depends_on: { macros: node.references.macros, nodes: parentsOf(node, context) },
    compiled_path: null,
    ...(code !== undefined && {
      compiled: true,
      compiled_code: context.withFullNames(code),
      extra_ctes_injected: true,
      extra_ctes: [],
    }),
    contract: { enforced, alias_types: true, checksum },
  };
}

// Readers take the last one of a generic test for what it is attached to, as dbt writes it.
function parentsOf(node: ProjectNode, { parents }: ManifestContext): readonly string[] {
  const all = parents(node.uniqueId);
  if (node.resourceType !== 'test' || node.test.kind !== 'generic') return all;
  const { attachedTo } = node.test;
  return [...all.filter((id) => id !== attachedTo), ...all.filter((id) => id === attachedTo)];
}

function modelFields(model: ModelNode, context: ManifestContext): JsonObject {
  return {
    access: model.config.access ?? 'protected',
    constraints: (model.constraints ?? []).map((constraint) => manifestConstraint(constraint, 'model', context)),
    version: null,
    latest_version: null,
    deprecation_date: null,
    primary_key: primaryKey(model, context.testsOf(model.uniqueId)),
    time_spine: null,
  };
}

// Failing rows that are stored go to a schema of their own.
function schemaOf({ config, resourceType }: ProjectNode, { target: { schema } }: Project): string {
  const custom = config.schema ?? (resourceType === 'test' ? 'dbt_test__audit' : undefined);
  return [schema, custom].filter((part) => part !== undefined).join('_');
}

// What is defined in YAML alone has no file of its own; dbt names one all the same.
function pathOf(node: ProjectNode, project: Project): string {
  if (node.resourceType === 'test' && node.test.kind === 'generic') return `${node.name}.sql`;
  const path = belowRoot(node.path, project);
  return isYaml(node.path) ? `${path}/${node.name}.sql` : path;
}

function patchPath({ resourceType, packageName, path, span }: ProjectNode): string | null {
  if (resourceType === 'test') return null;
  return span.file === path && !isYaml(path) ? null : `${packageName}://${span.file}`;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function codeOf(node: ProjectNode): string {
  if (node.resourceType === 'seed') return '';
  if (node.resourceType !== 'test') return node.code.trim();
  if (node.test.kind === 'singular') return node.test.code.trim();
  const name = node.test.name.replace(/[^.]*$/, 'test_$&');
  return `{{ ${name}(**_dbt_generic_test_kwargs) }}`;
}

function checksumOf(node: ProjectNode): JsonObject {
  if (node.resourceType === 'seed') return { name: 'sha256', checksum: node.checksum };
  if (node.resourceType === 'test' && node.test.kind === 'generic') return { name: 'none', checksum: '' };
  return { name: 'sha256', checksum: createHash('sha256').update(codeOf(node)).digest('hex') };
}
