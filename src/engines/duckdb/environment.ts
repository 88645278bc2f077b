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

/** What a database session is given before the first statement: it makes Trino's meaning possible. Settings and prelude go to each connection. */
export interface DuckDbEnvironment {
  readonly settings: readonly string[];
  readonly prelude: readonly string[];
  readonly functions: readonly ScalarUdf[];
}

/** Plain DuckDB, but in UTC, which all values are read in. */
export const PLAIN_ENVIRONMENT: DuckDbEnvironment = {
  settings: [`SET TimeZone = 'UTC'`],
  prelude: [],
  functions: [],
};
