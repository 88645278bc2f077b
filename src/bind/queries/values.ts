import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Values } from '../../sql/tree.ts';
import { commonSuperType } from '../../sql/types/coercion.ts';
import { formatTrinoType, type TrinoType } from '../../sql/types.ts';
import { UNKNOWN, type BoundQuery, type OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';

/** Binds VALUES: rows of one width, each column of the common super type of its cells. */
export function bindValues(values: Values, outer: Scope, binding: Binding): BoundQuery {
  const rows = values.rows.map(cellsOf);
  for (const cell of rows.flat()) binding.expression(cell, outer, 'values');
  const made = rows.map((row, index) => madeRow(row, values.rows[index], binding));
  const widths = rows.map((row, index) => made[index]?.fields.length ?? row.length);
  const width = widths[0] ?? 0;
  const odd = widths.findIndex((other) => other !== width);
  if (odd >= 0) {
    const params = { row: odd + 1, width: widths[odd] ?? 0, first: width };
    const at = binding.place(values.rows[odd]?.at ?? values.at);
    binding.report(diagnose('values-width', params, { at }));
    return {};
  }
  const isMade = made.some((type) => type !== undefined);
  if (isMade && rows.length > 1) return { columns: openedRows(rows, made, binding) };
  if (isMade) return { columns: openedRow(rows[0] as Cells, made[0], binding) };
  return { columns: Array.from({ length: width }, (_, index) => bindColumn(rows, index, binding)) };
}

type Cells = readonly Expression[];
type RowType = Extract<TrinoType, { readonly kind: 'row' }>;

// `VALUES r` with a row that is made elsewhere has a column for each of its fields. The parser puts a lone value into a row that stands at the
// value's own place; a row that is written, `VALUES ROW(r)`, has a place of its own.
function madeRow(cells: Cells, row: Expression | undefined, { notes }: Binding): RowType | undefined {
  const [only] = cells;
  if (only?.at === undefined || only.at !== row?.at) return undefined;
  const type = notes.value(only)?.type;
  return type?.kind === 'row' ? type : undefined;
}

function openedRow(cells: Cells, type: RowType | undefined, { notes }: Binding): readonly OutputColumn[] {
  if (!type) {
    return cells.map((expression) => {
      const { type: own, nullable } = notes.value(expression) ?? UNKNOWN;
      return { type: own, nullable, at: expression.at, made: { by: 'expression', expression } };
    });
  }
  const [operand] = cells as readonly [Expression];
  return type.fields.map((field, index) => {
    return { type: field.type, nullable: true, at: operand.at, made: { by: 'row-star', operand, index } };
  });
}

// Fields are no expressions: the rows stand together like the terms of a UNION.
function openedRows(
  rows: readonly Cells[],
  made: readonly (RowType | undefined)[],
  binding: Binding,
): readonly OutputColumn[] {
  const opened = rows.map((cells, index) => openedRow(cells, made[index], binding));
  return opened.reduce((left, right) =>
    left.map((column, index): OutputColumn => {
      const other = right[index] as OutputColumn;
      const type = column.type && other.type && commonSuperType(column.type, other.type);
      if (column.type && other.type && !type) reportTypes(column.type, other.type, other.at, binding);
      const nullable = column.nullable || other.nullable;
      return { type, nullable, at: column.at, made: { by: 'set-operation', left: column, right: other } };
    }),
  );
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
      reportTypes(common, type, cell.at, binding);
      return undefined;
    }
    common = next;
  }
  return common;
}

function reportTypes(one: TrinoType | undefined, other: TrinoType, at: Expression['at'], binding: Binding): void {
  const type = one ? formatTrinoType(one) : 'unknown';
  const types = { what: 'The values of a column', type, other: formatTrinoType(other) };
  binding.report(diagnose('types-differ', types, { at: binding.place(at) }));
}
