import { relationKey, type Connection, type RelationInfo, type RelationName } from '../engines/engine.ts';
import { failuresRelation } from '../plan/plan-tests.ts';
import { stageRelation } from '../plan/scope.ts';
import type { Project, RelationNode } from '../project/project.ts';
import { quarantineRelation } from '../quality/index.ts';
import { filesRelation } from '../sql/external-tables.ts';

/** What stands in the warehouse, read once before planning. */
export interface Warehouse {
  readonly existing: (relation: RelationName) => RelationInfo | undefined;
  readonly schemas: ReadonlySet<string>;
}

/** Nothing is known of a warehouse: everything is planned as if for the first time. */
export const NO_WAREHOUSE: Warehouse = { existing: () => undefined, schemas: new Set() };

/** Asks once for everything that a plan of these nodes may touch: their relations, their inputs', their quarantines. */
export async function readWarehouse(
  connection: Connection,
  project: Project,
  ids: Iterable<string>,
): Promise<Warehouse> {
  const relations = [...ids].flatMap((id) => relationsOf(project, id));
  const unique = new Map(relations.map((relation) => [relationKey(relation), relation]));
  const [found, schemas] = await Promise.all([connection.describe([...unique.values()]), connection.schemas()]);
  return {
    existing: (relation) => found.get(relationKey(relation)),
    schemas: new Set(schemas.map((schema) => schema.toLowerCase())),
  };
}

function relationsOf(project: Project, id: string): RelationName[] {
  const node = project.nodes[id];
  if (node && 'relation' in node)
    return [node.relation, quarantineRelation(node.relation), ...temporary(project, node)];
  if (node?.resourceType === 'test')
    return project.target.type === 'athena' ? [failuresRelation(node, { project })] : [];
  const source = project.sources[id];
  if (!source) return [];
  return source.external ? [source.relation, filesRelation(source.external)] : [source.relation];
}

/** A table that an earlier run left behind is dropped where the engine cannot replace it, and must be known to be ours. */
function temporary({ target }: Project, node: RelationNode): RelationName[] {
  if (target.type !== 'athena') return [];
  const { identifier } = node.relation;
  return [stageRelation(node), ...['new', 'old'].map((word) => ({ ...node.relation, identifier: `${identifier}__lm_${word}` }))]; // prettier-ignore
}
