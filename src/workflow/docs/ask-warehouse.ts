import { existsSync } from 'node:fs';
import type { CatalogEntry } from '../../artifacts/index.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { QuarantineRow } from '../../docs/site-data.ts';
import type { Connection } from '../../engines/engine.ts';
import type { DocsOptions, Host, Invocation } from '../../lakemodel.ts';
import type { Project } from '../../project/project.ts';
import { databasePath, withConnection } from '../connect.ts';
import type { OpenProject } from '../open-project.ts';
import { quarantinedModels } from '../quarantine-counts.ts';
import { asWarning } from './as-warning.ts';
import type { CompiledNodes } from './compile-target.ts';
import { readCatalog } from './read-catalog.ts';
import { readQuarantine } from './read-quarantine.ts';
import { runAnalyses, type AnalysisQuery, type AnalysisResults } from './run-analyses.ts';

/** What the warehouse says. Without it everything is empty, and `missing` says why. */
export interface WarehouseAnswers {
  /** Absent where the catalog was not read. */
  readonly catalog?: ReadonlyMap<string, CatalogEntry>;
  readonly quarantine: ReadonlyMap<string, readonly QuarantineRow[]>;
  readonly analyses: AnalysisResults;
  readonly missing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Question {
  /** Unique ids of nodes and sources. */
  readonly ids: readonly string[];
  /** Of the chosen target. */
  readonly compiled: CompiledNodes;
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly options: DocsOptions;
  readonly host: Host;
}

const NOTHING: WarehouseAnswers = { quarantine: new Map(), analyses: new Map(), missing: [], diagnostics: [] };

/** Asks the target's warehouse for everything that the docs show of it, as far as it is wanted and answers. */
export async function askWarehouse(question: Question): Promise<WarehouseAnswers> {
  const { opened, invocation, options, host } = question;
  const { project } = opened;
  const why = whyNot(project, invocation, options);
  if (why !== undefined) return { ...NOTHING, missing: [why] };
  const { value, diagnostics } = await withConnection(project, invocation, host, (connection) =>
    ask(question, connection),
  );
  if (value) return value;
  const reason = diagnostics.find(({ severity }) => severity === 'error')?.message ?? '';
  const missing = [`The warehouse of the target "${project.target.name}" did not answer. ${reason}`.trimEnd()];
  return { ...NOTHING, missing, diagnostics: diagnostics.map(asWarning) };
}

function whyNot(project: Project, invocation: Invocation, { catalog, analyses }: DocsOptions): string | undefined {
  if (invocation.offline) return 'The warehouse was not asked (--offline).';
  if (!catalog && !analyses) return 'The warehouse was not asked (--no-catalog, --no-analyses).';
  if (project.target.type !== 'duckdb') return undefined;
  // Opening it would make it.
  const path = databasePath(project, invocation);
  return existsSync(path) ? undefined : 'Nothing is built yet: there is no database.';
}

async function ask(question: Question, connection: Connection): Promise<WarehouseAnswers> {
  const { options } = question;
  const tables = options.catalog
    ? await askCatalog(question, connection)
    : { ...NOTHING, missing: ['Tables of the warehouse were not looked at (--no-catalog).'] };
  const results = options.analyses
    ? await askAnalyses(question, connection)
    : { analyses: NOTHING.analyses, missing: ['Analyses were not run (--no-analyses).'] };
  return { ...tables, ...results, missing: [...tables.missing, ...results.missing] };
}

async function askCatalog(
  { ids, opened, invocation, host }: Question,
  connection: Connection,
): Promise<WarehouseAnswers> {
  const { project } = opened;
  const threads = invocation.threads ?? project.target.threads;
  const { entries, existing, diagnostics } = await readCatalog(ids, project, connection, host);
  const held = await readQuarantine(quarantinedModels(ids, project, existing), connection, threads, host);
  return {
    ...NOTHING,
    catalog: entries,
    quarantine: held.quarantine,
    missing: [
      ...(diagnostics.length > 0 ? ['Some tables of the warehouse could not be looked at.'] : []),
      ...(held.diagnostics.length > 0 ? ['Some rows in quarantine could not be counted.'] : []),
    ],
    diagnostics: [...diagnostics, ...held.diagnostics],
  };
}

async function askAnalyses(
  { ids, compiled, opened, invocation, options, host }: Question,
  connection: Connection,
): Promise<Pick<WarehouseAnswers, 'analyses' | 'missing'>> {
  const { nodes, target } = opened.project;
  const analyses = ids.filter((id) => nodes[id]?.resourceType === 'analysis');
  const queries: AnalysisQuery[] = [];
  const results = new Map<string, typeof NOT_COMPILED>();
  for (const id of analyses) {
    const { sql, rendered } = compiled.get(id) ?? {};
    if (sql === undefined || rendered === undefined) results.set(id, NOT_COMPILED);
    else queries.push({ id, sql, rendered });
  }
  const limits = { rows: options.analysisRows, threads: invocation.threads ?? target.threads };
  return { analyses: new Map([...results, ...(await runAnalyses(queries, connection, limits, host))]), missing: [] };
}

const NOT_COMPILED = { columns: [], rows: [], isCut: false, problem: 'It cannot be compiled.' } as const;
