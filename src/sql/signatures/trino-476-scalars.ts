/** The scalar functions and operators of Trino 476, written by scripts/trino/functions.js; `parseSignature` tells how to read it. */
export const SCALARS_476 = `
% scalar: (bigint, bigint) -> bigint; (integer, integer) -> integer; (smallint, smallint) -> smallint; (tinyint, tinyint) -> tinyint; (double, double) -> double; (real, real) -> real; (decimal(a_precision, a_scale), decimal(b_precision, b_scale)) -> decimal(r_precision, r_scale) where r_precision = min(b_precision - b_scale, a_precision - a_scale) + max(a_scale, b_scale), r_scale = max(a_scale, b_scale)
* scalar: (bigint, bigint) -> bigint; (integer, integer) -> integer; (smallint, smallint) -> smallint; (tinyint, tinyint) -> tinyint; (double, double) -> double; (real, real) -> real; (interval day to second, bigint) -> interval day to second; (interval day to second, double) -> interval day to second; (bigint, interval day to second) -> interval day to second; (double, interval day to second) -> interval day to second; (interval year to month, bigint) -> interval year to month; (interval year to month, double) -> interval year to month; (bigint, interval year to month) -> interval year to month; (double, interval year to month) -> interval year to month; (decimal(a_precision, a_scale), decimal(b_precision, b_scale)) -> decimal(r_precision, r_scale) where r_precision = min(38, a_precision + b_precision), r_scale = a_scale + b_scale
+ scalar: (bigint, bigint) -> bigint; (integer, integer) -> integer; (smallint, smallint) -> smallint; (tinyint, tinyint) -> tinyint; (double, double) -> double; (real, real) -> real; (interval day to second, interval day to second) -> interval day to second; (interval year to month, interval year to month) -> interval year to month; (date, interval year to month) -> date; (date, interval day to second) -> date; (interval day to second, date) -> date; (interval year to month, date) -> date; (decimal(a_precision, a_scale), decimal(b_precision, b_scale)) -> decimal(r_precision, r_scale) where r_precision = min(38, max(a_precision - a_scale, b_precision - b_scale) + max(a_scale, b_scale) + 1), r_scale = max(a_scale, b_scale); (timestamp(p), interval day to second) -> timestamp(u) where u = max(3, p); (interval day to second, timestamp(p)) -> timestamp(u) where u = max(3, p); (timestamp(p), interval year to month) -> timestamp(p); (interval year to month, timestamp(p)) -> timestamp(p); (timestamp(p) with time zone, interval day to second) -> timestamp(u) with time zone where u = max(3, p); (interval day to second, timestamp(p) with time zone) -> timestamp(u) with time zone where u = max(3, p); (timestamp(p) with time zone, interval year to month) -> timestamp(p) with time zone; (interval year to month, timestamp(p) with time zone) -> timestamp(p) with time zone; (time(p), interval day to second) -> time(u) where u = max(3, p); (interval day to second, time(p)) -> time(u) where u = max(3, p); (time(p) with time zone, interval day to second) -> time(u) with time zone where u = max(3, p); (interval day to second, time(p) with time zone) -> time(u) with time zone where u = max(3, p)
- scalar: (bigint) -> bigint; (bigint, bigint) -> bigint; (integer) -> integer; (integer, integer) -> integer; (smallint) -> smallint; (smallint, smallint) -> smallint; (tinyint) -> tinyint; (tinyint, tinyint) -> tinyint; (double) -> double; (double, double) -> double; (real) -> real; (real, real) -> real; (interval day to second) -> interval day to second; (interval day to second, interval day to second) -> interval day to second; (interval year to month) -> interval year to month; (interval year to month, interval year to month) -> interval year to month; (date, interval day to second) -> date; (date, interval year to month) -> date; (decimal(p, s)) -> decimal(p, s); (decimal(a_precision, a_scale), decimal(b_precision, b_scale)) -> decimal(r_precision, r_scale) where r_precision = min(38, max(a_precision - a_scale, b_precision - b_scale) + max(a_scale, b_scale) + 1), r_scale = max(a_scale, b_scale); (timestamp(p), interval day to second) -> timestamp(u) where u = max(3, p); (timestamp(p), interval year to month) -> timestamp(p); (timestamp(p), timestamp(p)) -> interval day to second; (timestamp(p) with time zone, interval day to second) -> timestamp(u) with time zone where u = max(3, p); (timestamp(p) with time zone, interval year to month) -> timestamp(p) with time zone; (timestamp(p) with time zone, timestamp(p) with time zone) -> interval day to second; (time(p), time(p)) -> interval day to second; (time(p), interval day to second) -> time(u) where u = max(3, p); (time(p) with time zone, interval day to second) -> time(u) with time zone where u = max(3, p); (time(p) with time zone, time(p) with time zone) -> interval day to second
/ scalar: (bigint, bigint) -> bigint; (integer, integer) -> integer; (smallint, smallint) -> smallint; (tinyint, tinyint) -> tinyint; (double, double) -> double; (real, real) -> real; (interval day to second, double) -> interval day to second; (interval year to month, double) -> interval year to month; (decimal(a_precision, a_scale), decimal(b_precision, b_scale)) -> decimal(r_precision, r_scale) where r_precision = min(38, a_precision + b_scale + max(b_scale - a_scale, 0)), r_scale = max(a_scale, b_scale)
[], element_at scalar: (array(E), bigint) -> E; (map(K, V), K) -> V
abs scalar: (bigint) -> bigint; (double) -> double; (tinyint) -> tinyint; (smallint) -> smallint; (integer) -> integer; (real) -> real; (decimal(p, s)) -> decimal(p, s)
acos, asin, atan, cbrt, cos, cosh, degrees, exp, ln, log10, log2, radians, sin, sinh, sqrt, tan, tanh scalar: (double) -> double
all_match, any_match, none_match scalar: (array(T), function(T, boolean)) -> boolean
array_distinct scalar: (array(E)) -> array(E) where E: comparable
array_except, array_intersect, array_union scalar: (array(E), array(E)) -> array(E) where E: comparable
array_histogram scalar: (array(T)) -> map(T, bigint) where T: comparable
array_join scalar: (array(E), varchar) -> varchar; (array(E), varchar, varchar) -> varchar
array_max, array_min scalar: (array(T)) -> T where T: orderable
array_position scalar: (array(T), T) -> bigint where T: comparable
array_remove scalar: (array(E), E) -> array(E) where E: comparable
array_sort scalar: (array(E)) -> array(E) where E: orderable; (array(T), function(T, T, integer)) -> array(T)
arrays_overlap scalar: (array(E), array(E)) -> boolean where E: comparable
at_timezone scalar: (timestamp(p) with time zone, varchar(x)) -> timestamp(p) with time zone
atan2, log, pow, power, t_cdf, t_pdf scalar: (double, double) -> double
bar scalar: (double, bigint, color, color) -> varchar; (double, bigint) -> varchar
beta_cdf, inverse_beta_cdf, inverse_normal_cdf, normal_cdf scalar: (double, double, double) -> double
bing_tile scalar: (varchar) -> bingtile; (integer, integer, integer) -> bingtile
bing_tile_at scalar: (double, double, integer) -> bingtile
bing_tile_coordinates scalar: (bingtile) -> row("x" integer, "y" integer)
bing_tile_polygon scalar: (bingtile) -> geometry
bing_tile_quadkey scalar: (bingtile) -> varchar
bing_tile_zoom_level scalar: (bingtile) -> tinyint
bing_tiles_around scalar: (double, double, integer, double) -> array(bingtile); (double, double, integer) -> array(bingtile)
bit_count, bitwise_and, bitwise_or, bitwise_xor scalar: (bigint, bigint) -> bigint
bitwise_left_shift, bitwise_right_shift, bitwise_right_shift_arithmetic scalar: (tinyint, integer) -> tinyint; (smallint, integer) -> smallint; (integer, integer) -> integer; (bigint, integer) -> bigint
bitwise_not scalar: (bigint) -> bigint
cardinality scalar: (hyperloglog) -> bigint; (array(E)) -> bigint; (map(K, V)) -> bigint; (setdigest) -> bigint
ceil, ceiling, floor scalar: (bigint) -> bigint; (double) -> double; (tinyint) -> tinyint; (smallint) -> smallint; (integer) -> integer; (real) -> real; (decimal(p, s)) -> decimal(rp, 0) where rp = p - s + min(s, 1)
chr scalar: (bigint) -> varchar(1)
codepoint scalar: (varchar(1)) -> integer
color scalar: (double, color, color) -> color; (double, double, double, color, color) -> color; (varchar(x)) -> color
combinations, ngrams scalar: (array(T), integer) -> array(array(T))
concat scalar: (char(x), char(y)) -> char(u) where u = x + y; (array(E), E) -> array(E); (E, array(E)) -> array(E); (array(E)...) -> array(E); (varchar...) -> varchar; (varbinary...) -> varbinary
concat_ws scalar: (varchar, array(varchar)) -> varchar; (varchar, varchar?...) -> varchar
contains scalar: (varchar, ipaddress) -> boolean; (array(T), T) -> boolean where T: comparable
contains_sequence scalar: (array(T), array(T)) -> boolean where T: comparable
cosine_distance, dot_product, euclidean_distance scalar: (array(double), array(double)) -> double
cosine_similarity scalar: (map(varchar, double), map(varchar, double)) -> double; (array(double), array(double)) -> double
crc32, from_big_endian_64 scalar: (varbinary) -> bigint
current_date scalar: () -> date
current_groups scalar: () -> array(varchar)
current_timezone scalar: () -> varchar
date scalar: (varchar(x)) -> date; (timestamp(p)) -> date; (timestamp(p) with time zone) -> date
date_add scalar: (varchar(x), bigint, date) -> date; (varchar(x), bigint, timestamp(p)) -> timestamp(p); (varchar(x), bigint, timestamp(p) with time zone) -> timestamp(p) with time zone; (varchar(x), bigint, time(p)) -> time(p); (varchar(x), bigint, time(p) with time zone) -> time(p) with time zone
date_diff scalar: (varchar(x), date, date) -> bigint; (varchar(x), timestamp(p), timestamp(p)) -> bigint; (varchar(x), timestamp(p) with time zone, timestamp(p) with time zone) -> bigint; (varchar(x), time(p), time(p)) -> bigint; (varchar(x), time(p) with time zone, time(p) with time zone) -> bigint
date_format, format_datetime scalar: (timestamp(p), varchar(x)) -> varchar; (timestamp(p) with time zone, varchar(x)) -> varchar
date_parse scalar: (varchar(x), varchar(y)) -> timestamp(3)
date_trunc scalar: (varchar(x), date) -> date; (varchar(x), timestamp(p)) -> timestamp(p); (varchar(x), timestamp(p) with time zone) -> timestamp(p) with time zone; (varchar(x), time(p)) -> time(p); (varchar(x), time(p) with time zone) -> time(p) with time zone
day, day_of_month scalar: (date) -> bigint; (interval day to second) -> bigint; (timestamp(p)) -> bigint; (timestamp(p) with time zone) -> bigint
day_of_week, day_of_year, dow, doy, quarter, week, week_of_year, year_of_week, yow scalar: (date) -> bigint; (timestamp(p)) -> bigint; (timestamp(p) with time zone) -> bigint
e, infinity, nan, pi scalar: () -> double
empty_approx_set scalar: () -> hyperloglog
filter scalar: (array(T), function(T, boolean)) -> array(T)
flatten scalar: (array(array(E))) -> array(E)
format_number scalar: (bigint) -> varchar; (double) -> varchar
from_base scalar: (varchar(x), bigint) -> bigint
from_base32, from_base64, from_base64url, from_hex scalar: (varchar(x)) -> varbinary; (varbinary) -> varbinary
from_big_endian_32 scalar: (varbinary) -> integer
from_encoded_polyline, st_geometryfromtext, st_geomfromkml, st_linefromtext, st_polygon scalar: (varchar) -> geometry
from_geojson_geometry scalar: (varchar) -> sphericalgeography
from_ieee754_32 scalar: (varbinary) -> real
from_ieee754_64 scalar: (varbinary) -> double
from_iso8601_date scalar: (varchar(x)) -> date
from_iso8601_timestamp scalar: (varchar(x)) -> timestamp(3) with time zone
from_iso8601_timestamp_nanos scalar: (varchar(x)) -> timestamp(9) with time zone
from_unixtime scalar: (double, bigint, bigint) -> timestamp(3) with time zone; (double) -> timestamp(3) with time zone; (double, varchar(x)) -> timestamp(3) with time zone
from_unixtime_nanos scalar: (bigint) -> timestamp(9) with time zone; (decimal(p, s)) -> timestamp(9) with time zone
from_utf8 scalar: (varbinary, varchar(x)) -> varchar; (varbinary) -> varchar; (varbinary, bigint) -> varchar
geometry_from_hadoop_shape, st_geomfrombinary scalar: (varbinary) -> geometry
geometry_invalid_reason, st_astext, st_geometrytype, to_encoded_polyline scalar: (geometry) -> varchar
geometry_nearest_points scalar: (geometry, geometry) -> row(geometry, geometry)
geometry_to_bing_tiles scalar: (geometry, integer) -> array(bingtile)
geometry_union, st_linestring, st_multipoint scalar: (array(geometry)) -> geometry
great_circle_distance scalar: (double, double, double, double) -> double
greatest, least scalar: (E?...) -> E where E: orderable
hamming_distance, levenshtein_distance scalar: (varchar(x), varchar(y)) -> bigint
hash_counts scalar: (setdigest) -> map(bigint, smallint)
hmac_md5, hmac_sha1, hmac_sha256, hmac_sha512 scalar: (varbinary, varbinary) -> varbinary
hour, millisecond, minute, second scalar: (interval day to second) -> bigint; (timestamp(p)) -> bigint; (timestamp(p) with time zone) -> bigint; (time(p)) -> bigint; (time(p) with time zone) -> bigint
human_readable_seconds scalar: (double) -> varchar
intersection_cardinality scalar: (setdigest, setdigest) -> bigint
is_finite, is_infinite scalar: (double) -> boolean
is_json_scalar scalar: (json) -> boolean; (varchar(x)) -> boolean
is_nan scalar: (double) -> boolean; (real) -> boolean
jaccard_index scalar: (setdigest, setdigest) -> double
json_array_contains scalar: (json, bigint) -> boolean; (json, boolean) -> boolean; (json, varchar(x)) -> boolean; (json, double) -> boolean; (varchar(x), double) -> boolean; (varchar(x), bigint) -> boolean; (varchar(x), boolean) -> boolean; (varchar(x), varchar(y)) -> boolean
json_array_get scalar: (json, bigint) -> json; (varchar(x), bigint) -> json
json_array_length scalar: (json) -> bigint; (varchar(x)) -> bigint
json_extract scalar: (varchar(x), jsonpath) -> json; (json, jsonpath) -> json
json_extract_scalar scalar: (varchar(x), jsonpath) -> varchar(x); (json, jsonpath) -> varchar
json_format scalar: (json) -> varchar
json_parse scalar: (varchar(x)) -> json
json_size scalar: (varchar(x), jsonpath) -> bigint; (json, jsonpath) -> bigint
last_day_of_month scalar: (date) -> date; (timestamp(p)) -> date; (timestamp(p) with time zone) -> date
length scalar: (varchar(x)) -> bigint; (char(x)) -> bigint; (varbinary) -> bigint
line_interpolate_point, simplify_geometry, st_buffer scalar: (geometry, double) -> geometry
line_interpolate_points scalar: (geometry, double) -> array(geometry)
line_locate_point scalar: (geometry, geometry) -> double
lower, upper scalar: (varchar(x)) -> varchar(x); (char(x)) -> char(x)
lpad scalar: (varchar(x), bigint, varchar(y)) -> varchar; (char(x), bigint, varchar(y)) -> varchar; (varbinary, bigint, varbinary) -> varbinary
ltrim, trim scalar: (varchar(x), codepoints) -> varchar(x); (varchar(x)) -> varchar(x); (char(x), codepoints) -> varchar(x); (char(x)) -> varchar(x)
luhn_check scalar: (varchar) -> boolean
map scalar: () -> map(unknown, unknown); (array(K), array(V)) -> map(K, V) where K: comparable
map_concat scalar: (map(K, V)...) -> map(K, V)
map_entries scalar: (map(K, V)) -> array(row(K, V))
map_filter scalar: (map(K, V), function(K, V, boolean)) -> map(K, V)
map_from_entries scalar: (array(row(K, V))) -> map(K, V) where K: comparable
map_keys scalar: (map(K, V)) -> array(K)
map_values scalar: (map(K, V)) -> array(V)
map_zip_with scalar: (map(K, V1), map(K, V2), function(K, V1, V2, V3)) -> map(K, V3)
md5, murmur3, sha1, sha256, sha512, spooky_hash_v2_32, spooky_hash_v2_64, xxhash64 scalar: (varbinary) -> varbinary
mod scalar: (double, double) -> double; (bigint, bigint) -> bigint; (tinyint, tinyint) -> tinyint; (smallint, smallint) -> smallint; (integer, integer) -> integer; (real, real) -> real; (decimal(a_precision, a_scale), decimal(b_precision, b_scale)) -> decimal(r_precision, r_scale) where r_precision = min(b_precision - b_scale, a_precision - a_scale) + max(a_scale, b_scale), r_scale = max(a_scale, b_scale)
month, year scalar: (date) -> bigint; (interval year to month) -> bigint; (timestamp(p)) -> bigint; (timestamp(p) with time zone) -> bigint
multimap_from_entries scalar: (array(row(K, V))) -> map(K, array(V)) where K: comparable
normalize scalar: (varchar(x), varchar(y)) -> varchar
now scalar: () -> timestamp(3) with time zone
parse_data_size, parse_presto_data_size scalar: (varchar(x)) -> decimal(38, 0)
parse_datetime scalar: (varchar(x), varchar(y)) -> timestamp(3) with time zone
parse_duration scalar: (varchar(x)) -> interval day to second
quantile_at_value scalar: (qdigest(bigint), bigint) -> double; (qdigest(double), double) -> double; (qdigest(real), real) -> double
rand, random scalar nondeterministic: (bigint, bigint) -> bigint; () -> double; (bigint) -> bigint; (tinyint, tinyint) -> tinyint; (tinyint) -> tinyint; (smallint, smallint) -> smallint; (smallint) -> smallint; (integer, integer) -> integer; (integer) -> integer
reduce scalar: (array(T), S?, function(S, T, S), function(S, R)) -> R
regexp_count scalar: (varchar(x), joniregexp) -> bigint
regexp_extract scalar: (varchar(x), joniregexp) -> varchar(x); (varchar(x), joniregexp, bigint) -> varchar(x)
regexp_extract_all scalar: (varchar(x), joniregexp, bigint) -> array(varchar(x)); (varchar(x), joniregexp) -> array(varchar(x))
regexp_like scalar: (varchar(x), joniregexp) -> boolean
regexp_position scalar: (varchar(x), joniregexp) -> integer; (varchar(x), joniregexp, integer, integer) -> integer; (varchar(x), joniregexp, integer) -> integer
regexp_replace scalar: (varchar(x), joniregexp) -> varchar(x); (varchar(x), joniregexp, varchar(y)) -> varchar(z) where z = min(2147483647, x + max(x * y / 2, y) * (x + 1)); (varchar, joniregexp, function(array(varchar), varchar(x))) -> varchar
regexp_split scalar: (varchar(x), joniregexp) -> array(varchar(x))
render scalar: (boolean) -> varchar(16); (varchar(x), color) -> varchar(y) where y = min(2147483647, x + 15); (bigint, color) -> varchar(35); (double, color) -> varchar(41)
repeat scalar: (T?, bigint) -> array(T)
replace scalar: (varchar(x), varchar(y)) -> varchar(x); (varchar(x), varchar(y), varchar(z)) -> varchar(u) where u = min(2147483647, x + z * (x + 1))
reverse scalar: (varchar(x)) -> varchar(x); (char(x)) -> char(x); (varbinary) -> varbinary; (array(E)) -> array(E)
rgb scalar: (bigint, bigint, bigint) -> color
round scalar: (bigint) -> bigint; (double, integer) -> double; (bigint, integer) -> bigint; (double) -> double; (real) -> real; (real, integer) -> real; (tinyint, integer) -> tinyint; (tinyint) -> tinyint; (smallint, integer) -> smallint; (smallint) -> smallint; (integer) -> integer; (integer, integer) -> integer; (decimal(p, s)) -> decimal(rp, rs) where rp = min(38, p - s + min(1, s)), rs = 0; (decimal(p, s), integer) -> decimal(rp, s) where rp = min(38, p + 1)
rpad scalar: (varchar(x), bigint, varchar(y)) -> varchar; (varbinary, bigint, varbinary) -> varbinary
rtrim scalar: (varchar(x), codepoints) -> varchar(x); (varchar(x)) -> varchar(x); (char(x)) -> varchar(x); (char(x), codepoints) -> varchar(x)
sequence scalar: (bigint, bigint, bigint) -> array(bigint); (bigint, bigint) -> array(bigint); (date, date) -> array(date); (date, date, interval day to second) -> array(date); (date, date, interval year to month) -> array(date); (timestamp(p), timestamp(p), interval year to month) -> array(timestamp(p)); (timestamp(p), timestamp(p), interval day to second) -> array(timestamp(p))
shuffle scalar nondeterministic: (array(E)) -> array(E)
sign scalar: (bigint) -> bigint; (double) -> double; (integer) -> integer; (smallint) -> smallint; (tinyint) -> tinyint; (real) -> real; (decimal(p, s)) -> decimal(1, 0)
slice scalar: (array(E), bigint, bigint) -> array(E)
soundex scalar: (varchar) -> varchar(4)
spatial_partitions scalar: (kdbtree, geometry) -> array(integer); (kdbtree, geometry, double) -> array(integer)
split scalar: (varchar(x), varchar(y), bigint) -> array(varchar(x)); (varchar(x), varchar(y)) -> array(varchar(x))
split_part scalar: (varchar(x), varchar(y), bigint) -> varchar(x)
split_to_map scalar: (varchar, varchar, varchar) -> map(varchar, varchar)
split_to_multimap scalar: (varchar, varchar, varchar) -> map(varchar, array(varchar))
st_area, st_length scalar: (geometry) -> double; (sphericalgeography) -> double
st_asbinary scalar: (geometry) -> varbinary
st_boundary, st_centroid, st_convexhull, st_endpoint, st_envelope, st_exteriorring, st_startpoint scalar: (geometry) -> geometry
st_contains, st_crosses, st_disjoint, st_equals, st_intersects, st_overlaps, st_touches, st_within scalar: (geometry, geometry) -> boolean
st_coorddim, st_dimension scalar: (geometry) -> tinyint
st_difference, st_intersection, st_symdifference, st_union scalar: (geometry, geometry) -> geometry
st_distance scalar: (geometry, geometry) -> double; (sphericalgeography, sphericalgeography) -> double
st_envelopeaspts, st_geometries, st_interiorrings, st_points scalar: (geometry) -> array(geometry)
st_geometryn, st_interiorringn, st_pointn scalar: (geometry, integer) -> geometry
st_isclosed, st_isempty, st_isring, st_issimple, st_isvalid scalar: (geometry) -> boolean
st_numgeometries scalar: (geometry) -> integer
st_numinteriorring, st_numpoints scalar: (geometry) -> bigint
st_point scalar: (double, double) -> geometry
st_relate scalar: (geometry, geometry, varchar) -> boolean
st_x, st_xmax, st_xmin, st_y, st_ymax, st_ymin scalar: (geometry) -> double
starts_with scalar: (varchar(x), varchar(y)) -> boolean
strpos scalar: (varchar(x), varchar(y)) -> bigint; (varchar(x), varchar(y), bigint) -> bigint
substr scalar: (varchar(x), bigint, bigint) -> varchar(x); (varchar(x), bigint) -> varchar(x); (char(x), bigint) -> varchar(x); (char(x), bigint, bigint) -> varchar(x); (varbinary, bigint, bigint) -> varbinary; (varbinary, bigint) -> varbinary
substring scalar: (varchar(x), bigint, bigint) -> varchar(x); (varchar(x), bigint) -> varchar(x); (char(x), bigint) -> varchar(x); (char(x), bigint, bigint) -> varchar(x)
timezone scalar: (timestamp(p) with time zone) -> varchar; (time(p) with time zone) -> varchar
timezone_hour, timezone_minute scalar: (timestamp(p) with time zone) -> bigint; (time(p) with time zone) -> bigint
to_base scalar: (bigint, bigint) -> varchar(64)
to_base32, to_base64, to_base64url, to_hex scalar: (varbinary) -> varchar
to_big_endian_32 scalar: (integer) -> varbinary
to_big_endian_64 scalar: (bigint) -> varbinary
to_geojson_geometry scalar: (sphericalgeography) -> varchar
to_geometry scalar: (sphericalgeography) -> geometry
to_ieee754_32 scalar: (real) -> varbinary
to_ieee754_64 scalar: (double) -> varbinary
to_iso8601 scalar: (date) -> varchar(16); (timestamp(p)) -> varchar(n) where n = 1 + 6 + 15 + min(p, 1) + p; (timestamp(p) with time zone) -> varchar(n) where n = 1 + 6 + 15 + min(p, 1) + p + 6
to_milliseconds scalar: (interval day to second) -> bigint
to_spherical_geography scalar: (geometry) -> sphericalgeography
to_unixtime scalar: (timestamp(p) with time zone) -> double
to_utf8 scalar: (char(x)) -> varbinary; (varchar(x)) -> varbinary
transform scalar: (array(T), function(T, U)) -> array(U)
transform_keys scalar: (map(K1, V), function(K1, V, K2)) -> map(K2, V)
transform_values scalar: (map(K, V1), function(K, V1, V2)) -> map(K, V2)
translate scalar: (varchar(x), varchar(y), varchar(z)) -> varchar
trim_array scalar: (array(E), bigint) -> array(E)
truncate scalar: (double) -> double; (real) -> real; (decimal(p, s)) -> decimal(rp, 0) where rp = max(1, p - s); (decimal(p, s), integer) -> decimal(p, s)
typeof scalar: (T?) -> varchar
url_decode, url_extract_fragment, url_extract_host, url_extract_path, url_extract_protocol, url_extract_query scalar: (varchar(x)) -> varchar(x)
url_encode scalar: (varchar(x)) -> varchar(y) where y = min(2147483647, x * 12)
url_extract_parameter scalar: (varchar(x), varchar(y)) -> varchar(x)
url_extract_port scalar: (varchar(x)) -> bigint
uuid scalar nondeterministic: () -> uuid
value_at_quantile scalar: (qdigest(bigint), double) -> bigint; (qdigest(double), double) -> double; (qdigest(real), double) -> real; (tdigest, double) -> double
values_at_quantiles scalar: (qdigest(double), array(double)) -> array(double); (qdigest(real), array(double)) -> array(real); (qdigest(bigint), array(double)) -> array(bigint); (tdigest, array(double)) -> array(double)
width_bucket scalar: (double, double, double, bigint) -> bigint; (double, array(double)) -> bigint
wilson_interval_lower, wilson_interval_upper scalar: (bigint, bigint, double) -> double
with_timezone scalar: (timestamp(p), varchar(x)) -> timestamp(p) with time zone
word_stem scalar: (varchar(x)) -> varchar(x); (varchar(x), varchar(2)) -> varchar(x)
zip scalar: (array(T1), array(T2)) -> array(row(T1, T2)); (array(T1), array(T2), array(T3)) -> array(row(T1, T2, T3)); (array(T1), array(T2), array(T3), array(T4)) -> array(row(T1, T2, T3, T4)); (array(T1), array(T2), array(T3), array(T4), array(T5)) -> array(row(T1, T2, T3, T4, T5))
zip_with scalar: (array(T), array(U), function(T, U, R)) -> array(R)
`;
