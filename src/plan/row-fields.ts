import type { RowField, TrinoType } from '../sql/types.ts';
import { canCast, formatTrinoType } from '../sql/types.ts';

/** What a column of a table needs so that values of a query's column can be written into it. */
export interface Fit {
  /** The column's type afterwards. */
  readonly type: TrinoType;
  /** Fields that rows in it must be given first; `in` names the way to the row, from the column down (`element` of an array). */
  readonly added: readonly { readonly in: readonly string[]; readonly field: RowField }[];
}

/**
 * Whether a query's values can be written into a table's column: undefined where no CAST does that, or one would mix up fields. Rows are cast by position, so
 * their fields must be the table's, in the table's order; new ones stand behind them.
 */
export function fitInto(table: TrinoType, query: TrinoType, path: readonly string[]): Fit | undefined {
  if (table.kind === 'row' && query.kind === 'row') return fitRow(table.fields, query.fields, path);
  if (table.kind === 'array' && query.kind === 'array') {
    const fit = fitInto(table.element, query.element, [...path, 'element']);
    return fit && { ...fit, type: { kind: 'array', element: fit.type } };
  }
  if (table.kind === 'map' && query.kind === 'map') return fitMap(table, query, path);
  return canCast(query, table) ? { type: table, added: [] } : undefined;
}

function fitRow(table: readonly RowField[], query: readonly RowField[], path: readonly string[]): Fit | undefined {
  if (query.length < table.length) return undefined;
  const fields: RowField[] = [];
  const added: Fit['added'][number][] = [];
  for (const [index, field] of query.entries()) {
    const there = table[index];
    if (!there) {
      added.push({ in: path, field });
      fields.push(field);
      continue;
    }
    if (there.name?.toLowerCase() !== field.name?.toLowerCase()) return undefined;
    const fit = fitInto(there.type, field.type, [...path, there.name ?? '']);
    if (!fit) return undefined;
    added.push(...fit.added);
    fields.push({ ...there, type: fit.type });
  }
  return { type: { kind: 'row', fields }, added };
}

// Engines have no way to give fields to rows that are keys.
function fitMap(
  table: Extract<TrinoType, { kind: 'map' }>,
  query: Extract<TrinoType, { kind: 'map' }>,
  path: readonly string[],
): Fit | undefined {
  const key = fitInto(table.key, query.key, path);
  const value = fitInto(table.value, query.value, [...path, 'value']);
  if (!key || !value || key.added.length > 0) return undefined;
  return { type: { kind: 'map', key: key.type, value: value.type }, added: value.added };
}

/** The added fields in words: `"address"."zip" (varchar)`. */
export function fieldNames({ added }: Fit): string {
  return added
    .map(({ in: path, field }) => `"${[...path, field.name].join('"."')}" (${formatTrinoType(field.type)})`)
    .join(', ');
}
