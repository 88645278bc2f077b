import { createHash } from 'node:crypto';
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { Host, Invocation, QuarantineAction, QuarantineOptions, QuarantineReport } from '../lakemodel.ts';
import type { NodePlan } from '../plan/plan.ts';
import { planReplay } from '../plan/plan-replay.ts';
import { renderPlan } from '../render/render-plan.ts';
import { runNode } from '../run/run-node.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import { connect } from './connect.ts';
import { createSqlCompiler } from '../compile/sql-compiler.ts';
import { renderContext } from './dialects.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { createPlanner, filesContext } from './plan-project.ts';
import { countQuarantined, quarantinedModels, type Quarantined } from './quarantine-counts.ts';
import { lockingState } from './run-state.ts';
import { selectFor } from './select.ts';
import { readWarehouse, type Warehouse } from './warehouse.ts';

const EMPTY = { columns: [], rows: [], notes: [] } as const;

interface Session {
  readonly connection: Connection;
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly options: QuarantineOptions;
  readonly warehouse: Warehouse;
  readonly host: Host;
  readonly before: readonly Diagnostic[];
}

/** Looks at quarantined rows, publishes those that pass today's rules, releases them whatever the rules say, or removes old ones. */
export async function quarantine(
  action: QuarantineAction,
  invocation: Invocation,
  options: QuarantineOptions,
  host: Host,
): Promise<QuarantineReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { ...EMPTY, exitCode: 2, diagnostics: opened.diagnostics };
  const select = options.model === undefined ? invocation.select : [options.model];
  const selected = await selectFor('run', opened.value, { ...invocation, select });
  const before = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return { ...EMPTY, exitCode: 2, diagnostics: before };
  const connection = await connect(opened.value.project, invocation, host);
  if (!connection.value) return { ...EMPTY, exitCode: 3, diagnostics: [...before, ...connection.diagnostics] };
  try {
    const warehouse = await readWarehouse(
      connection.value,
      opened.value.project,
      Object.keys(opened.value.graph.nodes),
    );
    const models = quarantinedModels(selected.value, opened.value.project, warehouse.existing);
    return await act(action, models, {
      connection: connection.value,
      opened: opened.value,
      invocation,
      options,
      warehouse,
      host,
      before,
    });
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...EMPTY, exitCode: 1, diagnostics: [...before, error.diagnostic] };
  } finally {
    await connection.value.close();
  }
}

function act(action: QuarantineAction, models: readonly Quarantined[], session: Session): Promise<QuarantineReport> {
  switch (action) {
    case 'list':
      return listRows(models, session);
    case 'show':
      return showRows(models, session);
    case 'replay':
      return publishAll(models, 'resolved', session);
    case 'release':
      return publishAll(models, 'released', session);
    case 'expire':
      return expire(models, session);
  }
}

async function listRows(models: readonly Quarantined[], session: Session): Promise<QuarantineReport> {
  const rows: (readonly unknown[])[] = [];
  for (const model of models) {
    const { relation } = model.node;
    for (const counted of await countQuarantined(model, session.connection)) {
      const { failedRules, status, count, firstSeen, lastSeen } = counted;
      rows.push([`${relation.schema}.${relation.identifier}`, failedRules, status, count, firstSeen, lastSeen]);
    }
  }
  const notes = rows.length === 0 ? ['No rows are in quarantine.'] : [];
  return {
    exitCode: 0,
    diagnostics: session.before,
    columns: ['model', 'failed_rules', 'status', 'rows', 'first_seen', 'last_seen'],
    rows,
    notes,
  };
}

async function showRows(models: readonly Quarantined[], session: Session): Promise<QuarantineReport> {
  const [model] = models;
  if (!model || models.length > 1) {
    const params = { models: models.map(({ node }) => node.name) };
    return { ...EMPTY, exitCode: 2, diagnostics: [...session.before, diagnose('quarantine-needs-one', params)] };
  }
  const { rule, limit } = session.options;
  const where =
    rule === undefined
      ? ''
      : ` WHERE strpos(', ' || ${model.own.failed_rules} || ', ', ${quoteString(`, ${rule}, `)}) > 0`;
  const result = await session.connection.execute(
    `SELECT ${shownColumns(model).join(', ')} FROM ${quoteRelation(model.quarantine.relation, session.connection.dialect.name)}${where} ORDER BY ${model.own.last_seen} DESC, ${model.own.row_hash} LIMIT ${limit}`,
  );
  return {
    exitCode: 0,
    diagnostics: session.before,
    columns: result.columns.map(({ name }) => name),
    rows: result.rows,
    notes: [],
  };
}

/** Why a row is held back comes first, then the row, then the rest of what the quarantine knows. */
function shownColumns({ quarantine, own }: Quarantined): string[] {
  const first = [own.failed_rules, own.status, own.row_count];
  const ours = new Set(Object.values(own));
  const all = quarantine.columns.map(({ name }) => quoteIdentifier(name, 'athena'));
  return [
    ...first,
    ...all.filter((name) => !ours.has(name)),
    ...all.filter((name) => ours.has(name) && !first.includes(name)),
  ];
}

async function publishAll(
  models: readonly Quarantined[],
  becomes: 'resolved' | 'released',
  session: Session,
): Promise<QuarantineReport> {
  const notes: string[] = [];
  const diagnostics: Diagnostic[] = [...session.before];
  for (const model of models) {
    const open = await openHashes(model, session);
    if (open.length === 0) continue;
    const result = await publish(model, open, becomes, session);
    diagnostics.push(...result.diagnostics);
    if (result.note !== undefined) notes.push(result.note);
  }
  if (notes.length === 0 && !hasErrors(diagnostics)) notes.push('No open rows are in quarantine.');
  return { ...EMPTY, exitCode: hasErrors(diagnostics) ? 1 : 0, diagnostics, notes };
}

async function openHashes(
  { own, quarantine: { relation } }: Quarantined,
  { connection }: Session,
): Promise<readonly string[]> {
  const result = await connection.execute(
    `SELECT DISTINCT ${own.row_hash} FROM ${quoteRelation(relation, connection.dialect.name)} WHERE ${own.status} = 'open' ORDER BY 1`,
  );
  return result.rows.map(([hash]) => String(hash));
}

async function publish(
  model: Quarantined,
  open: readonly string[],
  becomes: 'resolved' | 'released',
  session: Session,
): Promise<{ note?: string; diagnostics: readonly Diagnostic[] }> {
  const { opened, invocation, host, warehouse, connection } = session;
  const runId = host.newId();
  const columns = { bind: () => Promise.resolve({ value: undefined, diagnostics: [] }) };
  const { scope } = createPlanner({
    opened,
    invocation,
    host,
    warehouse,
    columns,
    sql: createSqlCompiler(),
    offline: false,
    committed: () => ({ watermarks: [] }),
    runId,
    startedAt: host.now(),
  });
  const batchId = `replay-${createHash('sha256')
    .update(`${becomes} ${open.join(' ')}`)
    .digest('hex')
    .slice(0, 24)}`;
  const planned = planReplay({ ...model, batchId, becomes }, scope);
  if (!planned.value) return { diagnostics: planned.diagnostics };
  const plan: NodePlan = planned.value;
  const dialect = opened.project.target.type;
  const files = filesContext({ opened, invocation, connection });
  const whole = {
    command: 'quarantine',
    target: opened.project.target.name,
    dialect,
    runId,
    runStartedAt: scope.runStartedAt,
    prepare: [],
    nodes: [plan],
    finish: [],
  };
  const rendered = await renderPlan(
    whole,
    renderContext(dialect, files),
    renderContext('duckdb', files),
    () => undefined,
  );
  if (hasErrors(rendered.diagnostics)) return { diagnostics: rendered.diagnostics };
  const state = await lockingState({ opened, invocation, warehouse, connection, runId, host });
  const { now, signal } = host;
  const outcome = await runNode(rendered.value.nodes[0]!, { connection, state, runId, now, signal });
  const { measure } = outcome;
  const still = measure ? measure.quarantined + measure.dropped + measure.failed : 0;
  const note = `${plan.name}: ${measure?.published ?? 0} rows published and marked ${becomes}, ${still} still break a rule and stay open${measure && measure.deduplicated > 0 ? `, ${measure.deduplicated} were duplicates of those` : ''}.`;
  return { ...(outcome.status === 'success' && { note }), diagnostics: outcome.diagnostics };
}

async function expire(
  models: readonly Quarantined[],
  { connection, options, host, before }: Session,
): Promise<QuarantineReport> {
  const days = options.olderThanDays ?? 90;
  const limit = new Date(host.now().getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const notes: string[] = [];
  for (const {
    node,
    own,
    quarantine: { relation },
  } of models) {
    const result = await connection.execute(
      `DELETE FROM ${quoteRelation(relation, connection.dialect.name)} WHERE ${own.quarantined_on} < DATE ${quoteString(limit)}`,
    );
    if ((result.rowsAffected ?? 0) > 0)
      notes.push(
        `${node.relation.schema}.${node.relation.identifier}: ${result.rowsAffected} rows quarantined before ${limit} were removed.`,
      );
  }
  if (notes.length === 0) notes.push(`No rows were quarantined before ${limit}.`);
  return { ...EMPTY, exitCode: 0, diagnostics: before, notes };
}
