import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';
import type { Row } from './truth.ts';

type Cell = string | number | boolean | null;

/** Opens the database that a build left behind, to look at it alone. */
export async function withDatabase<T>(path: string, use: (database: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows of a query; numbers that JSON cannot hold, dates and times are strings. */
export async function rowsOf(database: DuckDBConnection, sql: string): Promise<Record<string, Cell>[]> {
  const reader = await database.runAndReadAll(sql);
  return reader.getRowObjectsJson() as Record<string, Cell>[];
}

/** The only value of a query, as a number. */
export async function numberOf(database: DuckDBConnection, sql: string): Promise<number> {
  const [row] = await rowsOf(database, sql);
  return Number(Object.values(row ?? {})[0]);
}

/** Compares the table's rows, in the columns that the truth knows, with the truth: none missing, none more, all cells alike. */
export async function checkRows(
  database: DuckDBConnection,
  table: string,
  key: readonly string[],
  expected: readonly Row[],
  where = 'true',
): Promise<void> {
  const columns = Object.keys(expected[0] ?? {});
  const actual = await rowsOf(database, `select ${columns.join(', ')} from ${table} where ${where}`);
  expect(
    byKey(
      actual.map((row) => likeFirst(row, expected)),
      key,
    ),
  ).toEqual(byKey(expected.map(rounded), key));
}

/** What stands in a table, in an order of its own. */
export async function contents(
  database: DuckDBConnection,
  table: string,
  without: readonly string[] = [],
): Promise<string[]> {
  const rows = await rowsOf(database, `select * from ${table}`);
  return rows.map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !without.includes(name)))).sort();
}

/** Schema-qualified names of all tables of the given schemas. */
export async function tablesOf(database: DuckDBConnection, ...schemas: readonly string[]): Promise<string[]> {
  const list = schemas.map((schema) => `'${schema}'`).join(', ');
  const sql = `select schema_name || '.' || table_name as name from duckdb_tables() where schema_name in (${list}) order by 1`;
  return (await rowsOf(database, sql)).map((row) => String(row['name']));
}

function byKey(rows: readonly Row[], key: readonly string[]): Record<string, Row> {
  return Object.fromEntries(rows.map((row) => [key.map((name) => row[name]).join(' / '), row]));
}

// Decimals and big integers come as strings: where the truth has numbers, they are compared as numbers.
function likeFirst(row: Row, expected: readonly Row[]): Row {
  const entries = Object.entries(row).map(([name, value]) => {
    const isNumber = expected.some((other) => typeof other[name] === 'number');
    return [name, isNumber && typeof value === 'string' ? Number(value) : value];
  });
  return rounded(Object.fromEntries(entries) as Row);
}

function rounded(row: Row): Row {
  const round = (value: Cell) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)]));
}
