import { diagnose } from '../../diagnostics/index.ts';
import type { CommonTable, SetOperation } from '../../sql/tree.ts';
import { canCoerce } from '../../sql/types/coercion.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { NamedTable, Scope } from '../scope.ts';
import { bindBody } from './bind-query.ts';
import { recursionOf } from './check-recursion.ts';
import { coerceColumn } from './coerce-column.ts';
import { bindPlain, renamed } from './with.ts';

/**
 * Binds a table of WITH RECURSIVE. One that reads itself is a UNION: its first part says which columns the name has while the second is bound,
 * whose columns must become those of the first by themselves. Trino wants a list of names for each table of WITH RECURSIVE.
 */
export function bindRecursive(table: CommonTable, scope: Scope, binding: Binding): NamedTable {
  if (table.columns.length === 0) {
    binding.report(diagnose('recursive-without-columns', { name: table.name }, { at: binding.place(table.at) }));
  }
  const union = recursionOf(table, binding);
  return union ? bindSteps(table, union, scope, binding) : bindPlain(table, scope, binding);
}

function bindSteps(table: CommonTable, union: SetOperation, scope: Scope, binding: Binding): NamedTable {
  const anchor = bindBody(union.left, scope, binding).columns;
  const named = renamed(table, anchor, binding)?.map((column) => ({ ...column, nullable: true }));
  const columns = table.columns.length > 0 ? named : undefined;
  const inner = { ...scope, tables: new Map(scope.tables).set(table.name.toLowerCase(), { table, columns }) };
  const step = bindBody(union.right, inner, binding).columns;
  if (anchor && step) checkStep(anchor, step, union, binding);
  binding.notes.setQuery(table.query, { columns: anchor });
  return { table, columns };
}

function checkStep(
  anchor: readonly OutputColumn[],
  step: readonly OutputColumn[],
  union: SetOperation,
  binding: Binding,
): void {
  if (anchor.length !== step.length) {
    const counts = { operator: 'UNION', left: anchor.length, right: step.length };
    binding.report(diagnose('set-operation-width', counts, { at: binding.place(union.right.at) }));
    return;
  }
  for (const [index, { type }] of anchor.entries()) {
    const column = step[index] as OutputColumn;
    if (!type || !column.type) continue;
    if (canCoerce(column.type, type)) coerceColumn(column, type, binding);
    else {
      const types = { column: index + 1, step: formatTrinoType(column.type), anchor: formatTrinoType(type) };
      binding.report(diagnose('recursive-types', types, { at: binding.place(column.at ?? union.right.at) }));
    }
  }
}
