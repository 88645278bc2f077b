import { hasErrors, lineAndColumn, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import type { DialectName, RelationName } from '../engines/engine.ts';
import { createResolver, type Graph } from '../graph/index.ts';
import { callMacro, renderTemplate, type MacroLibrary, type RenderedText } from '../jinja/index.ts';
import type { JsonObject, ModelNode, Project, ProjectNode } from '../project/project.ts';
import type { StatementLineage } from '../lineage/lineage.ts';
import type { KnownRows } from '../rules/index.ts';
import { answerOf, askingScope } from './asking-scope.ts';
import { ephemeralName, withCtes } from './ephemeral.ts';
import { NO_MEMORY, type Memory } from './memory.ts';
import { relocate } from './relocate.ts';
import { ownRemarks, ownRows, type Writing } from './remarks.ts';
import { isLocalOnly, type CompiledColumn, type Judging, type SqlCompiler } from './sql-compiler.ts';
import { createScopes, type CompileHost } from './template-scope.ts';

/** Text of a node's query: as its author means it, in Athena's SQL, and as the target's engine gets it. */
export interface CompiledText {
  readonly rendered: string;
  readonly sql: string;
  /** The query for the embedded engine; absent where it has no form there. */
  readonly local?: string;
  /** What it returns; absent where only an engine can tell. */
  readonly columns?: readonly CompiledColumn[];
  /** Where its columns come from; undefined where the query cannot be read. */
  readonly lineage?: () => StatementLineage | undefined;
  /** What is known of its rows; ranges are of the node's own template. */
  readonly rows?: KnownRows;
}

/** What is true of a node in this run, known before it is rendered. */
export interface Situation {
  readonly isIncremental: boolean;
  /** SQL for `watermark(column, of)`; `of` is the input's unique id, absent where the call names none. */
  readonly watermark: (column: string, of: string | undefined) => string;
  readonly highWatermark: (column: string, of: string | undefined) => string;
  /** Relations that stand in for nodes and sources, by unique id: unit tests. */
  readonly replaced?: ReadonlyMap<string, RelationName>;
  readonly vars?: JsonObject;
  /** Inputs are read as if they had no rows: `--empty`. */
  readonly isEmpty?: boolean;
  /** The interval that is made now: `microbatch`. */
  readonly batch?: SituationBatch;
}

/** One interval of event time, as a template may learn it. */
export interface SituationBatch {
  /** As `model.batch`: `id`, `event_time_start`, `event_time_end`. */
  readonly shown: { readonly id: string; readonly event_time_start: string; readonly event_time_end: string };
  /** The condition in Athena's SQL that rows of an input are read by; undefined: all of them. */
  readonly conditionOf: (id: string) => string | undefined;
}

export interface CompilerOptions {
  readonly project: Project;
  readonly graph: Graph;
  readonly dialect: DialectName;
  readonly library: MacroLibrary;
  readonly host: CompileHost;
  readonly sql: SqlCompiler;
  /** Remembers what templates render to; by default nothing. */
  readonly memory?: Memory;
}

export interface Compiler {
  /** Compiles a node that holds a query. Undefined, with diagnostics placed in the node's own file, where it cannot. */
  readonly compile: (node: CompilableNode, situation: Situation) => Outcome<CompiledText | undefined>;
  /** Renders a node's query and puts it together with its ephemeral inputs: what `compile` reads. */
  readonly write: (node: CompilableNode, situation: Situation) => Outcome<Writing | undefined>;
  /** Renders a template that belongs to a node (a hook, a test's SQL) without translating it. */
  readonly render: (
    source: Source,
    node: ProjectNode | undefined,
    situation: Situation,
  ) => Outcome<RenderedText | undefined>;
  /** The failing-rows query of a project's own generic test, in Athena's SQL. */
  readonly callTest: (name: string, args: JsonObject, node: ProjectNode) => Outcome<string | undefined>;
}

export type CompilableNode = Extract<ProjectNode, { resourceType: 'model' | 'snapshot' | 'analysis' | 'test' }>;

/** Nothing is known of an earlier run: first builds, analyses, tests. */
export const FIRST_TIME: Situation = {
  isIncremental: false,
  watermark: () => `TIMESTAMP '0001-01-01 00:00:00'`,
  highWatermark: () => `TIMESTAMP '9999-12-31 00:00:00'`,
};

/** A compiler for one project, target and moment. It keeps what ephemeral models render to. */
export function createCompiler(options: CompilerOptions): Compiler {
  const { project, graph, dialect, library, sql, memory = NO_MEMORY } = options;
  const scopeOf = createScopes(options, createResolver(project));
  const surroundings = memory.digest(surroundingsOf(options));
  const ephemerals = new Map<string, Outcome<RenderedText | undefined>>();

  function render(
    source: Source,
    node: ProjectNode | undefined,
    situation: Situation,
  ): Outcome<RenderedText | undefined> {
    const scope = scopeOf(node, situation);
    // Unit tests of one node put other relations in its place, each its own.
    if (situation.replaced || !source.text.includes('{')) return renderTemplate(source, library, scope);
    const { file, text, line = 1, column = 1 } = source;
    const kind = JSON.stringify([
      line,
      column,
      situation.isIncremental,
      situation.isEmpty ?? false,
      ...(situation.batch ? [situation.batch.shown.id] : []),
    ]);
    return memory.rememberAsking(
      ['render', surroundings, file, text, node?.uniqueId ?? '', kind],
      (question) => answerOf(scope, question),
      (ask) => renderTemplate(source, library, askingScope(scope, ask)),
    );
  }

  /** Ephemeral models that a node reads, directly or through others, inputs first. */
  function ephemeralParents(id: string, found = new Map<string, ModelNode>()): Map<string, ModelNode> {
    for (const parent of graph.nodes[id]?.parents ?? []) {
      const node = project.nodes[parent];
      if (node?.resourceType !== 'model' || node.config.materialized !== 'ephemeral' || found.has(parent)) continue;
      ephemeralParents(parent, found);
      found.set(parent, node);
    }
    return found;
  }

  function ephemeralCtes(
    id: string,
    situation: Situation,
  ): { ctes: { name: string; sql: string }[]; diagnostics: Diagnostic[] } {
    const diagnostics: Diagnostic[] = [];
    const ctes = [...ephemeralParents(id).values()]
      .filter((node) => !situation.replaced?.has(node.uniqueId))
      .flatMap((node) => {
        // Where other relations stand in for its inputs, its text is another.
        const key = situation.replaced
          ? undefined
          : `${node.uniqueId}${situation.isEmpty ? ' empty' : ''} ${situation.batch?.shown.id ?? ''}`;
        const kept = key === undefined ? undefined : ephemerals.get(key);
        const outcome = kept ?? render(sourceOf(node, project.texts), node, situation);
        if (key !== undefined) ephemerals.set(key, outcome);
        diagnostics.push(...outcome.diagnostics);
        return outcome.value ? [{ name: ephemeralName(node.name), sql: withoutEnd(outcome.value.text) }] : [];
      });
    return { ctes, diagnostics };
  }

  function write(node: CompilableNode, situation: Situation): Outcome<Writing | undefined> {
    const source = sourceOf(node, project.texts);
    const { value: rendered, diagnostics: own } = render(source, node, situation);
    const { ctes, diagnostics: inherited } = ephemeralCtes(node.uniqueId, situation);
    const diagnostics = [...own, ...inherited];
    if (!rendered || hasErrors(diagnostics)) return { value: undefined, diagnostics };
    return { value: { source, rendered, whole: withCtes(withoutEnd(rendered.text), ctes) }, diagnostics };
  }

  function compile(node: CompilableNode, situation: Situation): Outcome<CompiledText | undefined> {
    const written = write(node, situation);
    const diagnostics = [...written.diagnostics];
    if (!written.value) return { value: undefined, diagnostics };

    const writing = written.value;
    const { source, rendered, whole } = writing;
    if (node.config.local_sql !== undefined)
      return localSql(node, node.config.local_sql, whole.text, situation, diagnostics);
    const compiled = sql.compile({ file: node.path, text: whole.text }, judgingOf(node, situation));
    const problems = relocate(compiled.diagnostics, whole, rendered, source);
    const { local, columns, lineage, remarks = [], rows } = compiled.value;
    const known = {
      lineage,
      ...(columns && { columns }),
      ...(local !== undefined && { local }),
      ...(columns && rows && { rows: ownRows(rows, columns, writing) }),
    };
    diagnostics.push(...(dialect === 'duckdb' ? problems : problems.filter((problem) => !isLocalOnly(problem))));
    if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
    diagnostics.push(...ownRemarks(remarks, node, writing));
    if (dialect !== 'duckdb') return { value: { rendered: whole.text, sql: whole.text, ...known }, diagnostics };
    return { value: local === undefined ? undefined : { rendered: whole.text, sql: local, ...known }, diagnostics };
  }

  // The model's own SQL for the embedded engine is DuckDB's, and taken as it is.
  function localSql(
    node: CompilableNode,
    template: string,
    rendered: string,
    situation: Situation,
    before: readonly Diagnostic[],
  ): Outcome<CompiledText | undefined> {
    const local = render({ file: node.path, text: template }, node, situation);
    const diagnostics = [...before, ...local.diagnostics];
    if (!local.value || hasErrors(diagnostics)) return { value: undefined, diagnostics };
    const text = withoutEnd(local.value.text);
    return { value: { rendered, sql: dialect === 'duckdb' ? text : rendered, local: text }, diagnostics };
  }

  function callTest(name: string, args: JsonObject, node: ProjectNode): Outcome<string | undefined> {
    const outcome = callMacro(library, `test_${name}`, [], args, scopeOf(node, FIRST_TIME));
    return {
      value: outcome.value === undefined ? undefined : withoutEnd(String(outcome.value)),
      diagnostics: outcome.diagnostics,
    };
  }

  return { compile, write, render, callTest };
}

/** What templates use without asking: macros, and where they are looked for. Those of lakemodel itself are part of its version. */
function surroundingsOf({ project, library }: CompilerOptions): string {
  const own = library.list().filter(({ builtin }) => !builtin);
  const files = [...new Set(own.map(({ file }) => file))].map((file) => [file, project.texts[file] ?? '']);
  return JSON.stringify([project.name, project.settings.dispatch, files]);
}

/** The template of a node, as a source whose places are those of its file. */
export function sourceOf(node: CompilableNode, texts: Project['texts']): Source {
  if (node.resourceType === 'test')
    return { file: node.path, text: node.test.kind === 'singular' ? node.test.code : '' };
  if (node.resourceType !== 'snapshot') return { file: node.path, text: node.code };
  return { file: node.path, text: node.code, ...lineAndColumn(texts[node.path] ?? '', node.codeOffset) };
}

/** Rules are about models and snapshots, and not about unit tests of them; their rows matter where they are merged or promised. */
function judgingOf({ resourceType, config }: CompilableNode, { replaced }: Situation): Judging {
  if (replaced || (resourceType !== 'model' && resourceType !== 'snapshot')) return 'none';
  const merged = config.materialized === 'incremental' || config.materialized === 'snapshot';
  return merged || config.contract.enforced ? 'rows' : 'remarks';
}

// A statement is embedded in others: no semicolon, no comment that would swallow what follows.
function withoutEnd(text: string): string {
  return text.replace(/[\s;]+$/, '');
}
