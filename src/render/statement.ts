import type { CatalogAction, DialectName, ExternalSource } from '../engines/engine.ts';
import type { ExternalChange, Step } from '../plan/plan.ts';

/** One SQL text as it is sent, holes included, to the letter what `lakemodel plan` prints. */
export interface Statement {
  readonly sql: string;
  /** Set: no SQL is sent; the catalog or storage is asked for this, and `sql` is a comment that says so. */
  readonly action?: CatalogAction;
}

/** What rendering a step gives: SQL alone, or a statement. */
export type Sendable = string | Statement;

/** A step with its statements, in order. Steps without statements (gates, commits) have none. */
export interface RenderedStep {
  readonly step: Step;
  readonly statements: readonly Statement[];
}

/** What the renderer needs from outside; pure. */
export interface RenderContext {
  readonly dialect: DialectName;
  /** Turns lakemodel's own portable SELECT into the dialect's (identity on Athena and Trino). */
  readonly translate: (portable: string) => string;
  /** The statements that make files readable; throws a DiagnosticError where they are not what is declared. */
  readonly external: (source: ExternalSource, what: ExternalChange) => Promise<readonly Sendable[]>;
}
