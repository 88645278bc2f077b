import { jsonMember } from '../emit/json-of.ts';
import type { Emitter } from '../emit/emitter.ts';
import { printedZoneOf } from '../emit/time-zones.ts';
import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';

/** json_array(1, 2): NULLs are left out unless the call says otherwise. */
export function emitJsonArray(call: Call, emitter: Emitter): string {
  const parts = membersOf(call, call.args, emitter);
  if (!parts)
    return emitter.refuseFunction(call.name, 'its options or the types of its values are not known here', call.at);
  const keeps = call.options['nulls'] === 'null';
  const items = keeps ? parts.map((part) => `coalesce(${part}, 'null')`) : parts;
  const list = `[${items.join(', ')}]`;
  return `('[' || array_to_string(${keeps ? list : `list_filter(${list}, lambda __m: __m IS NOT NULL)`}, ',') || ']')`;
}

/** json_object('a' : 1): in the order in which Java's hash map has the keys, so they must be written out. */
export function emitJsonObject(call: Call, emitter: Emitter): string {
  const keys = call.args.filter((_, index) => index % 2 === 0);
  const names = keys.flatMap((key) => (key.kind === 'literal' && key.type === 'string' ? [key.value] : []));
  const parts = membersOf(call, call.args.filter((_, index) => index % 2 === 1), emitter); // prettier-ignore
  if (!parts || names.length < keys.length || new Set(names).size < names.length) {
    return emitter.refuseFunction(
      call.name,
      'only keys that are written out and values of known types can be read',
      call.at,
    );
  }
  const order = hashOrder(names);
  const absent = call.options['nulls'] === 'absent';
  const items = order.map((index) => {
    const key = quoteString(`${JSON.stringify(names[index])}:`);
    const part = parts[index] ?? 'NULL';
    return `${key} || ${absent ? part : `coalesce(${part}, 'null')`}`;
  });
  if (items.length === 0) return "'{}'";
  const list = `[${items.join(', ')}]`;
  return `('{' || array_to_string(${absent ? `list_filter(${list}, lambda __m: __m IS NOT NULL)` : list}, ',') || '}')`;
}

const KNOWN_OPTIONS = new Set(['nulls']);

function membersOf(call: Call, values: readonly Expression[], emitter: Emitter): readonly string[] | undefined {
  if (Object.keys(call.options).some((option) => !KNOWN_OPTIONS.has(option))) return undefined;
  const parts = values.map((value) => {
    const type = emitter.typeOf(value);
    if (!type || type.kind === 'json') return undefined;
    const zone = printedZoneOf(value, emitter);
    return jsonMember(emitter.text(value), type, { safe: false, emitter, at: value.at, zone });
  });
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

const LOAD = 0.75;

/** Positions of keys as java.util.HashMap goes through them: by bucket, within one as they came. */
function hashOrder(keys: readonly string[]): readonly number[] {
  let buckets = 16;
  while (keys.length > buckets * LOAD) buckets *= 2;
  const bucketOf = (key: string): number => {
    let hash = 0;
    for (let index = 0; index < key.length; index++) hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0;
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return keys
    .map((_, index) => index)
    .sort((a, b) => bucketOf(keys[a] as string) - bucketOf(keys[b] as string) || a - b);
}
