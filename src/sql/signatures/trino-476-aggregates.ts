/** The aggregate and window functions of Trino 476, written by scripts/trino/functions.js; `parseSignature` tells how to read it. */
export const AGGREGATES_476 = `
any_value, arbitrary aggregate: (T) -> T
approx_distinct aggregate: (unknown, double) -> bigint; (T, double) -> bigint where T: comparable; (unknown) -> bigint; (T) -> bigint where T: comparable; (boolean, double) -> bigint; (boolean) -> bigint
approx_most_frequent aggregate: (bigint, bigint, bigint) -> map(bigint, bigint); (bigint, varchar, bigint) -> map(varchar, bigint)
approx_percentile aggregate: (bigint, double) -> bigint; (bigint, double, double) -> bigint; (bigint, double, double, double) -> bigint; (bigint, array(double)) -> array(bigint); (bigint, double, array(double)) -> array(bigint); (double, double) -> double; (double, double, double) -> double; (double, double, double, double) -> double; (double, array(double)) -> array(double); (double, double, array(double)) -> array(double); (real, double) -> real; (real, double, double) -> real; (real, double, double, double) -> real; (real, array(double)) -> array(real); (real, double, array(double)) -> array(real)
approx_set aggregate: (bigint) -> hyperloglog; (double) -> hyperloglog; (varchar(x)) -> hyperloglog
array_agg aggregate: (T?) -> array(T)
avg aggregate: (bigint) -> double; (double) -> double; (real) -> real; (interval day to second) -> interval day to second; (interval year to month) -> interval year to month; (decimal(p, s)) -> decimal(p, s)
bitwise_and_agg, bitwise_or_agg, bitwise_xor_agg aggregate: (bigint) -> bigint
bool_and, bool_or, every aggregate: (boolean) -> boolean
checksum aggregate: (T?) -> varbinary where T: comparable
convex_hull_agg, geometry_union_agg aggregate: (geometry) -> geometry
corr, covar_pop, covar_samp, regr_intercept, regr_slope aggregate: (double, double) -> double; (real, real) -> real
count aggregate: () -> bigint; (T) -> bigint
count_if aggregate: (boolean) -> bigint
cume_dist, percent_rank window: () -> double
dense_rank, rank, row_number window: () -> bigint
first_value, last_value window: (T?) -> T
geometric_mean aggregate: (double) -> double; (bigint) -> double; (real) -> real
histogram aggregate: (T) -> map(T, bigint) where T: comparable
kurtosis, skewness, stddev, stddev_pop, stddev_samp, var_pop, var_samp, variance aggregate: (double) -> double; (bigint) -> double
lag, lead window: (T?) -> T; (T?, bigint?) -> T; (T?, bigint?, T?) -> T
listagg aggregate: (varchar, varchar, boolean, varchar, boolean) -> varchar
make_set_digest aggregate: (T) -> setdigest
map_agg aggregate: (K, V?) -> map(K, V) where K: comparable
map_union aggregate: (map(K, V)) -> map(K, V) where K: comparable
max, min aggregate: (T) -> T where T: orderable; (E, bigint) -> array(E) where E: orderable
max_by, min_by aggregate: (V?, K) -> V where K: orderable; (V?, K, bigint) -> array(V) where K: orderable
merge aggregate: (hyperloglog) -> hyperloglog; (qdigest(V)) -> qdigest(V); (tdigest) -> tdigest
merge_set_digest aggregate: (setdigest) -> setdigest
multimap_agg aggregate: (K, V?) -> map(K, array(V)) where K: comparable
nth_value window: (T?, bigint?) -> T
ntile window: (bigint?) -> bigint
numeric_histogram aggregate: (bigint, double) -> map(double, double); (bigint, double, double) -> map(double, double); (bigint, real) -> map(real, real); (bigint, real, double) -> map(real, real)
qdigest_agg aggregate: (double, bigint, double) -> qdigest(double); (double) -> qdigest(double); (double, bigint) -> qdigest(double); (real, bigint, double) -> qdigest(real); (real) -> qdigest(real); (real, bigint) -> qdigest(real); (bigint, bigint, double) -> qdigest(bigint); (bigint) -> qdigest(bigint); (bigint, bigint) -> qdigest(bigint)
reduce_agg aggregate: (T, S, function(S, T, S), function(S, S, S)) -> S
spatial_partitioning aggregate: (geometry) -> varchar
sum aggregate: (double) -> double; (real) -> real; (bigint) -> bigint; (interval day to second) -> interval day to second; (interval year to month) -> interval year to month; (decimal(p, s)) -> decimal(38, s)
tdigest_agg aggregate: (double) -> tdigest; (double, double) -> tdigest
`;
