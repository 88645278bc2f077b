import { DuckDBBlobValue, DuckDBInstance, DuckDBScalarFunction, BIGINT, BLOB, BOOLEAN, DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api'; // prettier-ignore
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { hasErrors, printDiagnostics, type Diagnostic } from '../../diagnostics/index.ts';
import { bindStatement } from '../../bind/bind.ts';
import { EMPTY_CATALOG } from '../../bind/catalog.ts';
import { duckDbType } from '../emit/duckdb-type.ts';
import { parseSql } from '../parse.ts';
import { formatTrinoType, type TrinoType } from '../types.ts';
import { bindOnDuckDb } from '../duckdb/bind.ts';
import { duckDbPrelude, duckDbSettings } from '../duckdb/prelude.ts';
import { duckDbFunctions, type DuckDbFunction } from '../duckdb/udfs.ts';
import { emitStatement } from '../translate.ts';

/** What came of one query in Trino's SQL: rows, or why there are none. */
/** `text`: what DuckDB was given. `mismatch`: columns whose DuckDB types are not those of the binder's. */
export type Answer = { readonly text?: string; readonly mismatch?: string } & (
  | { readonly kind: 'rows'; readonly types: readonly string[]; readonly rows: readonly (readonly DuckDBValue[])[] }
  | { readonly kind: 'refused'; readonly when: 'translating' | 'binding' | 'running'; readonly why: string }
);

/** An in-memory DuckDB with all that translated text needs. */
export interface Session {
  /** Translates, binds and runs. */
  readonly ask: (sql: string) => Promise<Answer>;
  /** Runs DuckDB's own SQL. */
  readonly run: (sql: string) => Promise<readonly (readonly DuckDBValue[])[]>;
  readonly close: () => void;
}

export async function openSession(): Promise<Session> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const definition of duckDbFunctions()) connection.registerScalarFunction(driverFunction(definition));
  for (const statement of [...duckDbSettings(), ...duckDbPrelude()]) await connection.run(statement);
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  return { ask: (sql) => ask(connection, sql), run, close: () => connection.closeSync() };
}

async function ask(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const parsed = parseSql({ file: 'query.sql', text: sql });
  if (!parsed.value) return refused('translating', printDiagnostics(parsed.diagnostics));
  const bound = bindStatement(parsed.value, EMPTY_CATALOG);
  if (hasErrors(bound.diagnostics)) return refused('translating', printDiagnostics(bound.diagnostics));
  const { value: text, diagnostics } = emitStatement(parsed.value, bound);
  if (text === undefined) return refused('translating', printDiagnostics(diagnostics));
  const types = bound.columns?.map(({ type }) => type);
  if (!types || types.includes(undefined)) return { ...(await askUntyped(connection, text)), text };
  try {
    const reader = await connection.runAndReadAll(text);
    const mismatch = mismatchOf(types as readonly TrinoType[], reader.columnTypes().map(String));
    return { kind: 'rows', types: (types as readonly TrinoType[]).map(formatTrinoType), rows: reader.getRows(), text, ...(mismatch !== undefined && { mismatch }) }; // prettier-ignore
  } catch (error) {
    return { ...refused('running', (error as Error).message), text };
  }
}

/** Columns whose types in DuckDB are not those that the binder says. The driver does not tell JSON from VARCHAR, nor the type of a bare NULL. */
function mismatchOf(types: readonly TrinoType[], found: readonly string[]): string | undefined {
  const wrong = types.flatMap((type, index) => {
    const wanted = duckDbType(type);
    if (wanted === undefined || wanted.includes('"NULL"')) return [];
    return plainName(wanted) === plainName(found[index] ?? '')
      ? []
      : [`${formatTrinoType(type)} is ${found[index] ?? 'missing'}`];
  });
  return wrong.length > 0 ? wrong.join('; ') : undefined;
}

function plainName(type: string): string {
  return type.replaceAll(', ', ',').replaceAll('"', '').replaceAll('JSON', 'VARCHAR');
}

async function askUntyped(connection: DuckDBConnection, text: string): Promise<Answer> {
  const bound = await bind(connection, text);
  if ('kind' in bound) return bound;
  try {
    const rows = (await connection.runAndReadAll(bound.sql)).getRows();
    return { kind: 'rows', types: bound.columns.map(({ type }) => type), rows };
  } catch (error) {
    return refused('running', (error as Error).message);
  }
}

async function bind(connection: DuckDBConnection, sql: string) {
  try {
    const { value, diagnostics } = await bindOnDuckDb(sql, async (text) =>
      (await connection.runAndReadAll(text)).getRows(),
    );
    return value ?? refused('binding', printDiagnostics(diagnostics as readonly Diagnostic[]));
  } catch (error) {
    return refused('binding', (error as Error).message);
  }
}

function refused(when: 'translating' | 'binding' | 'running', why: string): Answer & { kind: 'refused' } {
  return { kind: 'refused', when, why };
}

const TYPES = { VARCHAR, BLOB, BIGINT, INTEGER, DOUBLE, BOOLEAN };

function driverFunction({ name, parameterTypes, returnType, call }: DuckDbFunction): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: parameterTypes.map((type) => TYPES[type]),
    returnType: TYPES[returnType],
    mainFunction: (info, input, output) => {
      try {
        for (let row = 0; row < input.rowCount; row++) {
          const args = parameterTypes.map((_, index) => plain(input.getColumnVector(index).getItem(row)));
          const result = args.includes(null) ? null : (call as (...values: unknown[]) => unknown)(...args);
          output.setItem(row, (result instanceof Uint8Array ? new DuckDBBlobValue(result) : result) as DuckDBValue);
        }
        output.flush();
      } catch (error) {
        info.setError((error as Error).message);
      }
    },
  });
}

function plain(value: unknown): unknown {
  return value instanceof DuckDBBlobValue ? value.bytes : value;
}
