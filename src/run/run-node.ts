import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection, type StatementResult, type Value } from '../engines/engine.ts';
import { fillHoles } from '../plan/holes.ts';
import type { NodePlan, Step } from '../plan/plan.ts';
import { checkConservation, gate, readMeasure, type Measure } from '../quality/index.ts';
import type { RenderedNode } from '../render/render-plan.ts';
import type { RenderedStep } from '../render/statement.ts';
import { brokenPromise } from './broken-promise.ts';
import { duplicateKey } from './duplicate-key.ts';
import type { CommittedWatermark, RunState } from './run-state.ts';

/** What a node's execution gave, counted. */
export interface NodeOutcome {
  readonly status: 'success' | 'error';
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: number;
  readonly bytesScanned?: number;
  /** Rows that the publishing statement wrote or changed, where the engine says it. */
  readonly rows?: number;
  readonly measure?: Measure;
  /** Failures by test id. */
  readonly failures: ReadonlyMap<string, number>;
}

export interface NodeContext {
  readonly connection: Connection;
  readonly state: RunState;
  readonly signal: AbortSignal;
  /** Told of each text before it is sent, as sent. */
  readonly onStatement?: (plan: NodePlan, sql: string) => void;
}

/** Sends a node's statements in order. Never throws for what a user or an engine did; a failed node leaves no stage behind. */
export async function runNode(node: RenderedNode, context: NodeContext): Promise<NodeOutcome> {
  const execution = new NodeExecution(node, context);
  const writes = node.plan.relation !== undefined;
  if (!writes) return execution.run();
  const locked = await context.state.lock(node.plan);
  if ('diagnostics' in locked) return execution.outcome('error', locked.diagnostics);
  try {
    return await execution.run();
  } finally {
    await locked.release();
  }
}

class NodeExecution {
  private readonly node: RenderedNode;
  private readonly context: NodeContext;
  private readonly holes = new Map<string, string>();
  private readonly failures = new Map<string, number>();
  private readonly warnings: Diagnostic[] = [];
  private statements = 0;
  private bytes: number | undefined;
  private rows: number | undefined;
  private measure: Measure | undefined;
  private begun = false;
  private publishing = false;

  constructor(node: RenderedNode, context: NodeContext) {
    this.node = node;
    this.context = context;
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
      if (!(error instanceof StatementError)) throw error;
      return this.fail([this.located(this.explained(error.diagnostic))]);
    }
  }

  outcome(status: NodeOutcome['status'], diagnostics: readonly Diagnostic[]): NodeOutcome {
    return {
      status,
      diagnostics,
      statements: this.statements,
      failures: this.failures,
      ...(this.bytes !== undefined && { bytesScanned: this.bytes }),
      ...(this.rows !== undefined && { rows: this.rows }),
      ...(this.measure && { measure: this.measure }),
    };
  }

  private async fail(problems: readonly Diagnostic[]): Promise<NodeOutcome> {
    for (const { statements } of this.node.cleanup) {
      for (const { sql } of statements) {
        // The failure itself is what the user must see; a stage that stays is replaced by the next run.
        await this.send(sql, new AbortController().signal).catch((error: unknown) => {
          if (!(error instanceof StatementError)) throw error;
        });
      }
    }
    // Once its publishing was sent, the batch may be there: whoever comes next takes it up again instead of writing it twice.
    if (this.begun && !this.publishing) await this.context.state.abandon(this.node.plan);
    return this.outcome('error', [...this.warnings, ...problems]);
  }

  /** A guard of ours that failed a statement, by its own name. */
  private explained(diagnostic: Diagnostic): Diagnostic {
    const { plan } = this.node;
    return duplicateKey(diagnostic, plan) ?? brokenPromise(diagnostic, plan) ?? diagnostic;
  }

  /** An engine's error is one of the node's own file; what it points at is the statement that was sent. */
  private located(diagnostic: Diagnostic): Diagnostic {
    const { place } = this.node;
    if (!place) return diagnostic;
    const sent = diagnostic.place ? [{ message: 'in the statement that was sent', place: diagnostic.place }] : [];
    return { ...diagnostic, place, related: [...diagnostic.related, ...sent] };
  }

  private async runStep({ step, statements }: RenderedStep): Promise<readonly Diagnostic[]> {
    if (step.onlyIf === 'quarantined' && (this.measure?.quarantined ?? 0) === 0) return [];
    if (step.kind === 'commit') return this.commit(step);
    if (step.kind !== 'find-high') await this.begin();
    if (step.id === 'publish') this.publishing = true;
    let last: StatementResult | undefined;
    for (const { sql } of statements) last = await this.send(sql, this.context.signal);
    return last ? this.learn(step, last) : [];
  }

  private async send(text: string, signal: AbortSignal): Promise<StatementResult> {
    const sql = fillHoles(text, this.holes);
    this.context.onStatement?.(this.node.plan, sql);
    this.statements += 1;
    const result = await this.context.connection.execute(sql, { signal, label: this.node.plan.id });
    if (result.bytesScanned !== undefined) this.bytes = (this.bytes ?? 0) + result.bytesScanned;
    return result;
  }

  private learn(step: Step, result: StatementResult): readonly Diagnostic[] {
    switch (step.kind) {
      case 'find-high':
        this.holes.set(step.hole, text(result.rows[0]?.[0] ?? null) ?? step.low);
        return [];
      case 'measure':
        return this.judge(step, result);
      case 'test':
        step.tests.forEach(({ testId, limit }, index) => {
          const count = Number(result.rows[0]?.[index] ?? 0);
          this.failures.set(testId, limit === null ? count : Math.min(count, limit));
        });
        return [];
      default:
        if (step.id === 'publish' || step.kind === 'load-rows') return this.published(step, result);
        return [];
    }
  }

  private judge(step: Extract<Step, { kind: 'measure' }>, result: StatementResult): readonly Diagnostic[] {
    const { rules, duplicateKey: uniqueKey, model, maxQuarantinedFraction } = step.gate;
    this.measure = readMeasure(result.rows[0] ?? [], { rules, uniqueKey });
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
    if (!this.measure) return [];
    const written = (step.kind === 'create-table' && step.where === undefined) || step.kind === 'insert';
    const published = written ? (result.rowsAffected ?? this.measure.published) : this.measure.published;
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

function text(value: Value): string | undefined {
  return value === null ? undefined : String(value);
}
