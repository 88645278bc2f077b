import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { FreshnessReport, Host, Invocation } from '../lakemodel.ts';
import type { Freshness, Period, SourceTable } from '../project/project.ts';
import { createSchema } from '../render/ddl/create-schema.ts';
import { quoteRelation } from '../sql/quote.ts';
import { connect } from './connect.ts';
import { renderContext, toLocalCondition } from './dialects.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { filesContext } from './plan-project.ts';
import { selectFor } from './select.ts';

type Result = FreshnessReport['sources'][number];
const SECONDS: Readonly<Record<Period['period'], number>> = { minute: 60, hour: 3600, day: 86_400 };

/** How old the newest row of each selected source is, against its `freshness:`; sources without one are left out. */
export async function freshness(invocation: Invocation, host: Host): Promise<FreshnessReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, sources: [] };
  const selected = await selectFor(undefined, opened.value, { ...invocation, resourceTypes: ['source'] });
  const diagnostics: Diagnostic[] = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value || hasErrors(diagnostics)) return { exitCode: 2, diagnostics, sources: [] };
  const connection = await connect(opened.value.project, invocation, host);
  if (!connection.value) return { exitCode: 3, diagnostics: [...diagnostics, ...connection.diagnostics], sources: [] };
  try {
    const sources: Result[] = [];
    for (const id of selected.value) {
      const source = opened.value.project.sources[id];
      if (source?.freshness && source.loadedAtField !== undefined)
        sources.push(
          await check(source, source.freshness, source.loadedAtField, connection.value, opened.value, invocation, host),
        );
    }
    const bad = sources.some(({ status }) => status === 'error' || status === 'runtime error');
    return { exitCode: bad ? 1 : 0, diagnostics, sources };
  } finally {
    await connection.value.close();
  }
}

async function check(
  source: SourceTable,
  rules: Freshness,
  field: string,
  connection: Connection,
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
): Promise<Result> {
  const name = `${source.sourceName}.${source.name}`;
  const common = { id: source.uniqueId, name };
  try {
    await makeReadable(source, connection, opened, invocation);
    const sql = await newestQuery(source, rules, field, opened.project.target.type);
    const { rows } = await connection.execute(sql, { signal: host.signal, label: source.uniqueId });
    const newest = rows[0]?.[0];
    if (typeof newest !== 'string') return { ...common, status: 'error', message: 'The source has no rows.' };
    const time = new Date(`${newest.slice(0, 19).replace(' ', 'T')}${newest.length > 10 ? '' : 'T00:00:00'}Z`);
    const ageSeconds = Math.max(0, Math.round((host.now().getTime() - time.getTime()) / 1000));
    return { ...common, status: judge(rules, ageSeconds), maxLoadedAt: newest, ageSeconds };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...common, status: 'runtime error', message: error.diagnostic.message };
  }
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

function judge({ warnAfter, errorAfter }: Freshness, age: number): Result['status'] {
  const over = (limit: Period | undefined) => limit !== undefined && age > limit.count * SECONDS[limit.period];
  return over(errorAfter) ? 'error' : over(warnAfter) ? 'warn' : 'pass';
}
