import type { ExternalSource, RelationName } from '../engines/engine.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import type { Query } from './plan.ts';

export type SeedRow = readonly (string | null)[];

/** A statement of literal rows stays below this many bytes and rows: Athena takes 262,144 bytes, and parsers slow down before. */
const MAX_BYTES = 200_000;
const MAX_ROWS = 1_000;

/** Rows in parts, each for one statement. */
export function inBatches(rows: readonly SeedRow[]): SeedRow[][] {
  const batches: SeedRow[][] = [];
  let bytes = MAX_BYTES;
  for (const row of rows) {
    const size = bytesOf(row);
    const current = batches.at(-1);
    if (!current || bytes + size > MAX_BYTES || current.length >= MAX_ROWS) {
      batches.push([row]);
      bytes = size;
    } else {
      current.push(row);
      bytes += size;
    }
  }
  return batches;
}

/** About how many bytes rows have as literals. */
export function literalBytes(rows: readonly SeedRow[]): number {
  return rows.reduce((sum, row) => sum + bytesOf(row), 0);
}

function bytesOf(row: SeedRow): number {
  return row.reduce((sum, cell) => sum + new TextEncoder().encode(cell ?? 'NULL').length + 4, 8);
}

/** Rows as literals, each column a varchar; the same text in every dialect. */
export function literalRows(names: readonly string[], rows: readonly SeedRow[]): Query {
  // Of a column without any value, no engine would know the type.
  const cell = (value: string | null, first: boolean) =>
    value === null ? (first ? 'CAST(NULL AS varchar)' : 'NULL') : quoteString(value);
  const lines = rows.map((row, index) => `  (${row.map((value) => cell(value, index === 0)).join(', ')})`);
  const columns = names.map((name) => quoteIdentifier(name, 'trino'));
  return {
    sql: `SELECT * FROM (VALUES\n${lines.join(',\n')}\n) AS v(${columns.join(', ')})`,
    columns: names.map((name) => ({ name, type: 'varchar' })),
  };
}

/** Columns of varchar without any row. */
export function noRows(names: readonly string[]): Query {
  const { sql, columns } = literalRows(names, [names.map(() => null)]);
  return { sql: `${sql}\nWHERE FALSE`, columns };
}

/** Rows as a file of JSON, one object a line. Keys are positions, since names may be anything: `{"c0":"1","c1":null}`. */
export function jsonRows(rows: readonly SeedRow[]): string {
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(row.map((value, index) => [`c${index}`, value])))}\n`)
    .join('');
}

/** The table over that file, every value a text. */
export function jsonTable(relation: RelationName, location: string, columns: number, via?: 'glue'): ExternalSource {
  return {
    relation,
    format: 'json',
    location,
    columns: Array.from({ length: columns }, (_, index) => ({ name: `c${index}`, type: 'varchar' })),
    partitions: [],
    options: {},
    ...(via && { via }),
  };
}

/** The rows of that table under the seed's own names. */
export function rowsOfJsonTable(names: readonly string[], relation: RelationName): Query {
  const items = names.map((name, index) => `"c${index}" AS ${quoteIdentifier(name, 'trino')}`);
  return {
    sql: `SELECT ${items.join(', ')} FROM ${quoteRelation(relation, 'trino')}`,
    columns: names.map((name) => ({ name, type: 'varchar' })),
  };
}
