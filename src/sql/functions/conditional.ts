import { castValue } from '../emit/cast-value.ts';
import type { Emitter } from '../emit/emitter.ts';
import { equality, isNested } from '../emit/equality.ts';
import type { Call, Expression } from '../tree.ts';
import { quoteString } from '../quote.ts';
import { commonSuperType, formatTrinoType, sameType } from '../types.ts';
import { rewrite, typed, type FunctionTable } from './define.ts';

export const CONDITIONAL_FUNCTIONS: FunctionTable = {
  if: rewrite([2, 3], ({ args }, emitter) => {
    const [condition, yes, no] = args as [Expression, Expression, Expression?];
    return `CASE WHEN ${emitter.text(condition)} THEN ${emitter.text(yes)}${no ? ` ELSE ${emitter.text(no)}` : ''} END`;
  }),
  coalesce: typed([2, 99], (...args) => `coalesce(${args.join(', ')})`),
  nullif: rewrite(2, emitNullIf),
  try: rewrite(1, ({ args }, emitter) => `TRY(${emitter.trying().text(args[0] as Expression)})`),
  greatest: typed([1, 99], (...args) => unlessNull('greatest', args)),
  least: typed([1, 99], (...args) => unlessNull('least', args)),
  typeof: rewrite(1, ({ args }, emitter) => {
    const value = args[0] as Expression;
    const type = emitter.typeOf(value);
    return type ? quoteString(formatTrinoType(type)) : emitter.macro('t_typeof', emitter.text(value));
  }),
};

// Compared as their common type; the value stays as it was.
function emitNullIf({ args }: Call, emitter: Emitter): string {
  const [value, other] = args as [Expression, Expression];
  const [one, two] = [emitter.typeOf(value), emitter.typeOf(other)];
  const common = one && two && commonSuperType(one, two);
  const [text, otherText] = [emitter.text(value), emitter.text(other)];
  if (!common || (sameType(one, two) && !isNested(one)) || common.kind === 'varchar')
    return `nullif(${text}, ${otherText})`;
  const casting = { safe: false, emitter };
  const same = equality(
    castValue(text, one, common, casting),
    castValue(otherText, two, common, casting),
    common,
    emitter,
  );
  return `CASE WHEN ${same} THEN NULL ELSE ${text} END`;
}

// Trino's answer is NULL when any argument is.
function unlessNull(name: string, args: readonly string[]): string {
  if (args.length === 2) return `t_${name}2(${args.join(', ')})`;
  const nulls = args.map((arg) => `(${arg}) IS NULL`).join(' OR ');
  return `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${args.join(', ')}) END`;
}
