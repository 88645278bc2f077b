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
  /** A text that is another one where `find` answers otherwise. */
  readonly printOf: (parts: readonly string[]) => string;
}

interface Entry {
  readonly known: KnownRelation;
  /** Made when they are first asked for. */
  print?: string;
  relation?: CatalogRelation;
}

const NAMES = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu;

/** `digest` makes long texts short. */
export function createKnownRelations(digest: (text: string) => string = (text) => text): KnownRelations {
  const byIdentifier = new Map<string, Map<string, Entry>>();

  function mentioned(sql: string): Entry[] {
    const found = new Set<string>();
    for (const [word, quoted] of sql.matchAll(NAMES)) {
      const name = (quoted === undefined ? word : quoted.replaceAll('""', '"')).toLowerCase();
      if (byIdentifier.has(name)) found.add(name);
    }
    return [...found].flatMap((name) => [...(byIdentifier.get(name)?.values() ?? [])]);
  }

  function entryOf(parts: readonly string[]): Entry | undefined {
    const named = byIdentifier.get(parts.at(-1)?.toLowerCase() ?? '');
    if (!named) return undefined;
    const [entry, second] = [...named.values()].filter((one) => isNamed(one, parts));
    return second ? undefined : entry;
  }

  return {
    add: (known) => {
      const identifier = known.relation.identifier.toLowerCase();
      const relations = byIdentifier.get(identifier) ?? new Map<string, Entry>();
      relations.set(relationKey(known.relation), { known });
      byIdentifier.set(identifier, relations);
    },
    mentionedIn: (sql) => mentioned(sql).map(({ known }) => known),
    find: (parts) => {
      const entry = entryOf(parts);
      return entry && (entry.relation ??= catalogRelation(entry.known));
    },
    printOf: (parts) => {
      const entry = entryOf(parts);
      return entry ? (entry.print ??= digest(JSON.stringify(entry.known))) : '';
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
