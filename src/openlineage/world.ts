import type { RelationName } from '../engines/engine.ts';
import type { Graph } from '../graph/graph.ts';
import type { NodeLineage, ProjectLineage } from '../lineage/project-lineage.ts';
import type { Project } from '../project/project.ts';
import type { FacetMaker } from './facets.ts';

/** What all events of one command are made from. */
export interface EventWorld {
  readonly project: Project;
  readonly graph: Graph;
  readonly lineage: ProjectLineage;
  readonly warehouse: WarehousePlace;
  /** Namespace of jobs. */
  readonly namespace: string;
  /** Of lakemodel. */
  readonly version: string;
  readonly producer: string;
  readonly facet: FacetMaker;
  /** Where the project's files are kept; absent where git does not tell. */
  readonly repository?: Repository;
}

/** The warehouse of a target, as OpenLineage names it. */
export interface WarehousePlace {
  /** Namespace of its tables: `awsathena://athena.eu-west-1.amazonaws.com`. */
  readonly namespace: string;
  /** The same as a URI, where it is one. */
  readonly uri?: string;
  /** The database of relations that name none. */
  readonly database: string;
  /** `athena`, as OpenLineage's consumers call SQL of it. */
  readonly dialect: string;
  /** Whether tables are Iceberg's. */
  readonly isIceberg: boolean;
  /** Glue's name as a namespace: `arn:aws:glue:eu-west-1:123456789012`. */
  readonly glue?: string;
  /** The folder of a relation's data, as far as it is known now: `s3://lake/gold/t/`. */
  readonly locationOf: (relation: RelationName) => string | undefined;
}

export interface Repository {
  /** As `git clone` takes it, without a password. */
  readonly repoUrl: string;
  /** Commit that is checked out. */
  readonly version: string;
  readonly branch?: string;
  /** Page of a file of the project. */
  readonly pageOf: (path: string) => string;
  /** Path of a file of the project within the repository. */
  readonly pathOf: (path: string) => string;
}

export function lineageOf(id: string, { lineage }: Pick<EventWorld, 'lineage'>): NodeLineage | undefined {
  return Object.hasOwn(lineage.nodes, id) ? lineage.nodes[id] : undefined;
}

/** Ephemeral models leave no dataset: what reads them reads what they read. */
export function isEphemeral(id: string, { project }: Pick<EventWorld, 'project'>): boolean {
  const node = Object.hasOwn(project.nodes, id) ? project.nodes[id] : undefined;
  return node?.resourceType === 'model' && node.config.materialized === 'ephemeral';
}
