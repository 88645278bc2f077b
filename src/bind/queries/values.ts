import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Values } from '../../sql/tree.ts';
import { commonSuperType } from '../../sql/types/coercion.ts';
import { formatTrinoType, type TrinoType } from '../../sql/types.ts';
import type { BoundQuery, OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';

/** Binds VALUES: rows of one width, each column of the common super type of its cells. */
export function bindValues(values: Values, outer: Scope, binding: Binding): BoundQuery {
  const rows = values.rows.map(cellsOf);
  for (const cell of rows.flat()) binding.expression(cell, outer, 'values');
  if (rows.some((row, index) => madeRow(row, values.rows[index], binding))) {
    return rows.length === 1 ? openedRow(rows[0]?.[0] as Expression, binding) : {};
  }
  const width = rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== width);
  if (odd >= 0) {
    const params = { row: odd + 1, width: rows[odd]?.length ?? 0, first: width };
    const at = binding.place(values.rows[odd]?.at ?? values.at);
    binding.report(diagnose('values-width', params, { at }));
    return {};
  }
  return { columns: Array.from({ length: width }, (_, index) => bindColumn(rows, index, binding)) };
}

// `VALUES r` with a row that is made elsewhere has a column for each of its fields. The parser puts a lone value into a row that stands at the
// value's own place; a row that is written, `VALUES ROW(r)`, has a place of its own.
function madeRow(cells: readonly Expression[], row: Expression | undefined, { notes }: Binding): boolean {
  const [only] = cells;
  return only?.at !== undefined && only.at === row?.at && notes.value(only)?.type?.kind === 'row';
}

function openedRow(operand: Expression, { notes }: Binding): BoundQuery {
  const type = notes.value(operand)?.type;
  if (type?.kind !== 'row') return {};
  const columns = type.fields.map((field, index): OutputColumn => {
    return { type: field.type, nullable: true, at: operand.at, made: { by: 'row-star', operand, index } };
  });
  return { columns };
}

function cellsOf(row: Expression): readonly Expression[] {
  return row.kind === 'row' ? row.items : [row];
}

function bindColumn(rows: readonly (readonly Expression[])[], index: number, binding: Binding): OutputColumn {
  const cells = rows.map((row) => row[index] as Expression);
  const type = commonType(cells, binding);
  for (const cell of cells) binding.coerce(cell, type);
  const nullable = cells.some((cell) => binding.notes.value(cell)?.nullable ?? true);
  return { type, nullable, at: cells[0]?.at, made: { by: 'values', cells } };
}

function commonType(cells: readonly Expression[], binding: Binding): TrinoType | undefined {
  let common: TrinoType | undefined;
  for (const [index, cell] of cells.entries()) {
    const type = binding.notes.value(cell)?.type;
    if (!type) return undefined;
    const next = index === 0 ? type : common && commonSuperType(common, type);
    if (!next) {
      const types = { what: 'The values of a column', type: format(common), other: format(type) };
      binding.report(diagnose('types-differ', types, { at: binding.place(cell.at) }));
      return undefined;
    }
    common = next;
  }
  return common;
}

function format(type: TrinoType | undefined): string {
  return type ? formatTrinoType(type) : 'unknown';
}
