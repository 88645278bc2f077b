import type { RelationName } from '../engines/engine.ts';
import type { ProjectNode, SourceTable } from '../project/project.ts';
import { datasetName, relationDataset, relationOf } from './dataset-name.ts';
import type { Dataset, Facets } from './event.ts';
import { ownersOf } from './owners.ts';
import { schemaFields, type DescribedColumn } from './schema-fields.ts';
import { lineageOf, type EventWorld } from './world.ts';

/** What tells what a tag comes from. */
export const TAG_SOURCE = 'LAKEMODEL';

/** A node, a source or a relation outside the project as a dataset, with all that the project says of it. */
export function datasetOf(id: string, world: EventWorld): Dataset {
  const described = Object.hasOwn(world.project.nodes, id) ? world.project.nodes[id] : world.project.sources[id];
  return {
    ...datasetName(id, world),
    facets: { ...placeFacets(relationOf(id, world), described, world), ...describedFacets(id, described, world) },
  };
}

/** A relation that lakemodel makes beside a node's own: where rows of a model are in quarantine. */
export function sideDataset(relation: RelationName, world: EventWorld): Dataset {
  return { ...relationDataset(relation, world), facets: placeFacets(relation, undefined, world) };
}

function placeFacets(
  relation: RelationName | undefined,
  described: ProjectNode | SourceTable | undefined,
  world: EventWorld,
): Facets {
  const { warehouse, facet } = world;
  const isView = described !== undefined && 'config' in described && described.config.materialized === 'view';
  const isSource = described?.resourceType === 'source';
  const identifiers = relation ? otherNames(relation, described, world) : [];
  const hasStorage = warehouse.isIceberg && relation !== undefined && !isView && !isSource;
  return {
    dataSource: facet('dataSource', {
      name: warehouse.namespace,
      ...(warehouse.uri !== undefined && { uri: warehouse.uri }),
    }),
    ...(described && {
      datasetType: facet('datasetType', {
        datasetType: isView ? 'VIEW' : 'TABLE',
        ...(isSource && described.external && { subType: 'EXTERNAL' }),
      }),
    }),
    ...(hasStorage && { storage: facet('storage', { storageLayer: 'iceberg', fileFormat: formatOf(described) }) }),
    ...(identifiers.length > 0 && { symlinks: facet('symlinks', { identifiers }) }),
  };
}

function formatOf(described: ProjectNode | SourceTable | undefined): string {
  const config = described && described.resourceType !== 'source' ? described.config : undefined;
  return (config?.format ?? 'parquet').toLowerCase();
}

/** Glue's name of a table, and the folder of its files: other programs know it by these. */
function otherNames(
  relation: RelationName,
  described: ProjectNode | SourceTable | undefined,
  { warehouse }: EventWorld,
): readonly { readonly namespace: string; readonly name: string; readonly type: string }[] {
  const { schema, identifier } = relation;
  const external = described?.resourceType === 'source' ? described.external?.location : undefined;
  const location = /^s3a?:\/\/([^/]+)\/(.+?)\/*$/.exec(external ?? warehouse.locationOf(relation) ?? '');
  return [
    ...(warehouse.glue === undefined
      ? []
      : [{ namespace: warehouse.glue, name: `table/${schema}/${identifier}`.toLowerCase(), type: 'TABLE' }]),
    ...(location ? [{ namespace: `s3://${location[1]!}`, name: location[2]!, type: 'LOCATION' }] : []),
  ];
}

function describedFacets(id: string, described: ProjectNode | SourceTable | undefined, world: EventWorld): Facets {
  const { facet } = world;
  const columns = columnsOf(id, described, world);
  const tags = described ? tagsOf(described) : [];
  const owners = described ? ownersOf(described) : [];
  const description = described?.description ?? '';
  return {
    ...(columns.length > 0 && { schema: facet('schema', { fields: schemaFields(columns) }) }),
    ...(description !== '' && {
      documentation: facet('datasetDocumentation', { description, contentType: 'text/markdown' }),
    }),
    ...(owners.length > 0 && { ownership: facet('datasetOwnership', { owners }) }),
    ...(tags.length > 0 && { tags: facet('datasetTags', { tags }) }),
  };
}

/** As the query gives them, with what YAML says of each; columns that only YAML knows come last. */
function columnsOf(
  id: string,
  described: ProjectNode | SourceTable | undefined,
  world: EventWorld,
): readonly DescribedColumn[] {
  const declared = described && 'columns' in described ? Object.values(described.columns) : [];
  const byName = new Map(declared.map((column) => [column.name.toLowerCase(), column]));
  const traced = lineageOf(id, world)?.columns ?? [];
  const known = traced.map(({ name, type }) => {
    const yaml = byName.get(name.toLowerCase());
    const best = type ?? yaml?.dataType;
    return { name, ...(best !== undefined && { type: best }), ...(yaml && { description: yaml.description }) };
  });
  const names = new Set(traced.map(({ name }) => name.toLowerCase()));
  const rest = declared.filter(({ name }) => !names.has(name.toLowerCase()));
  return [
    ...known,
    ...rest.map(({ name, dataType, description }) => ({
      name,
      description,
      ...(dataType !== undefined && { type: dataType }),
    })),
  ];
}

function tagsOf(described: ProjectNode | SourceTable) {
  const columns = 'columns' in described ? Object.values(described.columns) : [];
  return [
    ...described.tags.map((key) => ({ key, value: 'true', source: TAG_SOURCE })),
    ...columns.flatMap(({ name: field, tags }) =>
      tags.map((key) => ({ key, value: 'true', source: TAG_SOURCE, field })),
    ),
  ];
}
