import { DiagnosticError, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { charge, EMPTY_BILL, type Bill, type Price } from '../cost/index.ts';
import { StatementError, type Connection, type StatementResult, type Value } from '../engines/engine.ts';
import type { NodePlan, Step } from '../plan/plan.ts';
import { checkConservation, gate, readMeasure, type Measure, sumMeasures } from '../quality/index.ts';
import type { RenderedNode } from '../render/render-plan.ts';
import type { RenderedStep, Statement } from '../render/statement.ts';
import { brokenPromise } from './broken-promise.ts';
import { outsideInterval } from './outside-interval.ts';
import { outsidePartitions } from './outside-partitions.ts';
import { groupsFor, partitionsOf, readPartitions, sumOf, type PartitionGroups } from './partition-batches.ts';
import { duplicateKey } from './duplicate-key.ts';
import { maintain } from './maintenance.ts';
import type { Repeating } from './repeat.ts';
import { alone, type CommittedWatermark, type RunState, type WriteLock } from './run-state.ts';
import { createSender, type Send } from './send.ts';

/** What a node's execution gave, counted. */
export interface NodeOutcome {
  readonly status: 'success' | 'error';
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: number;
  readonly bytesScanned?: number;
  /** Dollars, where the target has a price. */
  readonly costUsd?: number;
  /** The engine's ids of the queries. */
  readonly queryIds?: readonly string[];
  /** Rows that the publishing statement wrote or changed, where the engine says it. */
  readonly rows?: number;
  readonly measure?: Measure;
  /** Failures by test id. */
  readonly failures: ReadonlyMap<string, number>;
}

export interface NodeContext {
  readonly connection: Connection;
  readonly state: RunState;
  /** Sent along with each statement, for the engine's own records. */
  readonly runId: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly repeating?: Repeating;
  /** What data that is read costs on the target. */
  readonly price?: Price | undefined;
  /** Told of each text before it is sent, as sent. */
  readonly onStatement?: (plan: NodePlan, sql: string) => void;
}

/** Sends a node's statements in order. Never throws for what a user or an engine did; a failed node leaves no stage behind. */
export async function runNode(node: RenderedNode, context: NodeContext): Promise<NodeOutcome> {
  const writes = node.plan.relation !== undefined;
  if (!writes) return new NodeExecution(node, context, alone(context.now)).run();
  const locked = await context.state.lock(node.plan);
  if ('diagnostics' in locked) return notStarted(locked.diagnostics);
  try {
    return await new NodeExecution(node, context, locked).run();
  } finally {
    await locked.release();
  }
}

function notStarted(diagnostics: readonly Diagnostic[]): NodeOutcome {
  return { status: 'error', diagnostics, ...EMPTY_BILL, failures: new Map() };
}

const NO_ROWS: StatementResult = { columns: [], rows: [], rowsAffected: 0, durationMs: 0 };

class NodeExecution {
  private readonly node: RenderedNode;
  private readonly context: NodeContext;
  private readonly lock: WriteLock;
  private readonly sender: Send;
  private readonly holes = new Map<string, string>();
  private readonly failures = new Map<string, number>();
  private readonly warnings: Diagnostic[] = [];
  private bill: Bill = EMPTY_BILL;
  private rows: number | undefined;
  /** Of the batch that was measured last. */
  private measure: Measure | undefined;
  private measured: Measure | undefined;
  private partitions: PartitionGroups = [];
  private begun = false;
  private publishing = false;

  constructor(node: RenderedNode, context: NodeContext, lock: WriteLock) {
    const { plan } = node;
    const { connection, runId, repeating, onStatement } = context;
    this.node = node;
    this.context = context;
    this.lock = lock;
    this.sender = createSender({
      connection,
      lock,
      runId,
      label: plan.id,
      name: plan.name,
      ...(plan.workGroup !== undefined && { workGroup: plan.workGroup }),
      ...(repeating && { repeating }),
      ...(onStatement && { onStatement: (sql: string) => onStatement(plan, sql) }),
      onEnd: (sql, result) => {
        this.bill = charge(this.bill, sql, result, context.price);
      },
    });
    for (const [name, value] of Object.entries(node.plan.highs)) this.holes.set(name, value);
  }

  async run(): Promise<NodeOutcome> {
    try {
      for (const step of this.node.steps) {
        const problems = await this.runStep(step);
        if (hasErrors(problems)) return await this.fail(problems);
        this.warnings.push(...problems);
      }
      return this.outcome('success', this.warnings);
    } catch (error) {
      if (error instanceof DiagnosticError) return this.fail(error.diagnostics);
      if (!(error instanceof StatementError)) throw error;
      return this.fail([this.located(this.explained(error.diagnostic))]);
    }
  }

  outcome(status: NodeOutcome['status'], diagnostics: readonly Diagnostic[]): NodeOutcome {
    return {
      status,
      diagnostics,
      ...this.bill,
      failures: this.failures,
      ...(this.rows !== undefined && { rows: this.rows }),
      ...(this.measured && { measure: this.measured }),
    };
  }

  private async fail(problems: readonly Diagnostic[]): Promise<NodeOutcome> {
    // Whoever has the lock now may be using what would be cleaned up.
    if (!this.lock.lost?.aborted) await this.cleanUp();
    return this.outcome('error', [...this.warnings, ...problems]);
  }

  /** The failure itself is what the user must see, not one of tidying up: a stage or a batch that stays is taken up by the next run. */
  private async cleanUp(): Promise<void> {
    const unstopped = new AbortController().signal;
    for (const { step, statements } of this.node.cleanup) {
      for (const statement of statements) await whateverHappens(this.send(step, statement, unstopped));
    }
    // Once its publishing was sent, the batch may be there: whoever comes next takes it up again instead of writing it twice.
    if (this.begun && !this.publishing) await whateverHappens(this.context.state.abandon(this.node.plan));
  }

  /** A guard of ours that failed a statement, by its own name. */
  private explained(diagnostic: Diagnostic): Diagnostic {
    const { plan } = this.node;
    return (
      duplicateKey(diagnostic, plan) ??
      brokenPromise(diagnostic, plan) ??
      outsidePartitions(diagnostic, plan) ??
      outsideInterval(diagnostic, plan) ??
      diagnostic
    );
  }

  /** An engine's error is one of the node's own file; what it points at is the statement that was sent. */
  private located(diagnostic: Diagnostic): Diagnostic {
    const { place } = this.node;
    if (!place) return diagnostic;
    const sent = diagnostic.place ? [{ message: 'in the statement that was sent', place: diagnostic.place }] : [];
    return { ...diagnostic, place, related: [...diagnostic.related, ...sent] };
  }

  private async runStep({ step, statements }: RenderedStep): Promise<readonly Diagnostic[]> {
    if (step.onlyIf && (this.measure?.[step.onlyIf] ?? 0) === 0) return this.leftOut(step);
    if (step.kind === 'commit') return this.commit(step);
    if (step.kind !== 'find-high') await this.begin();
    if (step.id === 'publish') this.publishing = true;
    if (step.kind === 'maintain') return this.maintain(step, statements);
    const partitions = partitionsOf(step);
    const results: StatementResult[] = [];
    for (const group of partitions ? groupsFor(partitions, this.partitions) : [undefined]) {
      for (const [name, value] of group ?? []) this.holes.set(name, value);
      let last: StatementResult | undefined;
      for (const statement of statements) last = await this.send(step, statement, this.context.signal);
      if (last) results.push(last);
    }
    if (partitions && results.length === 0) this.rows ??= 0;
    const result = sumOf(results);
    return result ? this.learn(step, result) : [];
  }

  /** A batch without such rows. One without any to publish has published none, which is counted all the same. */
  private leftOut(step: Step): readonly Diagnostic[] {
    const isPublishing = step.onlyIf === 'published' && step.id === 'publish';
    return isPublishing ? this.published(step, NO_ROWS) : [];
  }

  /** Nothing was written: there is nothing new to care for. */
  private async maintain(
    step: Extract<Step, { kind: 'maintain' }>,
    statements: readonly Statement[],
  ): Promise<readonly Diagnostic[]> {
    if (this.rows === 0) return [];
    return maintain(step, statements, this.node.plan.name, (each) => this.send(step, each, this.context.signal));
  }

  private send(step: Step, statement: Statement, signal: AbortSignal): Promise<StatementResult> {
    return this.sender(step, statement, this.holes, signal);
  }

  private learn(step: Step, result: StatementResult): readonly Diagnostic[] {
    switch (step.kind) {
      case 'find-high':
        this.holes.set(step.hole, text(result.rows[0]?.[0] ?? null) ?? step.low);
        return [];
      case 'measure':
        return this.judge(step, result);
      case 'find-partitions': {
        const { groups, diagnostics } = readPartitions(step, result);
        this.partitions = groups;
        return diagnostics;
      }
      case 'test':
        step.tests.forEach(({ testId, limit }, index) => {
          const count = Number(result.rows[0]?.[index] ?? 0);
          this.failures.set(testId, limit === null ? count : Math.min(count, limit));
        });
        return [];
      default:
        if (step.id.startsWith('publish') || step.kind === 'load-rows') return this.published(step, result);
        return [];
    }
  }

  private judge(step: Extract<Step, { kind: 'measure' }>, result: StatementResult): readonly Diagnostic[] {
    const { rules, duplicateKey: uniqueKey, model, maxQuarantinedFraction } = step.gate;
    this.measure = readMeasure(result.rows[0] ?? [], { rules, uniqueKey });
    this.measured = sumMeasures(this.measured, this.measure);
    const verdict = gate(this.measure, rules, {
      model,
      uniqueKey,
      ...(maxQuarantinedFraction !== undefined && { maxQuarantinedFraction }),
    });
    return verdict.diagnostics;
  }

  /** Rows that were published are counted by the engine where it writes each of them, else by their label. */
  private published(step: Step, result: StatementResult): readonly Diagnostic[] {
    if (result.rowsAffected !== undefined) this.rows = (this.rows ?? 0) + result.rowsAffected;
    const partitions = partitionsOf(step);
    // The rest of it comes by another step.
    if (!this.measure || (partitions?.groups === 'first' && this.partitions.length > 1)) return [];
    const written = isCounted(step, this.context.connection.dialect.capabilities.createOrReplaceTable);
    const affected = result.rowsAffected === undefined ? undefined : this.rows;
    const published = written ? (affected ?? this.measure.published) : this.measure.published;
    // A batch that is taken up again may be there already.
    if (step.kind === 'insert' && published === 0) return [];
    const broken = checkConservation({ ...this.measure, published }, this.node.plan.name);
    return broken ? [broken] : [];
  }

  private async begin(): Promise<void> {
    if (this.begun || !this.node.plan.relation) return;
    this.begun = true;
    await this.context.state.begin(this.node.plan, Object.fromEntries(this.holes));
  }

  private async commit(step: Extract<Step, { kind: 'commit' }>): Promise<readonly Diagnostic[]> {
    const watermarks = step.watermarks.map(({ column, of, type, hole, low }): CommittedWatermark => ({
      column,
      of,
      type,
      value: this.holes.get(hole) ?? low,
    }));
    await this.context.state.commit(this.node.plan, watermarks);
    return [];
  }
}

/** Whether the engine's count of a publishing step's rows is that of the batch's rows. */
function isCounted(step: Step, replacesTables: boolean): boolean {
  switch (step.kind) {
    case 'create-table':
      // A MERGE that replaces rows counts those that go, too.
      return step.where === undefined && !(step.replace && (step.partitions || !replacesTables));
    case 'insert':
      // Of a batch that is taken up again some partitions may be there already.
      return step.where === undefined && !(step.batch && step.partitions);
    default:
      return false;
  }
}

function text(value: Value): string | undefined {
  return value === null ? undefined : String(value);
}

async function whateverHappens(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof StatementError) && !(error instanceof DiagnosticError)) throw error;
  }
}
