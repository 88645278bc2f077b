import { diagnose, didYouMean } from '../../diagnostics/index.ts';
import { arityOf } from '../functions/arity.ts';
import type { ArgumentCount, FunctionEntry } from '../functions/define.ts';
import { FUNCTIONS } from '../functions/index.ts';
import type { Call } from '../tree.ts';
import type { Emitter } from './emitter.ts';

/** A call, by its function's entry in the tables. Nothing passes that has none. */
export function emitCall(call: Call, emitter: Emitter): string {
  const entry = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!entry) return refuseName(call, emitter);
  const arity = arityOf(call.name, entry);
  if (!isWithin(call, arity)) return refuseArity(call, arity, emitter);
  const wrong = misuse(call, entry);
  if (wrong !== undefined) return emitter.refuse(wrong, call.at);
  if (!entry.local || isWithin(call, entry.local)) return entry.emit(call, emitter);
  return emitter.refuseFunction(call.name, `only with ${countOf(entry.local)} arguments can it be`, call.at);
}

function isWithin({ args }: Call, [min, max]: ArgumentCount): boolean {
  return args.length >= min && args.length <= max;
}

function countOf([min, max]: ArgumentCount): string {
  return min === max ? String(min) : `${min} to ${max}`;
}

function refuseName({ name, at }: Call, emitter: Emitter): string {
  const hint = didYouMean(name, Object.keys(FUNCTIONS));
  emitter.report(diagnose('function-unknown', { name }, { at: emitter.place(at), hint }));
  return 'NULL';
}

function refuseArity({ name, args, at }: Call, arity: ArgumentCount, emitter: Emitter): string {
  const params = { name, given: args.length, expected: countOf(arity) };
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
