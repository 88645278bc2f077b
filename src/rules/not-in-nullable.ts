import { diagnose } from '../diagnostics/index.ts';
import type { Facts, OutputColumn } from '../bind/bound.ts';
import type { Query } from '../sql/tree.ts';
import type { NullReasons } from './null-reason.ts';
import { nullRejections } from './null-rejection.ts';
import type { Remark, Review } from './review.ts';

/** `NOT IN (SELECT c …)` holds for no row at all as soon as one `c` is NULL. */
export function notInNullable({ facts, parts, place }: Review, reasons: NullReasons): readonly Remark[] {
  return parts.memberships.flatMap(({ not, query, at }): readonly Remark[] => {
    const column = facts.query(query)?.columns?.[0];
    if (!not || !column?.nullable || !column.type || isProven(column, query, facts)) return [];
    const reason = reasons(column);
    const details = { at: place(at), severity: reason === undefined ? ('info' as const) : undefined };
    const params = { column: column.name ?? 'its column', ...(reason !== undefined && { reason }) };
    return [{ diagnostic: diagnose('not-in-nullable', params, details) }];
  });
}

/** The subquery leaves NULLs of this column out itself. */
function isProven({ made }: OutputColumn, { body }: Query, facts: Facts): boolean {
  if (body.kind !== 'select') return false;
  const reference = made.by === 'expression' && made.expression.kind === 'column' ? facts.reference(made.expression) : undefined; // prettier-ignore
  const field = made.by === 'star' ? made.field : reference?.kind === 'field' ? reference.field : undefined;
  return nullRejections(body.where, facts).some((rejection) => rejection.field === field);
}
