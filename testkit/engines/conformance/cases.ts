import type { DialectName, Value } from '../../../src/engines/engine.ts';
import type { QuarantineAction, QuarantineOptions, RunCommand } from '../../../src/lakemodel.ts';
import type { CommandOptions, Files } from '../../e2e/harness.ts';

/** A table as it must be: all its columns in their order with Trino's types, rows in any order. Audit columns count only where they are named. */
export interface ExpectedTable {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly Value[])[];
}

/** What a node of a report must say, of what is named: `{ status: 'error', rows: 2 }`. */
export interface ExpectedResult {
  readonly status?: string;
  readonly rows?: number;
  readonly staged?: number;
  readonly published?: number;
  readonly quarantined?: number;
  readonly dropped?: number;
  readonly deduplicated?: number;
  /** Codes of its diagnostics, sorted. */
  readonly codes?: readonly string[];
}

/** Files are written, one command is run (`build`, where none is named), and what is there then is compared. */
export interface Step {
  readonly files?: Files;
  readonly command?: RunCommand;
  readonly options?: CommandOptions;
  readonly quarantine?: { readonly action: QuarantineAction; readonly options?: Partial<QuarantineOptions> };
  /** Tables by layer and name: `gold.orders`; null: there is none. */
  readonly tables?: Readonly<Record<string, ExpectedTable | null>>;
  /** By node: `gold.orders`. A node that is not named must not fail. */
  readonly results?: Readonly<Record<string, ExpectedResult>>;
  /** Codes that refuse the whole command before anything is run, sorted, each once. */
  readonly refused?: readonly string[];
  /** Descriptions as the engine's connection reads them back. */
  readonly comments?: Readonly<
    Record<string, { readonly relation?: string; readonly columns: Readonly<Record<string, string>> }>
  >;
}

/** One behaviour, in nodes that no other case of its theme has: the cases of a theme are built together, first steps with first steps. */
export interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Engines on which lakemodel refuses the case before it runs, by a capability that they declare, and by which code. */
  readonly unsupported?: Partial<Readonly<Record<DialectName, string>>>;
}

/** A project made of cases. */
export interface Theme {
  readonly name: string;
  /** Files beside those of the cases. */
  readonly files?: Files;
  readonly cases: readonly Case[];
}

const AUDIT = ['etl_run_id', 'ingest_ts', 'source_system'];

/** Whether a column is of those that a run adds. */
export function isAudit(column: string): boolean {
  return AUDIT.includes(column);
}

/** `{{ config(…) }}` and a query. */
export function model(config: string, sql: string): string {
  return `{{ config(${config}) }}\n${sql}\n`;
}

/** Text of a CSV file. */
export function csv(...rows: readonly string[]): string {
  return `${rows.join('\n')}\n`;
}

/** A properties file of one seed, whose columns have types. */
export function seedTypes(
  name: string,
  types: Readonly<Record<string, string>>,
  config = 'audit_columns: false',
): string {
  const list = Object.entries(types).map(([column, type]) => `${JSON.stringify(column)}: ${JSON.stringify(type)}`);
  return `seeds:\n  - name: ${name}\n    config: { ${config}, column_types: { ${list.join(', ')} } }\n`;
}
