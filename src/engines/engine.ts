import type { Diagnostic } from '../diagnostics/index.ts';

/** The engines lakemodel speaks to. An engine is a pure `Dialect` (what SQL looks like there) and a `Connection` (how to talk to it). */
export type DialectName = 'duckdb' | 'trino' | 'athena';

/** A table's or view's name. `database` is the catalog, where the target has one. */
export interface RelationName {
  readonly database?: string;
  readonly schema: string;
  readonly identifier: string;
}

/** A column as lakemodel knows it on every engine: its type is Trino's, in canonical text (`varchar(3)`, `timestamp(6)`). */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** What stands in the warehouse under a name. */
export interface RelationInfo {
  readonly relation: RelationName;
  readonly kind: 'table' | 'view';
  readonly columns: readonly Column[];
  /** Identity of this very table, which a dropped and recreated one does not share; state is kept for it. */
  readonly uuid: string;
  /** Descriptions that the warehouse keeps; absent where it was not asked for them. */
  readonly comments?: Comments;
}

/** Comments on a relation and its columns; those without one are left out. Columns go by their names in lower case. */
export interface Comments {
  readonly relation?: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** A table or view as its catalog describes it. Columns of types that Trino has no name for have none. */
export interface CatalogTable {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly { readonly name: string; readonly type?: string; readonly comment?: string }[];
}

/**
 * A value as it comes out of an engine, in the JSON form of Trino's client protocol: decimals, dates, times and timestamps are strings
 * (`2024-01-01 10:00:00.000000`), varbinary is lower-case hex, integers beyond 2^53 are strings, NaN and infinities are the strings
 * `NaN`, `Infinity`, `-Infinity`, rows and arrays are arrays, maps are objects.
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

export interface StatementResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** Rows written, for INSERT, MERGE, DELETE and CREATE TABLE AS, where the engine says it. */
  readonly rowsAffected?: number;
  /** Bytes the engine read (what Athena bills), where it says so. */
  readonly bytesScanned?: number;
  readonly queryId?: string;
  /** Wall-clock time in milliseconds. */
  readonly durationMs: number;
}

export interface ExecuteOptions {
  readonly signal?: AbortSignal;
  /** Who sends it, for query comments and error messages: `model.shop.orders`. */
  readonly label?: string;
}

/** A failed statement: `diagnostic` says why to a user, `retryable` whether the same text may succeed when sent again. */
export class StatementError extends Error {
  readonly diagnostic: Diagnostic;
  readonly retryable: boolean;

  constructor(diagnostic: Diagnostic, retryable = false) {
    super(diagnostic.message);
    this.name = 'StatementError';
    this.diagnostic = diagnostic;
    this.retryable = retryable;
  }
}

export interface Connection {
  readonly dialect: Dialect;
  /** Sends one statement. Throws `StatementError`. Several may run side by side. */
  execute(sql: string, options?: ExecuteOptions): Promise<StatementResult>;
  /** What exists under these names; absent ones are left out of the map. Keys are `relationKey(name)`. */
  describe(relations: readonly RelationName[]): Promise<ReadonlyMap<string, RelationInfo>>;
  /** Every table and view of a schema, sorted by name; none where there is no such schema. Names match without regard to case. */
  tables(schema: Pick<RelationName, 'database' | 'schema'>): Promise<readonly CatalogTable[]>;
  /** Names of the schemas that exist. */
  schemas(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A relation's key in maps: lower case, as Glue and Trino fold names. */
export function relationKey(relation: RelationName): string {
  return [relation.database, relation.schema, relation.identifier]
    .filter((part) => part !== undefined)
    .join('.')
    .toLowerCase();
}

/** What SQL looks like on an engine. Plain data and pure functions; no I/O. */
export interface Dialect {
  readonly name: DialectName;
  readonly capabilities: Capabilities;
}

/** Each flag's value is set, with the evidence in a comment, in the engine's `dialect.ts`. */
export interface Capabilities {
  /** CREATE OR REPLACE TABLE … AS in one step that readers never see half done. */
  readonly createOrReplaceTable: boolean;
  /** MERGE that raises when several source rows match one target row. */
  readonly mergeRejectsDuplicateMatches: boolean;
  /** IS NOT DISTINCT FROM in a join or MERGE condition is planned as an equality (else: cross join). */
  readonly nullSafeEqualityIsHashed: boolean;
  /** Most partitions one statement may write; undefined: no limit. */
  readonly maxOpenPartitions?: number;
  /** Longest statement in UTF-8 bytes; undefined: no limit. */
  readonly maxStatementBytes?: number;
  /** Statements can run here in this version of lakemodel (else they can be compiled and planned alone). */
  readonly runs: boolean;
}

/** An external table over files, as declared in a source's `external:`; every column and partition is declared. */
export interface ExternalSource {
  readonly relation: RelationName;
  readonly format: 'csv' | 'json' | 'parquet';
  /** A folder, file or glob; relative to the project folder locally, an S3 URI in the cloud. */
  readonly location: string;
  /** Columns in the files, with declared Trino types. In CSV files they are read as varchar, whatever is declared. */
  readonly columns: readonly Column[];
  /** Hive partition columns (`load_date=2026-01-01` folders), in order. */
  readonly partitions: readonly Column[];
  readonly options: ExternalOptions;
}

export interface ExternalOptions {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly header?: boolean;
  readonly nullValues?: readonly string[];
  readonly encoding?: 'utf-8' | 'latin-1';
  readonly compression?: 'none' | 'gzip' | 'zstd' | 'snappy';
  /** JSON: newline-delimited objects (the default) or one array a file. */
  readonly jsonLayout?: 'newline_delimited' | 'array';
  /** An absent location gives an empty relation, not an error. */
  readonly allowEmpty?: boolean;
  /** Athena: table properties, as for partition projection. */
  readonly tableProperties?: Readonly<Record<string, string>>;
}
