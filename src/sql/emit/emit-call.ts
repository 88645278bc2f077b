import { diagnose, didYouMean } from '../../diagnostics/index.ts';
import { FUNCTIONS } from '../functions/index.ts';
import type { FunctionEntry } from '../functions/define.ts';
import { TRINO_FUNCTION_NAMES } from '../functions/trino-names.ts';
import type { Call } from '../tree.ts';
import type { Emitter } from './emitter.ts';

/** A call, by its function's entry in the tables. Nothing passes that has none. */
export function emitCall(call: Call, emitter: Emitter): string {
  const entry = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!entry) return refuseName(call, emitter);
  if (call.args.length < entry.min || call.args.length > entry.max) return refuseArity(call, entry, emitter);
  const wrong = misuse(call, entry);
  return wrong === undefined ? entry.emit(call, emitter) : emitter.refuse(wrong, call.at);
}

function refuseName({ name, at }: Call, emitter: Emitter): string {
  if (TRINO_FUNCTION_NAMES.has(name)) return emitter.refuseFunction(name, 'DuckDB has nothing that does the same', at);
  const hint = didYouMean(name, TRINO_FUNCTION_NAMES);
  emitter.report(diagnose('function-unknown', { name }, { at: emitter.place(at), hint }));
  return 'NULL';
}

function refuseArity({ name, args, at }: Call, { min, max }: FunctionEntry, emitter: Emitter): string {
  const expected = min === max ? String(min) : `${min} to ${max}`;
  const params = { name, given: args.length, expected };
  emitter.report(diagnose('function-arguments', params, { at: emitter.place(at) }));
  return 'NULL';
}

function misuse(call: Call, { kind }: FunctionEntry): string | undefined {
  const { name, distinct, filter, over, orderBy, nulls, star } = call;
  const clause = unknownClause(call);
  if (clause !== undefined) return `${clause} in "${name}"`;
  if (kind === 'scalar' && (distinct || filter || over || orderBy.length > 0 || nulls)) {
    return `DISTINCT, ORDER BY, FILTER or OVER with "${name}", which is no aggregate,`;
  }
  if (kind === 'window' && !over) return `"${name}" without OVER`;
  if (kind === 'window' && (distinct || filter || orderBy.length > 0))
    return `DISTINCT, ORDER BY or FILTER in "${name}"`;
  if (kind === 'aggregate' && nulls) return `IGNORE NULLS in "${name}"`;
  return star && name !== 'count' ? `"${name}(*)"` : undefined;
}

const KNOWN_OPTIONS = ['position', 'wrapper_option', 'on_overflow'];

// NULL is what JSON functions give by themselves.
function unknownClause({ name, options, onEmpty, onError }: Call): string | undefined {
  if (onEmpty && onEmpty.kind !== 'null' && !(name === 'json_value' && onEmpty.kind === 'default')) return 'ON EMPTY';
  if (onError && onError.kind !== (name === 'json_exists' ? 'false' : 'null')) return 'ON ERROR';
  if (name === 'json_object' || name === 'json_array') return undefined;
  const known = name === 'json_value' ? [...KNOWN_OPTIONS, 'returning'] : KNOWN_OPTIONS;
  return Object.keys(options)
    .find((option) => !known.includes(option))
    ?.toUpperCase()
    .replaceAll('_', ' ');
}
