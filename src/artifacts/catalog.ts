import { join } from 'node:path';
import type { RelationInfo, TableSize } from '../engines/engine.ts';
import type { JsonObject, JsonValue, Project } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import { databaseName } from './database-name.ts';
import { artifactMetadata, type InvocationInfo } from './metadata.ts';
import { secretsOf, stringifyWithout } from './secrets.ts';

/** What the warehouse says of a node's or source's relation. */
export interface CatalogEntry {
  readonly info: RelationInfo;
  /** Absent where the engine does not tell it; an embedded table has rows, and no files of its own. */
  readonly size?: Pick<TableSize, 'rows'> & Partial<TableSize>;
}

export interface CatalogInput {
  readonly project: Project;
  readonly invocation: InvocationInfo;
  /** By unique id, of a node or a source; what the warehouse does not have is left out. */
  readonly entries: ReadonlyMap<string, CatalogEntry>;
  /** Why some of it could not be read, one sentence each. */
  readonly errors?: readonly string[];
}

/** What the warehouse has of the project's nodes and sources as dbt's catalog.json, version 1. Plain data; secrets are hidden when it is written. */
export function buildCatalog({ project, invocation, entries, errors = [] }: CatalogInput): JsonObject {
  const tables = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, entry]) => [id, tableOf(id, entry, project)] as const);
  return {
    metadata: artifactMetadata('catalog/v1', invocation),
    nodes: Object.fromEntries(tables.filter(([id]) => Object.hasOwn(project.nodes, id))),
    sources: Object.fromEntries(tables.filter(([id]) => Object.hasOwn(project.sources, id))),
    errors: errors.length > 0 ? errors : null,
  };
}

/** Writes catalog.json into the target folder, as a whole, without the target's secrets and others named. */
export async function writeCatalog(
  targetPath: string,
  catalog: JsonObject,
  project: Project,
  secrets: readonly string[] = [],
): Promise<void> {
  const hidden = [...secretsOf(project.target), ...secrets];
  await writeFileAtomically(join(targetPath, 'catalog.json'), `${stringifyWithout(hidden, catalog)}\n`);
}

function tableOf(uniqueId: string, { info, size }: CatalogEntry, { target }: Project): JsonObject {
  const { relation, kind, columns, comments } = info;
  // Names stay keys of their own, also `__proto__`.
  const byName = columns.map(({ name, type }, index) => {
    const comment = own(comments?.columns, name.toLowerCase());
    return [name, { type, index: index + 1, name, comment: comment ?? null }] as const;
  });
  return {
    metadata: {
      type: kind,
      schema: relation.schema,
      name: relation.identifier,
      database: databaseName(relation, target),
      comment: comments?.relation ?? null,
      owner: null,
    },
    columns: Object.fromEntries(byName),
    stats: statsOf(info, size),
    unique_id: uniqueId,
  };
}

function statsOf({ location, partitionedBy }: RelationInfo, size: CatalogEntry['size']): JsonObject {
  const found = [
    size && stat('num_rows', 'Rows', size.rows, 'Rows in the current version of this table'),
    size?.bytes !== undefined &&
      stat('num_bytes', 'Size', size.bytes, 'Bytes of the data files of the current version of this table'),
    size?.files !== undefined &&
      stat('num_files', 'Files', size.files, 'Data files of the current version of this table'),
    location !== undefined && stat('location', 'Location', location, 'The folder of the data of this table'),
    partitionedBy?.length &&
      stat('partitioned_by', 'Partitioned by', partitionedBy.join(', '), 'Partition fields of this table'),
  ].filter((each): each is JsonObject => typeof each === 'object');
  const has = stat('has_stats', 'Has Stats?', found.length > 0, 'Indicates whether there are statistics for this table', false); // prettier-ignore
  return Object.fromEntries([...found, has].map((each) => [String(each.id), each]));
}

/** dbt's form of a figure; `include`: its docs site shows it. */
function stat(id: string, label: string, value: JsonValue, description: string, include = true): JsonObject {
  return { id, label, value, include, description };
}

function own(record: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
