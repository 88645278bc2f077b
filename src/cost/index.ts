export { charge, EMPTY_BILL, sumBills, type Bill } from './bill.ts';
export { estimateReads, type Estimate, type PlannedReads } from './estimate.ts';
export { estimateText } from './estimate-text.ts';
export { bytesText, dollarsText } from './figures.ts';
export { priceOf, queryCost, type Price } from './price.ts';
export { billedKind, type BilledKind } from './statement-kind.ts';
