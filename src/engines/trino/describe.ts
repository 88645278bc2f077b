import { quoteRelation } from '../../sql/quote.ts';
import {
  relationKey,
  StatementError,
  type CatalogTable,
  type RelationInfo,
  type RelationName,
  type StatementResult,
} from '../engine.ts';
import { readCreateTable, readViewComment, type CreatedAs } from './create-table.ts';
import { inParallel } from '../in-parallel.ts';
import {
  bySchema,
  kindsQuery,
  listedFrom,
  viewColumnsFrom,
  viewColumnsQuery,
  type Listed,
  type SchemaNames,
  type ViewColumns,
} from './warehouse.ts';

/** Runs a query and gives its answer; throws `StatementError`. */
export type Ask = (sql: string) => Promise<Pick<StatementResult, 'rows' | 'columns'>>;

interface Found extends Listed {
  readonly created: CreatedAs;
}

/** What exists under these names: a query for each schema, then one for each table or view. At most `limit` at a time. */
export async function describeRelations(
  ask: Ask,
  relations: readonly RelationName[],
  catalog: string,
  limit: number,
): Promise<ReadonlyMap<string, RelationInfo>> {
  const found = new Map<string, Found>();
  for (const asked of bySchema(relations, catalog)) {
    for (const entry of await look(ask, asked, limit)) found.set(relationKey(entry.relation), entry);
  }
  const infos = relations.flatMap((relation) => {
    const entry = found.get(relationKey({ ...relation, database: relation.database ?? catalog }));
    return entry ? [[relationKey(relation), relationInfo(relation, entry)] as const] : [];
  });
  return new Map(infos);
}

/** Every table and view of a schema, sorted by name; none where there is no such schema. */
export async function tablesOf(ask: Ask, schema: SchemaNames, limit: number): Promise<readonly CatalogTable[]> {
  const found = await look(ask, schema, limit);
  return found.map(({ relation, created }) => catalogTable(relation.identifier, created));
}

async function look(ask: Ask, asked: SchemaNames, limit: number): Promise<readonly Found[]> {
  const listed = (await orWhereGone(async () => listedFrom(await ask(kindsQuery(asked)), asked))) ?? [];
  const views = await columnsOfViews(ask, asked, listed, limit);
  const found = await inParallel(listed, limit, async (entry): Promise<Found | undefined> => {
    const { relation, kind } = entry;
    const created = kind === 'view' ? await view(ask, relation, views.get(relation.identifier)) : await table(ask, relation);
    return created && { ...entry, created };
  }); // prettier-ignore
  return found.filter((entry) => entry !== undefined);
}

const VIEWS_A_QUERY = 50;

async function columnsOfViews(
  ask: Ask,
  { catalog, schema }: SchemaNames,
  listed: readonly Listed[],
  limit: number,
): Promise<ReadonlyMap<string, ViewColumns>> {
  const names = listed.flatMap(({ kind, relation }) => (kind === 'view' ? [relation.identifier] : []));
  const chunks = Array.from({ length: Math.ceil(names.length / VIEWS_A_QUERY) }, (_, index) =>
    names.slice(index * VIEWS_A_QUERY, (index + 1) * VIEWS_A_QUERY),
  );
  const found = await inParallel(chunks, limit, async (chunk) =>
    viewColumnsFrom(await ask(viewColumnsQuery(catalog, schema, chunk))),
  );
  return new Map(found.flatMap((views) => [...views]));
}

function table(ask: Ask, relation: RelationName): Promise<CreatedAs | undefined> {
  return orWhereGone(async () => {
    const { rows } = await ask(`SHOW CREATE TABLE ${quoteRelation(relation, 'trino')}`);
    return readCreateTable(String(rows[0]?.[0] ?? ''));
  });
}

async function view(ask: Ask, relation: RelationName, found: ViewColumns | undefined): Promise<CreatedAs> {
  const name = quoteRelation(relation, 'trino');
  const columns = found?.isDoubtful === true ? await orWhereRefused(async () => (await ask(`SELECT * FROM ${name} LIMIT 0`)).columns) : undefined;
  // A view that was made by something else may not be one that Trino can print.
  const text = await orWhereRefused(async () => String((await ask(`SHOW CREATE VIEW ${name}`)).rows[0]?.[0] ?? ''));
  const comment = text === undefined ? undefined : readViewComment(text);
  return {
    columns: columns ?? found?.columns ?? [],
    comments: { ...(comment !== undefined && comment !== '' && { relation: comment }), columns: found?.comments ?? {} },
  };
} // prettier-ignore

const GONE: ReadonlySet<string> = new Set(['engine-relation-missing', 'engine-schema-missing']);
const NOT_REFUSED: ReadonlySet<string> = new Set([
  'engine-unreachable',
  'engine-connection-lost',
  'engine-closed',
  'engine-cancelled',
]);

// It was dropped meanwhile, or never there.
async function orWhereGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  return work().catch((error: unknown) => {
    if (error instanceof StatementError && GONE.has(error.diagnostic.code)) return undefined;
    throw error;
  });
}

async function orWhereRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  return work().catch((error: unknown) => {
    if (error instanceof StatementError && !NOT_REFUSED.has(error.diagnostic.code)) return undefined;
    throw error;
  });
}

function relationInfo(relation: RelationName, { kind, created }: Found): RelationInfo {
  return {
    relation,
    kind,
    ...created,
    // Each Iceberg table has a folder of its own. Of views and tables elsewhere nothing is remembered: their names stand for them.
    uuid: created.location ?? `unidentified:${relationKey(relation)}`,
  };
}

function catalogTable(name: string, { columns, comments }: CreatedAs): CatalogTable {
  return {
    name,
    ...(comments.relation !== undefined && { comment: comments.relation }),
    columns: columns.map((column) => {
      const comment = comments.columns[column.name.toLowerCase()];
      return { ...column, ...(comment !== undefined && { comment }) };
    }),
  };
}
