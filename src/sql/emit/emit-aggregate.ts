import type { Call } from '../tree.ts';
import { holdsMap } from './canonical.ts';
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
  const [first] = call.args;
  if (first && BY_VALUE.has(call.name) && holdsMap(emitter.typeOf(first))) return emitter.refuse(`"${call.name}" of maps`, call.at); // prettier-ignore
  const orderBy = call.orderBy.length > 0 ? ` ORDER BY ${emitOrderings(call.orderBy, emitter)}` : '';
  const nulls = call.nulls === 'ignore' ? ' IGNORE NULLS' : '';
  const inside = `${call.distinct ? 'DISTINCT ' : ''}${(call.distinct ? distinctArguments(call, args, emitter) : args).join(', ')}${orderBy}${nulls}`;
  const filter = call.filter ? ` FILTER (WHERE ${emitter.text(call.filter)})` : '';
  const over = call.over ? ` OVER ${emitWindow(call.over, emitter)}` : '';
  return `${name}(${inside})${filter}${over}`;
}

const BY_VALUE: ReadonlySet<string> = new Set(['approx_distinct', 'histogram', 'map_agg', 'multimap_agg']);

function distinctArguments({ args }: Call, texts: readonly string[], emitter: Emitter): readonly string[] {
  if (args.length !== texts.length) return texts;
  return texts.map((text, index) => emitter.identity(text, emitter.typeOf(args[index] as Call['args'][number])));
}
