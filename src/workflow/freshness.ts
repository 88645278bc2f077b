import { buildSources, writeSources, type AdapterResponse, type FreshnessResult } from '../artifacts/index.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { FreshnessReport, Host, Invocation } from '../lakemodel.ts';
import type { Freshness, Period, Project, SourceTable } from '../project/project.ts';
import { createSchema } from '../render/ddl/create-schema.ts';
import { quoteRelation } from '../sql/quote.ts';
import { connect, targetPath } from './connect.ts';
import { renderContext, toLocalCondition } from './dialects.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { filesContext } from './plan-project.ts';
import { selectFor } from './select.ts';

const SECONDS: Readonly<Record<Period['period'], number>> = { minute: 60, hour: 3600, day: 86_400 };

/** How old the newest row of each selected source is, against its `freshness:`; sources without one are left out. Kept in sources.json. */
export async function freshness(invocation: Invocation, host: Host): Promise<FreshnessReport> {
  const startedAt = host.now();
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, sources: [] };
  const selected = await selectFor(undefined, opened.value, { ...invocation, resourceTypes: ['source'] });
  const diagnostics: Diagnostic[] = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value || hasErrors(diagnostics)) return { exitCode: 2, diagnostics, sources: [] };
  const connection = await connect(opened.value.project, invocation, host);
  if (!connection.value) return { exitCode: 3, diagnostics: [...diagnostics, ...connection.diagnostics], sources: [] };
  const found: Checked[] = [];
  try {
    for (const id of selected.value) {
      const source = opened.value.project.sources[id];
      if (source && isJudged(source)) found.push(await check(source, connection.value, opened.value, invocation, host));
    }
  } finally {
    await connection.value.close();
  }
  const results = found.map(({ result }) => result);
  await keep(results, opened.value.project, invocation, startedAt, host);
  const bad = results.some(({ status }) => status === 'error' || status === 'runtime error');
  return { exitCode: bad ? 1 : 0, diagnostics, sources: found.map(reported) };
}

interface Checked {
  readonly source: SourceTable;
  readonly result: FreshnessResult;
  /** The newest row's time as the engine writes it. */
  readonly text?: string;
}

type JudgedSource = SourceTable & { readonly freshness: Freshness; readonly loadedAtField: string };

function isJudged(source: SourceTable): source is JudgedSource {
  return source.freshness !== undefined && source.loadedAtField !== undefined;
}

async function keep(
  results: readonly FreshnessResult[],
  project: Project,
  invocation: Invocation,
  startedAt: Date,
  host: Host,
): Promise<void> {
  const now = host.now();
  const info = { invocationId: host.newId(), startedAt: startedAt.toISOString(), generatedAt: now.toISOString() };
  const elapsedSeconds = (now.getTime() - startedAt.getTime()) / 1000;
  const artifact = buildSources({ invocation: info, results, elapsedSeconds });
  await writeSources(targetPath(project, invocation), artifact, project);
}

function reported({ source, result, text }: Checked): FreshnessReport['sources'][number] {
  const { uniqueId: id, status, newest, checkedAt, message } = result;
  const common = { id, name: `${source.sourceName}.${source.name}`, status };
  if (newest === undefined) return { ...common, message: message ?? 'The source has no rows.' };
  return { ...common, maxLoadedAt: text ?? newest, ageSeconds: ageOf(newest, checkedAt) };
}

async function check(
  source: JudgedSource,
  connection: Connection,
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
): Promise<Checked> {
  const startedAt = host.now();
  const { newest, text, message, response = {} } = await newestOf(source, connection, opened, invocation, host);
  const now = host.now();
  const checkedAt = now.toISOString();
  const result: FreshnessResult = {
    uniqueId: source.uniqueId,
    status: message === undefined ? judge(source.freshness, newest, checkedAt) : 'runtime error',
    ...(newest !== undefined && { newest }),
    ...(message !== undefined && { message }),
    checkedAt,
    criteria: source.freshness,
    timing: [{ name: 'execute', startedAt: startedAt.toISOString(), completedAt: checkedAt }],
    executionTimeSeconds: (now.getTime() - startedAt.getTime()) / 1000,
    threadId: 'main',
    adapterResponse: response,
  };
  return { source, result, ...(text !== undefined && { text }) };
}

interface Newest {
  /** ISO time, in UTC; absent where there are no rows. */
  readonly newest?: string;
  /** The same as the engine writes it. */
  readonly text?: string;
  readonly message?: string;
  readonly response?: AdapterResponse;
}

async function newestOf(
  source: JudgedSource,
  connection: Connection,
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
): Promise<Newest> {
  try {
    await makeReadable(source, connection, opened, invocation);
    const sql = await newestQuery(source, source.freshness, source.loadedAtField, opened.project.target.type);
    const { rows, bytesScanned, queryId } = await connection.execute(sql, { signal: host.signal, label: source.uniqueId }); // prettier-ignore
    const response = {
      ...(bytesScanned !== undefined && { bytes_scanned: bytesScanned }),
      ...(queryId !== undefined && { query_ids: [queryId] }),
    };
    const value = rows[0]?.[0] ?? undefined;
    if (value === undefined) return { response };
    const text = String(value);
    const newest = timeOf(text);
    if (newest === undefined) return { message: `"${text}" in ${source.loadedAtField} is no time.` };
    return { newest, text, response };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { message: error.diagnostic.message };
  }
}

/** The ISO time of a date or timestamp as engines write it, which is taken as UTC. */
function timeOf(text: string): string | undefined {
  const time = new Date(`${text.slice(0, 19).replace(' ', 'T')}${text.length > 10 ? '' : 'T00:00:00'}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

async function makeReadable(
  source: SourceTable,
  connection: Connection,
  opened: OpenProject,
  invocation: Invocation,
): Promise<void> {
  if (!source.external) return;
  const dialect = opened.project.target.type;
  await connection.execute(createSchema(source.relation, dialect));
  const context = renderContext(dialect, filesContext({ opened, invocation, connection }));
  for (const statement of await context.external(source.external, 'create')) {
    if (typeof statement === 'string') await connection.execute(statement);
    else if (statement.action) await connection.act?.(statement.action);
  }
}

async function newestQuery(
  source: SourceTable,
  { filter }: Freshness,
  field: string,
  dialect: 'duckdb' | 'trino' | 'athena',
): Promise<string> {
  const local = (text: string) =>
    dialect === 'duckdb' ? (toLocalCondition({ file: source.path, text }).value ?? text) : text;
  const where = filter === undefined ? '' : ` WHERE ${local(filter)}`;
  return `SELECT max(${local(field)}) AS newest FROM ${quoteRelation(source.relation, dialect)}${where}`;
}

function ageOf(newest: string, checkedAt: string): number {
  return Math.max(0, Math.round((Date.parse(checkedAt) - Date.parse(newest)) / 1000));
}

/** A source without rows is as old as can be. */
function judge(
  { warnAfter, errorAfter }: Freshness,
  newest: string | undefined,
  checkedAt: string,
): FreshnessResult['status'] {
  if (newest === undefined) return 'error';
  const age = ageOf(newest, checkedAt);
  const over = (limit: Period | undefined) => limit !== undefined && age > limit.count * SECONDS[limit.period];
  return over(errorAfter) ? 'error' : over(warnAfter) ? 'warn' : 'pass';
}
