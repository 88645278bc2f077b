/** A work group of the front. */
export interface WorkGroup {
  /** `s3://bucket/folder/`. */
  readonly outputLocation?: string;
  /** Its output location wins over the client's. */
  readonly enforce?: boolean;
  /** Results are kept by the service; a client that names a location is refused. */
  readonly managedResults?: boolean;
  /** Bytes; a query that reads more is cancelled. Athena takes no less than 10,000,000. */
  readonly bytesScannedCutoff?: number;
  readonly disabled?: boolean;
  readonly description?: string;
}

export interface AthenaFrontOptions {
  /** Trino with the catalogs `awsdatacatalog` (Hive, handing Iceberg tables over) and `iceberg`. */
  readonly trino: string;
  readonly glue: {
    readonly endpoint: string;
    readonly region: string;
    readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** Where it is not Glue's. */
    readonly s3Endpoint?: string;
  };
  /** A free one where absent. */
  readonly port?: number;
  /** `primary` without an output location where absent, as in a new account. */
  readonly workGroups?: Readonly<Record<string, WorkGroup>>;
  /** Dollars for 10^12 bytes; 5 where absent. */
  readonly pricePerTerabyte?: number;
  /** Queries that may be queued or running; more are refused with TooManyRequestsException. */
  readonly activeQueryLimit?: number;
  /** Lets work groups have cutoffs below what Athena takes, so that a test needs little data. */
  readonly allowSmallCutoff?: boolean;
}

export interface Fault {
  readonly when: 'start' | 'run' | 'poll' | 'results';
  readonly kind:
    | 'throttle'
    | 'too-many'
    | 'internal'
    | 'cut'
    | 'iceberg-commit'
    | 'dies-halfway'
    | 'slow'
    | 'stuck-queued'
    | 'commit-then-error';
  /** Against the statement's text; absent: any. */
  readonly match?: RegExp;
  /** How often; once where absent. */
  readonly times?: number;
  /** `slow`: milliseconds longer; 1,000 where absent. */
  readonly delayMs?: number;
}

/** A statement that became a query. What the API refused is not among them. */
export interface ReceivedQuery {
  readonly id: string;
  readonly sql: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly reason?: string;
  readonly bytes: number;
  readonly billedBytes: number;
  readonly dollars: number;
  readonly statementType: 'DML' | 'DDL' | 'UTILITY';
  readonly substatementType: string;
  readonly workGroup: string;
  readonly database: string;
  readonly token?: string;
}

export interface AthenaFront {
  readonly url: string;
  readonly faults: {
    next(fault: Fault): void;
    clear(): void;
    /** Faults that have not struck yet. */
    readonly pending: readonly Fault[];
  };
  /** All queries since the start, oldest first. */
  readonly queries: readonly ReceivedQuery[];
  /** Waits for the end of all queries that run now. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the front on loopback.
 * @throws Error where Trino does not answer.
 */
export function startAthenaFront(options: AthenaFrontOptions): Promise<AthenaFront>;
