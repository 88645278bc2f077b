export { createControls, type Controls } from './controls.ts';
export { guardsOf, NO_GUARDS, type Guards } from './guards.ts';
export { reviewNode, type NodeReview } from './review-node.ts';
export { reviewStatement, type StatementReview } from './review-statement.ts';
export type { Remark } from './review.ts';
export type { KnownRows, RowFacts } from './row-facts.ts';
