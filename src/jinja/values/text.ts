import { defined } from './kinds.ts';
import { Meter } from './limits.ts';
import { Callable, Dict, Float, List, Tuple, Undefined, type Value } from './value.ts';

/** Python's `str(value)`: what `{{ value }}` prints. An undefined value throws its complaint. */
export function toText(value: Value, meter?: Meter): string {
  if (value instanceof Undefined && value.text !== undefined) return value.text;
  return typeof value === 'string' ? value : toRepr(value, meter);
}

/** Python's `repr(value)`: as `toText`, with quotes around text. Collections print their items so. */
export function toRepr(given: Value, meter: Meter = new Meter()): string {
  const value = defined(given);
  meter.spend(1);
  if (value === null) return 'None';
  if (typeof value === 'string') {
    meter.spend(value.length >> 5);
    return quote(value);
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof List) return `[${value.items.map((item) => toRepr(item, meter)).join(', ')}]`;
  if (value instanceof Tuple) return tupleText(value, meter);
  if (value instanceof Dict) {
    return `{${value
      .entries()
      .map(([key, item]) => `${toRepr(key, meter)}: ${toRepr(item, meter)}`)
      .join(', ')}}`;
  }
  if (value instanceof Callable) return `<function ${value.name}>`;
  return value.toText();
}

function tupleText({ items }: Tuple, meter: Meter): string {
  const texts = items.map((item) => toRepr(item, meter));
  return texts.length === 1 ? `(${texts[0]},)` : `(${texts.join(', ')})`;
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return `${mark}${mark === "'" ? escaped.replace(/'/g, "\\'") : escaped}${mark}`;
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : floatText(value);
}

// Python writes an exponent from 1e16 on and below 1e-4, with two digits at least.
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const text = String(value);
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : text}.0` : text;
}
