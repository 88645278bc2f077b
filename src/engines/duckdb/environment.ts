/** A scalar function of SQL that is written in JavaScript. */
export interface ScalarUdf {
  readonly name: string;
  /** DuckDB's type texts. */
  readonly parameterTypes: readonly string[];
  readonly returnType: string;
  /**
   * Called for each row of which no argument is NULL. VARCHAR comes as string, BIGINT and wider as bigint, BLOB as Uint8Array, lists as arrays;
   * the result has the same forms, or is null. What it throws fails the statement with its message.
   */
  readonly call: (...args: never[]) => unknown;
}

/** What a database is given before the first statement: it makes Trino's meaning possible. Nothing of it is written to the database's file. */
export interface DuckDbEnvironment {
  /** Statements for each session, as settings and variables are its own. */
  readonly session: readonly string[];
  /** Registered once: all sessions see them. */
  readonly functions: readonly ScalarUdf[];
  /** CREATE MACRO statements with bare names, run once, after the others: hundreds of them would cost each session a fifth of a second. */
  readonly macros: readonly string[];
}

/** Plain DuckDB, but in UTC, which all values are read in. */
export const PLAIN_ENVIRONMENT: DuckDbEnvironment = {
  session: [`SET TimeZone = 'UTC'`],
  functions: [],
  macros: [],
};
