import type { RenderedNode, RenderedPlan } from '../render/render-plan.ts';
import type { RenderedStep } from '../render/statement.ts';

const MAX_VALUES_LINES = 12;

/** A rendered plan for people: every node with its steps and the statements they send, in order. Holes stand as `⟪name⟫`. */
export function planText({ plan, prepare, nodes, finish }: RenderedPlan): string {
  const head = `-- ${plan.command} on target "${plan.target}" (${plan.dialect}), ${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}`;
  const parts = [
    head,
    ...section('before the first node', prepare),
    ...nodes.flatMap((node) => nodeText(node)),
    ...section('after the last node', finish),
  ];
  return `${parts.join('\n\n')}\n`;
}

function nodeText({ plan, steps }: RenderedNode): string[] {
  const waits = plan.waitsFor.length > 0 ? `\n--   after: ${plan.waitsFor.join(', ')}` : '';
  const notes = plan.notes.map((note) => `\n--   note: ${note}`).join('');
  return [
    `-- ══ ${plan.name} (${plan.kind})${waits}${notes}`,
    ...steps.flatMap((step, index) => stepText(step, index + 1)),
  ];
}

function section(title: string, steps: readonly RenderedStep[]): string[] {
  return steps.length === 0 ? [] : [`-- ══ ${title}`, ...steps.flatMap((step, index) => stepText(step, index + 1))];
}

function stepText({ step, statements }: RenderedStep, number: number): string[] {
  const only = step.onlyIf === 'quarantined' ? ' (only if rows were quarantined)' : '';
  const fills = step.kind === 'find-high' ? `; fills ⟪${step.hole}⟫` : '';
  const title = `-- ${number}. ${step.purpose}${only}${fills}`;
  if (statements.length === 0) return [title];
  const texts = statements.map(({ sql }) => `${step.kind === 'load-rows' ? shortened(sql) : sql};`);
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
