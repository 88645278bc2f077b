import { documented } from './define.ts';
import { macro, refused, refusedAll } from './forms.ts';

const GEOMETRY = documented('geospatial', {
  great_circle_distance: macro('The distance in kilometers of two points on a sphere of 6371.01 km, each given as latitude and longitude in degrees.', 't_great_circle'), // prettier-ignore
  ...refusedAll(
    'Geometries, and tiles of maps.',
    'geometries and tiles are not known here',
    `bing_tile bing_tile_at bing_tile_coordinates bing_tile_polygon bing_tile_quadkey bing_tile_zoom_level bing_tiles_around convex_hull_agg from_encoded_polyline
    from_geojson_geometry geometry_from_hadoop_shape geometry_invalid_reason geometry_nearest_points geometry_to_bing_tiles geometry_union geometry_union_agg
    line_interpolate_point line_interpolate_points line_locate_point simplify_geometry spatial_partitioning spatial_partitions st_area st_asbinary st_astext st_boundary
    st_buffer st_centroid st_contains st_convexhull st_coorddim st_crosses st_difference st_dimension st_disjoint st_distance st_endpoint st_envelope st_envelopeaspts
    st_equals st_exteriorring st_geometries st_geometryfromtext st_geometryn st_geometrytype st_geomfrombinary st_geomfromkml st_interiorringn st_interiorrings
    st_intersection st_intersects st_isclosed st_isempty st_isring st_issimple st_isvalid st_length st_linefromtext st_linestring st_multipoint st_numgeometries
    st_numinteriorring st_numpoints st_overlaps st_point st_pointn st_points st_polygon st_relate st_startpoint st_symdifference st_touches st_union st_within st_x st_xmax
    st_xmin st_y st_ymax st_ymin to_encoded_polyline to_geojson_geometry to_geometry to_spherical_geography`,
  ),
});

const sketches = (page: string, names: string) =>
  documented(page, refusedAll('Sketches: estimates over many values, which can be merged.', 'its sketches have no form in DuckDB', names)); // prettier-ignore

const SKETCHES = {
  ...sketches('hyperloglog', 'approx_set empty_approx_set merge'),
  ...sketches('qdigest', 'qdigest_agg quantile_at_value value_at_quantile values_at_quantiles'),
  ...sketches('tdigest', 'tdigest_agg'),
  ...sketches('setdigest', 'hash_counts intersection_cardinality jaccard_index make_set_digest merge_set_digest'),
};

const COLORS = documented('color', refusedAll('Colors and bars of a terminal.', 'colors are not known here', 'bar color render rgb')); // prettier-ignore

const ofSession = (means: string) => refused(means, 'a session has no such thing here', { signatures: '() -> varchar' }); // prettier-ignore

const SESSION = documented('session', {
  current_catalog: ofSession('The catalog of the session.'),
  current_groups: refused('The groups of the user.', 'a session has no such thing here'),
  current_path: ofSession('Where functions are looked for.'),
  current_schema: ofSession('The schema of the session.'),
  current_user: ofSession('The user of the session.'),
  version: ofSession('The version of the server.'),
});

/** Functions of types that DuckDB does not have, and of the session. */
export const SPECIAL_FUNCTIONS = { ...GEOMETRY, ...SKETCHES, ...COLORS, ...SESSION };
