import { quoteIdentifier, quoteRelation } from '../../sql/quote.ts';
import { relationKey, StatementError, type RelationName, type TableSize, type Value } from '../engine.ts';
import type { Ask } from './describe.ts';
import { inParallel } from '../in-parallel.ts';
import { bySchema, kindsQuery, listedFrom } from './warehouse.ts';

// Trino plans a branch for each table; many make a slow plan.
const TABLES_A_QUERY = 20;

/** Sizes of Iceberg tables' current snapshots, from their metadata. Views, other tables and what is not there are left out. */
export async function sizesOf(
  ask: Ask,
  relations: readonly RelationName[],
  catalog: string,
  limit: number,
): Promise<ReadonlyMap<string, TableSize>> {
  const tables = await onlyTables(ask, relations, catalog, limit);
  const found = await inParallel(chunks(tables), limit, (chunk) => sizesOfChunk(ask, chunk));
  return new Map(found.flat());
}

async function onlyTables(
  ask: Ask,
  relations: readonly RelationName[],
  catalog: string,
  limit: number,
): Promise<readonly RelationName[]> {
  const found = await inParallel(bySchema(relations, catalog), limit, async (asked) =>
    listedFrom(await ask(kindsQuery(asked)), asked),
  );
  const tables = found.flat().filter(({ kind }) => kind === 'table');
  const keys = new Set(tables.map(({ relation }) => relationKey(relation)));
  return relations.filter((relation) => keys.has(relationKey({ ...relation, database: relation.database ?? catalog })));
}

function chunks(tables: readonly RelationName[]): readonly (readonly RelationName[])[] {
  const count = Math.ceil(tables.length / TABLES_A_QUERY);
  return Array.from({ length: count }, (_, index) => tables.slice(index * TABLES_A_QUERY, (index + 1) * TABLES_A_QUERY));
} // prettier-ignore

type Sized = readonly [key: string, size: TableSize];

// A table that is not Iceberg's has no snapshots, which fails the query of its whole chunk: then each is asked for by itself.
async function sizesOfChunk(ask: Ask, tables: readonly RelationName[]): Promise<readonly Sized[]> {
  try {
    return sizesFrom((await ask(sizesQuery(tables))).rows, tables);
  } catch (error) {
    if (!(error instanceof StatementError) || NOT_OF_A_TABLE.has(error.diagnostic.code)) throw error;
    if (tables.length <= 1) return [];
    return (await inParallel(tables, 1, (table) => sizesOfChunk(ask, [table]))).flat();
  }
}

const NOT_OF_A_TABLE: ReadonlySet<string> = new Set([
  'engine-unreachable',
  'engine-connection-lost',
  'engine-closed',
  'engine-cancelled',
]);

/**
 * The query whose rows `sizesFrom` reads: the newest snapshot of each table. After a rollback, or where somebody writes to a branch, that is
 * not the one that is read; asking for that one as well (`$refs`) takes twice as long.
 */
function sizesQuery(tables: readonly RelationName[]): string {
  const branches = tables.map(
    (table, index) =>
      `SELECT ${index} AS id, max_by(summary, committed_at) AS summary FROM ${metadataTable(table, 'snapshots')}`,
  );
  const figures = FIGURES.map((name) => `CAST(element_at(summary, '${name}') AS bigint)`);
  return `SELECT id, ${figures.join(', ')}\nFROM (\n  ${branches.join('\n  UNION ALL\n  ')}\n)`;
}

const FIGURES = ['total-records', 'total-position-deletes', 'total-files-size', 'total-data-files'] as const;

function metadataTable({ identifier, ...rest }: RelationName, name: string): string {
  const relation = quoteRelation({ ...rest, identifier: 'x' }, 'trino');
  return `${relation.slice(0, -'"x"'.length)}${quoteIdentifier(`${identifier}$${name}`, 'trino')}`;
}

function sizesFrom(rows: readonly (readonly Value[])[], tables: readonly RelationName[]): readonly Sized[] {
  const byId = new Map(rows.map(([id, ...figures]) => [Number(id), figures.map((figure) => Number(figure ?? 0))]));
  return tables.map((table, index) => {
    const [records = 0, deleted = 0, bytes = 0, files = 0] = byId.get(index) ?? [];
    // Rows that a position delete took away still stand in their files.
    return [relationKey(table), { rows: Math.max(0, records - deleted), bytes, files }] as const;
  });
}
