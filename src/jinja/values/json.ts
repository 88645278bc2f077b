import { problem } from '../template-error.ts';
import { fromHost, toHost, type JsonValue } from './convert.ts';
import { checkLength } from './limits.ts';
import type { Value } from './value.ts';

/** Python's `json.dumps`: a space after commas and colons, other characters than ASCII escaped. */
export function toJson(value: Value, sortKeys: boolean, indent = 0): string {
  checkLength(indent, 100);
  return dump(toHost(value), sortKeys, indent, '');
}

function dump(value: JsonValue, sortKeys: boolean, indent: number, margin: string): string {
  if (typeof value === 'string') return asciiString(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = margin + ' '.repeat(indent);
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item: JsonValue) => dump(item, sortKeys, indent, inner))]
    : ['{', '}', members(value as Readonly<Record<string, JsonValue>>, sortKeys, indent, inner)];
  if (parts.length === 0) return open + close;
  return indent === 0
    ? `${open}${parts.join(', ')}${close}`
    : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

function members(
  object: Readonly<Record<string, JsonValue>>,
  sortKeys: boolean,
  indent: number,
  margin: string,
): string[] {
  const entries = Object.entries(object);
  if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => `${asciiString(key)}: ${dump(item, sortKeys, indent, margin)}`);
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `json.loads`; what is no JSON gives `fallback`, or a problem where there is none. */
export function parseJson(text: string, fallback?: Value): Value {
  try {
    return fromHost(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (fallback !== undefined) return fallback;
    throw problem('template-call-invalid', { callee: 'fromjson', reason: 'the text is no JSON' });
  }
}
