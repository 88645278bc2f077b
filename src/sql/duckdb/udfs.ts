import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fromBase32, toBase32 } from './base32.ts';
import { canonicalJson, jsonScalar, jsonString, jsonValue } from './json-text.ts';
import { dateDays, timestampMicros, utcMicros } from './moment-texts.ts';
import { decimalText, floatText, integerText, quotientText } from './number-texts.ts';
import { doubleText, durationMillis, formatNumber, luhnCheck, realText, soundex } from './text-algorithms.ts';
import { urlDecode, urlEncode, urlParameter, urlPart } from './url-parts.ts';
import { xxhash64 } from './xxhash64.ts';

/**
 * A scalar function in JavaScript, registered on a connection under `name`. `call` is given no NULLs (a NULL argument gives NULL without a
 * call) and may give null; an error that it throws fails the query.
 */
export interface DuckDbFunction {
  readonly name: string;
  /** DuckDB types: VARCHAR arrives as string, BLOB as Uint8Array, BIGINT as bigint, INTEGER and DOUBLE as number. */
  readonly parameterTypes: readonly ('VARCHAR' | 'BLOB' | 'BIGINT' | 'INTEGER' | 'DOUBLE')[];
  readonly returnType: 'VARCHAR' | 'BLOB' | 'BIGINT' | 'BOOLEAN' | 'DOUBLE';
  readonly call: (...args: readonly never[]) => unknown;
}

/**
 * What neither DuckDB nor a macro can do. The one file of this room that uses Node (`node:crypto`, `node:zlib`): hashes are needed where
 * the functions are registered, and there is no other way to them.
 */
export function duckDbFunctions(): readonly DuckDbFunction[] {
  return [
    ...(['md5', 'sha1', 'sha256', 'sha512'] as const).map((algorithm) => hmac(algorithm)),
    define('js_sha512', ['BLOB'], 'BLOB', (bytes: Uint8Array) => createHash('sha512').update(bytes).digest()),
    define('js_to_base32', ['BLOB'], 'VARCHAR', toBase32),
    define('js_from_base32', ['VARCHAR'], 'BLOB', fromBase32),
    define('js_crc32', ['BLOB'], 'BIGINT', (bytes: Uint8Array) => BigInt(crc32(bytes))),
    define('js_xxhash64', ['BLOB'], 'BLOB', (bytes: Uint8Array) => xxhash64(bytes)),
    define('js_double_text', ['VARCHAR'], 'VARCHAR', doubleText),
    define('js_json_string', ['VARCHAR'], 'VARCHAR', jsonString),
    define('js_regexp_like', ['VARCHAR', 'VARCHAR'], 'BOOLEAN', (text: string, pattern: string) => new RegExp(pattern, 'u').test(text)), // prettier-ignore
    define('js_format_number', ['DOUBLE'], 'VARCHAR', formatNumber),
    define('js_duration_millis', ['VARCHAR'], 'BIGINT', durationMillis),
    define('js_real_text', ['DOUBLE'], 'VARCHAR', realText),
    define('js_soundex', ['VARCHAR'], 'VARCHAR', soundex),
    define('js_luhn_check', ['VARCHAR'], 'BOOLEAN', luhnCheck),
    define('js_normalize', ['VARCHAR', 'VARCHAR'], 'VARCHAR', (text: string, form: string) => text.normalize(form)),
    define('js_url_part', ['VARCHAR', 'VARCHAR'], 'VARCHAR', urlPart),
    define('js_url_parameter', ['VARCHAR', 'VARCHAR'], 'VARCHAR', urlParameter),
    define('js_url_encode', ['VARCHAR'], 'VARCHAR', urlEncode),
    define('js_url_decode', ['VARCHAR'], 'VARCHAR', urlDecode),
    define('js_json_canonical', ['VARCHAR'], 'VARCHAR', canonicalJson),
    define('js_json_scalar', ['VARCHAR', 'VARCHAR'], 'VARCHAR', jsonScalar),
    define('js_json_value', ['VARCHAR', 'VARCHAR'], 'VARCHAR', jsonValue),
    define('js_float_text', ['VARCHAR'], 'VARCHAR', floatText),
    define('js_integer_text', ['VARCHAR'], 'VARCHAR', integerText),
    define('js_decimal_text', ['VARCHAR'], 'VARCHAR', decimalText),
    define('js_date_days', ['VARCHAR'], 'BIGINT', dateDays),
    define('js_timestamp_micros', ['VARCHAR', 'INTEGER'], 'BIGINT', timestampMicros),
    define('js_utc_micros', ['VARCHAR', 'INTEGER'], 'BIGINT', utcMicros),
    define('js_quotient', ['VARCHAR', 'VARCHAR', 'VARCHAR', 'INTEGER'], 'VARCHAR', quotientText),
    define('js_from_utf8', ['BLOB'], 'VARCHAR', (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)), // prettier-ignore
    define('js_from_base', ['VARCHAR', 'BIGINT'], 'BIGINT', fromBase),
  ];
}

function define<A extends readonly unknown[]>(
  name: string,
  parameterTypes: DuckDbFunction['parameterTypes'],
  returnType: DuckDbFunction['returnType'],
  call: (...args: A) => unknown,
): DuckDbFunction {
  return { name, parameterTypes, returnType, call: call as DuckDbFunction['call'] };
}

function hmac(algorithm: string): DuckDbFunction {
  return define(`js_hmac_${algorithm}`, ['BLOB', 'BLOB'], 'BLOB', (data: Uint8Array, key: Uint8Array) =>
    createHmac(algorithm, key).update(data).digest(),
  );
}

const MAX_BIGINT = 2n ** 63n - 1n;

function fromBase(text: string, radix: bigint): bigint {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, Number(radix));
  const negative = text.startsWith('-');
  const body = text.replace(/^[+-]/, '').toLowerCase();
  if (radix < 2n || radix > 36n || body === '' || [...body].some((digit) => !digits.includes(digit))) {
    throw new Error(`Not a base-${radix} number: ${text}`);
  }
  const value = [...body].reduce((sum, digit) => sum * radix + BigInt(digits.indexOf(digit)), 0n);
  if (value > MAX_BIGINT) throw new Error(`Not a base-${radix} number that fits bigint: ${text}`);
  return negative ? -value : value;
}
