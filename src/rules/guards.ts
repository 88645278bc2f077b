import type { JsonValue, Project } from '../project/project.ts';

/** What data tests, row rules and constraints watch over in a node; names in lower case. */
export interface Guards {
  readonly notNull: ReadonlySet<string>;
  /** Columns that are tested to be unique together. */
  readonly unique: readonly ReadonlySet<string>[];
}

export const NO_GUARDS: Guards = { notNull: new Set(), unique: [] };

/** The guards of all nodes by unique id. */
export function guardsOf({ nodes }: Pick<Project, 'nodes'>): ReadonlyMap<string, Guards> {
  const found = new Map<string, { notNull: Set<string>; unique: Set<string>[] }>();
  const of = (id: string) => {
    const known = found.get(id) ?? { notNull: new Set<string>(), unique: [] };
    found.set(id, known);
    return known;
  };
  for (const node of Object.values(nodes)) {
    if (node.resourceType === 'test') {
      const { test } = node;
      if (test.kind !== 'generic') continue;
      const column = test.columnName ?? textOf(test.arguments['column_name']);
      if (test.name === 'not_null' && column !== undefined) of(test.attachedTo).notNull.add(column.toLowerCase());
      if (test.name === 'unique' && column !== undefined)
        of(test.attachedTo).unique.push(new Set([column.toLowerCase()]));
      if (/(^|\.)unique_combination_of_columns$/.test(test.name))
        of(test.attachedTo).unique.push(new Set(textsOf(test.arguments['combination_of_columns'])));
    } else if ('columns' in node) {
      for (const { name, constraints } of Object.values(node.columns)) {
        for (const { type } of constraints) {
          if (type === 'not_null' || type === 'primary_key') of(node.uniqueId).notNull.add(name.toLowerCase());
          if (type === 'unique' || type === 'primary_key') of(node.uniqueId).unique.push(new Set([name.toLowerCase()]));
        }
      }
    }
  }
  return found;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).map((item) => String(item).toLowerCase()) : [];
}
