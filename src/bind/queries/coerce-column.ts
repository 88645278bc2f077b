import type { TrinoType } from '../../sql/types.ts';
import type { OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';

/** Notes that a column is brought to a type, at the expressions that make it. A column of `*` has none: its type alone tells. */
export function coerceColumn({ made }: OutputColumn, type: TrinoType | undefined, binding: Binding): void {
  if (made.by === 'expression') binding.coerce(made.expression, type);
  if (made.by === 'values') for (const cell of made.cells) binding.coerce(cell, type);
  if (made.by === 'set-operation') {
    coerceColumn(made.left, type, binding);
    coerceColumn(made.right, type, binding);
  }
}
