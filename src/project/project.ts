import type { Levels, Span } from '../diagnostics/index.ts';
import type { Column, ExternalSource, RelationName } from '../engines/engine.ts';
import type { DocsConfig, NodeConfig } from './node-config.ts';

export type { AuditColumns, DocsConfig, NodeConfig } from './node-config.ts';

/** Plain JSON data: what YAML and literal template arguments can say. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/**
 * One validated project: what all files say, after configuration is merged and names are checked within their file.
 * Frozen, serialisable; survives JSON.stringify/parse unchanged. References between nodes are still names: the graph resolves them.
 */
export interface Project {
  readonly name: string;
  readonly version: string;
  readonly settings: ProjectSettings;
  readonly target: Target;
  /** Values of `vars:` for this project, overlaid by `--vars`. */
  readonly vars: JsonObject;
  /** Those of `vars` that another environment or command line may change: as `project.yml` writes them (`env_var('X')`), else by name. */
  readonly writtenVars?: JsonObject;
  /** Models, seeds, snapshots, analyses and data tests by unique id, enabled ones alone, sorted by unique id. */
  readonly nodes: Readonly<Record<string, ProjectNode>>;
  readonly sources: Readonly<Record<string, SourceTable>>;
  readonly exposures: Readonly<Record<string, Exposure>>;
  readonly unitTests: Readonly<Record<string, UnitTest>>;
  readonly macros: Readonly<Record<string, Macro>>;
  readonly docs: Readonly<Record<string, DocsBlock>>;
  readonly groups: Readonly<Record<string, Group>>;
  /** What `enabled: false` switches off, by unique id. Several may have one id, since none of them is built. */
  readonly disabled: Readonly<Record<string, readonly DisabledResource[]>>;
  /** YAML selectors (`selectors.yml`) by name, as written. */
  readonly selectors: Readonly<Record<string, JsonValue>>;
  /** Text of every file that a span may point into, by path relative to the project folder. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface ProjectSettings {
  readonly modelPaths: readonly string[];
  readonly seedPaths: readonly string[];
  readonly snapshotPaths: readonly string[];
  readonly testPaths: readonly string[];
  readonly macroPaths: readonly string[];
  readonly analysisPaths: readonly string[];
  readonly docsPaths: readonly string[];
  readonly targetPath: string;
  /** All that `targets:` names, the chosen one among them, as written. */
  readonly targetNames: readonly string[];
  /** `state: {location: …}`: where run history, watermarks and locks are kept; default: below the target path. */
  readonly stateLocation?: string;
  /** `openlineage:`; absent where it is not written. */
  readonly openLineage?: OpenLineageSettings;
  readonly onRunStart: readonly Hook[];
  readonly onRunEnd: readonly Hook[];
  /** `diagnostics:` severities by code. */
  readonly diagnostics?: Levels;
  /** `dispatch:` search orders by macro namespace. */
  readonly dispatch: Readonly<Record<string, readonly string[]>>;
}

/** Whether runs tell OpenLineage what they do, and where. */
export interface OpenLineageSettings {
  readonly enabled: boolean;
  /** One of `url` and `file`, or neither: the environment says it. */
  readonly url?: string;
  /** Relative to the project folder, or absolute. */
  readonly file?: string;
  readonly endpoint?: string;
  readonly namespace?: string;
  /** A secret: in no artifact, log or error. */
  readonly apiKey?: string;
  /** For one request. */
  readonly timeoutSeconds?: number;
}

/** SQL of a hook, a template, and where it is written. */
export interface Hook {
  readonly sql: string;
  readonly span?: Span;
}

/** The chosen target: validated, `env_var` resolved. Secret settings are in no artifact, log or error. */
export interface Target {
  readonly name: string;
  readonly type: 'duckdb' | 'trino' | 'athena';
  readonly schema?: string;
  readonly database?: string;
  readonly threads: number;
  /** All settings of the target as written, secrets included; pass to `openConnection`, never print. */
  readonly settings: JsonObject;
}

export type ResourceType = 'model' | 'seed' | 'snapshot' | 'analysis' | 'test';

interface NodeBase {
  readonly uniqueId: string;
  readonly name: string;
  readonly packageName: string;
  /** File that defines it, relative to the project folder, with forward slashes. */
  readonly path: string;
  /** `[project, ...folders, name]`, for selection by folder. */
  readonly fqn: readonly string[];
  readonly description: string;
  /** Unique ids of the docs blocks that the description names; absent: none. */
  readonly docsBlocks?: readonly string[];
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly config: NodeConfig;
  /** Where each configured key was set, nearest setting: for diagnostics about it. */
  readonly configSpans: Readonly<Record<string, Span>>;
  /** Configuration as written, before templates such as `env_var('X')` were rendered: for the keys whose value holds one. */
  readonly writtenConfig?: JsonObject;
  readonly references: References;
  /** Where the node is defined (its name in YAML, or its file's beginning). */
  readonly span: Span;
}

/** What a node's template names, found in the syntax tree (through the macros it calls), or by rendering where arguments are not literal. */
export interface References {
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly watermarks: readonly WatermarkCall[];
  readonly macros: readonly string[];
  readonly usesThis: boolean;
  readonly usesIsIncremental: boolean;
}

export interface RefCall {
  readonly package?: string;
  readonly name: string;
  readonly version?: string;
  readonly span: Span;
}

export interface SourceCall {
  readonly source: string;
  readonly table: string;
  readonly span: Span;
}

/** `watermark('col')` or `high_watermark('col', ref('x'))`. */
export interface WatermarkCall {
  readonly column: string;
  readonly of?: { readonly ref: RefCall } | { readonly source: SourceCall };
  readonly span: Span;
}

export interface ModelNode extends NodeBase {
  readonly resourceType: 'model';
  readonly relation: RelationName;
  /** The template as written. */
  readonly code: string;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
  /** Those of the model as a whole, each over the columns that it lists; absent: none. */
  readonly constraints?: readonly JsonObject[];
}

/** SCD2 over a relation or a query: `{% snapshot %}` blocks, `snapshots:` in YAML, or models with `materialized: snapshot`. */
export interface SnapshotNode extends NodeBase {
  readonly resourceType: 'snapshot';
  readonly relation: RelationName;
  readonly code: string;
  /** Where `code` begins in its file, as offset (snapshot blocks stand inside a file). */
  readonly codeOffset: number;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
}

export interface SeedNode extends NodeBase {
  readonly resourceType: 'seed';
  readonly relation: RelationName;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
  /** The CSV's header with the type each column is loaded as: from `column_types`, or inferred. */
  readonly columnTypes: readonly Column[];
  /** SHA-256 of the file's text without space around it. */
  readonly checksum: string;
}

export interface AnalysisNode extends NodeBase {
  readonly resourceType: 'analysis';
  readonly code: string;
}

export interface TestNode extends NodeBase {
  readonly resourceType: 'test';
  readonly test: SingularTest | GenericTest;
}

export interface SingularTest {
  readonly kind: 'singular';
  readonly code: string;
}

/** A generic test, built in or from `{% test %}`, applied to a model, seed, snapshot or source, or to one of its columns. */
export interface GenericTest {
  readonly kind: 'generic';
  /** `not_null`, `dbt_utils.accepted_range`, or a project's own. */
  readonly name: string;
  readonly arguments: JsonObject;
  /** Unique id of what it is attached to. */
  readonly attachedTo: string;
  readonly columnName?: string;
  /** Set: this test is a row rule, evaluated on the staged batch before publishing. */
  readonly onFail?: 'quarantine' | 'drop' | 'warn' | 'fail';
  /** With `on_fail`: the model fails, and publishes nothing, when a larger fraction of the batch breaks the rule. */
  readonly maxFraction?: number;
}

export type ProjectNode = ModelNode | SnapshotNode | SeedNode | AnalysisNode | TestNode;
/** A node that leaves a relation in the warehouse (ephemeral models excepted). */
export type RelationNode = ModelNode | SnapshotNode | SeedNode;

export interface ColumnInfo {
  readonly name: string;
  readonly description: string;
  /** As a node's. */
  readonly docsBlocks?: readonly string[];
  readonly dataType?: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly quote: boolean;
  readonly constraints: readonly JsonObject[];
  readonly span: Span;
}

export interface SourceTable {
  readonly uniqueId: string;
  readonly resourceType: 'source';
  readonly sourceName: string;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly relation: RelationName;
  readonly description: string;
  /** As a node's. */
  readonly docsBlocks?: readonly string[];
  readonly sourceDescription: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  /** What of `meta` stands at the source, for all of its tables; absent: nothing. */
  readonly sourceMeta?: JsonObject;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
  readonly loadedAtField?: string;
  readonly freshness?: Freshness;
  /** Value of the audit column `source_system` for rows that come from here. */
  readonly sourceSystem: string;
  readonly external?: ExternalSource;
  readonly config: JsonObject;
  /** `schema`, `database`, `identifier` and configuration as written: for the keys whose value holds a template. */
  readonly writtenConfig?: JsonObject;
  readonly span: Span;
}

export interface Freshness {
  readonly warnAfter?: Period;
  readonly errorAfter?: Period;
  readonly filter?: string;
}

export interface Period {
  readonly count: number;
  readonly period: 'minute' | 'hour' | 'day';
}

export interface Exposure {
  readonly uniqueId: string;
  readonly resourceType: 'exposure';
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly type: string;
  readonly owner: JsonObject;
  readonly description: string;
  readonly url?: string;
  readonly label?: string;
  readonly maturity?: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly references: References;
  readonly span: Span;
}

export interface UnitTest {
  readonly uniqueId: string;
  readonly resourceType: 'unit_test';
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly model: string;
  readonly description: string;
  readonly given: readonly UnitTestInput[];
  readonly expect: UnitTestRows;
  readonly overrides: { readonly macros: JsonObject; readonly vars: JsonObject; readonly envVars: JsonObject };
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly span: Span;
}

export interface UnitTestInput extends UnitTestRows {
  /** `this`, or the ref or source that these rows stand for. */
  readonly input: 'this' | { readonly ref: RefCall } | { readonly source: SourceCall };
}

/** Rows by column name (formats `dict` and `csv`, also from a fixture file), or a SELECT in Athena's SQL (format `sql`). */
export interface UnitTestRows {
  readonly rows?: readonly JsonObject[];
  /** Where each of the rows stands; absent where that is not known better than by `span`. */
  readonly rowSpans?: readonly RowSpan[];
  readonly sql?: string;
  readonly span: Span;
}

export interface RowSpan {
  readonly row: Span;
  /** Its entries by name; absent for CSV. */
  readonly cells?: Readonly<Record<string, { readonly key: Span; readonly value: Span }>>;
}

export interface Macro {
  readonly uniqueId: string;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly kind: 'macro' | 'test';
  readonly description: string;
  /** The YAML file that describes it, relative to the project folder. */
  readonly describedIn?: string;
  /** Absent: nothing. */
  readonly meta?: JsonObject;
  readonly docs?: DocsConfig;
  readonly arguments: readonly { readonly name: string; readonly type?: string; readonly description: string }[];
  readonly code: string;
  readonly span: Span;
  readonly macros: readonly string[];
}

/** An entry of `groups:`: whose models they are, and who may read the private ones. */
export interface Group {
  readonly uniqueId: string;
  readonly name: string;
  readonly packageName: string;
  /** File that defines it, relative to the project folder, with forward slashes. */
  readonly path: string;
  readonly description: string;
  /** `name`, `email` (one, or a list) and whatever else was written. */
  readonly owner: JsonObject;
  readonly meta: JsonObject;
  readonly span: Span;
}

export type DisabledResource = ProjectNode | SourceTable | Exposure;

export interface DocsBlock {
  readonly uniqueId: string;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly contents: string;
}
