import { quoteIdentifier, quoteString } from '../../sql/quote.ts';
import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import type { Column, Comments, RelationName, StatementResult } from '../engine.ts';

/** A schema with the names that are asked for in it, all in lower case, as Trino folds them. */
export interface SchemaNames {
  readonly catalog: string;
  readonly schema: string;
  /** Absent: all of them. */
  readonly names?: readonly string[];
}

/** A table's or view's kind under its full name in lower case. */
export interface Listed {
  readonly relation: Required<RelationName>;
  readonly kind: 'table' | 'view';
}

/** What is asked for, by schema: one query serves each. */
export function bySchema(relations: readonly RelationName[], defaultCatalog: string): readonly SchemaNames[] {
  const found = new Map<string, { catalog: string; schema: string; names: Set<string> }>();
  for (const { database, schema, identifier } of relations) {
    const place = { catalog: (database ?? defaultCatalog).toLowerCase(), schema: schema.toLowerCase() };
    const key = JSON.stringify(place);
    const entry = found.get(key) ?? { ...place, names: new Set<string>() };
    entry.names.add(identifier.toLowerCase());
    found.set(key, entry);
  }
  return [...found.values()].map(({ catalog, schema, names }) => ({ catalog, schema, names: [...names] }));
}

// A longer list of names makes Trino look at each by itself, which takes longer than the whole schema.
const FEW_NAMES = 20;

/** The query whose rows `listedFrom` reads. It reads names alone: anything more would have Trino open every Iceberg table of the schema. */
export function kindsQuery({ catalog, schema, names = [] }: SchemaNames): string {
  const few = names.length > 0 && names.length <= FEW_NAMES ? ` AND ${isIn('table_name', names)}` : '';
  return `SELECT table_name, table_type FROM ${quoteIdentifier(catalog, 'trino')}.information_schema.tables WHERE table_schema = ${quoteString(schema)}${few} ORDER BY table_name`;
}

/** What `kindsQuery` found of the names that were asked for. */
export function listedFrom({ rows }: Pick<StatementResult, 'rows'>, asked: SchemaNames): readonly Listed[] {
  const { catalog, schema } = asked;
  const names = asked.names && new Set(asked.names);
  return rows
    .filter(([name]) => names?.has(String(name)) ?? true)
    .map(([name, type]) => ({
      relation: { database: catalog, schema, identifier: String(name) },
      kind: type === 'VIEW' ? 'view' : 'table',
    }));
}

/** The query whose rows `viewColumnsFrom` reads: what the catalog has written down of views, which need not hold any more. */
export function viewColumnsQuery(catalog: string, schema: string, names: readonly string[]): string {
  return `SELECT table_name, column_name, data_type, comment FROM ${quoteIdentifier(catalog, 'trino')}.information_schema.columns WHERE table_schema = ${quoteString(schema)} AND ${isIn('table_name', names)} ORDER BY table_name, ordinal_position`;
}

/** A view's columns with their comments. */
export interface ViewColumns {
  readonly columns: readonly Column[];
  readonly comments: Comments['columns'];
  /** A row type may have names that were in quotes, which the catalog leaves out: letters' case and signs are not sure. */
  readonly isDoubtful: boolean;
}

/** What `viewColumnsQuery` found, by the view's name. */
export function viewColumnsFrom({ rows }: Pick<StatementResult, 'rows'>): ReadonlyMap<string, ViewColumns> {
  const found = new Map<string, ViewColumns>();
  for (const [view, column, type, comment] of rows) {
    const known = found.get(String(view)) ?? { columns: [], comments: {}, isDoubtful: false };
    const text = String(type);
    const parsed = parseTrinoType(text);
    const name = String(column);
    found.set(String(view), {
      columns: [...known.columns, { name, type: parsed ? formatTrinoType(parsed) : text }],
      comments: { ...known.comments, ...(typeof comment === 'string' && comment !== '' && { [name.toLowerCase()]: comment }) },
      isDoubtful: known.isDoubtful || (/\brow\(/i.test(text) && (!parsed || /[A-Z]/.test(text))),
    });
  } // prettier-ignore
  return found;
}

/** Names of the catalog's schemas. */
export function schemasQuery(catalog: string): string {
  return `SELECT schema_name FROM ${quoteIdentifier(catalog, 'trino')}.information_schema.schemata ORDER BY schema_name`;
}

function isIn(column: string, names: readonly string[]): string {
  return `${column} IN (${names.map(quoteString).join(', ')})`;
}
