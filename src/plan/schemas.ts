import type { ExternalSource } from '../engines/engine.ts';
import { asFolder, pathSegment } from '../sql/locations.ts';
import type { NodePlan, Step } from './plan.ts';
import type { PlanScope } from './scope.ts';

type Existing = ReadonlySet<string>;

/** A step for each schema that the nodes write into and that is not there; it lies in the target's data folder, where it has one. */
export function schemaSteps(
  nodes: readonly NodePlan[],
  existing: Existing,
  { project, dialect }: Pick<PlanScope, 'project' | 'dialect'>,
): Step[] {
  // Unit tests make their schemas in the embedded engine.
  const wanted = new Set(
    nodes.filter((plan) => plan.kind !== 'unit test').flatMap((plan) => plan.steps.flatMap(schemaOf)),
  );
  const dataDir = dialect === 'duckdb' ? undefined : project.target.settings['s3_data_dir'];
  return [...wanted]
    .filter((schema) => !existing.has(schema.toLowerCase()))
    .sort()
    .map((schema) => ({
      ...createSchema(schema),
      ...(typeof dataDir === 'string' && { location: `${asFolder(dataDir)}${pathSegment(schema)}/` }),
    }));
}

/** A step for each schema of sources over files that is not there. Their tables lie where their files are. */
export function externalSchemaSteps(sources: ReadonlyMap<string, ExternalSource>, existing: Existing): Step[] {
  const relations = new Map([...sources.values()].map(({ relation }) => [relation.schema, relation]));
  return [...relations.values()]
    .filter(({ schema }) => !existing.has(schema.toLowerCase()))
    .map(({ schema, database }) => ({ ...createSchema(schema), ...(database !== undefined && { database }) }));
}

function createSchema(schema: string): Extract<Step, { kind: 'create-schema' }> {
  return { kind: 'create-schema', id: `schema-${schema}`, purpose: `create schema ${schema}`, schema };
}

/** The schemas that a step writes into. */
function schemaOf(step: Step): string[] {
  switch (step.kind) {
    case 'create-view':
    case 'create-table':
    case 'create-table-as':
    case 'create-empty-table':
    case 'load-rows':
      return [step.relation.schema];
    default:
      return [];
  }
}
