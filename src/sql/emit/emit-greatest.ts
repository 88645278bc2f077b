import type { Expression } from '../tree.ts';
import type { Emitter } from './emitter.ts';
import { orderable } from './equality.ts';
import { mayBeNaN } from './nan.ts';

/** The greatest or least of some values: NULL where any is NULL, NaN where all are. */
export function emitGreatest(name: 'greatest' | 'least', args: readonly Expression[], emitter: Emitter): string {
  const texts = args.map((arg) => orderable(emitter.text(arg), emitter.typeOf(arg), emitter));
  const family = familyOf(args, emitter);
  const two = `t_${family}${name}2` as const;
  if (texts.length === 2 || family !== '') return texts.reduce((first, next) => emitter.macro(two, first, next));
  const nulls = texts.map((text) => `(${text}) IS NULL`).join(' OR ');
  return `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${texts.join(', ')}) END`;
}

// DuckDB's own take NaN for the greatest, and 36 hours for less than a day.
function familyOf(args: readonly Expression[], emitter: Emitter): 'interval_' | 'number_' | '' {
  if (args.some((arg) => emitter.typeOf(arg)?.kind.startsWith('interval'))) return 'interval_';
  return args.some((arg) => mayBeNaN(arg, emitter)) ? 'number_' : '';
}
