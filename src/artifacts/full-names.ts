import type { RelationName } from '../engines/engine.ts';
import type { Project } from '../project/project.ts';
import { databaseName } from './database-name.ts';

/** A text, a comment, a name with its dots, a parenthesis or comma; anything else says nothing here. */
const TOKEN = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|(?:"(?:[^"]|"")*"|[A-Za-z_]\w*)(?:\.(?:"(?:[^"]|"")*"|[A-Za-z_]\w*))*|[(),]/g; // prettier-ignore
const PART = /"(?:[^"]|"")*"|\w+/g;
const CLAUSES = /^(select|from|join|on|using|where|group|having|order|window|limit|offset|fetch|union|except|intersect|qualify|values|with)$/i; // prettier-ignore

/**
 * Names the database of a project's relations in compiled SQL, where the SQL leaves it out: `FROM "gold"."t"` becomes `FROM "lake"."gold"."t"`,
 * which means the same. Readers find a table of compiled SQL by its `relation_name` alone, and dbt's always has three parts.
 */
export function fullNames(project: Project): (sql: string) => string {
  const databases = databasesByName(project);
  return (sql) => {
    // The clause that is open within each parenthesis.
    const clauses: string[] = [''];
    let before = '';
    return sql.replace(TOKEN, (token: string) => {
      if (/^(--|\/\*)/.test(token)) return token;
      if (token === '(') clauses.push('');
      if (token === ')' && clauses.length > 1) clauses.pop();
      if (CLAUSES.test(token)) clauses[clauses.length - 1] = token.toLowerCase();
      const isRead = /^(from|join)$/.test(clauses.at(-1) ?? '') && /^(from|join|,)$/i.test(before);
      before = token;
      const database = isRead ? databases.get(nameKey(token)) : undefined;
      return database === undefined ? token : `${quoted(database)}.${token}`;
    });
  };
}

/** A relation as statements name it, with its database, quoted as all three engines quote in queries. */
export function fullName(relation: RelationName, { target }: Project): string {
  return [databaseName(relation, target), relation.schema, relation.identifier].map(quoted).join('.');
}

/** By the schema and name that SQL without a database has. */
function databasesByName(project: Project): ReadonlyMap<string, string> {
  const { nodes, sources, target } = project;
  const found = [...Object.values(nodes), ...Object.values(sources)].flatMap((node) => {
    if (!('relation' in node)) return [];
    const { schema, identifier } = node.relation;
    return [[`${schema}.${identifier}`.toLowerCase(), databaseName(node.relation, target)] as const];
  });
  return new Map(found);
}

function nameKey(token: string): string {
  const parts = token.match(PART) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part)).join('.').toLowerCase(); // prettier-ignore
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
