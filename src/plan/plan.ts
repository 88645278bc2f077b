import type { Place } from '../diagnostics/index.ts';
import type {
  CatalogAction,
  Column,
  DialectName,
  ExternalSource,
  LocationClaim,
  RelationName,
} from '../engines/engine.ts';
import type { JsonObject } from '../project/project.ts';

/**
 * What a run will do, decided before anything is sent: plain, frozen, serialisable. `render/` turns each step into statements,
 * `lakemodel plan` prints them, `run/` sends them; nobody adds a statement later.
 */
export interface Plan {
  readonly command: string;
  readonly target: string;
  readonly dialect: DialectName;
  /** Written into `etl_run_id`; the invocation's id. */
  readonly runId: string;
  /** Start of the run, UTC, `YYYY-MM-DD hh:mm:ss.ffffff`; on DuckDB written into `ingest_ts`. */
  readonly runStartedAt: string;
  /** Before the first node: schemas, views over external files, `on-run-start`. */
  readonly prepare: readonly Step[];
  readonly nodes: readonly NodePlan[];
  /** After the last node, whatever happened: `on-run-end`. */
  readonly finish: readonly Step[];
}

/** One unit that the scheduler starts: a model, seed or snapshot; or a group of tests answered together. */
export interface NodePlan {
  /** A node's unique id, or `tests:<unique id of the tested relation>#n` for a group of tests. */
  readonly id: string;
  /** Shown to people: `gold.dim_device`. */
  readonly name: string;
  readonly kind: string;
  readonly relation?: RelationName;
  /** Athena: the work group of its statements, where it is not the target's. */
  readonly workGroup?: string;
  /** Ids of node plans that must be done before. */
  readonly waitsFor: readonly string[];
  readonly steps: readonly Step[];
  /** Sent when a step fails, so that nothing of ours is left behind. */
  readonly cleanup: readonly Step[];
  /** Why it is done this way, for people: `full match: the partition column is not part of the key`. */
  readonly notes: readonly string[];
  /** Tests of this group, in the order of the result's columns; empty for other nodes. */
  readonly tests: readonly string[];
  /** Identity of the batch that this plan writes: a repeated run takes an unfinished one up again. */
  readonly batchId: string;
  /** Values of holes that are known already: the bounds of an unfinished batch that is taken up again. */
  readonly highs: Readonly<Record<string, string>>;
  /** SQL as compiled for the engine, for artifacts. */
  readonly compiledCode?: string;
}

/** A SELECT in the target's dialect. It may contain holes; see `holes.ts`. */
export interface Query {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** A piece of SQL written in Athena's dialect by lakemodel itself; the renderer translates it where the engine needs that. */
export interface PortableSql {
  readonly portable: string;
  /** Names that stand in the portable text as `"<name>"` relations, with the query in the target's dialect that takes their place. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** How stored columns are made from a query's: which, in what type, and the audit values. */
export interface Projection {
  /** Columns taken from the input, with the type they are stored as; `castFrom` is the input's own type where it differs. */
  readonly columns: readonly (Column & { readonly castFrom?: string })[];
  /** Audit columns and their SQL literals, written last. */
  readonly audit: readonly { readonly name: string; readonly type: string; readonly value: string }[];
}

export interface TableOptions {
  readonly partitionedBy: readonly string[];
  readonly format?: string;
  readonly tableProperties: Readonly<Record<string, string>>;
  readonly location?: string;
  /** Written beside the location before the table is made. */
  readonly claim?: LocationClaim;
}

/**
 * What is to be done for a table over files: make it, make it anew because its declaration changed, or look for new partitions alone. A table that
 * others read is not taken away and made again for nothing.
 */
export type ExternalChange = 'create' | 'replace' | 'refresh';

/** Where rows to publish come from: a query of the dialect, or the part of a stage that is labelled `publish`. */
export type RowSource =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'stage'; readonly stage: RelationName; readonly columns: readonly Column[] };

/** Conditions on the rows that are published, in the target's dialect, over the alias `src`. */
export interface Guards {
  /** Keys of which a second row makes the statement fail, naming the key. Empty: no guard needed. */
  readonly uniqueKey: readonly Column[];
  /** Columns in which a NULL makes the statement fail, naming the column. */
  readonly notNull?: readonly string[];
  /** A row outside makes the statement fail, naming its time. */
  readonly interval?: EventInterval;
}

/** The rows whose time lies from `start` (inclusive) to `end` (exclusive), UTC, as `YYYY-MM-DD hh:mm:ss`. */
export interface EventInterval {
  readonly column: Column;
  readonly start: string;
  readonly end: string;
}

/** One field of a table's partitioning, over a stored column. */
export interface PartitionField {
  readonly column: Column;
  readonly transform: 'identity' | 'year' | 'month' | 'day' | 'hour' | 'truncate' | 'bucket';
  /** Of `truncate` its width, of `bucket` the number of buckets. */
  readonly width?: number;
}

/** How the rows of one write lie in partitions, as far as it is known before the run; a `find-partitions` step finds the rest. */
export interface Partitioning {
  /** Fields whose values tell partitions apart. Buckets, which no SQL of the engine computes, are left out. */
  readonly fields: readonly PartitionField[];
  /** Most partitions that rows with the same values of `fields` may lie in: the product of the buckets. */
  readonly perTuple: number;
  /** Most partitions that one statement may write; absent: no limit, one statement writes them all. */
  readonly limit?: number;
}

/** Which partitions a publishing statement touches. */
export interface PartitionBounds {
  readonly partitioning: Partitioning;
  /** Columns whose least and greatest value in the batch bound the rows of the target, too: a row that has another value there has another key. */
  readonly bounded: readonly BoundedColumn[];
  /** The statement is sent once for each group of partitions: all groups, the first alone, or all but the first. */
  readonly groups: 'all' | 'first' | 'rest';
}

export interface BoundedColumn {
  readonly column: Column;
  readonly nullable: boolean;
  /** Set: the bounds reach from the begin of the least value's year, month, … to the end of the greatest's. */
  readonly whole?: 'year' | 'month' | 'day' | 'hour';
}

export interface MergeKey {
  readonly column: Column;
  /** Known not null: compared by `=` alone. */
  readonly notNull: boolean;
}

interface StepBase {
  /** Unique within its node plan; holes name it. */
  readonly id: string;
  /** One line for people: what this step is for. */
  readonly purpose: string;
  /** Set: the step runs only when an earlier `measure` counted such rows: some to quarantine, some to publish. */
  readonly onlyIf?: 'quarantined' | 'published';
}

export type Step =
  | (StepBase & {
      readonly kind: 'create-schema';
      readonly schema: string;
      /** The catalog, where it is not the target's own. */
      readonly database?: string;
      readonly location?: string;
    })
  | (StepBase & { readonly kind: 'external-source'; readonly source: ExternalSource; readonly change: ExternalChange })
  /** What no SQL does: the catalog or storage is asked for it. */
  | (StepBase & { readonly kind: 'action'; readonly action: CatalogAction })
  /** Care for a table's files, bounded; a failure of it is a warning. */
  | (StepBase & {
      readonly kind: 'maintain';
      readonly relation: RelationName;
      readonly task: 'optimize' | 'vacuum';
      /** `optimize`: a condition on partition columns, in the dialect. */
      readonly where?: string;
      /** `vacuum`: how old a snapshot must be, as `7d`. */
      readonly retention: string;
      /** How often the statement is sent while the engine says that it is not done. */
      readonly maxRounds: number;
    })
  | (StepBase & { readonly kind: 'statement'; readonly sql: string })
  | (StepBase & {
      readonly kind: 'drop';
      readonly relation: RelationName;
      readonly relationKind: 'table' | 'view';
      /** The claim of a folder that this plan made and that goes with the table. */
      readonly claim?: LocationClaim;
      /** A table over files: dropping it deletes no file. */
      readonly external?: boolean;
    })
  | (StepBase & { readonly kind: 'create-view'; readonly relation: RelationName; readonly query: Query })
  /** Reads the new high value of a column: fills the hole `high_watermark(<column>)`. */
  | (StepBase & {
      readonly kind: 'find-high';
      readonly hole: string;
      readonly column: Column;
      readonly from: RelationName;
      readonly fromName: string;
      readonly low: string;
      readonly lowLiteral: string;
    })
  /** Finds the partitions of the rows to publish: their bounds, and groups of them that one statement may write. Fills the holes of `partition-holes.ts`. */
  | (StepBase & {
      readonly kind: 'find-partitions';
      readonly source: RowSource;
      readonly projection: Projection;
      readonly where?: string;
      readonly partitioning: Partitioning;
      readonly bounded: readonly BoundedColumn[];
      /** A table whose partitions count, too: the one that is rebuilt in place. */
      readonly alsoIn?: RelationName;
      /** Of that table only the rows of this interval. */
      readonly alsoWithin?: EventInterval;
      /** More than one group is an error that names this setting's way out, for the model of that name. */
      readonly onlyOne?: { readonly model: string };
    })
  /** A table gets another name in its schema. */
  | (StepBase & { readonly kind: 'rename-table'; readonly relation: RelationName; readonly to: string })
  /** A table made from lakemodel's own SELECT: stages, first builds of snapshots, stored failures. */
  | (StepBase & {
      readonly kind: 'create-table-as';
      readonly relation: RelationName;
      /** A table of that name may be there, and goes. */
      readonly replace: boolean;
      readonly select: PortableSql;
      readonly options: TableOptions;
    })
  | (StepBase & {
      readonly kind: 'measure';
      readonly select: PortableSql;
      readonly gate: Gate;
    })
  | (StepBase & {
      readonly kind: 'create-table';
      readonly relation: RelationName;
      readonly replace: boolean;
      readonly source: RowSource;
      readonly projection: Projection;
      readonly guards: Guards;
      readonly where?: string;
      readonly options: TableOptions;
      readonly partitions?: PartitionBounds;
    })
  | (StepBase & {
      readonly kind: 'create-empty-table';
      readonly relation: RelationName;
      readonly columns: readonly Column[];
      readonly options: TableOptions;
    })
  /** Descriptions of a relation and its columns become comments in the warehouse. */
  | (StepBase & {
      readonly kind: 'comment';
      readonly relation: RelationName;
      readonly relationKind: 'table' | 'view';
      /** Absent: the relation's own comment stays as it is. */
      readonly description?: string;
      readonly columns: readonly (Column & { readonly description: string })[];
    })
  | (StepBase & { readonly kind: 'alter-table'; readonly relation: RelationName; readonly change: SchemaChange })
  | (StepBase & {
      readonly kind: 'insert';
      readonly relation: RelationName;
      readonly source: RowSource;
      readonly projection: Projection;
      readonly guards: Guards;
      readonly where?: string;
      /** Rows are written only where no row (of their partition, where `partitions` are known) carries this batch id yet: exactly once, also after a crash. */
      readonly batch?: { readonly column: string; readonly id: string };
      readonly partitions?: PartitionBounds;
    })
  | (StepBase & {
      readonly kind: 'merge';
      readonly relation: RelationName;
      readonly source: RowSource;
      readonly projection: Projection;
      readonly guards: Guards;
      readonly keys: readonly MergeKey[];
      /** Columns updated on a match; those of `projection.audit` are updated with them. */
      readonly update: readonly string[];
      /** Columns whose difference makes an update. */
      readonly compare: readonly string[];
      readonly predicates: readonly string[];
      readonly deleteCondition?: string;
      readonly updateCondition?: string;
      readonly insertCondition?: string;
      readonly partitions?: PartitionBounds;
    })
  /** The rows of a batch take the place of all rows in their partitions, and leave other partitions alone; one commit for each group of partitions. */
  | (StepBase & {
      readonly kind: 'replace-partitions';
      readonly relation: RelationName;
      readonly source: RowSource;
      readonly projection: Projection;
      readonly guards: Guards;
      /** Rows that agree in these lie in one partition. Never empty. */
      readonly fields: readonly PartitionField[];
      readonly partitions?: PartitionBounds;
    })
  /** The rows of a batch take the place of all rows of an interval of time, in one commit for each group of partitions. A batch without rows empties it. */
  | (StepBase & {
      readonly kind: 'replace-interval';
      readonly relation: RelationName;
      readonly source: RowSource;
      readonly projection: Projection;
      readonly guards: Guards;
      readonly interval: EventInterval;
      readonly partitions?: PartitionBounds;
    })
  /** A MERGE whose source and expressions are lakemodel's own: quarantine, snapshots. */
  | (StepBase & {
      readonly kind: 'merge-rows';
      readonly relation: RelationName;
      readonly source: PortableSql;
      /** Columns compared by `=`, never null in the source. */
      readonly on: readonly string[];
      readonly matchedCondition?: string;
      readonly updates: readonly { readonly column: string; readonly expression: string }[];
      readonly insertCondition?: string;
      readonly inserts: readonly { readonly column: string; readonly expression: string }[];
    })
  /** One batch of literal rows: the first makes the table, the others are inserted. */
  | (StepBase & {
      readonly kind: 'load-rows';
      readonly relation: RelationName;
      readonly first: boolean;
      /** The first statement replaces a table that is there. */
      readonly replace: boolean;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly (string | null)[])[];
      readonly audit: Projection['audit'];
      readonly options: TableOptions;
    })
  | (StepBase & { readonly kind: 'test'; readonly select: PortableSql; readonly tests: readonly TestColumn[] })
  /** Reads the model's result over the test's tables, in the embedded engine, and compares it with the expected rows. */
  | (StepBase & {
      readonly kind: 'unit-test';
      readonly select: PortableSql;
      readonly expectedRows?: readonly JsonObject[];
      readonly expectedSelect?: PortableSql;
      readonly place: Place;
    })
  /**
   * No statement: the watermarks of this batch become the last committed ones. `exactlyOnce`: a batch that was begun is remembered, because it may not
   * be repeated, or because it makes a table in several commits and half of it must not count as the table.
   */
  | (StepBase & {
      readonly kind: 'commit';
      readonly watermarks: readonly WatermarkCommit[];
      readonly exactlyOnce: boolean;
    });

/** One test's place, by position, in the row that a `test` step reads; its first column(s) count failing rows. */
export interface TestColumn {
  readonly testId: string;
  /** At most this many failures are counted. */
  readonly limit: number | null;
}

export interface WatermarkCommit {
  readonly column: string;
  readonly of: string;
  readonly type: string;
  readonly hole: string;
  readonly low: string;
}

/** Limits that the measured batch must keep; decided by `quality/`. */
export interface Gate {
  readonly model: string;
  readonly rules: readonly GateRule[];
  readonly maxQuarantinedFraction?: number;
  /** The key of which a second row fails the batch; empty where an order is declared, or there is no key. */
  readonly duplicateKey: readonly string[];
}

export interface GateRule {
  readonly id: string;
  readonly name: string;
  readonly action: 'quarantine' | 'drop' | 'warn' | 'fail';
  readonly maxFraction?: number;
  readonly testId: string;
  readonly place?: Place;
}

export type SchemaChange =
  /** `in`: a field of the row that this path leads to, from the column down, and no column of the table. */
  | { readonly kind: 'add-column'; readonly column: Column; readonly in?: readonly string[] }
  | { readonly kind: 'drop-column'; readonly column: string }
  | { readonly kind: 'widen-column'; readonly column: Column; readonly from: string };
