import type { SituationBatch } from '../compile/compiler.ts';
import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import { fileOf } from './projection.ts';
import { quoteIdentifier, literal } from '../sql/quote.ts';
import { parseTrinoType } from '../sql/types.ts';
import { intervalId, type BatchSize, type Interval } from './intervals.ts';
import type { PlanScope } from './scope.ts';

/** The inputs of a node that say when their rows happened, by id: they are read by intervals. */
export function eventTimesOf(
  id: string,
  scope: PlanScope,
): { columns: ReadonlyMap<string, Column>; diagnostics: Diagnostic[] } {
  const columns = new Map<string, Column>();
  const diagnostics: Diagnostic[] = [];
  const node = scope.project.nodes[id];
  for (const input of inputsOf(id, scope)) {
    const config = (scope.project.nodes[input] ?? scope.project.sources[input])?.config as
      { readonly event_time?: unknown; readonly materialized?: unknown } | undefined;
    const name = config?.event_time;
    if (typeof name !== 'string' || config?.materialized === 'ephemeral') continue;
    const known = scope.columnsOf(input);
    const found = known?.find((column) => column.name.toLowerCase() === name.toLowerCase());
    const hourly = node?.resourceType === 'model' && node.config.batch_size === 'hour';
    if (found && (/^timestamp/.test(found.type) || (found.type === 'date' && !hourly))) columns.set(input, found);
    else if (!known) columns.set(input, { name, type: 'timestamp(6)' });
    else if (node && 'relation' in node) {
      const params = { model: node.name, input: input.split('.').slice(2).join('.'), column: name, type: found?.type };
      diagnostics.push(diagnose('input-event-time-unknown', params, { at: fileOf(node, scope) }));
    }
  }
  return { columns, diagnostics };
}

/** What a node reads, also through ephemeral models. */
function inputsOf(id: string, scope: PlanScope, seen = new Set<string>()): Set<string> {
  for (const parent of scope.graph.nodes[id]?.parents ?? []) {
    if (seen.has(parent)) continue;
    seen.add(parent);
    const node = scope.project.nodes[parent];
    if (node?.resourceType === 'model' && node.config.materialized === 'ephemeral') inputsOf(parent, scope, seen);
  }
  return seen;
}

/** An interval as templates see it: inputs that have an event time are read of it alone. */
export function situationOf(interval: Interval, size: BatchSize, columns: ReadonlyMap<string, Column>): SituationBatch {
  const { start, end } = interval;
  return {
    shown: { id: intervalId(interval, size), event_time_start: start, event_time_end: end },
    conditionOf: (id) => {
      const column = columns.get(id);
      if (!column) return undefined;
      const name = quoteIdentifier(column.name, 'athena');
      return `${name} >= ${timeLiteral(column, start)} and ${name} < ${timeLiteral(column, end)}`;
    },
  };
}

function timeLiteral({ type: text }: Column, time: string): string {
  const type = parseTrinoType(text);
  if (type?.kind === 'date') return literal(time.slice(0, 10), type, 'athena');
  const zoned = type?.kind === 'timestamp' && type.withTimeZone;
  return literal(
    zoned ? `${time} UTC` : time,
    type ?? { kind: 'timestamp', precision: 6, withTimeZone: false },
    'athena',
  );
}
