import type { Catalog, CatalogRelation } from '../bind/catalog.ts';
import { relationKey, type Column, type RelationName } from '../engines/engine.ts';
import { parseTrinoType } from '../sql/types.ts';

/** A relation that queries may read, and its columns. */
export interface KnownRelation {
  readonly relation: RelationName;
  readonly columns: readonly Column[];
  /** Unique id of the node or source whose relation it is. */
  readonly id?: string;
  /** Names, in lower case, of columns that hold no NULL: something declares or tests it. */
  readonly notNull?: readonly string[];
}

/** Relations by the names that a query can have for them. */
export interface KnownRelations extends Catalog {
  readonly add: (known: KnownRelation) => void;
  /** All that a query may read: each whose identifier stands somewhere in its text. Never fewer than it does read. */
  readonly mentionedIn: (sql: string) => readonly KnownRelation[];
  /** The same as a text that changes when they do, in any order in which they were made known. */
  readonly fingerprintOf: (sql: string) => string;
}

interface Entry {
  readonly known: KnownRelation;
  readonly fingerprint: string;
  /** Made when it is first asked for. */
  relation?: CatalogRelation;
}

const NAMES = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu;

export function createKnownRelations(): KnownRelations {
  const byIdentifier = new Map<string, Map<string, Entry>>();

  function mentioned(sql: string): Entry[] {
    const found = new Set<string>();
    for (const [word, quoted] of sql.matchAll(NAMES)) {
      const name = (quoted === undefined ? word : quoted.replaceAll('""', '"')).toLowerCase();
      if (byIdentifier.has(name)) found.add(name);
    }
    return [...found].flatMap((name) => [...(byIdentifier.get(name)?.values() ?? [])]);
  }

  return {
    add: (known) => {
      const identifier = known.relation.identifier.toLowerCase();
      const relations = byIdentifier.get(identifier) ?? new Map<string, Entry>();
      relations.set(relationKey(known.relation), { known, fingerprint: JSON.stringify(known) });
      byIdentifier.set(identifier, relations);
    },
    mentionedIn: (sql) => mentioned(sql).map(({ known }) => known),
    fingerprintOf: (sql) =>
      mentioned(sql)
        .map(({ fingerprint }) => fingerprint)
        .sort()
        .join('\n'),
    find: (parts) => {
      const identifier = parts.at(-1)?.toLowerCase() ?? '';
      const matches = [...(byIdentifier.get(identifier)?.values() ?? [])].filter((entry) => isNamed(entry, parts));
      const [entry, second] = matches;
      if (!entry || second) return undefined;
      return (entry.relation ??= catalogRelation(entry.known));
    },
  };
}

// A name without a schema means a relation of the session, whose schema a query's text does not tell.
function isNamed({ known: { relation } }: Entry, parts: readonly string[]): boolean {
  const [schema, database] = [parts.at(-2), parts.at(-3)];
  if (schema === undefined || schema.toLowerCase() !== relation.schema.toLowerCase()) return false;
  return database === undefined || database.toLowerCase() === relation.database?.toLowerCase();
}

function catalogRelation({ relation, columns, id, notNull = [] }: KnownRelation): CatalogRelation {
  return {
    id: id ?? relationKey(relation),
    columns: columns.map(({ name, type }) => {
      const parsed = parseTrinoType(type);
      return { name, nullable: !notNull.includes(name.toLowerCase()), ...(parsed && { type: parsed }) };
    }),
  };
}
