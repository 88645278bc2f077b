import { diagnose } from '../diagnostics/index.ts';
import type { Remark, Review } from './review.ts';

/** ORDER BY of the whole statement, without LIMIT: a table has no order that reading it would keep. */
export function orderByWithoutLimit({ bound, place }: Review): readonly Remark[] {
  const { orderBy, limit } = bound.statement.query;
  const first = orderBy[0];
  if (!first || limit) return [];
  const start = first.at?.start ?? first.expression.at?.start;
  const end = orderBy.at(-1)?.at?.end ?? orderBy.at(-1)?.expression.at?.end;
  const at = start === undefined || end === undefined ? undefined : { start, end };
  return [{ diagnostic: diagnose('order-by-without-limit', undefined, { at: place(at) }) }];
}
