import type { CatalogEntry } from '../../artifacts/index.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import {
  relationKey,
  StatementError,
  type Connection,
  type RelationInfo,
  type RelationName,
} from '../../engines/engine.ts';
import type { Host } from '../../lakemodel.ts';
import { relationOf } from '../../plan/columns.ts';
import type { Project } from '../../project/project.ts';
import { quarantineRelation } from '../../quality/index.ts';
import { quoteRelation } from '../../sql/quote.ts';
import { asWarning } from './as-warning.ts';

export interface SiteCatalog {
  /** By unique id. */
  readonly entries: ReadonlyMap<string, CatalogEntry>;
  readonly existing: (relation: RelationName) => RelationInfo | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** How many relations are asked for at once: what fails takes no more than these with it. */
const BATCH = 500;

/** What the warehouse has of nodes and sources, and of the quarantines of models. What it refuses is told, and the rest is read all the same. */
export async function readCatalog(
  ids: readonly string[],
  project: Project,
  connection: Connection,
  host: Host,
): Promise<SiteCatalog> {
  const named = ids.flatMap((id) => {
    const relation = relationOf(project, id);
    return relation ? [{ id, relation }] : [];
  });
  const models = named.filter(({ id }) => project.nodes[id]?.resourceType === 'model');
  const quarantines = models.map(({ relation }) => quarantineRelation(relation));
  const found = new Map<string, RelationInfo>();
  const sizes = new Map<string, NonNullable<CatalogEntry['size']>>();
  const diagnostics: Diagnostic[] = [];
  const all = [...named.map(({ relation }) => relation), ...quarantines];
  for (const batch of batches(all)) {
    if (host.signal.aborted) break;
    host.onEvent({ type: 'phase', phase: 'docs', detail: `tables of ${batch[0]?.schema ?? ''}` });
    const infos = await told(diagnostics, () => connection.describe(batch));
    for (const [key, info] of infos ?? []) found.set(key, info);
  }
  const tables = named.flatMap(({ relation }) =>
    found.get(relationKey(relation))?.kind === 'table' ? [relation] : [],
  );
  for (const batch of batches(tables)) {
    if (host.signal.aborted) break;
    const known = await told(diagnostics, () => sizesOf(batch, connection));
    for (const [key, size] of known ?? []) sizes.set(key, size);
  }
  const entries = named.flatMap(({ id, relation }) => {
    const info = found.get(relationKey(relation));
    const size = sizes.get(relationKey(relation));
    return info ? [[id, { info, ...(size && { size }) }] as const] : [];
  });
  return { entries: new Map(entries), existing: (relation) => found.get(relationKey(relation)), diagnostics };
}

/** Of an engine that keeps no metadata of sizes rows are counted where that costs nothing: the embedded one knows them. */
async function sizesOf(
  relations: readonly RelationName[],
  connection: Connection,
): Promise<ReadonlyMap<string, NonNullable<CatalogEntry['size']>>> {
  if (connection.sizes) return connection.sizes(relations);
  if (connection.dialect.name !== 'duckdb' || relations.length === 0) return new Map();
  const counts = relations.map((relation, at) => `SELECT ${at} AS n, count(*) AS c FROM ${quoteRelation(relation, 'duckdb')}`); // prettier-ignore
  const { rows } = await connection.execute(counts.join('\nUNION ALL '));
  return new Map(rows.map(([at, count]) => [relationKey(relations[Number(at)]!), { rows: Number(count) }]));
}

/** Relations in parts of one schema each, as engines list a schema at a time. */
function batches(relations: readonly RelationName[]): readonly (readonly RelationName[])[] {
  const bySchema = new Map<string, RelationName[]>();
  for (const relation of relations) {
    const key = JSON.stringify([relation.database, relation.schema]).toLowerCase();
    const list = bySchema.get(key);
    if (list) list.push(relation);
    else bySchema.set(key, [relation]);
  }
  return [...bySchema.values()].flatMap((list) =>
    Array.from({ length: Math.ceil(list.length / BATCH) }, (_, index) =>
      list.slice(index * BATCH, (index + 1) * BATCH),
    ),
  );
}

async function told<T>(diagnostics: Diagnostic[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    diagnostics.push(asWarning(error.diagnostic));
    return undefined;
  }
}
