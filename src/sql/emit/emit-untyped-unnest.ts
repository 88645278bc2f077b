import type { Expression, Unnest } from '../tree.ts';
import { emitAlias } from './emit-from.ts';
import { identifier, type Emitter } from './emitter.ts';
import { shapeOf } from './shape.ts';

/** UNNEST of what no types are known of: a name for each column tells what is an array of rows, syntax what is a map. */
export function emitUntypedUnnest(unnest: Unnest, emitter: Emitter): string {
  const { arrays, ordinality, alias } = unnest;
  const values = arrays.map((array) => emitArray(array, emitter));
  const names = alias?.columns ?? [];
  const expected = arrays.length + (ordinality ? 1 : 0);
  if (names.length === 0) return emitUnnamed(unnest, values, emitter);
  const columns = names.slice(0, ordinality ? -1 : undefined).map(identifier);
  const order = ordinality ? `, ${ordinal(values)} AS ${identifier(names.at(-1) as string)}` : '';
  const bare = `AS ${identifier(alias?.name ?? emitter.fresh('u'))}`;
  if (names.length === expected && arrays.every((array) => shapeOf(array, emitter) !== 'map')) {
    const items = values.map(
      (value, index) => `unnest(${emitter.macro('t_plain_elements', value)}) AS ${columns[index] as string}`,
    );
    return `LATERAL (SELECT ${items.join(', ')}${order}) ${bare}`;
  }
  if (arrays.length > 1) return emitter.refuse('UNNEST of several arrays of rows or maps', arrays[0]?.at);
  const rows =
    shapeOf(arrays[0] as Expression, emitter) === 'map'
      ? (values[0] as string)
      : emitter.macro('t_rows', values[0] as string);
  const fields = columns.map((name, index) => {
    const row = emitter.fresh('r');
    return `unnest(list_transform(${rows}, lambda ${row}: struct_extract_at(${row}, ${index + 1}))) AS ${name}`;
  });
  return `LATERAL (SELECT ${fields.join(', ')}${order}) ${bare}`;
}

function emitArray(array: Expression, emitter: Emitter): string {
  const text = emitter.text(array);
  return shapeOf(array, emitter) === 'map' ? `map_entries(${text})` : text;
}

// The longest array decides.
function ordinal(values: readonly string[]): string {
  const lengths = values.map((value) => `coalesce(len(${value}), 0)`);
  return `unnest(generate_series(1, ${lengths.length === 1 ? (lengths[0] as string) : `greatest(${lengths.join(', ')})`}))`;
}

// Without names, rows give those of their fields; what has no names in Trino cannot be used but by *.
function emitUnnamed({ arrays, ordinality, alias }: Unnest, values: readonly string[], emitter: Emitter): string {
  if (ordinality || arrays.length > 1) return emitter.refuse('UNNEST without names for its columns', arrays[0]?.at, 'Write AS t (a, b, …).'); // prettier-ignore
  const text = `LATERAL (SELECT unnest(${values[0] as string}, max_depth := 2))`;
  return `${text}${alias ? emitAlias(alias) : ` AS ${emitter.fresh('u')}`}`;
}
