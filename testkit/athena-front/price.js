const LEAST_BYTES = 10_000_000;
const MEGABYTE = 1_000_000;
const TERABYTE = 1_000_000_000_000;

/**
 * What Athena bills of a query: bytes rounded up to megabytes, at least ten; DDL and failed queries are free, cancelled ones are not.
 * @param {{ state: string, bytes: number, statementType: string }} query
 */
export function billedBytes({ state, bytes, statementType }) {
  if (statementType !== 'DML' || state === 'FAILED' || state === 'QUEUED') return 0;
  if (state === 'CANCELLED' && bytes === 0) return 0;
  return Math.max(LEAST_BYTES, Math.ceil(bytes / MEGABYTE) * MEGABYTE);
}

/** @param {number} bytes @param {number} pricePerTerabyte */
export function dollars(bytes, pricePerTerabyte) {
  return (bytes / TERABYTE) * pricePerTerabyte;
}
