import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import { distinct, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { createCompiler, type Compiler } from '../compile/compiler.ts';
import { buildOrderParents, createResolver, placeAt, runOrderParents } from '../graph/index.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import { sourceSystems } from '../plan/audit.ts';
import type { Connection } from '../engines/engine.ts';
import { DIALECTS } from '../engines/registry.ts';
import { Planner } from '../plan/planner.ts';
import { planRun } from '../plan/plan-run.ts';
import type { CommittedState, PlanScope } from '../plan/scope.ts';
import { loadSeedRows } from '../project/index.ts';
import type { Project, TestNode } from '../project/project.ts';
import {
  failingRowsQuery,
  findCheck,
  parseReference,
  resolveArguments,
  type CheckArguments,
  type Reference,
} from '../quality/index.ts';
import { renderPlan, type RenderedPlan } from '../render/render-plan.ts';
import { quoteRelation } from '../sql/quote.ts';
import type { CompileTools } from './column-finder.ts';
import { columnsByEngine } from './engine-columns.ts';
import { targetPath } from './connect.ts';
import type { OpenProject } from './open-project.ts';
import { renderContext, type FilesContext, toLocalCondition } from './dialects.ts';
import { NO_WAREHOUSE, type Warehouse } from './warehouse.ts';

/** Everything that is known when a run is planned. */
export interface PlanningWorld extends CompileTools {
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly host: Host;
  /** Absent where no warehouse is asked. */
  readonly connection?: Connection;
  readonly warehouse: Warehouse;
  /** No warehouse is asked: inputs that are not built are compiled to know their columns. */
  readonly offline: boolean;
  readonly committed: (id: string) => CommittedState;
  readonly runId: string;
  readonly startedAt: Date;
  /** Where nothing is sent: seeds without their rows, which may be many and say nothing of columns. */
  readonly withoutRows?: boolean;
}

/** The part of a planning world in which no warehouse and no state is asked. */
export const OFFLINE: Pick<PlanningWorld, 'warehouse' | 'offline' | 'committed'> = {
  warehouse: NO_WAREHOUSE,
  offline: true,
  committed: () => ({ watermarks: [] }),
};

export interface PlannedProject {
  readonly planner: Planner;
  readonly compiler: Compiler;
  readonly scope: PlanScope;
}

/** A planner for one moment of a project. */
export function createPlanner(world: PlanningWorld): PlannedProject {
  const { opened, invocation, host } = world;
  const { project, graph, library } = opened;
  const dialect = project.target.type;
  const compiler = createCompiler({
    project,
    graph,
    dialect,
    library,
    sql: world.sql,
    ...(world.memory && { memory: world.memory }),
    host: {
      env: opened.env,
      invocationId: world.runId,
      runStartedAt: world.startedAt,
      flags: {
        FULL_REFRESH: invocation.fullRefresh,
        EMPTY: invocation.empty ?? false,
        STORE_FAILURES: invocation.storeFailures,
      },
      log: (text, toInfo) => host.onEvent({ type: 'message', level: toInfo ? 'info' : 'debug', text }),
    },
  });
  const scope = planScope(world);
  const planner = new Planner({
    scope,
    compiler,
    sql: world.sql,
    columns: columnFinder(world),
    seedRows: async (node) => (world.withoutRows ? [] : loadSeedRows(invocation.projectDir, node)),
    translateCondition: (text, node, key) => {
      const span = node.configSpans[key];
      const rendered = compiler.render({ file: node.path, text }, node, {
        isIncremental: true,
        watermark: () => 'NULL',
        highWatermark: () => 'NULL',
      });
      if (!rendered.value) return { value: undefined, diagnostics: rendered.diagnostics };
      const local = toLocalCondition({ file: node.path, text: rendered.value.text });
      const at = span && placeAt(project, span);
      const diagnostics = local.diagnostics.map((diagnostic) => ({ ...diagnostic, ...(at && { place: at }) }));
      return { value: dialect === 'duckdb' ? local.value : rendered.value.text, diagnostics };
    },
    hash: (text) => hash('sha256', text).slice(0, 16),
    offline: world.offline,
  });
  return { planner, compiler, scope: { ...scope, columnsOf: (id) => planner.columnsOf(id) } };
}

/**
 * The query for the rows that fail a generic test, in Athena's SQL; undefined for one that is not built in. The planner must know the test's inputs.
 */
export function failingRowsSql(
  node: TestNode,
  { planner, scope }: Pick<PlannedProject, 'planner' | 'scope'>,
): string | undefined {
  if (node.test.kind !== 'generic' || !findCheck(node.test.name)) return undefined;
  const columns = planner.columnsOf(node.test.attachedTo);
  return failingRowsQuery(node, {
    relation: scope.relationSql(node.test.attachedTo),
    arguments: scope.testArguments(node),
    now: scope.runStartedAt,
    ...(columns && { columns }),
  });
}

/** The embedded engine, then the target's own where that is another one and is asked. */
function columnFinder({ columns, connection }: PlanningWorld): PlanningWorld['columns'] {
  if (!connection || connection.dialect.name === 'duckdb') return columns;
  return { ...columns, ask: (sql) => columnsByEngine(sql, connection) };
}

function planScope({ opened, invocation, warehouse, committed, runId, startedAt }: PlanningWorld): PlanScope {
  const { project, graph } = opened;
  const systems = sourceSystems(project, graph);
  const relationSql = (id: string) => {
    const found = project.nodes[id] ?? project.sources[id];
    return found && 'relation' in found ? quoteRelation(found.relation, 'athena') : '';
  };
  return {
    project,
    graph,
    dialect: project.target.type,
    capabilities: DIALECTS[project.target.type].capabilities,
    runId,
    runStartedAt: timestampText(startedAt),
    fullRefresh: invocation.fullRefresh,
    ...(invocation.empty && { empty: true }),
    ...(invocation.eventTime && { window: invocation.eventTime }),
    existing: warehouse.existing,
    committed,
    sourceSystem: (id) => systems.get(id) ?? '',
    rowRuleTests: rowRuleTests(project),
    testArguments: testArguments(opened, relationSql),
    ownTests: new Set(
      Object.values(project.macros)
        .filter((macro) => macro.kind === 'test')
        .map((macro) => macro.name.replace(/^test_/, '')),
    ),
    columnsOf: () => undefined,
    relationSql,
  };
}

/** Plans and renders everything that a command would send. Without a value where anything stands in the way; then nothing is sent. */
export async function planProject(
  command: string,
  ids: readonly string[],
  world: PlanningWorld,
): Promise<Outcome<RenderedPlan | undefined>> {
  world.host.onEvent({ type: 'phase', phase: 'plan' });
  const { project, graph } = world.opened;
  const { planner, compiler, scope } = createPlanner(world);
  const order = command === 'build' ? buildOrderParents(graph, ids, project) : runOrderParents(graph, ids);
  const request = {
    command,
    ids,
    order,
    storeFailures: world.invocation.storeFailures,
    schemas: world.warehouse.schemas,
  };
  const planned = await planRun(request, { planner, scope, compiler });
  const { controls } = world.opened;
  const diagnostics: Diagnostic[] = controls.apply(distinct(planned.diagnostics));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const files = filesContext(world);
  const rendered = await renderPlan(
    planned.value,
    renderContext(project.target.type, files),
    renderContext('duckdb', files),
    (plan) => {
      const id = plan.tests[0] ?? plan.id;
      const node = project.nodes[id];
      return node && placeAt(project, node.span);
    },
  );
  diagnostics.push(...rendered.diagnostics);
  return { value: hasErrors(diagnostics) ? undefined : rendered.value, diagnostics };
}

export function filesContext({
  opened,
  invocation,
  connection,
  sql,
}: Pick<PlanningWorld, 'opened' | 'invocation' | 'connection'> & Partial<CompileTools>): FilesContext {
  return {
    projectDir: resolve(invocation.projectDir),
    targetDir: targetPath(opened.project, invocation),
    ...(connection && { connection }),
    ...(sql && { sql }),
  };
}

/** `YYYY-MM-DD hh:mm:ss.ffffff`, UTC. */
export function timestampText(date: Date): string {
  return `${date.toISOString().slice(0, 23).replace('T', ' ')}000`;
}

function rowRuleTests(project: Project): ReadonlyMap<string, readonly TestNode[]> {
  const byNode = new Map<string, TestNode[]>();
  for (const node of Object.values(project.nodes)) {
    if (node.resourceType !== 'test' || node.test.kind !== 'generic' || node.test.onFail === undefined) continue;
    const list = byNode.get(node.test.attachedTo);
    if (list) list.push(node);
    else byNode.set(node.test.attachedTo, [node]);
  }
  return byNode;
}

/** A test's arguments with references replaced by the relations that they name. */
function testArguments(
  { project }: OpenProject,
  relationSql: (id: string) => string,
): (test: TestNode) => CheckArguments {
  const resolver = createResolver(project);
  const lookUp = (reference: Reference) => {
    const found = 'ref' in reference ? resolver.ref(reference.ref) : resolver.source(reference.source);
    return found && { relation: relationSql(found.uniqueId) };
  };
  return ({ test }) => {
    if (test.kind !== 'generic') return {};
    const check = findCheck(test.name);
    if (check) return resolveArguments(check, test, lookUp);
    // A project's own test does not say which arguments name relations: those that are written as references do.
    return Object.fromEntries(
      Object.entries(test.arguments).map(([name, value]) => {
        const reference = parseReference(value);
        return [name, (reference && lookUp(reference)) ?? value];
      }),
    );
  };
}
