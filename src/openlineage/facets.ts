import type { Facet } from './event.ts';

const SPEC = 'https://openlineage.io/spec';

/** Of the core schema: what an event of each kind is checked by. */
export const EVENT_SCHEMA = `${SPEC}/2-0-2/OpenLineage.json`;

/** The facets that are written, by the key under which they stand, with the schema of each: file, version, name. */
const SCHEMAS = {
  columnLineage: ['ColumnLineageDatasetFacet', '1-2-0'],
  dataQualityAssertions: ['DataQualityAssertionsDatasetFacet', '1-1-0'],
  dataSource: ['DatasourceDatasetFacet', '1-0-1'],
  datasetType: ['DatasetTypeDatasetFacet', '1-0-1'],
  datasetDocumentation: ['DocumentationDatasetFacet', '1-1-0'],
  datasetOwnership: ['OwnershipDatasetFacet', '1-0-1'],
  datasetTags: ['TagsDatasetFacet', '1-0-0'],
  errorMessage: ['ErrorMessageRunFacet', '1-0-1'],
  externalQuery: ['ExternalQueryRunFacet', '1-0-2'],
  jobDocumentation: ['DocumentationJobFacet', '1-1-0'],
  jobOwnership: ['OwnershipJobFacet', '1-0-1'],
  jobTags: ['TagsJobFacet', '1-0-0'],
  jobType: ['JobTypeJobFacet', '2-0-4'],
  lifecycleStateChange: ['LifecycleStateChangeDatasetFacet', '1-0-1'],
  nominalTime: ['NominalTimeRunFacet', '1-0-1'],
  outputStatistics: ['OutputStatisticsOutputDatasetFacet', '1-0-2'],
  parent: ['ParentRunFacet', '1-2-0'],
  processing_engine: ['ProcessingEngineRunFacet', '1-1-1'],
  schema: ['SchemaDatasetFacet', '1-2-0'],
  sourceCodeLocation: ['SourceCodeLocationJobFacet', '1-1-0'],
  sql: ['SQLJobFacet', '1-1-0'],
  storage: ['StorageDatasetFacet', '1-0-1'],
  symlinks: ['SymlinksDatasetFacet', '1-0-1'],
  test: ['TestRunFacet', '1-0-1'],
} as const satisfies Readonly<Record<string, readonly [name: string, version: string]>>;

export type FacetKind = keyof typeof SCHEMAS;

/** Makes facets of one producer. */
export type FacetMaker = (kind: FacetKind, body: Readonly<Record<string, unknown>>) => Facet;

export function facetMaker(producer: string): FacetMaker {
  return (kind, body) => {
    const [name, version] = SCHEMAS[kind];
    return { _producer: producer, _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`, ...body };
  };
}

/** URI of this program in one version: a package URL. */
export function producerOf(version: string): string {
  return `pkg:npm/lakemodel@${encodeURIComponent(version)}`;
}
