import type { ProjectNode, UnitTest } from '../project/project.ts';
import { TAG_SOURCE } from './dataset.ts';
import { relationDataset } from './dataset-name.ts';
import type { Job } from './event.ts';
import type { FacetMaker } from './facets.ts';
import { ownersOf } from './owners.ts';
import type { EventWorld } from './world.ts';

const INTEGRATION = 'LAKEMODEL';

/** The job that makes or tests a node. `sql` is what the engine gets; absent where it gets none of a user's. */
export function jobOf(id: string, sql: string | undefined, world: EventWorld): Job {
  const { project, namespace, facet, repository, warehouse } = world;
  const node = nodeOf(id, world);
  const owners = node && node.resourceType !== 'unit_test' ? ownersOf(node) : [];
  const tags = node?.tags.map((key) => ({ key, value: 'true', source: TAG_SOURCE })) ?? [];
  const description = node?.description ?? '';
  // Unit tests run on the embedded engine wherever the models do.
  const dialect = node?.resourceType === 'unit_test' ? 'duckdb' : warehouse.dialect;
  return {
    namespace,
    name: jobName(id, world),
    facets: {
      jobType: jobTypeFacet(node?.resourceType ?? 'job', facet),
      ...(sql !== undefined && sql !== '' && { sql: facet('sql', { query: sql, dialect }) }),
      ...(description !== '' && {
        documentation: facet('jobDocumentation', { description, contentType: 'text/markdown' }),
      }),
      ...(owners.length > 0 && { ownership: facet('jobOwnership', { owners }) }),
      ...(tags.length > 0 && { tags: facet('jobTags', { tags }) }),
      ...(node &&
        repository &&
        Object.hasOwn(project.texts, node.path) && {
          sourceCodeLocation: facet('sourceCodeLocation', {
            type: 'git',
            url: repository.pageOf(node.path),
            repoUrl: repository.repoUrl,
            path: repository.pathOf(node.path),
            version: repository.version,
            ...(repository.branch !== undefined && { branch: repository.branch }),
          }),
        }),
    },
  };
}

/** The job of a whole command: `lakemodel-build-shop`. */
export function commandJob(command: string, world: Pick<EventWorld, 'project' | 'namespace' | 'facet'>): Job {
  const { namespace, facet, project } = world;
  return {
    namespace,
    name: `lakemodel-${command}-${project.name}`,
    facets: { jobType: jobTypeFacet('job', facet) },
  };
}

/**
 * Of a model, seed or snapshot: `database.schema.project.name`, as dbt's integration names them, a snapshot's and a seed's kind at the end. Of a
 * test its unique id.
 */
function jobName(id: string, world: EventWorld): string {
  const node = nodeOf(id, world);
  if (!node || !('relation' in node)) return id;
  const { name, packageName, resourceType, relation } = node;
  const whole = relationDataset({ ...relation, identifier: `${packageName}.${name}` }, world).name;
  return resourceType === 'model' ? whole : `${whole}.${resourceType}`;
}

function jobTypeFacet(kind: string, facet: FacetMaker) {
  return facet('jobType', { processingType: 'BATCH', integration: INTEGRATION, jobType: kind.toUpperCase() });
}

function nodeOf(id: string, { project }: EventWorld): ProjectNode | UnitTest | undefined {
  return Object.hasOwn(project.nodes, id) ? project.nodes[id] : project.unitTests[id];
}
