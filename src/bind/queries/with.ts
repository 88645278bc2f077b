import { diagnose } from '../../diagnostics/index.ts';
import type { CommonTable, With } from '../../sql/tree.ts';
import type { OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { NamedTable, Scope } from '../scope.ts';
import { bindRecursive } from './recursive.ts';

/** Binds the common tables of a WITH, each seeing those before it. Gives the scope in which they are in force. */
export function bindWith({ recursive, tables }: With, outer: Scope, binding: Binding): Scope {
  const known = new Map<string, NamedTable>(outer.tables);
  const own = new Set<string>();
  const scope: Scope = { ...outer, tables: known };
  for (const table of tables) {
    const name = table.name.toLowerCase();
    if (own.has(name)) {
      binding.report(diagnose('common-table-twice', { name: table.name }, { at: binding.place(table.at) }));
      continue;
    }
    own.add(name);
    // It is bound at once, while only those before it are known.
    known.set(name, recursive ? bindRecursive(table, scope, binding) : bindPlain(table, scope, binding));
  }
  return scope;
}

/** Binds a common table that does not read itself. */
export function bindPlain(table: CommonTable, scope: Scope, binding: Binding): NamedTable {
  return { table, columns: renamed(table, binding.query(table.query, scope).columns, binding) };
}

/** The columns under the names that stand behind the table's own; undefined where the names do not fit, which is reported. */
export function renamed(
  table: CommonTable,
  columns: readonly OutputColumn[] | undefined,
  binding: Binding,
): readonly OutputColumn[] | undefined {
  const names = table.columns;
  if (names.length === 0) return columns;
  const at = binding.place(table.at);
  const twice = names.find((name, index) => names.slice(0, index).some((other) => same(name, other)));
  if (twice !== undefined) binding.report(diagnose('common-table-column-twice', { name: twice, table: table.name }, { at })); // prettier-ignore
  if (columns && columns.length !== names.length) {
    const counts = { relation: table.name, names: names.length, columns: columns.length };
    binding.report(diagnose('alias-columns-count', counts, { at }));
    return undefined;
  }
  return columns?.map((column, index) => ({ ...column, name: names[index] }));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
