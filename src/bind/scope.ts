import type { CommonTable, Window } from '../sql/tree.ts';
import type { TrinoType } from '../sql/types.ts';
import type { Field, OutputColumn, Value } from './bound.ts';

/** What names mean at a place of a query. */
export interface Scope {
  /** Columns that FROM offers. */
  readonly fields: readonly Field[];
  /** FROM holds a relation whose columns are not known: a name that is not found may be one of them. */
  readonly open: boolean;
  /** The relations of FROM, for names that begin with one. */
  readonly relations: readonly ScopeRelation[];
  /** The query around this one: correlated subqueries and LATERAL see its names. */
  readonly outer?: Scope | undefined;
  /** Common tables in force, by name in lower case. */
  readonly tables: ReadonlyMap<string, NamedTable>;
  /** Parameters of the lambdas around, by name in lower case. They hide columns. */
  readonly parameters?: ReadonlyMap<string, Value> | undefined;
  /** In ORDER BY: the columns of the query's own result, which a name means first. */
  readonly outputs?: readonly OutputColumn[] | undefined;
  /** There is a WHERE: what stands in other clauses is not computed for every row. */
  readonly filtered?: boolean | undefined;
  /** It is not the statement's own query but one within it, which may be read for other columns, or not at all. */
  readonly isWithin?: boolean | undefined;
  /** Aliases of SELECT's items, which WHERE, GROUP BY, HAVING and the items themselves do not see: for hints. */
  readonly aliases?: readonly string[] | undefined;
  /** The windows that the WINDOW clause names, by name in lower case. */
  readonly windows?: ReadonlyMap<string, Window> | undefined;
}

/** A relation of FROM: its alias or the parts of its name; none for a subquery or UNNEST without an alias. */
export interface ScopeRelation {
  readonly qualifier?: readonly string[] | undefined;
  /** Its columns are not known. */
  readonly open: boolean;
}

/** A common table. `columns` is absent where they cannot be known. */
export interface NamedTable {
  readonly table: CommonTable;
  readonly columns?: readonly OutputColumn[] | undefined;
}

export const EMPTY_SCOPE: Scope = { fields: [], open: false, relations: [], tables: new Map() };

/** What a name of some parts is found to be. */
export type Lookup =
  | { readonly kind: 'field'; readonly field: Field; readonly parts: number; readonly depth: number }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: Value }
  | { readonly kind: 'output'; readonly column: OutputColumn }
  /** `fields` is empty where columns of the query's own result are meant. */
  | { readonly kind: 'ambiguous'; readonly fields: readonly Field[] }
  /** It may be a column of a relation whose columns are not known. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' };

/**
 * Looks a name up by Trino's rules (StatementAnalyzer, Scope.resolveField): without regard to case; the innermost query that knows it wins;
 * `a.b` is first the column `b` of the relation `a`, then the field `b` of the column `a`. A lambda's parameter wins over columns, and in
 * ORDER BY the query's own result over FROM.
 */
export function lookUp(scope: Scope, parts: readonly string[]): Lookup {
  const names = parts.map((part) => part.toLowerCase());
  const parameter = scope.parameters?.get(names[0] as string);
  if (parameter) return { kind: 'parameter', name: names[0] as string, value: parameter };
  let doubtful = false;
  let depth = 0;
  for (let at: Scope | undefined = scope; at; at = at.outer, depth++) {
    const found = inLevel(at, names, depth);
    // A field of a row further out may as well be a column of a relation that we do not know.
    if (found) return doubtful && !(found.kind === 'field' && found.parts > 1) ? { kind: 'unknown' } : found;
    if (at.open && mayHave(at, names)) return { kind: 'unknown' };
    doubtful ||= at.open;
  }
  return { kind: doubtful || isHidden(names) ? 'unknown' : 'missing' };
}

function inLevel(scope: Scope, names: readonly string[], depth: number): Lookup | undefined {
  if (!scope.outputs) return inFields(scope.fields, names, depth);
  const outputs = scope.outputs.filter((candidate) => candidate.name?.toLowerCase() === names[0]);
  if (names.length === 1 && outputs.length > 1) return { kind: 'ambiguous', fields: [] };
  if (names.length === 1 && outputs[0]) return { kind: 'output', column: outputs[0] };
  return inFields(scope.fields, names, depth) ?? (outputs.length > 0 ? { kind: 'unknown' } : undefined);
}

// A bare name may be in any relation that is not known; `t.x` in the one that is called so.
function mayHave({ relations }: Scope, names: readonly string[]): boolean {
  if (names.length === 1) return true;
  return relations.some(({ qualifier, open }) => open && qualifier?.at(-1)?.toLowerCase() === names.at(-2));
}

function inFields(fields: readonly Field[], names: readonly string[], depth: number): Lookup | undefined {
  // The longest qualifier first: catalog.schema.table.column, then table.column, then column.field.
  for (let parts = Math.min(names.length, MAX_PARTS); parts > 0; parts--) {
    const named = fieldsNamed(names[parts - 1] as string, fields);
    const qualifier = names.slice(0, parts - 1);
    const matches = parts === 1 ? named : named.filter((field) => isQualifiedBy(field, qualifier));
    if (matches.length === 1) return { kind: 'field', field: matches[0] as Field, parts, depth };
    if (matches.length > 1) return { kind: 'ambiguous', fields: matches };
  }
  return undefined;
}

const MAX_PARTS = 4;

// A scope may have hundreds of columns and as many names to find, and then an index pays. The condition of each of many joins has a scope of its
// own, with one or two names.
const LOOKED_THROUGH = 3;

interface Index {
  looks: number;
  byName?: ReadonlyMap<string, readonly Field[]>;
}

const indexes = new WeakMap<readonly Field[], Index>();

function fieldsNamed(name: string, fields: readonly Field[]): readonly Field[] {
  let index = indexes.get(fields);
  if (!index) indexes.set(fields, (index = { looks: 0 }));
  if (!index.byName && ++index.looks <= LOOKED_THROUGH)
    return fields.filter((field) => field.name?.toLowerCase() === name);
  index.byName ??= indexOf(fields);
  return index.byName.get(name) ?? [];
}

function indexOf(fields: readonly Field[]): ReadonlyMap<string, readonly Field[]> {
  const index = new Map<string, Field[]>();
  for (const field of fields) {
    if (field.name === undefined) continue;
    const name = field.name.toLowerCase();
    const others = index.get(name);
    if (others) others.push(field);
    else index.set(name, [field]);
  }
  return index;
}

/** Whether a field's relation is called so, in lower case: `t` and `s.t` are both names of the table `c.s.t`, an alias has one part. */
export function isQualifiedBy({ qualifier }: Pick<Field, 'qualifier'>, names: readonly string[]): boolean {
  if (!qualifier || names.length > qualifier.length) return names.length === 0;
  const first = qualifier.length - names.length;
  return names.every((name, index) => qualifier[first + index]?.toLowerCase() === name);
}

/** The names by which columns can be called here, in this query and those around it: for "did you mean". */
export function visibleNames(scope: Scope): readonly string[] {
  const names = new Set<string>(scope.parameters?.keys());
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    for (const { name } of [...(at.outputs ?? []), ...at.fields]) if (name !== undefined) names.add(name);
  }
  return [...names];
}

/** The names of the relations that a qualified name can begin with, as they are written, those of this query first. */
export function relationNames(scope: Scope): readonly string[] {
  const names = new Set<string>();
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    for (const { qualifier } of at.relations) if (qualifier) names.add(qualifier.join('.'));
  }
  return [...names];
}

/** The type that a chain of row fields leads to; undefined where a step is not known, 'missing' with the index of the name that is none. */
export function dereference(
  type: TrinoType | undefined,
  names: readonly string[],
): TrinoType | undefined | { readonly missing: number } {
  let current = type;
  for (const [index, name] of names.entries()) {
    if (current === undefined) return undefined;
    if (current.kind !== 'row') return { missing: index };
    const field = current.fields.find((candidate) => candidate.name?.toLowerCase() === name.toLowerCase());
    if (!field) return { missing: index };
    current = field.type;
  }
  return current;
}

// Columns that tables have beside their own, as Athena's and Trino's "$path", "$partition" and "$file_modified_time".
function isHidden(names: readonly string[]): boolean {
  return names.at(-1)?.startsWith('$') === true;
}
