import type { JsonValue } from './values/convert.ts';

/** A table or view as templates see it. `schema` and `identifier` are names, unquoted. */
export interface TemplateRelation {
  readonly database?: string;
  readonly schema: string;
  readonly identifier: string;
  readonly type?: 'table' | 'view' | 'cte' | 'external';
  /** Read as if it had no rows: `--empty`. */
  readonly isEmpty?: boolean;
  /** A condition of SQL: only such rows of it are read. `render()` leaves it off. */
  readonly where?: string;
}

/** The parts of a relation that are to be printed, after `.include(…)` left some off. */
export interface RelationParts {
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
  readonly identifier?: string | undefined;
  readonly type?: TemplateRelation['type'];
  readonly isEmpty?: boolean;
  readonly where?: string;
}

export interface RefTarget {
  readonly package?: string;
  readonly name: string;
  readonly version?: string | number;
}

export interface SourceTarget {
  readonly source: string;
  readonly table: string;
}

/** One call of `watermark(column)` or `watermark(column, ref('x'))`; `of` is absent for the model itself. */
export interface WatermarkTarget {
  readonly column: string;
  readonly of?: TemplateRelation;
}

/**
 * All that a template may learn and do. The caller builds it; callbacks are plain functions of their arguments and may throw
 * `DiagnosticError` with diagnostics that lack a place: the place of the call is added.
 */
export interface Scope {
  readonly projectName: string;
  readonly vars: Readonly<Record<string, JsonValue>>;
  readonly target: Readonly<Record<string, JsonValue>>;
  readonly flags: Readonly<Record<string, JsonValue>>;
  /** The environment variable's value, undefined when it is not set. */
  readonly env: (name: string) => string | undefined;
  readonly resolveRef: (target: RefTarget) => TemplateRelation;
  readonly resolveSource: (target: SourceTarget) => TemplateRelation;
  /** What a relation prints as in SQL: quoted, or the name of an ephemeral model's CTE. */
  readonly renderRelation: (parts: RelationParts) => string;
  /** The relation of the model that is rendered; absent where there is none, as in `generate_schema_name`. */
  readonly this?: TemplateRelation;
  /** Final configuration of the node, for `config.get` and `config.require`. */
  readonly config: Readonly<Record<string, JsonValue>>;
  /** Told the values of each `config(…)` call, where a caller renders in order to read them. */
  readonly onConfig?: (values: Readonly<Record<string, JsonValue>>) => void;
  /** The node as in dbt's `model`: name, unique_id, resource_type, … */
  readonly model: Readonly<Record<string, JsonValue>>;
  readonly isIncremental: boolean;
  readonly execute: boolean;
  readonly runStartedAt: Date;
  readonly invocationId: string;
  /** A literal of SQL: the last committed high value. */
  readonly watermark: (target: WatermarkTarget) => string;
  /** A literal of SQL, or a named hole in a plan: the high value of the batch that is made now. */
  readonly highWatermark: (target: WatermarkTarget) => string;
  /** `log(message, info=true)` and `print(message)`. */
  readonly log: (message: string, toInfo: boolean) => void;
  readonly dispatch?: DispatchOrder;
}

/** How `adapter.dispatch` looks for an implementation. */
export interface DispatchOrder {
  /** Packages to search for a namespace, in order; dbt's `dispatch:` of the project file. Default: the project, then the namespace. */
  readonly packages?: (namespace: string | undefined) => readonly string[];
  /** Prefixes, in order. Default: athena, trino, default; models are written in Athena's SQL on every engine. */
  readonly prefixes?: readonly string[];
}
