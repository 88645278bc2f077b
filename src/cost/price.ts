import type { DialectName } from '../engines/engine.ts';

/**
 * Athena's units are binary: AWS's pricing calculator counts 1 GB as 0.0009765625 TB. Its pricing page says: rounded up to the next megabyte,
 * at least 10 MB a query; DDL and failed queries are free; a cancelled query is billed for what it had read.
 */
const BYTES_PER_MB = 1024 ** 2;
const MB_PER_TB = 1024 ** 2;
const MINIMUM_MB = 10;

/** Athena's price in most regions, in dollars; a target's `price_per_tb` says another. */
const ATHENA_PRICE_PER_TB = 5;

/** What data that is read costs. */
export interface Price {
  /** Dollars for 2^40 bytes. */
  readonly perTb: number;
}

/** The price on a target: its `price_per_tb`, else Athena's usual one on Athena, and none elsewhere. */
export function priceOf(target: {
  readonly type: DialectName;
  readonly settings: Readonly<Record<string, unknown>>;
}): Price | undefined {
  if (target.type === 'duckdb') return undefined;
  // What comes from an environment variable is text.
  const given = target.settings['price_per_tb'];
  const price = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof price === 'number' && Number.isFinite(price) && price >= 0) return { perTb: price };
  return target.type === 'athena' ? { perTb: ATHENA_PRICE_PER_TB } : undefined;
}

/** Dollars for one query that read so many bytes: nothing read is the minimum, too. */
export function queryCost(bytes: number, { perTb }: Price): number {
  return (Math.max(MINIMUM_MB, Math.ceil(bytes / BYTES_PER_MB)) / MB_PER_TB) * perTb;
}
