import { diagnose, hasErrors, placeIn, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import { FIRST_TIME, sourceOf, type CompiledText, type Compiler, type Situation } from '../compile/compiler.ts';
import type { SqlCompiler } from '../compile/sql-compiler.ts';
import type { Column, RelationInfo, RelationName } from '../engines/engine.ts';
import { placeAt } from '../graph/place-at.ts';
import type { ModelNode, ProjectNode, SeedNode, SnapshotNode } from '../project/project.ts';
import { guardsOf, NO_GUARDS, reviewNode, type Guards } from '../rules/index.ts';
import { quoteRelation } from '../sql/quote.ts';
import {
  addedColumns,
  declaredColumns,
  declaredNotNull,
  ownTableColumns,
  relationOf,
  sourceColumns,
  type ColumnFinder,
} from './columns.ts';
import { digHoles, fillHoles, holeSamples } from './holes.ts';
import type { ConfiguredConditions } from './merge-conditions.ts';
import { eventTimesOf, situationOf } from './event-times.ts';
import { isMadeAnew } from './made-anew.ts';
import { intervalsOf, type IntervalBatch } from './microbatch.ts';
import { bounds, versionText } from './query-bounds.ts';
import { goesByIntervals } from './strategy.ts';
import { planModel } from './plan-model.ts';
import { planSeed } from './plan-seed.ts';
import { planSnapshot } from './plan-snapshot.ts';
import type { CompiledQuery, PlanScope, RelationSteps } from './scope.ts';
import { holeType, watermarksOf, type Watermark } from './watermarks.ts';

export interface PlannerOptions {
  readonly scope: Omit<PlanScope, 'columnsOf'>;
  readonly compiler: Compiler;
  readonly sql: SqlCompiler;
  readonly columns: ColumnFinder;
  readonly seedRows: (node: SeedNode) => Promise<readonly (readonly (string | null)[])[]>;
  /** A condition in Athena's SQL in the target's dialect. */
  readonly translateCondition: (text: string, node: ProjectNode, key: string) => Outcome<string | undefined>;
  /** A short hash of a text, hexadecimal. */
  readonly hash: (text: string) => string;
  /** Without a warehouse to ask: inputs that are not built are compiled, too, to know their columns. */
  readonly offline: boolean;
}

type QueryNode = ModelNode | SnapshotNode | Extract<ProjectNode, { resourceType: 'analysis' }>;

/** A node planned or, for one that only others read, compiled. */
export interface PlannedNode {
  readonly compiled?: CompiledText;
  readonly columns: readonly Column[];
  readonly steps?: RelationSteps;
}

/** Plans nodes one after the other, inputs first; what it learns of a relation's columns serves the nodes that read it. */
export class Planner {
  private readonly options: PlannerOptions;
  private readonly scope: PlanScope;
  private readonly known = new Map<string, readonly Column[]>();
  private readonly failed = new Set<string>();
  private readonly notNull: ReadonlyMap<string, readonly string[]>;
  private readonly guards: ReadonlyMap<string, Guards>;
  readonly diagnostics: Diagnostic[] = [];

  constructor(options: PlannerOptions) {
    this.options = options;
    this.scope = { ...options.scope, columnsOf: (id) => this.known.get(id) };
    this.notNull = declaredNotNull(options.scope.project);
    this.guards = guardsOf(options.scope.project);
  }

  columnsOf(id: string): readonly Column[] | undefined {
    return this.known.get(id);
  }

  /** Plans a model, seed or snapshot. Undefined where it cannot be; `diagnostics` then says why, or why an input of it cannot. */
  async plan(id: string, { virtually = this.options.offline } = {}): Promise<PlannedNode | undefined> {
    const node = this.scope.project.nodes[id];
    if (!node || node.resourceType === 'test') return undefined;
    if (!(await this.knowInputs(id, { virtually }))) {
      this.failed.add(id);
      return undefined;
    }
    const planned = await this.planKind(node);
    if (!planned) this.failed.add(id);
    else if ('relation' in node && node.config.materialized !== 'ephemeral') this.know(id, planned.columns);
    return planned;
  }

  /**
   * Finds the columns of everything a node reads; false where an input is missing or failed.
   * `virtually`: an input that is not built is compiled to know its columns, as for unit tests, which read no warehouse.
   */
  async knowInputs(id: string, { virtually = this.options.offline } = {}): Promise<boolean> {
    let complete = true;
    for (const parent of this.scope.graph.nodes[id]?.parents ?? []) {
      if (this.failed.has(parent)) complete = false;
      else if (!this.known.has(parent) && !(await this.learn(parent, id, virtually))) complete = false;
    }
    return complete;
  }

  /** Makes a relation known that stands in for another: unit tests. */
  standIn(relation: RelationName, columns: readonly Column[]): void {
    this.options.sql.define({ relation, columns });
  }

  /** The columns of a query in Athena's SQL; undefined where they cannot be known without an engine. */
  columnsOfQuery(source: Source): Outcome<readonly Column[] | undefined> {
    const { value, diagnostics } = this.options.sql.compile(source);
    return { value: value.columns?.map(({ name, type }) => ({ name, type })), diagnostics };
  }

  /** What a node reads that is neither known nor in the warehouse. */
  missingInputs(id: string): string[] {
    const { graph, project, existing } = this.scope;
    return (graph.nodes[id]?.parents ?? []).filter((parent) => {
      const relation = project.sources[parent] ? undefined : relationOf(project, parent);
      return relation !== undefined && !this.failed.has(parent) && !this.known.has(parent) && !existing(relation);
    });
  }

  private async learn(parent: string, child: string, virtually: boolean): Promise<boolean> {
    const { project } = this.scope;
    const node = project.nodes[parent];
    if (node?.resourceType === 'model' && node.config.materialized === 'ephemeral')
      return this.knowInputs(parent, { virtually });
    const relation = relationOf(project, parent);
    if (!relation) return true;
    const existing = this.scope.existing(relation);
    const source = project.sources[parent];
    const columns = source ? sourceColumns(source, existing) : existing?.columns;
    if (columns) {
      this.know(parent, columns);
      return true;
    }
    // Athena and Trino know them when the query runs; until then they are unknown, which is no error.
    if (source) return this.scope.dialect !== 'duckdb' || this.missing(parent, child);
    if (!virtually) return this.missing(parent, child);
    return (await this.plan(parent, { virtually })) !== undefined;
  }

  private missing(parent: string, child: string): false {
    const { project, graph } = this.scope;
    const span = graph.edges.find((edge) => edge.from === parent && edge.to === child)?.span;
    const relation = relationOf(project, parent)!;
    const name = (id: string) => project.nodes[id]?.name ?? id.split('.').slice(2).join('.');
    this.report(
      diagnose(
        project.sources[parent] ? 'source-columns-unknown' : 'input-not-built',
        { model: name(child), input: name(parent), relation: quoteRelation(relation, 'athena') },
        span ? { at: placeAt(project, span) } : {},
      ),
    );
    return false;
  }

  private know(id: string, columns: readonly Column[]): void {
    this.known.set(id, columns);
    const { project } = this.scope;
    const relation = relationOf(project, id);
    if (relation) this.options.sql.define({ relation, columns, id, notNull: this.notNull.get(id) ?? [] });
  }

  private async planKind(node: ProjectNode): Promise<PlannedNode | undefined> {
    switch (node.resourceType) {
      case 'seed':
        return this.planSeed(node);
      case 'model':
        return node.config.materialized === 'snapshot' ? this.planSnapshot(node) : this.planModel(node);
      case 'snapshot':
        return this.planSnapshot(node);
      case 'analysis': {
        const compiled = await this.compile(node, FIRST_TIME);
        return compiled && { compiled: compiled.text, columns: compiled.query.columns };
      }
      case 'test':
        return undefined;
    }
  }

  private async planSeed(node: SeedNode): Promise<PlannedNode> {
    const rows = await this.options.seedRows(node);
    const steps = planSeed(node, rows, this.existing(node), this.scope);
    return { columns: steps.columns, steps };
  }

  private async planSnapshot(node: ModelNode | SnapshotNode): Promise<PlannedNode | undefined> {
    const compiled = await this.compile(node, { ...FIRST_TIME, isIncremental: this.isIncremental(node) });
    if (!compiled) return undefined;
    const { value, diagnostics } = planSnapshot(node, compiled.query, this.existing(node), this.scope);
    this.report(...diagnostics);
    return value && { compiled: compiled.text, columns: value.columns, steps: value };
  }

  private async planModel(node: ModelNode): Promise<PlannedNode | undefined> {
    const { watermarks, diagnostics } = watermarksOf(node.uniqueId, this.scope);
    this.report(...diagnostics);
    if (hasErrors(diagnostics)) return undefined;
    const situation = { isIncremental: this.isIncremental(node), ...bounds(watermarks) };
    const intervals = goesByIntervals(node.config)
      ? await this.compileIntervals(node, situation, watermarks)
      : { batches: [], left: 0, text: undefined };
    const first = intervals?.batches[0];
    const compiled = first
      ? { text: intervals.text!, query: first.compiled }
      : intervals && (await this.compile(node, situation, watermarks));
    if (!compiled) return undefined;
    if (node.config.materialized === 'ephemeral') return { compiled: compiled.text, columns: compiled.query.columns };
    const conditions = this.conditions(node);
    if (!conditions) return undefined;
    const planned = planModel(
      {
        node,
        compiled: compiled.query,
        existing: this.existing(node),
        watermarks,
        conditions,
        ...(first && { intervals }),
      },
      this.scope,
    );
    this.report(...planned.diagnostics);
    return planned.value && { compiled: compiled.text, columns: planned.value.columns, steps: planned.value };
  }

  /** The query of each interval that a run of a model with `microbatch` processes. */
  private async compileIntervals(
    node: ModelNode,
    situation: Situation,
    watermarks: readonly Watermark[],
  ): Promise<{ batches: readonly IntervalBatch[]; left: number; text: CompiledText | undefined } | undefined> {
    const inputs = eventTimesOf(node.uniqueId, this.scope);
    this.report(...inputs.diagnostics);
    if (hasErrors(inputs.diagnostics)) return undefined;
    const { intervals, left, size } = intervalsOf(node, this.scope);
    const batches: IntervalBatch[] = [];
    let text: CompiledText | undefined;
    for (const interval of intervals) {
      const said = this.diagnostics.length;
      const batch = situationOf(interval, size, inputs.columns);
      const compiled = await this.compile(node, { ...situation, batch }, watermarks);
      if (!compiled) return undefined;
      // What is said of the text is said once.
      if (text) this.diagnostics.length = said;
      text ??= compiled.text;
      const { query } = batches[0] ? { query: { ...compiled.query, version: batches[0].compiled.version } } : compiled;
      batches.push({ interval, compiled: query });
    }
    return { batches, left, text };
  }

  /** Compiles a node and finds its columns; undefined, reported, where either cannot be done. */
  private async compile(
    node: QueryNode,
    situation: Situation,
    watermarks: readonly Watermark[] = [],
  ): Promise<{ text: CompiledText; query: CompiledQuery } | undefined> {
    this.defineOwn(node);
    const isEmpty = this.scope.empty && node.resourceType !== 'analysis';
    const outcome = this.options.compiler.compile(node, { ...situation, ...(isEmpty && { isEmpty }) });
    this.report(...outcome.diagnostics);
    if (!outcome.value) return undefined;
    const query = await this.bind(outcome.value, node, watermarks, situation.batch);
    if (query && node.resourceType !== 'analysis') this.report(...this.review(node, outcome.value, query));
    return query && { text: outcome.value, query };
  }

  /** What rules say of the columns that a node returns. */
  private review(
    node: ModelNode | SnapshotNode,
    { rows }: CompiledText,
    { columns }: CompiledQuery,
  ): readonly Diagnostic[] {
    const { project } = this.scope;
    const source = sourceOf(node, project.texts);
    return reviewNode({
      node,
      columns,
      rows,
      guards: this.guards.get(node.uniqueId) ?? NO_GUARDS,
      added: addedColumns(node),
      table: this.isIncremental(node) ? ownTableColumns(node, this.existing(node)) : undefined,
      placeAt: (span) => placeAt(project, span),
      made: (name) => {
        const at = rows?.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.at;
        return at && placeIn(source, at.start, at.end);
      },
    });
  }

  private async bind(
    text: CompiledText,
    node: QueryNode,
    watermarks: readonly Watermark[],
    batch: Situation['batch'],
  ): Promise<CompiledQuery | undefined> {
    const version = this.options.hash(versionText(text.rendered, watermarks, batch));
    if (text.columns)
      return { sql: text.sql, columns: text.columns.map(({ name, type }) => ({ name, type })), version };
    const declared = this.scope.dialect === 'duckdb' ? undefined : declaredColumns(node);
    if (declared) return { sql: text.sql, columns: declared, version };
    const samples = holeSamples(watermarks.map(({ hole, column }) => ({ hole, type: holeType(column) })));
    const ask = async (): Promise<CompiledQuery | undefined> => {
      const columns = await this.options.columns.ask?.(fillHoles(text.sql, samples));
      return columns ? { sql: text.sql, columns, version } : this.columnsUnknown(node);
    };
    if (text.local === undefined) return ask();
    const sample = fillHoles(text.local, samples);
    const bound = await this.options.columns.bind(sample, sourceOf(node, this.scope.project.texts));
    // What the embedded engine misses, Athena and Trino may have.
    if (!bound.value && this.scope.dialect !== 'duckdb') return ask();
    this.report(...bound.diagnostics);
    if (!bound.value) return undefined;
    const { columns } = bound.value;
    if (this.scope.dialect !== 'duckdb') return { sql: text.sql, columns, version };
    return { sql: digHoles(bound.value.sql, samples), columns, version };
  }

  private columnsUnknown({ name, span }: QueryNode): undefined {
    this.report(diagnose('columns-unknown', { model: name }, { at: placeAt(this.scope.project, span) }));
  }

  /** `{{ this }}` in a query is the table as the run finds it. */
  private defineOwn(node: QueryNode): void {
    const existing = 'relation' in node ? this.existing(node) : undefined;
    if (existing)
      this.options.sql.define({ relation: existing.relation, columns: existing.columns, id: node.uniqueId });
  }

  private isIncremental(node: ModelNode | SnapshotNode): boolean {
    const incremental = node.config.materialized === 'incremental' || node.config.materialized === 'snapshot';
    return incremental && !isMadeAnew(node, this.scope);
  }

  private existing(node: ModelNode | SnapshotNode | SeedNode): RelationInfo | undefined {
    return this.scope.existing(node.relation);
  }

  private conditions(node: ModelNode): ConfiguredConditions | undefined {
    const translate = (
      key: 'delete_condition' | 'update_condition' | 'insert_condition' | 'incremental_predicates',
      text: string,
    ) => {
      const outcome = this.options.translateCondition(text, node, key);
      this.report(...outcome.diagnostics);
      return outcome.value;
    };
    const result: Record<string, string | undefined> = {};
    for (const key of ['delete_condition', 'update_condition', 'insert_condition'] as const) {
      const text = node.config[key];
      if (text === undefined) continue;
      result[key] = translate(key, text);
      if (result[key] === undefined) return undefined;
    }
    const predicates: string[] = [];
    for (const text of node.config.incremental_predicates) {
      const predicate = translate('incremental_predicates', text);
      if (predicate === undefined) return undefined;
      predicates.push(predicate);
    }
    return { ...result, predicates };
  }

  private report(...diagnostics: readonly Diagnostic[]): void {
    this.diagnostics.push(...diagnostics);
  }
}
