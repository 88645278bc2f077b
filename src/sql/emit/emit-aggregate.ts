import type { Call } from '../tree.ts';
import type { Emitter } from './emitter.ts';
import { emitOrderings, emitWindow } from './emit-window.ts';

/** An aggregate or window call with its modifiers in DuckDB's order. */
export function emitAggregate(call: Call, name: string, args: readonly string[], emitter: Emitter): string {
  if (call.filter && call.over) {
    return emitter.refuse(
      'FILTER together with OVER, which Trino does not take',
      call.at,
      'Use CASE inside the aggregate.',
    );
  }
  const orderBy = call.orderBy.length > 0 ? ` ORDER BY ${emitOrderings(call.orderBy, emitter)}` : '';
  const nulls = call.nulls === 'ignore' ? ' IGNORE NULLS' : '';
  const inside = `${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')}${orderBy}${nulls}`;
  const filter = call.filter ? ` FILTER (WHERE ${emitter.text(call.filter)})` : '';
  const over = call.over ? ` OVER ${emitWindow(call.over, emitter)}` : '';
  return `${name}(${inside})${filter}${over}`;
}
