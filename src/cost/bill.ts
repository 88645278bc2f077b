import type { BilledQuery } from '../engines/engine.ts';
import { queryCost, type Price } from './price.ts';
import { billedKind } from './statement-kind.ts';

/** What statements read and cost, summed. */
export interface Bill {
  readonly statements: number;
  /** Absent: the engine says nothing of it. */
  readonly bytesScanned?: number;
  /** Dollars; absent where there is no price, as on an engine of one's own. */
  readonly costUsd?: number;
  /** The engine's ids of the queries, in the order they ended. */
  readonly queryIds: readonly string[];
}

export const EMPTY_BILL: Bill = { statements: 0, queryIds: [] };

/** A bill with one more statement that was sent. Without a result it failed, which costs nothing; a cancelled one has what it had read. */
export function charge(bill: Bill, sql: string, result: BilledQuery | undefined, price: Price | undefined): Bill {
  const bytes = result?.bytesScanned;
  const cost = price && bytes !== undefined ? (billedKind(sql) === 'query' ? queryCost(bytes, price) : 0) : undefined;
  return sumBills([
    bill,
    {
      statements: 1,
      queryIds: result?.queryId === undefined ? [] : [result.queryId],
      ...(bytes !== undefined && { bytesScanned: bytes }),
      ...(cost !== undefined && { costUsd: cost }),
    },
  ]);
}

/** One bill for all; figures that none of them has stay absent. */
export function sumBills(bills: readonly Partial<Bill>[]): Bill {
  const bytes = bills.flatMap(({ bytesScanned }) => bytesScanned ?? []);
  const costs = bills.flatMap(({ costUsd }) => costUsd ?? []);
  return {
    statements: sum(bills.map(({ statements }) => statements ?? 0)),
    queryIds: bills.flatMap(({ queryIds }) => queryIds ?? []),
    ...(bytes.length > 0 && { bytesScanned: sum(bytes) }),
    ...(costs.length > 0 && { costUsd: sum(costs) }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
