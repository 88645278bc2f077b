import type { Diagnostic } from './diagnostics/index.ts';
import type { NodeSummary, RunEvent } from './run/events.ts';
import type { JsonObject } from './project/project.ts';

/** What a command line asks for, engine- and terminal-free: the library's whole input. */
export interface Invocation {
  readonly projectDir: string;
  readonly target?: string;
  readonly targetPath?: string;
  readonly vars: JsonObject;
  readonly threads?: number;
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  readonly selector?: string;
  readonly resourceTypes: readonly string[];
  readonly indirectSelection: 'eager' | 'cautious' | 'buildable' | 'empty';
  readonly fullRefresh: boolean;
  readonly failFast: boolean;
  readonly storeFailures: boolean;
  /** Plan and print, send nothing. */
  readonly dryRun: boolean;
  /** Folder with artifacts of an earlier run, for `state:` and `result:`. */
  readonly state?: string;
}

/** The world outside, passed in: clock, environment, cancellation, a listener. */
export interface Host {
  readonly now: () => Date;
  readonly env: (name: string) => string | undefined;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** 0 fine; 1 a model or a test failed; 2 the project or the command line is wrong; 3 the engine could not be reached. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Report {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
}
export interface RunReport extends Report {
  readonly results: readonly NodeSummary[];
  readonly elapsedMs: number;
  /** `dryRun`: the text of the plan instead of results. */
  readonly planText?: string;
}
export interface CompiledNode {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** SQL as the target's engine gets it. */
  readonly sql: string;
  /** SQL as rendered, in Athena's dialect (the same text on Athena and Trino). */
  readonly rendered: string;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
}
export interface CompileReport extends Report {
  readonly nodes: readonly CompiledNode[];
  /** Folder the files were written to, relative to the project. */
  readonly writtenTo: string;
}
export interface PlanReport extends Report {
  readonly text: string;
  /** The plan as data, for `--output json`. */
  readonly plan: unknown;
}
export interface ListedNode {
  readonly id: string;
  readonly resourceType: string;
  readonly name: string;
  /** `project.folder.name`, or `source:project.source.table`, `exposure:…`. */
  readonly selector: string;
  readonly path: string;
  readonly [key: string]: unknown;
}
export interface ListReport extends Report {
  readonly nodes: readonly ListedNode[];
}
export interface ShowReport extends Report {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}
export interface FreshnessReport extends Report {
  readonly sources: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: 'pass' | 'warn' | 'error' | 'runtime error';
    readonly maxLoadedAt?: string;
    readonly ageSeconds?: number;
    readonly message?: string;
  }[];
}
/** What became of one declared source table, or of one that is declared now. */
export interface PulledTable {
  /** `source.table` */
  readonly name: string;
  readonly file: string;
  /** The table itself is new in the YAML. */
  readonly isNew: boolean;
  readonly added: readonly { readonly name: string; readonly type?: string }[];
  readonly retyped: readonly { readonly name: string; readonly from?: string; readonly to: string }[];
}
export interface SourcesPullReport extends Report {
  /** Tables that changed. */
  readonly tables: readonly PulledTable[];
  /** How many tables were looked at. */
  readonly checked: number;
  /** Files that were written, or would be with `dryRun`. */
  readonly files: readonly string[];
}
export interface QuarantineReport extends Report {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** What was done, in sentences: `12 rows passed today's rules and were published to silver.telemetry.` */
  readonly notes: readonly string[];
}
export interface CleanReport extends Report {
  readonly removed: readonly string[];
  readonly kept: readonly { readonly path: string; readonly why: string }[];
}
export interface InitReport extends Report {
  readonly created: readonly string[];
}

export interface LineageReport extends Report {
  /** In the format that was asked for. */
  readonly text: string;
  /** The same as data. */
  readonly lineage: unknown;
}
export interface LineageDiffReport extends Report {
  readonly text: string;
  readonly diff: unknown;
}

export type RunCommand = 'build' | 'run' | 'test' | 'seed' | 'snapshot';

export interface ShowOptions {
  readonly limit: number;
  /** A query of its own, a template, instead of a selected node. */
  readonly inline?: string;
}
export interface LineageOptions {
  /** A model, `model.column`, or a source's table or column; absent: the whole project. */
  readonly of?: string;
  /** None: both ways of a column, one step back of a model's columns. */
  readonly directions: readonly ('upstream' | 'downstream')[];
  /** How many steps to follow; absent: all. */
  readonly depth?: number;
  readonly format: 'text' | 'json' | 'mermaid';
}
export interface SourcesPullOptions {
  /** Declare all tables of this schema of the target's catalog that nothing declares yet. */
  readonly schema?: string;
  /** The source to declare them in; default: the schema's name. */
  readonly source?: string;
}
export type QuarantineAction = 'list' | 'show' | 'replay' | 'release' | 'expire';
export interface QuarantineOptions {
  readonly model?: string;
  readonly rule?: string;
  readonly limit: number;
  readonly olderThanDays?: number;
}

export { clean } from './workflow/clean.ts';
export { compile } from './workflow/compile.ts';
export { freshness } from './workflow/freshness.ts';
export { init } from './workflow/init.ts';
export { lineage, lineageDiff } from './workflow/lineage.ts';
export { list } from './workflow/list.ts';
export { plan } from './workflow/plan.ts';
export { quarantine } from './workflow/quarantine.ts';
export { retry, runCommand } from './workflow/run-command.ts';
export { show } from './workflow/show.ts';
export { sourcesPull } from './workflow/sources-pull.ts';
