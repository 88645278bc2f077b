import type { BoundStatement } from '../bind/bind.ts';
import { keyFinderOf } from '../bind/keys.ts';
import { placeIn } from '../diagnostics/index.ts';
import { columnsUnused } from './column-unused.ts';
import { commonTablesUnused } from './common-table-unused.ts';
import { joinsWithoutCondition } from './join-without-condition.ts';
import { leftJoinsFiltered } from './left-join-filtered.ts';
import { notInNullable } from './not-in-nullable.ts';
import { createNullReasons, type NullReasons } from './null-reason.ts';
import { orderByWithoutLimit } from './order-by-without-limit.ts';
import { partsOf, type Remark, type Review } from './review.ts';
import { rowFactsOf, type RowFacts } from './row-facts.ts';

/** A rule about one statement alone. */
type StatementRule = (review: Review, reasons: NullReasons) => readonly Remark[];

const STATEMENT_RULES: readonly StatementRule[] = [
  columnsUnused,
  commonTablesUnused,
  joinsWithoutCondition,
  leftJoinsFiltered,
  notInNullable,
  orderByWithoutLimit,
];

/** What all rules say of a statement without errors. */
export interface StatementReview {
  readonly remarks: readonly Remark[];
  /** Absent where its columns are not known, or nobody asks. */
  readonly rows?: RowFacts;
}

/** Looks at a statement by all rules. `rows`: facts about its rows are wanted, too. Places are in the statement's own text. */
export function reviewStatement(bound: BoundStatement, { rows: wanted }: { readonly rows: boolean }): StatementReview {
  const { source, query } = bound.statement;
  const review: Review = {
    bound,
    facts: bound.facts,
    parts: partsOf(query),
    keys: keyFinderOf(bound),
    place: (at) => at && placeIn(source, at.start, at.end),
  };
  const reasons = createNullReasons(review);
  const rows = wanted ? rowFactsOf(review, reasons) : undefined;
  return { remarks: STATEMENT_RULES.flatMap((rule) => rule(review, reasons)), ...(rows && { rows }) };
}
