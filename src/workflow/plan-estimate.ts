import { estimateReads, priceOf, type Estimate, type PlannedReads } from '../cost/index.ts';
import { relationKey, StatementError, type Connection, type RelationName } from '../engines/engine.ts';
import { quarantineRelation } from '../quality/index.ts';
import type { RenderedNode, RenderedPlan } from '../render/render-plan.ts';
import type { OpenProject } from './open-project.ts';
import type { Warehouse } from './warehouse.ts';

/** What a plan would read at most, by the ids of its node plans and in sum. */
export interface PlanEstimate {
  readonly byNode: ReadonlyMap<string, Estimate>;
  readonly total: Estimate;
  /** Batches are staged first: what is staged has no size before the run, and is not counted where it is read. */
  readonly stages: boolean;
}

/** Estimates a plan from the sizes that the engine's metadata tells; undefined where it tells none. No query is sent for it. */
export async function estimatePlan(
  rendered: RenderedPlan,
  opened: OpenProject,
  connection: Connection,
  warehouse: Warehouse,
): Promise<PlanEstimate | undefined> {
  if (!connection.sizes) return undefined;
  const reader = relationReader(opened, warehouse);
  const nodes = rendered.nodes
    .filter(({ plan }) => plan.kind !== 'unit test')
    .map((node) => plannedReads(node, reader.namedBy(node)));
  try {
    const sizes = await connection.sizes(reader.tables(nodes));
    const price = priceOf(opened.project.target);
    return { ...estimateReads(nodes, { sizes, behind: reader.behind, price }), stages: nodes.some(isStaged) };
  } catch (error) {
    // The plan stands without an estimate: who plans may not be allowed to read all metadata.
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}

function plannedReads({ plan, steps }: RenderedNode, relations: readonly RelationName[]): PlannedReads {
  const statements = steps.flatMap(({ step, statements: texts }) =>
    texts
      .filter(({ action }) => action === undefined)
      .map(({ sql }) => ({ sql, ...('relation' in step && { writes: step.relation }) })),
  );
  return { id: plan.id, statements, relations };
}

function isStaged({ statements, relations }: PlannedReads): boolean {
  const known = new Set(relations.map(relationKey));
  return statements.some(({ writes }) => writes !== undefined && !known.has(relationKey(writes)));
}

/** Which relations stand behind the nodes of a project, as far as statements may name them. */
function relationReader({ project, graph }: OpenProject, warehouse: Warehouse) {
  const relationOf = (id: string): RelationName | undefined => {
    const found = project.nodes[id] ?? project.sources[id];
    return found && 'relation' in found ? found.relation : undefined;
  };
  const isEphemeral = (id: string) => project.nodes[id]?.config.materialized === 'ephemeral';
  const isView = (id: string) => project.nodes[id]?.config.materialized === 'view';
  // An ephemeral model's query stands in the text of those that read it.
  const parents = (id: string): string[] =>
    (graph.nodes[id]?.parents ?? []).flatMap((parent) => (isEphemeral(parent) ? parents(parent) : [parent]));
  const tablesBehind = (id: string): RelationName[] =>
    isView(id) ? parents(id).flatMap(tablesBehind) : [relationOf(id) ?? []].flat();
  const viewIds = new Map(
    Object.keys(project.nodes)
      .filter(isView)
      .map((id) => [relationKey(relationOf(id)!), id]),
  );
  const behind = (key: string) => {
    const id = viewIds.get(key);
    return id === undefined ? undefined : tablesBehind(id).map(relationKey);
  };
  return {
    namedBy: ({ plan }: RenderedNode): RelationName[] => {
      const read = (plan.tests.length > 0 ? plan.tests : [plan.id]).flatMap(parents);
      const own = plan.relation ? [plan.relation, quarantineRelation(plan.relation)] : [];
      return [...own, ...read.flatMap((id) => relationOf(id) ?? [])];
    },
    behind,
    tables: (nodes: readonly PlannedReads[]): RelationName[] => {
      const expanded = nodes
        .flatMap(({ relations }) => relations)
        .flatMap((relation) => {
          const id = viewIds.get(relationKey(relation));
          return id === undefined ? [relation] : tablesBehind(id);
        });
      const unique = new Map(expanded.map((relation) => [relationKey(relation), relation]));
      return [...unique.values()].filter((relation) => warehouse.existing(relation)?.kind === 'table');
    },
  };
}
