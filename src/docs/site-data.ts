/**
 * Shapes of the docs site's data: the generator writes them, the page reads them. Types and constants alone, as both sides import this file.
 *
 * A shard is a classic script, `data/<build>/<name>.js`, that calls `lakemodelShard("<build>", "<name>", <JSON>)`: from `file://` a page may
 * load scripts and nothing else. Nodes are named by their index in the shard `nodes`; unique ids stand in addresses alone.
 */
import type { How, Use } from '../lineage/lineage.ts';
import type { JsonValue } from '../project/project.ts';
import type { AnalysisResult } from './analysis-data.ts';

export type { AnalysisResult, ChartSpec } from './analysis-data.ts';

/** Changed when a page of the old shape would misread the new data. */
export const SITE_FORMAT = 1;

/** `node/7` holds the details of the nodes and checks whose rows say shard 7. */
export type ShardName = 'overview' | 'nodes' | 'checks' | 'columns' | 'words' | 'runs' | 'relations' | `node/${number}`;

/** What each shard holds. */
export interface Shards {
  overview: Overview;
  nodes: readonly NodeRow[];
  checks: readonly CheckRow[];
  columns: ColumnIndex;
  words: SearchWords;
  runs: readonly RunRow[];
  relations: Relations;
}

export type NodeKind = 'model' | 'seed' | 'snapshot' | 'source' | 'analysis' | 'exposure' | 'macro';
export type CheckKind = 'test' | 'unit_test';

/** How something stands now, from best to worst after `unknown`: nothing was recorded. */
export type Health = 'unknown' | 'ok' | 'skipped' | 'warn' | 'error';

/** The first shard, enough for the first page. */
export interface Overview {
  readonly format: typeof SITE_FORMAT;
  readonly build: string;
  /** ISO time, in UTC. */
  readonly generatedAt: string;
  /** Version of lakemodel. */
  readonly version: string;
  readonly project: { readonly name: string; readonly version: string };
  /** The target whose warehouse, runs and results are shown. */
  readonly target: string;
  readonly targets: readonly { readonly name: string; readonly engine: string }[];
  /** Markdown: the docs block `__overview__`, or the project's README.md. */
  readonly readme?: string;
  readonly counts: Readonly<Record<NodeKind | CheckKind | 'column', number>>;
  readonly health: HealthCounts;
  /** Nodes by layer (the folder below the folder of their kind), in the order of the flow. */
  readonly layers: readonly LayerRow[];
  /** What somebody should look at, the worst first; at most 100. */
  readonly attention: readonly Attention[];
  readonly attentionTotal: number;
  /** Newest first; at most 20. */
  readonly runs: readonly Omit<RunRow, 'results'>[];
  /** What could not be had, in sentences: `The warehouse was not asked (--no-catalog).` */
  readonly missing: readonly string[];
}

export interface LayerRow {
  readonly name: string;
  readonly nodes: number;
  readonly health: Health;
  /** What stands before it: the worst `upstream` of its nodes. */
  readonly upstream?: Health;
  /** All that is wrong upstream is that sources are not fresh. */
  readonly isUpstreamLate?: true;
}

export interface HealthCounts {
  readonly nodes: Readonly<Record<Health, number>>;
  readonly tests: Readonly<Record<Health, number>>;
  readonly sources: Readonly<Record<Health, number>>;
  /** How many have a description (inherited ones count), of how many. */
  readonly documented: { readonly nodes: readonly [number, number]; readonly columns: readonly [number, number] };
  /** Models with at least one test, of all. */
  readonly tested: readonly [number, number];
  /** Open rows in quarantine, and models that hold them. */
  readonly quarantined: { readonly rows: number; readonly nodes: number };
}

export interface Attention {
  readonly health: 'error' | 'warn';
  readonly what: 'run' | 'test' | 'freshness' | 'quarantine';
  /** Unique id of the node or check, its name, and what is wrong in one sentence. */
  readonly id: string;
  readonly name: string;
  readonly message: string;
}

/** One node in lists, in the graph and in search. Absent figures are not known. */
export interface NodeRow {
  /** Unique id. */
  readonly id: string;
  readonly kind: NodeKind;
  /** Sources: `source.table`. */
  readonly name: string;
  readonly path: string;
  /** `[project, ...folders, name]`, for selection by folder. */
  readonly fqn: readonly string[];
  /** The folder below the folder of its kind (`gold`), a source's own name, else the kind in plural. */
  readonly layer: string;
  readonly materialized?: string;
  /** `docs: {show: false}`: its page is there, lists and search leave it out. */
  readonly hidden?: true;
  /** Nothing of the project declares this relation: a query reads it by its name. Its kind is `source`. */
  readonly outside?: true;
  readonly tags?: readonly string[];
  /** `meta.owner`, `config.group`, or an exposure's owner. */
  readonly owner?: string;
  /** The description's first sentence as plain text, at most 160 characters. */
  readonly summary?: string;
  readonly shard: number;
  /** Indexes of nodes; children follow from them. Macros have none. */
  readonly parents: readonly number[];
  /**
   * The worst of its last run, its tests, its freshness, and of rows in quarantine, which are a warning. Analyses, exposures, and views of which no
   * run or test is known stand as what they read.
   */
  readonly health: Health;
  /** The worst of all that it is made of, near and far; a warning at most, as what is wrong there need not be wrong here. */
  readonly upstream?: Health;
  /** Of its last run: status as run_results has it, ISO time, milliseconds, rows written, bytes read, dollars. */
  readonly run?: {
    readonly status: string;
    readonly at: string;
    readonly ms: number;
    readonly rows?: number;
    readonly bytes?: number;
    readonly usd?: number;
  };
  /** How many of its tests are `[ok, warn, error, unknown]`; absent without tests. */
  readonly tests?: readonly [number, number, number, number];
  readonly freshness?: Health;
  /** Of a source: age in seconds of its newest row when it was looked at. */
  readonly ageSeconds?: number;
  /** Open rows in quarantine. */
  readonly quarantined?: number;
  /** Of the table now. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** A data test or unit test. */
export interface CheckRow {
  readonly id: string;
  readonly kind: CheckKind;
  /** As written: `not_null`, a singular test's or a unit test's name. */
  readonly name: string;
  /** What it is about: `device_id`, `relationships to dim_device.device_id`. */
  readonly about?: string;
  /** Index of the node that it is attached to; singular tests: the first that they read. */
  readonly node?: number;
  readonly column?: string;
  readonly severity?: 'error' | 'warn';
  /** A row rule: what happens to rows that break it. */
  readonly onFail?: string;
  readonly shard: number;
  readonly health: Health;
  /** As run_results has it. */
  readonly status?: string;
  readonly failures?: number;
  /** A row rule: open rows in quarantine that broke it. */
  readonly heldBack?: number;
  readonly at?: string;
}

/** Columns of all nodes, and which column's value flows into which. */
export interface ColumnIndex {
  /** For each node, in the order of `nodes`. */
  readonly names: readonly (readonly string[])[];
  /** Five numbers an edge: child node, child column, parent node, parent column (indexes into `names`), index into `HOWS`. */
  readonly edges: readonly number[];
  /**
   * What others hang on without taking its value, five numbers a use: child node, child column or -1 for all rows of the child, parent node, parent
   * column, index into `USES`. A use of all rows is not said again of single columns.
   */
  readonly uses?: readonly number[];
}

export { HOWS, USES } from '../lineage/lineage.ts';

/** Words of descriptions and of SQL as written, each with the nodes that have it. */
export interface SearchWords {
  readonly descriptions: WordIndex;
  readonly sql: WordIndex;
}

export interface WordIndex {
  /** Lower case, sorted. */
  readonly words: readonly string[];
  /** For each word: indexes of nodes, ascending, as differences in base 36 with a space between. */
  readonly nodes: readonly string[];
}

export interface RunRow {
  readonly runId: string;
  readonly at: string;
  readonly command: string;
  readonly target: string;
  readonly health: Health;
  /** Results by status. */
  readonly counts: Readonly<Record<string, number>>;
  /** Sums over its nodes: milliseconds of work, rows written, bytes read, dollars. */
  readonly ms: number;
  readonly rows?: number;
  readonly bytes?: number;
  readonly usd?: number;
  /** Results that are left out of `results`, all of them good: the run is old, and `counts` has them. */
  readonly leftOut?: number;
  /** `[unique id, status, milliseconds, message, figures]`, those of nodes that still exist or not; an empty message is none. */
  readonly results: readonly (readonly [
    id: string,
    status: string,
    ms: number,
    message?: string,
    figures?: ResultFigures,
  ])[];
}

/** What a run counted for one node or test; absent figures are not known. Rows held back are absent where there were none. */
export interface ResultFigures {
  /** Rows written. */
  readonly rows?: number;
  /** Bytes read. */
  readonly bytes?: number;
  /** Dollars. */
  readonly usd?: number;
  /** Rows held back in quarantine. */
  readonly quarantined?: number;
  /** Rows that break a test. */
  readonly failures?: number;
}

/** Entities and how they hang together: keys, and `relationships` tests. */
export interface Relations {
  readonly entities: readonly {
    readonly node: number;
    /** Columns of its key: `unique_key`, a primary key constraint, or `unique` tests. */
    readonly keys: readonly string[];
    /** Columns that refer to other entities. */
    readonly foreign: readonly string[];
  }[];
  readonly relations: readonly {
    readonly from: number;
    readonly columns: readonly string[];
    readonly to: number;
    readonly toColumns: readonly string[];
    /** Index into `checks`, where a test guards it. */
    readonly check?: number;
  }[];
}

/** The shards `node/<n>`: by index of the node, and of the check. */
export interface DetailShard {
  readonly nodes: Readonly<Record<number, NodeDetail>>;
  readonly checks: Readonly<Record<number, CheckDetail>>;
}

export interface NodeDetail {
  /** Markdown. */
  readonly description: string;
  /** As queries name it. */
  readonly relation?: string;
  readonly columns: readonly ColumnDetail[];
  /** Configuration that is not the default, as shown; `meta` apart. */
  readonly config: readonly (readonly [key: string, value: JsonValue])[];
  readonly meta: Readonly<Record<string, JsonValue>>;
  readonly code?: {
    /** The template; a macro's whole text; of a seed nothing. */
    readonly written: string;
    /** For targets whose text is the same, once. Why a target has none stands in `problem`. */
    readonly compiled: readonly {
      readonly targets: readonly string[];
      readonly sql?: string;
      readonly problem?: string;
    }[];
  };
  /** Indexes of checks. */
  readonly checks: readonly number[];
  /** Columns of others on which it depends which rows it has: node, column, how. */
  readonly uses: readonly (readonly [node: number, column: string, use: Use])[];
  /** Newest first; at most 30. */
  readonly runs: readonly NodeRun[];
  readonly quarantine?: readonly QuarantineRow[];
  readonly freshness?: FreshnessDetail;
  readonly result?: AnalysisResult;
  /** The table as the warehouse has it. */
  readonly table?: {
    readonly kind: string;
    readonly rows?: number;
    readonly bytes?: number;
    readonly files?: number;
    readonly location?: string;
    readonly partitionedBy?: readonly string[];
  };
  /** Macros: arguments, and nodes that call it. */
  readonly macro?: {
    readonly arguments: readonly { readonly name: string; readonly type?: string; readonly description: string }[];
    readonly usedBy: readonly number[];
  };
  /** Macros that it calls, by index. */
  readonly macros?: readonly number[];
  readonly exposure?: {
    readonly type: string;
    readonly url?: string;
    readonly label?: string;
    readonly maturity?: string;
    readonly owner: Readonly<Record<string, JsonValue>>;
  };
}

export interface ColumnDetail {
  readonly name: string;
  readonly type?: string;
  /** As the warehouse has it, where that is another. */
  readonly actualType?: string;
  /** Markdown. */
  readonly description: string;
  /** The description is that of this column, which it is passed through from. */
  readonly from?: readonly [node: number, column: string];
  readonly tags?: readonly string[];
  readonly isKey?: true;
  /** lakemodel adds it itself. */
  readonly isAudit?: true;
  /** Partition column. */
  readonly isPartition?: true;
  readonly constraints?: readonly string[];
  /** Indexes of checks: those that stand under it, and those of its node whose arguments name it. */
  readonly checks: readonly number[];
  readonly how?: How;
  readonly inputs: readonly (readonly [node: number, column: string, how: How])[];
  /** Columns that this one alone hangs on without taking their value. */
  readonly uses: readonly (readonly [node: number, column: string, use: Use])[];
  /** SQL that makes it: an expression for each branch of a UNION. */
  readonly sql: readonly string[];
  /** Some inputs could not be found. */
  readonly unknown?: true;
  /** Nothing declares it: it is known from those who read it. */
  readonly undeclared?: true;
}

export interface NodeRun {
  readonly runId: string;
  readonly at: string;
  readonly command: string;
  readonly status: string;
  readonly ms: number;
  readonly message?: string;
  readonly rows?: number;
  readonly bytes?: number;
  readonly usd?: number;
  readonly quarantined?: number;
  readonly dropped?: number;
  readonly deduplicated?: number;
  /** Tests: failing rows. */
  readonly failures?: number;
}

export interface QuarantineRow {
  readonly rule: string;
  readonly status: string;
  readonly rows: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

export interface FreshnessDetail {
  readonly health: Health;
  readonly checkedAt?: string;
  readonly newest?: string;
  readonly ageSeconds?: number;
  /** Seconds. */
  readonly warnAfter?: number;
  readonly errorAfter?: number;
  readonly message?: string;
}

export interface CheckDetail {
  readonly description: string;
  readonly path: string;
  readonly arguments?: Readonly<Record<string, JsonValue>>;
  /** The query of a data test as written or made. */
  readonly sql?: string;
  readonly unitTest?: { readonly given: JsonValue; readonly expect: JsonValue };
  readonly tags?: readonly string[];
  /** Configuration that is not the default: `where`, `limit`, `warn_if`, … */
  readonly config?: readonly (readonly [key: string, value: JsonValue])[];
  readonly runs: readonly NodeRun[];
  /** Other nodes that it reads. */
  readonly reads: readonly number[];
}
