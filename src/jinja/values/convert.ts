import { problem } from '../template-error.ts';
import { defined, describeKind } from './kinds.ts';
import { Meter } from './limits.ts';
import { Dict, Float, List, TemplateObject, Tuple, type Value } from './value.ts';

/** Plain data: what vars, configs and results are made of. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A copy of plain data as a template's value; own enumerable keys only, nothing of the host is kept. */
export function fromHost(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return new List(value.map(fromHost));
  if (typeof value === 'object') {
    return Dict.of(
      Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, fromHost(item)] as const])),
    );
  }
  return String(value);
}

/** A template's value as plain data. Objects become their text; functions and undefined values are a problem. */
export function toHost(given: Value, meter: Meter = new Meter()): JsonValue {
  const value = defined(given);
  meter.spend(1);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Float) return value.value;
  if (value instanceof List || value instanceof Tuple) return value.items.map((item) => toHost(item, meter));
  if (value instanceof Dict) return dictToHost(value, meter);
  if (value instanceof TemplateObject) return value.toText();
  throw problem('template-type', { reason: `${describeKind(value)} is no data` });
}

function dictToHost(dict: Dict, meter: Meter): JsonValue {
  const result: Record<string, JsonValue> = {};
  for (const [key, item] of dict.entries()) {
    // Defined, not assigned: a key "__proto__" is data like any other.
    Object.defineProperty(result, String(toHost(key)), {
      value: toHost(item, meter),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}
