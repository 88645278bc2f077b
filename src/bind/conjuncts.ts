import type { Expression } from '../sql/tree.ts';

/** The conditions that AND joins, all of which hold where the whole holds. */
export function conjunctsOf(condition: Expression | undefined): readonly Expression[] {
  const found: Expression[] = [];
  const stack = condition ? [condition] : [];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind === 'binary' && next.operator === 'and') stack.push(next.right, next.left);
    else found.push(next);
  }
  return found;
}
