import { invariant } from '../../diagnostics/index.ts';
import type { Expression, Unnest } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import { emitAlias } from './emit-from.ts';
import { emitUntypedUnnest } from './emit-untyped-unnest.ts';
import { identifier, type Emitter } from './emitter.ts';

/**
 * UNNEST of one or more arrays, arrays of rows, or maps, as a subquery beside what it reads. Rows become their fields, maps become keys and
 * values, shorter arrays are filled up with NULL, and the ordinality counts from 1.
 */
export function emitUnnest(unnest: Unnest, emitter: Emitter): string {
  const types = unnest.arrays.map((array) => emitter.typeOf(array));
  return types.every((type) => type?.kind === 'array' || type?.kind === 'map')
    ? emitTypedUnnest(unnest, types as readonly Unnested[], emitter)
    : emitUntypedUnnest(unnest, emitter);
}

type Unnested = Extract<TrinoType, { kind: 'array' | 'map' }>;

function emitTypedUnnest({ arrays, ordinality, alias }: Unnest, types: readonly Unnested[], emitter: Emitter): string {
  const columns: string[] = [];
  const own: (string | undefined)[] = [];
  arrays.forEach((array, index) => {
    const type = types[index];
    invariant(type, 'Each array of UNNEST has a type');
    addColumns(columns, own, array, type, emitter);
  });
  if (ordinality) {
    columns.push(ordinal(arrays, types, emitter));
    own.push(undefined);
  }
  const given = alias?.columns ?? [];
  const names = own.map((name, index) => given[index] ?? name ?? (ordinality && index === own.length - 1 ? 'ordinality' : `_col${index}`)); // prettier-ignore
  const items = columns.map((column, index) => `${column} AS ${identifier(names[index] as string)}`);
  const name = alias?.name;
  return `LATERAL (SELECT ${items.join(', ')})${name === undefined ? ` AS ${emitter.fresh('u')}` : emitAlias({ name, columns: [] })}`;
}

// DuckDB's unnest() of several lists fills up the shorter ones.
function addColumns(
  columns: string[],
  names: (string | undefined)[],
  array: Expression,
  type: Unnested,
  emitter: Emitter,
): void {
  const text = emitter.text(array);
  if (type.kind === 'map') {
    columns.push(`unnest(map_keys(${text}))`, `unnest(map_values(${text}))`);
    names.push(undefined, undefined);
    return;
  }
  if (type.element.kind !== 'row') {
    columns.push(`unnest(${text})`);
    names.push(undefined);
    return;
  }
  type.element.fields.forEach((field, index) => {
    const row = emitter.fresh('r');
    columns.push(`unnest(list_transform(${text}, lambda ${row}: struct_extract_at(${row}, ${index + 1})))`);
    names.push(field.name);
  });
}

// The longest array decides.
function ordinal(arrays: readonly Expression[], types: readonly Unnested[], emitter: Emitter): string {
  const lengths = arrays.map((array, index) => `coalesce(${types[index]?.kind === 'map' ? 'cardinality' : 'len'}(${emitter.text(array)}), 0)`); // prettier-ignore
  const longest = lengths.length === 1 ? (lengths[0] as string) : `greatest(${lengths.join(', ')})`;
  return `unnest(generate_series(1, CAST(${longest} AS BIGINT)))`;
}
