import type { Expression } from '../tree.ts';
import { documented, type FunctionForm } from './define.ts';
import { macro, refused, rewrite, template } from './forms.ts';

const bytes = (means: string, name: string) => template(means, (x) => `${name}(t_bytes(${x}))`);
const hmac = (name: string) =>
  template(`The keyed hash of the data (first) by ${name.toUpperCase()} with the key (second).`, (data, key) => `js_hmac_${name}(t_bytes(${data}), t_bytes(${key}))`); // prettier-ignore

// The text may come as its bytes.
function fromText(means: string, name: string): FunctionForm {
  return rewrite(means, ({ args }, emitter) => {
    const value = args[0] as Expression;
    const text = emitter.typeOf(value)?.kind === 'varbinary' ? `decode(${emitter.text(value)})` : emitter.text(value);
    return `${emitter.macroName(name)}(${text})`;
  });
}

const NO_HASH = 'DuckDB has no such hash';

/** Bytes: hashes and encodings. */
export const BINARY_FUNCTIONS = documented('binary', {
  crc32: bytes('The CRC-32 of bytes as a bigint.', 'js_crc32'),
  from_base32: fromText('Bytes from their Base32 text in capitals, padded or not; another letter, or a length that cannot be, is an error.', 'js_from_base32'), // prettier-ignore
  from_base64: fromText('Bytes from their Base64 text; another letter is an error.', 'from_base64'),
  from_base64url: fromText('Bytes from Base64 text with - and _, padded or not.', 't_from_base64url'),
  from_big_endian_32: macro('Four bytes as an integer; another number of bytes is an error.', 't_from_big_endian_32'),
  from_big_endian_64: macro('Eight bytes as a bigint; another number of bytes is an error.', 't_from_big_endian_64'),
  from_hex: fromText('Bytes from hexadecimal digits, of either case; an odd number of them is an error.', 't_from_hex'), // prettier-ignore
  from_ieee754_32: refused('Four bytes, the highest first, as a real.', 'DuckDB does not read bits as numbers'),
  from_ieee754_64: refused('Eight bytes, the highest first, as a double.', 'DuckDB does not read bits as numbers'),
  hmac_md5: hmac('md5'),
  hmac_sha1: hmac('sha1'),
  hmac_sha256: hmac('sha256'),
  hmac_sha512: hmac('sha512'),
  md5: macro('The MD5 of bytes, as 16 bytes: `to_hex(md5(to_utf8(x)))` is its text.', 't_md5'),
  murmur3: refused('The 128-bit MurmurHash3 of bytes.', NO_HASH),
  sha1: macro('The SHA-1 of bytes, as 20 bytes.', 't_sha1'),
  sha256: macro('The SHA-256 of bytes, as 32 bytes.', 't_sha256'),
  sha512: bytes('The SHA-512 of bytes, as 64 bytes.', 'js_sha512'),
  spooky_hash_v2_32: refused('The 32-bit SpookyHashV2 of bytes.', NO_HASH),
  spooky_hash_v2_64: refused('The 64-bit SpookyHashV2 of bytes.', NO_HASH),
  to_base32: bytes('Bytes as Base32 text, padded.', 'js_to_base32'),
  to_base64: bytes('Bytes as Base64 text, padded.', 'base64'),
  to_base64url: macro('Bytes as Base64 text with - and _, padded.', 't_to_base64url'),
  to_big_endian_32: macro('An integer as four bytes, the highest first.', 't_to_big_endian_32'),
  to_big_endian_64: macro('A bigint as eight bytes, the highest first.', 't_to_big_endian_64'),
  to_hex: macro('Bytes as hexadecimal digits in capitals.', 't_hex'),
  to_ieee754_32: refused('A real as four bytes, the highest first.', 'DuckDB does not read numbers as bits'),
  to_ieee754_64: refused('A double as eight bytes, the highest first.', 'DuckDB does not read numbers as bits'),
  xxhash64: bytes('The 64-bit xxHash of bytes, as 8 bytes.', 'js_xxhash64'),
});
