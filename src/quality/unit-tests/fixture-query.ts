import { diagnose, didYouMean, type Diagnostic, type Outcome, type Place } from '../../diagnostics/index.ts';
import type { Column, Value } from '../../engines/engine.ts';
import type { JsonObject } from '../../project/project.ts';
import { literal, quoteIdentifier } from '../../sql/quote.ts';
import { formatTrinoType, parseTrinoType, type TrinoType } from '../../sql/types.ts';
import { fitValue } from './fit-value.ts';

/** Where the rows of a unit test are written. */
export interface FixturePlace {
  readonly at?: Place;
  /** Where a row, counted from 0, says a column's name, and its value. Default: `at`. */
  readonly atCell?: (row: number, column: string, part: 'key' | 'value') => Place | undefined;
}

interface TypedColumn {
  readonly name: string;
  readonly type: TrinoType;
  readonly text: string;
}

/**
 * A unit test's rows as a query in Athena's SQL: all columns of the relation in their order and of their types, those that a row does not
 * name as NULL. Without rows, a query that gives none. A column that the relation does not have, or a value that is not of its
 * column's type, is a diagnostic.
 */
export function fixtureQuery(
  rows: readonly JsonObject[],
  columns: readonly Column[],
  place: FixturePlace = {},
): Outcome<string> {
  const fitted = fitRows(rows, columns, place);
  const typed = columns.map((column) => typedColumn(column));
  const [first = columns.map(() => null), ...others] = fitted.value;
  const typedFirst = `SELECT ${typed.map((column, index) => named(column, typedValue(column, first[index] ?? null))).join(', ')}`;
  if (fitted.value.length === 0) return { value: `${typedFirst} WHERE FALSE`, diagnostics: fitted.diagnostics };
  const selects = others.map(
    (row) => `SELECT ${typed.map((column, index) => bareValue(column, row[index] ?? null)).join(', ')}`,
  );
  return { value: [typedFirst, ...selects].join('\nUNION ALL '), diagnostics: fitted.diagnostics };
}

/** A unit test's rows as an engine would give them, a value for each column (NULL where a row does not name it). */
export function fitRows(
  rows: readonly JsonObject[],
  columns: readonly Column[],
  { at, atCell = () => at }: FixturePlace = {},
): Outcome<readonly (readonly Value[])[]> {
  const diagnostics: Diagnostic[] = [];
  const byName = new Map(
    columns.map((column, index) => [column.name.toLowerCase(), { ...typedColumn(column), index }]),
  );
  const value = rows.map((row, index) => {
    const values: Value[] = columns.map(() => null);
    for (const [name, given] of Object.entries(row)) {
      const column = byName.get(name.toLowerCase());
      if (!column) {
        const hint =
          didYouMean(
            name,
            columns.map((candidate) => candidate.name),
          ) ?? columnsHint(columns);
        diagnostics.push(
          diagnose(
            'fixture-column-unknown',
            { column: name, row: index + 1 },
            { at: atCell(index, name, 'key'), hint },
          ),
        );
        continue;
      }
      const fitted = fitValue(given, column.type);
      if (fitted === undefined) {
        const params = { column: column.name, row: index + 1, value: JSON.stringify(given), type: column.text };
        diagnostics.push(diagnose('fixture-value-misfit', params, { at: atCell(index, name, 'value') }));
      } else values[column.index] = fitted;
    }
    return values;
  });
  return { value, diagnostics };
}

function columnsHint(columns: readonly Column[]): string {
  return `It has ${columns.map((column) => `"${column.name}"`).join(', ')}.`;
}

// Of a type that lakemodel does not know, values are texts, which are cast.
function typedColumn({ name, type }: Column): TypedColumn {
  const parsed = parseTrinoType(type);
  return { name, type: parsed ?? { kind: 'varchar' }, text: parsed ? formatTrinoType(parsed) : type };
}

function named({ name }: TypedColumn, value: string): string {
  return `${value} AS ${quoteIdentifier(name, 'athena')}`;
}

// A string literal's own type is as long as its text, and not the column's.
function typedValue({ type, text }: TypedColumn, value: Value): string {
  if (value === null) return `CAST(NULL AS ${text})`;
  const sql = literal(value, type, 'athena');
  return type.kind === 'varchar' ? `CAST(${sql} AS ${text})` : sql;
}

// The first row has said the types.
function bareValue({ type }: TypedColumn, value: Value): string {
  return value === null ? 'NULL' : literal(value, type, 'athena');
}
