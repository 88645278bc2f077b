import type { Value } from '../../src/engines/engine.ts';

/** What stands in a table: columns with their types as the engine names them, rows in no order. */
export interface TableContents {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** Floats may be summed up in another order: this much of their size may differ. */
const TOLERANCE = 1e-9;

/** Differences between two tables' rows, in words; none where they are the same. Floats are compared with a tolerance, everything else exactly. */
export function differences(expected: TableContents, actual: TableContents): readonly string[] {
  const names = expected.columns.map((name) => name.toLowerCase());
  const others = actual.columns.map((name) => name.toLowerCase());
  if (names.join() !== others.join()) return [`columns ${others.join(', ')} instead of ${names.join(', ')}`];
  const left = sorted(expected.rows);
  const right = sorted(actual.rows);
  const found = left.length === right.length ? [] : [`${right.length} rows instead of ${left.length}`];
  left.slice(0, right.length).forEach((row, index) => {
    const other = right[index] ?? [];
    const cells = names.filter((_, at) => !isSame(row[at] ?? null, other[at] ?? null));
    if (cells.length === 0) return;
    const show = (values: readonly Value[]) => cells.map((name) => JSON.stringify(values[names.indexOf(name)])).join();
    found.push(`${cells.join()}: ${show(other)} instead of ${show(row)} in ${JSON.stringify(row).slice(0, 300)}`);
  });
  return found.length > 8 ? [...found.slice(0, 8), `and ${found.length - 8} more`] : found;
}

// Numbers last and rounded: rows that differ within the tolerance stay beside each other.
function sorted(rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return rows
    .map((row) => ({ row, key: JSON.stringify([row.map(exact), row.map(rounded)]) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}

function exact(value: Value): Value {
  return typeof value === 'number' && !Number.isInteger(value) ? null : value;
}

function rounded(value: Value): Value {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : null;
}

function isSame(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => isSame(one as Value, b[index] as Value));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
}

function isObject(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
