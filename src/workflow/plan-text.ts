import { estimateText } from '../cost/index.ts';
import type { RenderedNode, RenderedPlan } from '../render/render-plan.ts';
import type { RenderedStep } from '../render/statement.ts';
import type { PlanEstimate } from './plan-estimate.ts';

const MAX_VALUES_LINES = 12;
const ONLY_IF = { quarantined: 'rows were quarantined', published: 'rows are left to publish' } as const;

/**
 * A rendered plan for people: every node with its steps and the statements they send, in order, and what they read at most where that is known.
 * Holes stand as `⟪name⟫`.
 */
export function planText({ plan, prepare, nodes, finish }: RenderedPlan, estimate?: PlanEstimate): string {
  const head = `-- ${plan.command} on target "${plan.target}" (${plan.dialect}), ${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}${totalText(estimate)}${stampText(plan.dialect)}`;
  const parts = [
    head,
    ...section('before the first node', prepare),
    ...nodes.flatMap((node) => nodeText(node, estimate)),
    ...section('after the last node', finish),
  ];
  return `${parts.join('\n\n')}\n`;
}

// Another run may write the same table on the engines that several clients share.
function stampText(dialect: RenderedPlan['plan']['dialect']): string {
  return dialect === 'duckdb'
    ? ''
    : "\n-- ⟪ingest_ts⟫ is filled when a statement is sent: the time when its model's lock was taken";
}

function totalText(estimate: PlanEstimate | undefined): string {
  const text = estimate && estimateText(estimate.total);
  if (text === undefined) return '';
  return `\n-- reads ${text}\n-- (each table whole as it is now, once for each time it is named${estimate?.stages ? '; staged rows, read again, are not counted' : ''})`;
}

function nodeText({ plan, steps }: RenderedNode, estimate: PlanEstimate | undefined): string[] {
  const waits = plan.waitsFor.length > 0 ? `\n--   after: ${plan.waitsFor.join(', ')}` : '';
  const own = estimate?.byNode.get(plan.id);
  const read = own && estimateText(own);
  const reads = read === undefined ? '' : `\n--   reads: ${read}`;
  const notes = plan.notes.map((note) => `\n--   note: ${note}`).join('');
  return [
    `-- ══ ${plan.name} (${plan.kind})${waits}${reads}${notes}`,
    ...steps.flatMap((step, index) => stepText(step, index + 1)),
  ];
}

function section(title: string, steps: readonly RenderedStep[]): string[] {
  return steps.length === 0 ? [] : [`-- ══ ${title}`, ...steps.flatMap((step, index) => stepText(step, index + 1))];
}

function stepText({ step, statements }: RenderedStep, number: number): string[] {
  const only = step.onlyIf ? ` (only if ${ONLY_IF[step.onlyIf]})` : '';
  const fills = step.kind === 'find-high' ? `; fills ⟪${step.hole}⟫` : '';
  const title = `-- ${number}. ${step.purpose}${only}${fills}`;
  if (statements.length === 0) return [title];
  const texts = statements.map(({ sql, action }) =>
    action ? sql : `${step.kind === 'load-rows' ? shortened(sql) : sql};`,
  );
  return [`${title}\n${texts.join('\n\n')}`];
}

// A seed's rows are in its file; the plan shows the first of them.
function shortened(sql: string): string {
  const lines = sql.split('\n');
  if (lines.length <= MAX_VALUES_LINES * 2) return sql;
  const left = lines.length - MAX_VALUES_LINES * 2;
  return [...lines.slice(0, MAX_VALUES_LINES), `  -- … ${left} more rows`, ...lines.slice(-MAX_VALUES_LINES)].join(
    '\n',
  );
}
