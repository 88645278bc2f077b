import { macro, template, type FunctionTable } from './define.ts';

const bytes = (name: string) => template(1, (x) => `${name}(t_bytes(${x}))`);
const hmac = (name: string) => template(2, (data, key) => `js_hmac_${name}(t_bytes(${data}), t_bytes(${key}))`);

export const BINARY_FUNCTIONS: FunctionTable = {
  crc32: bytes('js_crc32'),
  from_base: template(2, (x, radix) => `js_from_base(${x}, ${radix})`),
  from_base64: template(1, (x) => `from_base64(${x})`),
  from_base64url: macro('t_from_base64url', 1),
  from_hex: template(1, (x) => `unhex(${x})`),
  from_utf8: template(1, (x) => `decode(t_bytes(${x}))`),
  hmac_md5: hmac('md5'),
  hmac_sha1: hmac('sha1'),
  hmac_sha256: hmac('sha256'),
  hmac_sha512: hmac('sha512'),
  md5: macro('t_md5', 1),
  sha1: macro('t_sha1', 1),
  sha256: macro('t_sha256', 1),
  sha512: bytes('js_sha512'),
  to_base: template(2, (x, radix) => `lower(to_base(${x}, ${radix}))`),
  to_base64: bytes('base64'),
  to_base64url: macro('t_to_base64url', 1),
  to_hex: macro('t_hex', 1),
  to_utf8: template(1, (x) => `encode(t_text(${x}))`),
  xxhash64: bytes('js_xxhash64'),
};
