import { quoteString } from '../../sql/quote.ts';
import { formatTrinoType, fromDuckDbType } from '../../sql/types.ts';
import {
  relationKey,
  type CatalogTable,
  type Column,
  type Comments,
  type RelationInfo,
  type RelationName,
  type StatementResult,
} from '../engine.ts';
import { descriptionIn, identityIn } from './identity.ts';

/** The query whose rows `relationsFrom` reads: what exists under the names asked for, a row for each column. */
export function describeQuery(relations: readonly RelationName[]): string {
  const asked = relations.map(
    ({ database, schema, identifier }, index) =>
      `(${index}, ${database === undefined ? 'current_database()' : quoteString(database)}, ${quoteString(schema)}, ${quoteString(identifier)})`,
  );
  return `SELECT a.id, r.kind, r.comment, c.column_name, c.data_type, c.comment
FROM (VALUES ${asked.join(', ')}) AS a(id, database_name, schema_name, name)
JOIN (
  SELECT database_name, schema_name, table_name AS name, 'table' AS kind, comment FROM duckdb_tables()
  UNION ALL
  SELECT database_name, schema_name, view_name AS name, 'view' AS kind, comment FROM duckdb_views()
) AS r ON lower(r.database_name) = lower(a.database_name) AND lower(r.schema_name) = lower(a.schema_name) AND lower(r.name) = lower(a.name)
LEFT JOIN duckdb_columns() AS c ON c.database_name = r.database_name AND c.schema_name = r.schema_name AND c.table_name = r.name
ORDER BY a.id, c.column_index`;
}

type Row = readonly [
  id: number,
  kind: 'table' | 'view',
  comment: string | null,
  column: string | null,
  type: string | null,
  columnComment: string | null,
];

/** What `describeQuery` found, by `relationKey`. */
export function relationsFrom(
  result: StatementResult,
  asked: readonly RelationName[],
): ReadonlyMap<string, RelationInfo> {
  const byId = new Map<number, Row[]>();
  for (const row of result.rows as unknown as readonly Row[]) {
    const rows = byId.get(row[0]);
    if (rows) rows.push(row);
    else byId.set(row[0], [row]);
  }
  const found = new Map<string, RelationInfo>();
  for (const [id, rows] of byId) {
    const relation = asked[id];
    const first = rows[0];
    if (relation && first) found.set(relationKey(relation), relationInfo(relation, first, rows));
  }
  return found;
}

function relationInfo(relation: RelationName, [, kind, comment]: Row, rows: readonly Row[]): RelationInfo {
  return {
    relation,
    kind,
    columns: rows.flatMap(([, , , name, type]) => (name === null ? [] : [columnOf(name, type ?? '')])),
    // A table that lakemodel did not make has no identity of its own: its name stands for it. Nor do views, which keep no state.
    uuid: identityIn(comment) ?? `unidentified:${relationKey(relation)}`,
    comments: commentsOf(comment, rows),
  };
}

function commentsOf(comment: string | null, rows: readonly Row[]): Comments {
  const description = descriptionIn(comment);
  const columns = rows.flatMap(([, , , name, , text]) =>
    name === null || text === null ? [] : [[name.toLowerCase(), text] as const],
  );
  return { ...(description !== undefined && { relation: description }), columns: Object.fromEntries(columns) };
}

function columnOf(name: string, duckDbType: string): Column {
  const type = fromDuckDbType(duckDbType);
  return { name, type: type ? formatTrinoType(type) : 'unknown' };
}

/** Names of the schemas of the database that is open. */
export const SCHEMAS_QUERY =
  'SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database() ORDER BY schema_name';

/** The query whose rows `tablesFrom` reads: every table and view of a schema, a row for each column. */
export function tablesQuery({ database, schema }: Pick<RelationName, 'database' | 'schema'>): string {
  const catalog = database === undefined ? 'current_database()' : quoteString(database);
  return `SELECT r.name, r.comment, c.column_name, c.data_type, c.comment
FROM (
  SELECT database_name, schema_name, table_name AS name, comment FROM duckdb_tables() WHERE NOT internal
  UNION ALL
  SELECT database_name, schema_name, view_name AS name, comment FROM duckdb_views() WHERE NOT internal
) AS r
LEFT JOIN duckdb_columns() AS c ON c.database_name = r.database_name AND c.schema_name = r.schema_name AND c.table_name = r.name
WHERE lower(r.database_name) = lower(${catalog}) AND lower(r.schema_name) = lower(${quoteString(schema)})
ORDER BY r.name, c.column_index`;
}

type CatalogRow = readonly [
  name: string,
  comment: string | null,
  column: string | null,
  type: string | null,
  columnComment: string | null,
];

/** What `tablesQuery` found. */
export function tablesFrom({ rows }: StatementResult): readonly CatalogTable[] {
  const byName = new Map<string, CatalogRow[]>();
  for (const row of rows as unknown as readonly CatalogRow[]) {
    const known = byName.get(row[0]);
    if (known) known.push(row);
    else byName.set(row[0], [row]);
  }
  return [...byName].map(([name, found]) => {
    const comment = descriptionIn(found[0]?.[1] ?? null);
    const columns = found.flatMap((row) => (row[2] === null ? [] : [catalogColumn(row[2], row[3] ?? '', row[4])]));
    return { name, ...(comment !== undefined && { comment }), columns };
  });
}

function catalogColumn(name: string, duckDbType: string, comment: string | null): CatalogTable['columns'][number] {
  const type = fromDuckDbType(duckDbType);
  return { name, ...(type && { type: formatTrinoType(type) }), ...(comment !== null && { comment }) };
}
