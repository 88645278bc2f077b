import { relationKey, type Column, type RelationName } from '../engines/engine.ts';

/** A relation that queries may read, and its columns. */
export interface KnownRelation {
  readonly relation: RelationName;
  readonly columns: readonly Column[];
}

/** Relations by the names that a query can have for them. */
export interface KnownRelations {
  readonly add: (known: KnownRelation) => void;
  /** All that a query may read: each whose identifier stands somewhere in its text. Never fewer than it does read. */
  readonly mentionedIn: (sql: string) => readonly KnownRelation[];
}

const NAMES = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu;

export function createKnownRelations(): KnownRelations {
  const byIdentifier = new Map<string, Map<string, KnownRelation>>();
  return {
    add: (known) => {
      const identifier = known.relation.identifier.toLowerCase();
      const relations = byIdentifier.get(identifier) ?? new Map<string, KnownRelation>();
      relations.set(relationKey(known.relation), known);
      byIdentifier.set(identifier, relations);
    },
    mentionedIn: (sql) => {
      const found = new Set<string>();
      for (const [word, quoted] of sql.matchAll(NAMES)) {
        const name = (quoted === undefined ? word : quoted.replaceAll('""', '"')).toLowerCase();
        if (byIdentifier.has(name)) found.add(name);
      }
      return [...found].flatMap((name) => [...(byIdentifier.get(name)?.values() ?? [])]);
    },
  };
}
