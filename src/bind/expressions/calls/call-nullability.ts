import type { FunctionKind, Resolution } from '../../../sql/signatures/index.ts';
import type { Call, Expression } from '../../../sql/tree.ts';
import type { ExpressionContext } from '../bind-expression.ts';

/** Never NULL, whatever their arguments are. */
const NEVER_NULL = words(`
  approx_distinct count count_if cume_dist dense_rank percent_rank rank row_number
  current_timezone e infinity nan now pi rand random typeof uuid`);

/** NULL only where an argument is: plain arithmetic, texts, dates and collections. What is in no list here may be NULL. */
const NULL_OF_NULL = words(`
  abs acos asin atan atan2 cbrt ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pow power radians round sign sin sinh sqrt
  tan tanh truncate bit_count bitwise_and bitwise_not bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift
  bitwise_right_shift_arithmetic is_finite is_infinite is_nan from_base to_base width_bucket greatest least
  chr codepoint concat hamming_distance length levenshtein_distance lower lpad ltrim normalize position regexp_count regexp_extract_all
  regexp_like regexp_position regexp_replace regexp_split replace reverse rpad rtrim soundex split split_to_map split_to_multimap
  starts_with strpos substr substring translate trim upper word_stem to_utf8 from_utf8 url_encode url_decode
  crc32 hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 md5 sha1 sha256 sha512 murmur3 xxhash64 spooky_hash_v2_32 spooky_hash_v2_64
  from_base64 from_base64url from_hex to_base64 to_base64url to_hex
  at_timezone date date_add date_diff date_format date_parse date_trunc day day_of_month day_of_week day_of_year dow doy
  format_datetime from_iso8601_date from_iso8601_timestamp from_unixtime from_unixtime_nanos hour human_readable_seconds
  last_day_of_month millisecond minute month parse_datetime parse_duration quarter second timezone timezone_hour timezone_minute
  to_iso8601 to_milliseconds to_unixtime week week_of_year with_timezone year year_of_week yow
  array_distinct array_except array_intersect array_join array_position array_remove array_sort array_union cardinality combinations
  filter flatten map_concat map_entries map_filter map_keys map_values ngrams repeat sequence shuffle slice transform transform_keys
  transform_values trim_array zip zip_with json_format json_parse`);

/** Aggregates that give one of their argument's values, or a number made of them: over a window's own rows never of nothing. */
const OF_THE_ROWS = words(
  'any_value arbitrary array_agg avg bool_and bool_or every max min sum first_value last_value geometric_mean checksum',
);

/**
 * Whether a call may be NULL. When in doubt it may. Arguments that a function takes as NULL (the value of `count`) do not make it so
 * where it never is.
 */
export function isNullable(
  call: Call,
  name: string,
  kind: FunctionKind,
  args: readonly Expression[],
  { signature }: Resolution,
  context: ExpressionContext,
): boolean {
  if (NEVER_NULL.has(name)) return false;
  if (!signature) return true;
  const isKept = kind === 'scalar' ? NULL_OF_NULL.has(name) : OF_THE_ROWS.has(name) && hasOwnRow(call);
  if (!isKept) return true;
  const { notes } = context.binding;
  return args.some((arg) => arg.kind !== 'lambda' && (notes.value(arg)?.nullable ?? true));
}

// Without a frame, a row's window holds at least the row itself.
function hasOwnRow({ over, filter, nulls }: Call): boolean {
  return over !== undefined && over.name === undefined && over.frame === undefined && !filter && !nulls;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
