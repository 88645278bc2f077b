import type { RelationName } from '../engines/engine.ts';
import type { Project, RelationNode } from '../project/project.ts';
import { quarantineRelation } from '../quality/index.ts';
import { outermost, s3Folder, type S3Folder } from './policy.ts';

/** What a project does in AWS, read from its files and target alone. */
export interface AccessNeeds {
  readonly region: string;
  readonly workGroups: readonly string[];
  /** Glue databases whose tables lakemodel makes, changes and drops: layers, their quarantines, sources over files. */
  readonly writtenSchemas: readonly string[];
  /** Tables of others that models read, outside of `writtenSchemas`. */
  readonly readTables: readonly RelationName[];
  /** Folders of query results. Empty: the work group keeps them. */
  readonly results: readonly S3Folder[];
  /** Folders of tables and staged batches, one for each schema, and of the files of seeds. */
  readonly data: readonly S3Folder[];
  readonly state: readonly S3Folder[];
  /** Folders that are read alone: files of sources. */
  readonly sources: readonly S3Folder[];
  /** Sources whose data lies where only their catalog knows, or not in S3 as the project stands. `schema.table`, sorted. */
  readonly unlocated: readonly string[];
  readonly kmsKeys: readonly string[];
  readonly role?: string;
}

/** The needs of a project on an `athena` target. `sourceLocations` are S3 URIs of sources that the project does not say. */
export function accessNeeds(project: Project, sourceLocations: readonly string[]): AccessNeeds {
  const { target, settings } = project;
  const nodes = Object.values(project.nodes).filter(writesRelation);
  const sources = Object.values(project.sources);
  const external = sources.flatMap(({ external: files }) => files ?? []);
  const own = nodes.flatMap(({ relation }) => [relation, quarantineRelation(relation)]);
  const writtenSchemas = sorted([...own, ...external.map(({ relation }) => relation)].map(({ schema }) => schema));
  const read = sources.filter(({ external: files }) => !files).map(({ relation }) => relation);
  const elsewhere = external.filter(({ location }) => !s3Folder(location)).map(({ relation }) => relation);
  const dataDir = text(target.settings['s3_data_dir']);
  const tmpDir = text(target.settings['s3_tmp_table_dir']);
  const data = nodes.flatMap(({ relation, config }) => {
    const dirs = [config.s3_data_dir ?? dataDir, tmpDir].flatMap((dir) => dir ?? []);
    const schemas = [relation.schema, quarantineRelation(relation).schema];
    return dirs.flatMap((dir) => schemas.map((schema) => below(dir, `${schema}/`)));
  });
  const seeds = [dataDir, tmpDir].flatMap((dir) => (dir === undefined ? [] : [below(dir, '_lakemodel/seeds/')]));
  const state = settings.stateLocation ?? (dataDir === undefined ? undefined : below(dataDir, '_lakemodel/state/'));
  const groups = [text(target.settings['work_group']) ?? 'primary', ...nodes.map(({ config }) => workGroupOf(config))];
  const role = text(target.settings['assume_role_arn']);
  return {
    region: text(target.settings['region']) ?? text(target.settings['region_name']) ?? '*',
    workGroups: [...new Set(groups.flatMap((group) => group ?? []))].sort(),
    writtenSchemas,
    readTables: read.filter(({ schema }) => !writtenSchemas.includes(schema.toLowerCase())),
    results: folders([text(target.settings['s3_staging_dir'])]),
    data: folders([...data, ...seeds]),
    state: folders([state]),
    sources: folders([...external.map(({ location }) => location), ...sourceLocations]),
    unlocated: sorted([...read, ...elsewhere].map(({ schema, identifier }) => `${schema}.${identifier}`)),
    kmsKeys: kmsKeys(target.settings['encryption']),
    ...(role !== undefined && { role }),
  };
}

function writesRelation(node: Project['nodes'][string]): node is RelationNode {
  const isRelation = node.resourceType === 'model' || node.resourceType === 'seed' || node.resourceType === 'snapshot';
  return isRelation && node.config.materialized !== 'ephemeral';
}

function workGroupOf(config: RelationNode['config']): string | undefined {
  const { work_group: own, other } = config as { work_group?: unknown; other?: { work_group?: unknown } };
  return text(own) ?? text(other?.work_group);
}

function kmsKeys(encryption: unknown): readonly string[] {
  if (typeof encryption !== 'object' || encryption === null) return [];
  const key = text((encryption as { readonly kms_key?: unknown }).kms_key);
  return key === undefined ? [] : [key];
}

function below(dir: string, path: string): string {
  return `${dir.replace(/\/+$/, '')}/${path}`;
}

function folders(uris: readonly (string | undefined)[]): readonly S3Folder[] {
  return outermost(uris.flatMap((uri) => (uri === undefined ? [] : (s3Folder(uri) ?? []))));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Each once, in lower case as Glue keeps names. */
function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
}
