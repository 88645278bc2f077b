import type { Diagnostic } from './diagnostics/index.ts';
import type { NodeSummary, RunEvent, RunTotals } from './run/events.ts';
import type { JsonObject } from './project/project.ts';
import type * as Clean from './workflow/clean.ts';
import type * as Compile from './workflow/compile.ts';
import type * as DocsGenerate from './workflow/docs-generate.ts';
import type * as DocsServe from './workflow/docs-serve.ts';
import type * as Doctor from './workflow/doctor.ts';
import type * as EditorSettings from './workflow/editor-settings.ts';
import type * as Export from './workflow/export.ts';
import type * as ExportOpenLineage from './workflow/export-openlineage.ts';
import type * as Freshness from './workflow/freshness.ts';
import type * as Init from './workflow/init.ts';
import type * as Lineage from './workflow/lineage.ts';
import type * as List from './workflow/list.ts';
import type * as Names from './workflow/names.ts';
import type * as Plan from './workflow/plan.ts';
import type * as Quarantine from './workflow/quarantine.ts';
import type * as Runs from './workflow/run-command.ts';
import type * as Show from './workflow/show.ts';
import type * as SourcesPull from './workflow/sources-pull.ts';

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
  /** Models and snapshots read their inputs as if they had no rows. */
  readonly empty?: boolean;
  /** Models with `microbatch`: these intervals of event time and no others; UTC, `YYYY-MM-DD hh:mm:ss`, the end exclusive. */
  readonly eventTime?: { readonly start: string; readonly end: string };
  readonly failFast: boolean;
  readonly storeFailures: boolean;
  /** `plan`: no engine is asked; everything is planned as if for the first time. `docs generate`: no warehouse is asked. */
  readonly offline?: boolean;
  /** Plan and print, send nothing. */
  readonly dryRun: boolean;
  /** Folder with artifacts of an earlier run, for `state:` and `result:`. */
  readonly state?: string;
  /** Runs: where OpenLineage events go, an absolute path or an address; `true`: where the project or the environment says. */
  readonly openLineage?: string | true;
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
  /** Absent where nothing was sent. */
  readonly totals?: RunTotals;
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
/** What can be named on a command line: for completion. */
export interface NamesReport extends Report {
  readonly nodes: readonly {
    /** Sources: `source.table`. */
    readonly name: string;
    readonly resourceType: string;
    /** Those that YAML declares. */
    readonly columns: readonly string[];
  }[];
  readonly tags: readonly string[];
  readonly folders: readonly string[];
  /** Of selectors.yml. */
  readonly selectors: readonly string[];
  readonly targets: readonly string[];
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

export interface DoctorReport extends Report {
  readonly target: string;
  /** `duckdb`, `trino`, `athena` */
  readonly engine: string;
  readonly checks: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
    readonly detail: string;
    readonly fix?: string;
    /** What was looked at did not answer at all. */
    readonly unreachable?: boolean;
  }[];
}
export interface DocsReport extends Report {
  /** Path of the page to open, absolute; absent where nothing was written. */
  readonly page?: string;
  /** Nodes, sources and exposures of the project, and their columns. */
  readonly nodes: number;
  readonly columns: number;
  readonly elapsedMs: number;
}
export interface DocsServeReport extends Report {
  /** `http://127.0.0.1:8080/`; absent where nothing is served. */
  readonly address?: string;
  /** The folder that is served, absolute. */
  readonly folder?: string;
  /** Resolves when the server has ended, as the host's signal asks it to. */
  readonly ended: Promise<void>;
}
export interface ExportReport extends Report {
  /** The exported document; empty where there is none. */
  readonly text: string;
}

export interface EditorSettingsReport extends Report {
  readonly text: string;
  /** The file that was written, relative to the project. */
  readonly file?: string;
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
export interface DoctorOptions {
  /** Also try to write, and remove it again. */
  readonly write: boolean;
}
export type Editor = 'vscode' | 'neovim' | 'helix' | 'zed';
export interface EditorSettingsOptions {
  readonly editor: Editor;
  /** Into the project's settings file, unless there is one. */
  readonly write: boolean;
}
export interface DocsOptions {
  /** The folder to write, absolute; default: `docs` in the target folder. */
  readonly output?: string;
  /** Whether the warehouse is asked for tables and quarantined rows. */
  readonly catalog: boolean;
  /** Whether analyses are run, and how many rows of each are kept. */
  readonly analyses: boolean;
  readonly analysisRows: number;
  /** Of lakemodel. */
  readonly version: string;
}
export interface DocsServeOptions {
  /** The folder to serve, absolute; default: `docs` in the target folder. */
  readonly output?: string;
  /** 0: any that is free. */
  readonly port: number;
}
export interface ExportPolicyOptions {
  /** The AWS account; default: a placeholder. */
  readonly account?: string;
  /** S3 folders of sources that the project does not say. */
  readonly sourceLocations: readonly string[];
}
export interface ExportOpenLineageOptions {
  /** A file, absolute, or an address; absent: the text of the report. */
  readonly output?: string;
  /** Also what the last run did, from its artifacts. */
  readonly lastRun: boolean;
}
export interface SourcesPullOptions {
  /** Declare all tables of this schema of the target's catalog that nothing declares yet. */
  readonly schema?: string;
  /** The source to declare them in; default: the schema's name. */
  readonly source?: string;
}
/** An editor, at the other end of two streams. */
export interface EditorOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly env: Host['env'];
  /** Of lakemodel. */
  readonly version: string;
  /** Of all its projects; absent: what each one says. */
  readonly target?: string | undefined;
  readonly vars?: JsonObject | undefined;
}
export type QuarantineAction = 'list' | 'show' | 'replay' | 'release' | 'expire';
export interface QuarantineOptions {
  readonly model?: string;
  readonly rule?: string;
  readonly limit: number;
  readonly olderThanDays?: number;
}

// Each command's code is loaded when it is called: a command line needs that of one.

/** Removes what lakemodel wrote into the target folder. */
export const clean: typeof Clean.clean = async (...given) => (await import('./workflow/clean.ts')).clean(...given);

/** The SQL of the selected nodes, written into the target folder. */
export const compile: typeof Compile.compile = async (...given) =>
  (await import('./workflow/compile.ts')).compile(...given);

/** Writes the docs site of a project. */
export const docsGenerate: typeof DocsGenerate.docsGenerate = async (...given) =>
  (await import('./workflow/docs-generate.ts')).docsGenerate(...given);

/** Serves a docs site to this machine alone. */
export const docsServe: typeof DocsServe.docsServe = async (...given) =>
  (await import('./workflow/docs-serve.ts')).docsServe(...given);

/** What a run on the target needs, looked at one by one. */
export const doctor: typeof Doctor.doctor = async (...given) => (await import('./workflow/doctor.ts')).doctor(...given);

/** What an editor needs to know of a project. */
export const editorSettings: typeof EditorSettings.editorSettings = async (...given) =>
  (await import('./workflow/editor-settings.ts')).editorSettings(...given);

/** Answers an editor over the language server protocol; the process ends when the editor says so. */
export const serveEditor = async (options: EditorOptions): Promise<never> =>
  (await import('./editor/index.ts')).serve(options);

/** The IAM policy that a project's runs need. */
export const exportIamPolicy: typeof Export.exportIamPolicy = async (...given) =>
  (await import('./workflow/export.ts')).exportIamPolicy(...given);

/** A project's lineage as OpenLineage events. */
export const exportOpenLineage: typeof ExportOpenLineage.exportOpenLineage = async (...given) =>
  (await import('./workflow/export-openlineage.ts')).exportOpenLineage(...given);

/** How old the newest rows of the selected sources are. */
export const freshness: typeof Freshness.freshness = async (...given) =>
  (await import('./workflow/freshness.ts')).freshness(...given);

/** Makes a new project. */
export const init: typeof Init.init = async (...given) => (await import('./workflow/init.ts')).init(...given);

/** Where columns come from and where they go. */
export const lineage: typeof Lineage.lineage = async (...given) =>
  (await import('./workflow/lineage.ts')).lineage(...given);

/** Which columns changed since an earlier manifest, and what they touch. */
export const lineageDiff: typeof Lineage.lineageDiff = async (...given) =>
  (await import('./workflow/lineage.ts')).lineageDiff(...given);

/** What a selection means. */
export const list: typeof List.list = async (...given) => (await import('./workflow/list.ts')).list(...given);

/** What of a project can be named on a command line. */
export const names: typeof Names.names = async (...given) => (await import('./workflow/names.ts')).names(...given);

/** What a run would do. */
export const plan: typeof Plan.plan = async (...given) => (await import('./workflow/plan.ts')).plan(...given);

/** Rows that row rules took out: shown, replayed, released, deleted. */
export const quarantine: typeof Quarantine.quarantine = async (...given) =>
  (await import('./workflow/quarantine.ts')).quarantine(...given);

/** What failed or was left out in the last run, again. */
export const retry: typeof Runs.retry = async (...given) => (await import('./workflow/run-command.ts')).retry(...given);

/** Builds, tests, seeds or snapshots the selected nodes. */
export const runCommand: typeof Runs.runCommand = async (...given) =>
  (await import('./workflow/run-command.ts')).runCommand(...given);

/** The first rows of a node or a query. */
export const show: typeof Show.show = async (...given) => (await import('./workflow/show.ts')).show(...given);

/** Writes the columns of sources from the catalog into YAML. */
export const sourcesPull: typeof SourcesPull.sourcesPull = async (...given) =>
  (await import('./workflow/sources-pull.ts')).sourcesPull(...given);
