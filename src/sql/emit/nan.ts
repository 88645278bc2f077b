import type { Expression } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import type { Emitter } from './emitter.ts';

/** Whether values of a type may be NaN. */
export function isFloat(type: TrinoType | undefined): boolean {
  return type?.kind === 'real' || type?.kind === 'double';
}

/** Whether a value, where it stands, may be NaN: what is written out, counted or comes from another type is not. False where types are not known. */
export function mayBeNaN(expression: Expression, emitter: Emitter): boolean {
  if (!isFloat(emitter.typeOf(expression))) return false;
  const own = emitter.ownTypeOf(expression);
  if (own && !isFloat(own)) return false;
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'unary':
      return mayBeNaN(expression.operand, emitter);
    case 'cast': {
      const from = emitter.typeOf(expression.operand);
      if (from?.kind === 'varchar' || from?.kind === 'json' || !from) return expression.operand.kind !== 'literal' || /nan/i.test(expression.operand.value); // prettier-ignore
      return mayBeNaN(expression.operand, emitter);
    }
    default:
      return true;
  }
}
