import type { OutputColumn } from '../bind/bound.ts';
import type { Body, CommonTable } from '../sql/tree.ts';
import { traceColumn } from './trace-column.ts';
import { addTrace, finished, gathering, type Trace, type Tracing } from './tracing.ts';

/**
 * Traces the columns of a common table that reads itself. The binder tells its columns as those of the first part; what the steps add to them
 * may come from other columns of the table, so it is asked again until nothing is added. False: it does not read itself.
 */
export function traceRecursion({ query }: CommonTable, tracing: Tracing): boolean {
  const { body } = query;
  const anchors = tracing.facts.query(query)?.columns;
  // The columns of any other UNION are told as made by both of its parts.
  if (body.kind !== 'set-operation' || !anchors?.every(({ made }) => made.by !== 'set-operation')) return false;
  const terms = termsOf(body.right, tracing);
  const columns = anchors.map((anchor, index) => {
    const steps = terms.flatMap((term) => term[index] ?? []);
    return { anchor, steps, first: traceColumn(anchor, tracing) };
  });
  const known = tracing.seen.recursive;
  for (const { anchor, steps, first } of columns) known.set(anchor.made, { name: anchor.name, steps, trace: first });
  for (let grows = true; grows;) {
    grows = false;
    for (const { anchor, steps, first } of columns) {
      tracing.forget();
      const trace = withSteps(first, steps, tracing);
      grows ||= weight(trace) > weight(known.get(anchor.made)?.trace);
      known.set(anchor.made, { name: anchor.name, steps, trace });
    }
  }
  tracing.forget();
  return true;
}

function withSteps(first: Trace, steps: readonly OutputColumn[], tracing: Tracing): Trace {
  const into = gathering(first.how);
  addTrace(first, 'passed through', into);
  for (const step of steps) addTrace(tracing.column(step), 'passed through', into);
  return finished(into, [...first.made, ...steps.flatMap((step) => tracing.column(step).made)]);
}

/** Grows with each input or use that a trace gains. */
function weight(trace: Trace | undefined): number {
  if (!trace) return 0;
  const ways = { 'passed through': 1, renamed: 2, computed: 3, aggregated: 4 };
  const inputs = [...trace.inputs.values()].reduce((sum, how) => sum + ways[how], 0);
  return inputs + [...trace.indirect.values()].reduce((sum, bits) => sum + bits, 0) + ways[trace.how];
}

function termsOf(body: Body, tracing: Tracing): readonly (readonly OutputColumn[])[] {
  switch (body.kind) {
    case 'select':
      return [tracing.facts.select(body)?.columns ?? []];
    case 'query':
      return [tracing.facts.query(body.query)?.columns ?? []];
    case 'set-operation':
      return [...termsOf(body.left, tracing), ...termsOf(body.right, tracing)];
    case 'values':
      return [];
  }
}
