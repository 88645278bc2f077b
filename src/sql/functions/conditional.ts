import { castValue } from '../emit/cast-value.ts';
import type { Emitter } from '../emit/emitter.ts';
import { emitGreatest } from '../emit/emit-greatest.ts';
import { equality, isNested } from '../emit/equality.ts';
import { isFloat } from '../emit/nan.ts';
import type { Call, Expression } from '../tree.ts';
import { quoteString } from '../quote.ts';
import { commonSuperType, formatTrinoType, sameType } from '../types.ts';
import { documented } from './define.ts';
import { rewrite, typed } from './forms.ts';

/** What chooses between values, or tells about one. */
export const CONDITIONAL_FUNCTIONS = documented('conditional', {
  coalesce: typed('The first argument that is not NULL; the others are not computed.', (...args) => `coalesce(${args.join(', ')})`, { signatures: '(T?, T?, T?...) -> T' }), // prettier-ignore
  greatest: rewrite('The greatest; NULL if any is NULL.', (call, emitter) => emitGreatest('greatest', call.args, emitter), { takes: [1, 127], source: 'functions/comparison.html#greatest' }), // prettier-ignore
  if: rewrite('The second where the condition is true, else the third, or NULL. Only one of them is computed.', emitIf, { signatures: '(boolean?, T?) -> T; (boolean?, T?, T?) -> T' }), // prettier-ignore
  least: rewrite('The least; NULL if any is NULL.', (call, emitter) => emitGreatest('least', call.args, emitter), { takes: [1, 127], source: 'functions/comparison.html#least' }), // prettier-ignore
  nullif: rewrite('NULL where both are equal, else the first, in its own type.', emitNullIf, { signatures: '(T?, T?) -> T' }), // prettier-ignore
  try: rewrite('NULL where computing it fails by a division by zero, a wrong cast or argument, or a number out of range.', emitTry, { signatures: '(T?) -> T' }), // prettier-ignore
  typeof: rewrite("The name of the value's type.", emitTypeOf, { source: 'functions/conversion.html#typeof' }),
});

function emitIf({ args }: Call, emitter: Emitter): string {
  const [condition, yes, no] = args as [Expression, Expression, Expression?];
  return `CASE WHEN ${emitter.text(condition)} THEN ${emitter.text(yes)}${no ? ` ELSE ${emitter.text(no)}` : ''} END`;
}

function emitTry({ args, at }: Call, emitter: Emitter): string {
  return `TRY(${emitter.trying(at).text(args[0] as Expression)})`;
}

function emitTypeOf({ args }: Call, emitter: Emitter): string {
  const value = args[0] as Expression;
  const type = emitter.typeOf(value);
  return type ? quoteString(formatTrinoType(type)) : emitter.macro('t_typeof', emitter.text(value));
}

// Compared as their common type; the value stays as it was.
function emitNullIf({ args }: Call, emitter: Emitter): string {
  const [value, other] = args as [Expression, Expression];
  const [one, two] = [emitter.typeOf(value), emitter.typeOf(other)];
  const common = one && two && commonSuperType(one, two);
  const [text, otherText] = [emitter.text(value), emitter.text(other)];
  if (!common || (sameType(one, two) && !isNested(one) && !isFloat(one)) || common.kind === 'varchar')
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
