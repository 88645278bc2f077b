import type { Binary, Expression } from '../../sql/tree.ts';
import { canCast, type TrinoType } from '../../sql/types.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { isLiteralText } from './literal-text.ts';
import { typeName } from './problems.ts';

const MAX_SHOWN = 40;

/** How two sides of an operator that have no common type are brought together; undefined where no cast does it. */
export function castHint(
  { left, right }: Pick<Binary, 'left' | 'right'>,
  leftType: TrinoType,
  rightType: TrinoType,
  context: ExpressionContext,
): string | undefined {
  const ofLeft = () => hintFor(left, leftType, rightType, context);
  const ofRight = () => hintFor(right, rightType, leftType, context);
  // A text is what is written by mistake, rather than the number or date beside it.
  return isText(leftType) && !isText(rightType) ? (ofLeft() ?? ofRight()) : (ofRight() ?? ofLeft());
}

/** How one expression is brought to a type; undefined where no cast does it. */
export function hintFor(
  expression: Expression,
  from: TrinoType,
  to: TrinoType,
  context: ExpressionContext,
): string | undefined {
  const text = textOfLiteral(expression);
  if (text !== undefined) {
    if (!isLiteralText(to.kind, text)) return undefined;
    const literal = literalFor(text, to);
    if (literal !== undefined) return `Write ${literal}.`;
  }
  if (to.kind === 'unknown' || to.kind === from.kind || !canCast(from, to)) return undefined;
  const shown = context.binding.textAt(expression.at);
  const short = shown === undefined || shown.length > MAX_SHOWN || shown.includes('\n') ? '…' : shown;
  return `Write CAST(${short} AS ${isText(to) ? 'varchar' : typeName(to)}).`;
}

function textOfLiteral(expression: Expression): string | undefined {
  return expression.kind === 'literal' && expression.type === 'string' ? expression.value : undefined;
}

// A text of a date or a number is better written as one than cast.
function literalFor(text: string, { kind }: TrinoType): string | undefined {
  if (kind === 'date' || kind === 'timestamp') return `${kind.toUpperCase()} '${text}'`;
  return kind === 'tinyint' || kind === 'smallint' || kind === 'integer' || kind === 'bigint' ? text.trim() : undefined;
}

function isText({ kind }: TrinoType): boolean {
  return kind === 'varchar' || kind === 'char';
}
