import type { Call, Expression } from '../tree.ts';
import type { Emitter } from './emitter.ts';
import { orderable } from './equality.ts';
import { mayBeNaN } from './nan.ts';

/** max() and min() of a value: NaN counts only where there is nothing else. To DuckDB it is the greatest. */
export function emitExtremeOf(name: 'max' | 'min', call: Call, emitter: Emitter): string {
  const value = call.args[0] as Expression;
  const text = orderable(emitter.instant(value), emitter.typeOf(value), emitter);
  const all = emitter.aggregate(call, name, [text]);
  if (name === 'min' || !mayBeNaN(value, emitter)) return all;
  return `coalesce(${emitter.aggregate(call, name, [withoutNaN(text)])}, ${all})`;
}

/** What a row is chosen by in max_by() and min_by(). */
export function extremeKey(name: 'max' | 'min', key: Expression, emitter: Emitter): string {
  const text = orderable(emitter.instant(key), emitter.typeOf(key), emitter);
  if (name === 'min' || !mayBeNaN(key, emitter)) return text;
  return `CASE WHEN ${text} IS NOT NULL THEN row(NOT isnan(${text}), ${text}) END`;
}

function withoutNaN(text: string): string {
  return `CASE WHEN NOT isnan(${text}) THEN ${text} END`;
}
