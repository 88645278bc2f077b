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
  /** The folder of a table's data, where the engine says it: `s3://lake/gold/t/r1/`. */
  readonly location?: string;
  /** Partition fields as Iceberg writes them, `day(ts)`; absent where the engine has none to tell. */
  readonly partitionedBy?: readonly string[];
  /** What the claim beside a table's folder says; absent where there is none, and on engines that keep none. */
  readonly claim?: LocationClaim;
  /** Of a table over files that lakemodel made: the fingerprint of what it was made from (`EXTERNAL_DEFINITION`). */
  readonly definition?: string;
}

/** Says that lakemodel made what lies in a folder, for which table and in which run. It lies beside the folder, as `claimObject` names it. */
export interface LocationClaim {
  /** The folder that is claimed, with its last slash; a claim that was copied beside another folder speaks of this one. */
  readonly location: string;
  readonly relation: RelationName;
  readonly runId: string;
  /** Name of the project that made it. */
  readonly project?: string;
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

/** What of a statement counts as cost. */
export type BilledQuery = Pick<StatementResult, 'bytesScanned' | 'queryId'>;

export interface ExecuteOptions {
  readonly signal?: AbortSignal;
  /** Who sends it, for error messages: `model.shop.orders`. */
  readonly label?: string;
  /** Sent before the text as a comment, where the engine keeps the texts of its queries: which run and node sent it. */
  readonly comment?: string;
  /** Told the engine's id of the query as soon as it is known, before its end is awaited; the query goes on when that is done. */
  readonly onQueryId?: (queryId: string) => void | Promise<void>;
  /** Sent twice with one token, a text is one query (Athena's ClientRequestToken: 32 to 128 characters). */
  readonly token?: string;
  /** Athena: the work group of this statement, where it is not the target's. */
  readonly workGroup?: string;
  /** Its result may be some minutes old, where the target allows that: for looking at data, never for deciding on it. */
  readonly reusable?: boolean;
}

/** How a query of a client that is gone ended; `unknown`: the engine does not know it any more. */
export type QueryEnd = 'succeeded' | 'failed' | 'unknown';

/** What no SQL of the engine does, and its catalog or storage is asked for. Plain data, shown by `plan` like a statement. */
export type CatalogAction =
  /** Descriptions in the catalog; absent ones stay as they are. */
  | {
      readonly kind: 'describe-table';
      readonly relation: RelationName;
      readonly description?: string;
      readonly columns: readonly { readonly name: string; readonly description: string }[];
    }
  /** A table over files that the catalog itself makes (Glue); one of that name that lakemodel made is replaced. */
  | { readonly kind: 'create-external-table'; readonly source: ExternalSource }
  /** A file of lakemodel's own, as a seed's rows. `s3://bucket/key`. */
  | { readonly kind: 'put-object'; readonly location: string; readonly text: string }
  | { readonly kind: 'delete-object'; readonly location: string }
  /** Says that lakemodel makes what will lie in this folder: written before the table, and asked for before anything there is deleted. */
  | ({ readonly kind: 'claim-location' } & LocationClaim);

/** A failed statement: `diagnostic` says why to a user, `retryable` whether the same text may succeed when sent again. */
export class StatementError extends Error {
  readonly diagnostic: Diagnostic;
  readonly retryable: boolean;
  /** What a cancelled statement had read by then, where the engine says so: it is billed for that. */
  readonly billed: BilledQuery | undefined;

  constructor(diagnostic: Diagnostic, retryable = false, billed?: BilledQuery) {
    super(diagnostic.message);
    this.name = 'StatementError';
    this.diagnostic = diagnostic;
    this.retryable = retryable;
    this.billed = billed;
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
  /** Does what no SQL does; absent where nothing of the kind can be planned. Throws `StatementError`. */
  act?(action: CatalogAction, options?: ExecuteOptions): Promise<void>;
  /** Ends a query that a dead client may have left running: cancels it, waits for its end, and says how it ended. Absent: queries die with their client. */
  settle?(queryId: string): Promise<QueryEnd>;
  /**
   * Ids of the queries of a run's node that the engine still works on: a client may die between their start and remembering them. Absent where a query
   * begins only when its id is known.
   */
  left?(by: LeftBy): Promise<readonly string[]>;
  /** Sizes of tables' current data, from the engine's metadata; absent ones are left out. Keys are `relationKey(name)`. */
  sizes?(relations: readonly RelationName[]): Promise<ReadonlyMap<string, TableSize>>;
  close(): Promise<void>;
}

/** Who sent queries, as their comments say it: `label` is the node's id. */
export interface LeftBy {
  readonly runId: string;
  readonly label: string;
  /** Athena: where they were sent to, where that is not the target's. */
  readonly workGroup?: string;
}

export interface TableSize {
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
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
  /** Tables are partitioned, and literal bounds of a partition column decide which files a statement reads. */
  readonly prunesPartitions: boolean;
  /** Most partitions one statement may write; undefined: no limit. */
  readonly maxOpenPartitions?: number;
  /** Most partitions that one statement may write into a table that is there, where that is another number. */
  readonly maxMergedPartitions?: number;
  /** Longest statement in UTF-8 bytes; undefined: no limit. */
  readonly maxStatementBytes?: number;
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
  /** Trino: the table is made in Glue (target key `external_via: glue`), not by the engine's own DDL. */
  readonly via?: 'glue';
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
