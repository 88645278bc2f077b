import { QueryFailure } from '../refusals.js';

/** @typedef {import('../trino.js').TypeSignature} TypeSignature */

/** Types that Athena's Iceberg tables cannot have, by Trino's names. */
const FOREIGN = new Set(['tinyint', 'smallint', 'char', 'time', 'time with time zone', 'uuid', 'json', 'ipaddress', 'interval day to second', 'interval year to month', 'hyperloglog']); // prettier-ignore

/**
 * What a CTAS into Iceberg may have as columns. Trino 476 turns timestamp(3) into timestamp(6) by itself; Athena refuses it.
 * @param {readonly { name: string, typeSignature: TypeSignature }[]} columns
 */
export function checkCtasTypes(columns) {
  for (const { typeSignature } of columns) check(typeSignature);
}

/** @param {TypeSignature} signature */
function check({ rawType, arguments: args }) {
  if (FOREIGN.has(rawType))
    throw new QueryFailure(`NOT_SUPPORTED: Type not supported for Iceberg: ${rawType}`, { type: 1200 });
  if (rawType.startsWith('timestamp') && args[0]?.value !== 6) {
    throw new QueryFailure(
      `NOT_SUPPORTED: Timestamp precision (${args[0]?.value ?? 3}) not supported for Iceberg. Use "timestamp(6)" instead.`,
      { type: 1200 },
    );
  }
  for (const { kind, value } of args) {
    if (kind === 'TYPE') check(value);
    if (kind === 'NAMED_TYPE') check(value.typeSignature);
  }
}
