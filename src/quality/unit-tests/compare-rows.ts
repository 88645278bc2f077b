import type { Outcome, Place } from '../../diagnostics/index.ts';
import type { Column, Value } from '../../engines/engine.ts';
import type { JsonObject } from '../../project/project.ts';
import { parseTrinoType, type TrinoType } from '../../sql/types.ts';
import { areEqual, comparable, shapeOf, type Comparable } from './comparable.ts';
import { diffText } from './diff-text.ts';
import { fitRows } from './fixture-query.ts';

/** Rows with their columns, as an engine gives them. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
}

export interface Comparison {
  readonly equal: boolean;
  readonly missing: number;
  readonly extra: number;
  readonly different: number;
  /** The difference in words and rows, at most 80 characters wide; '' where there is none. */
  readonly text: string;
}

/** A row that was expected, one that was found, or both where they are the same row with other values. */
export interface RowPair {
  readonly expected?: readonly Value[];
  readonly actual?: readonly Value[];
}

/**
 * A unit test's expected rows as a table: with the columns that its rows name, in the order of the actual result; with all of them where no row
 * is expected.
 */
export function expectedTable(
  rows: readonly JsonObject[],
  actual: readonly Column[],
  place: { readonly at?: Place } = {},
): Outcome<Table> {
  const { value, diagnostics } = fitRows(rows, actual, place);
  const named = new Set(rows.flatMap((row) => Object.keys(row).map((name) => name.toLowerCase())));
  const kept = actual.flatMap((column, index) =>
    named.size === 0 || named.has(column.name.toLowerCase()) ? [index] : [],
  );
  return {
    value: {
      columns: kept.flatMap((index) => actual[index] ?? []),
      rows: value.map((row) => kept.map((index) => row[index] ?? null)),
    },
    diagnostics,
  };
}

/**
 * Compares two tables as multisets of rows, on the columns of the expected one, by value: floating-point numbers up to a relative difference
 * of 1e-9, decimals and timestamps whatever their number of digits, an instant in any time zone.
 */
export function compareRows(expected: Table, actual: Table): Comparison {
  const columns = comparedColumns(expected, actual);
  const unmatched = withoutMatches(forms(expected, columns), forms(actual, columns));
  const pairs = pairUp(unmatched.expected, unmatched.actual);
  const count = (test: (pair: RowPair) => boolean) => pairs.filter(test).length;
  const missing = count((pair) => pair.actual === undefined);
  const extra = count((pair) => pair.expected === undefined);
  const different = pairs.length - missing - extra;
  const equal = pairs.length === 0;
  return {
    equal,
    missing,
    extra,
    different,
    text: equal ? '' : diffText(expected.columns, pairs, { missing, extra, different }),
  };
}

interface Form {
  readonly values: readonly Value[];
  readonly form: readonly Comparable[];
}

// The row's values for the compared columns, as shown and as compared. A column that is not there is all NULL.
function forms(table: Table, columns: readonly ComparedColumn[]): readonly Form[] {
  const indexes = columns.map(({ name }) => indexOf(table, name));
  const types = columns.map((column) => typeIn(table, column));
  return table.rows.map((row) => {
    const values = indexes.map((index) => row[index] ?? null);
    return { values, form: values.map((value, index) => comparable(value, types[index] ?? TEXT)) };
  });
}

interface ComparedColumn {
  readonly name: string;
  /** One side has floating-point numbers, so that the other is compared as such, too. */
  readonly isFloat: boolean;
}

const DOUBLE: TrinoType = { kind: 'double' };
const TEXT: TrinoType = { kind: 'varchar' };

function comparedColumns(expected: Table, actual: Table): readonly ComparedColumn[] {
  const kindIn = (table: Table, name: string) => typeIn(table, { name, isFloat: false }).kind;
  return expected.columns.map(({ name }) => {
    const kinds = [kindIn(expected, name), kindIn(actual, name)];
    return { name, isFloat: kinds.includes('double') && kinds[0] !== kinds[1] };
  });
}

function typeIn(table: Table, { name, isFloat }: ComparedColumn): TrinoType {
  return isFloat ? DOUBLE : (parseTrinoType(table.columns[indexOf(table, name)]?.type ?? '') ?? TEXT);
}

function indexOf(table: Table, name: string): number {
  return table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}

function withoutMatches(expected: readonly Form[], actual: readonly Form[]) {
  const byShape = new Map<string, Form[]>();
  for (const row of actual) {
    const shape = shapeOf(row.form);
    const same = byShape.get(shape);
    if (same) same.push(row);
    else byShape.set(shape, [row]);
  }
  const unmatched = expected.filter((row) => {
    const candidates = byShape.get(shapeOf(row.form)) ?? [];
    const index = candidates.findIndex((candidate) => areEqual(row.form, candidate.form));
    if (index >= 0) candidates.splice(index, 1);
    return index < 0;
  });
  const left = new Set([...byShape.values()].flat());
  return { expected: unmatched, actual: actual.filter((row) => left.has(row)) };
}

// An expected and a found row are one row with other values when at least half of their values are equal; the most alike first.
function pairUp(expected: readonly Form[], actual: readonly Form[]): readonly RowPair[] {
  const free = new Set(actual);
  const partners = new Map<Form, Form>();
  const candidates = expected
    .flatMap((a) => actual.map((b) => ({ a, b, alike: alike(a, b) })))
    .filter(({ a, alike }) => alike > 0 && alike * 2 >= a.form.length)
    .sort((first, second) => second.alike - first.alike);
  for (const { a, b } of candidates) {
    if (partners.has(a) || !free.has(b)) continue;
    partners.set(a, b);
    free.delete(b);
  }
  return [
    ...expected.map((row) => ({ expected: row.values, ...asActual(partners.get(row)) })),
    ...[...free].map((row) => ({ actual: row.values })),
  ];
}

function asActual(row: Form | undefined): Pick<RowPair, 'actual'> {
  return row ? { actual: row.values } : {};
}

function alike(a: Form, b: Form): number {
  return a.form.filter((value, index) => areEqual(value, b.form[index] ?? null)).length;
}
