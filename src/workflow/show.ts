import { hasErrors, diagnose, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import { FIRST_TIME } from '../compile/compiler.ts';
import type { Host, Invocation, ShowOptions, ShowReport } from '../lakemodel.ts';
import { quoteRelation } from '../sql/quote.ts';
import { withCompileTools } from './column-finder.ts';
import { withConnection } from './connect.ts';
import { renderContext } from './dialects.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { createPlanner, failingRowsSql, filesContext, type PlanningWorld } from './plan-project.ts';
import { selectFor } from './select.ts';
import { readWarehouse } from './warehouse.ts';

const EMPTY = { name: '', columns: [], rows: [] } as const;

/** The first rows of a selected node's query, of a test's failures, or of a query given inline. Reads the warehouse, writes nothing. */
export async function show(invocation: Invocation, options: ShowOptions, host: Host): Promise<ShowReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { ...EMPTY, exitCode: 2, diagnostics: opened.diagnostics };
  const target = await chosen(opened.value, invocation, options);
  const before = [...opened.diagnostics, ...target.diagnostics];
  if (target.id === undefined && options.inline === undefined) return { ...EMPTY, exitCode: 2, diagnostics: before };
  const { value: found } = opened;
  const shown = await withConnection(found.project, invocation, host, (connection) =>
    showWith(connection, target.id, found, invocation, options, host, before),
  );
  return shown.value ?? { ...EMPTY, exitCode: 3, diagnostics: [...before, ...shown.diagnostics] };
}

async function chosen(
  opened: OpenProject,
  invocation: Invocation,
  options: ShowOptions,
): Promise<{ id?: string; diagnostics: readonly Diagnostic[] }> {
  if (options.inline !== undefined) return { diagnostics: [] };
  const selected = await selectFor(undefined, opened, { ...invocation, indirectSelection: 'empty' });
  const ids = (selected.value ?? []).filter((id) => opened.project.nodes[id]);
  if (ids.length === 1) return { id: ids[0]!, diagnostics: selected.diagnostics };
  if (hasErrors(selected.diagnostics) || ids.length === 0) return { diagnostics: selected.diagnostics };
  return { diagnostics: [...selected.diagnostics, diagnose('show-needs-one', { count: ids.length })] };
}

async function showWith(
  connection: Connection,
  id: string | undefined,
  opened: OpenProject,
  invocation: Invocation,
  { limit, inline }: ShowOptions,
  host: Host,
  before: readonly Diagnostic[],
): Promise<ShowReport> {
  const warehouse = await readWarehouse(connection, opened.project, Object.keys(opened.graph.nodes));
  const query = await withCompileTools(opened, invocation, (tools) =>
    queryOf(id, inline, {
      opened,
      invocation,
      host,
      warehouse,
      ...tools,
      offline: false,
      committed: () => ({ watermarks: [] }),
      runId: host.newId(),
      startedAt: host.now(),
    }),
  );
  const diagnostics = [...before, ...query.diagnostics];
  if (query.sql === undefined || hasErrors(diagnostics)) return { ...EMPTY, exitCode: 2, diagnostics };
  try {
    const result = await connection.execute(`SELECT * FROM (\n${query.sql}\n) AS shown LIMIT ${limit}`, {
      signal: host.signal,
      label: 'show',
    });
    return {
      exitCode: 0,
      diagnostics,
      name: id === undefined ? 'inline' : (opened.project.nodes[id]?.name ?? id),
      columns: result.columns,
      rows: result.rows,
    };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...EMPTY, exitCode: 1, diagnostics: [...diagnostics, error.diagnostic] };
  }
}

async function queryOf(
  id: string | undefined,
  inline: string | undefined,
  world: PlanningWorld,
): Promise<{ sql?: string; diagnostics: readonly Diagnostic[] }> {
  const { planner, compiler, scope } = createPlanner(world);
  const { project, controls } = world.opened;
  const node = id === undefined ? undefined : project.nodes[id];
  if (!node) {
    const rendered = compiler.render({ file: 'inline', text: inline ?? '' }, undefined, FIRST_TIME);
    if (!rendered.value) return { diagnostics: rendered.diagnostics };
    if (project.target.type !== 'duckdb') return { sql: rendered.value.text, diagnostics: [] };
    const { value, diagnostics } = world.sql.compile({ file: 'inline', text: rendered.value.text });
    return { ...(value.local !== undefined && { sql: value.local }), diagnostics };
  }
  if (node.resourceType === 'seed')
    return { sql: `SELECT * FROM ${quoteRelation(node.relation, project.target.type)}`, diagnostics: [] };
  if (node.resourceType === 'test') {
    await planner.knowInputs(node.uniqueId);
    if (node.test.kind === 'singular') {
      const compiled = compiler.compile(node, FIRST_TIME);
      return { ...(compiled.value && { sql: compiled.value.sql }), diagnostics: compiled.diagnostics };
    }
    const portable = failingRowsSql(node, { planner, scope });
    if (portable === undefined) return { diagnostics: [diagnose('test-unknown', { name: node.test.name })] };
    return {
      sql: renderContext(project.target.type, filesContext(world)).translate(portable),
      diagnostics: controls.apply(planner.diagnostics),
    };
  }
  const planned = await planner.plan(node.uniqueId);
  const diagnostics = controls.apply(planner.diagnostics);
  return { ...(planned?.compiled && { sql: planned.compiled.sql }), diagnostics };
}
