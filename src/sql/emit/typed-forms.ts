import type { SiteForm } from '../duckdb/site-forms.ts';
import type { TrinoType } from '../types.ts';
import { isFloat } from './nan.ts';

type Parts = SiteForm['parts'];
type Form = (types: readonly TrinoType[]) => Parts | undefined;

/** What macros that look at types come to where Trino's types are known: text, and arguments by their index. */
export const TYPED_FORMS: Readonly<Record<string, Form>> = {
  t_length: ([x]) =>
    x?.kind === 'varbinary' ? ['octet_length(', 0, ')'] : isText(x) ? ['length(', 0, ')'] : undefined,
  t_cardinality: ([x]) => (x?.kind === 'map' ? ['CAST(cardinality(', 0, ') AS BIGINT)'] : ['len(', 0, ')']),
  t_subscript: ([x]) => subscript(x),
  t_element_at: ([x]) => (x?.kind === 'array' ? ['t_element(', 0, ', ', 1, ')'] : ['(', 0, ')[', 1, ']']),
  t_text: ([x]) => (isText(x) ? [0] : undefined),
  t_bytes: ([x]) => (x?.kind === 'varbinary' ? [0] : undefined),
  t_as_double: ([x]) => (x?.kind === 'double' ? [0] : undefined),
  t_only_double: ([x]) => (x?.kind === 'double' ? [0] : undefined),
  t_part: () => ['CAST(', 1, ' AS BIGINT)'],
  t_time_part: () => ['CAST(', 1, ' AS BIGINT)'],
  t_md5: () => ['unhex(md5(', 0, '))'],
  t_sha1: () => ['unhex(sha1(', 0, '))'],
  t_sha256: () => ['unhex(sha256(', 0, '))'],
  t_hex: () => ['hex(', 0, ')'],
  t_json_format: ([x]) => (x?.kind === 'json' ? ['CAST(', 0, ' AS VARCHAR)'] : undefined),
  t_last_day: () => ['last_day(', 0, ')'],
  t_contains: ([x]) => (isFloatArray(x) ? ['t_number_contains(', 0, ', ', 1, ')'] : undefined),
  t_position: ([x]) => (isFloatArray(x) ? ['t_number_position(', 0, ', ', 1, ')'] : undefined),
  t_array_remove: ([x]) => (isFloatArray(x) ? ['t_number_remove(', 0, ', ', 1, ')'] : undefined),
  t_array_max: ([x]) => (isFloatArray(x) ? ['t_number_max(', 0, ')'] : undefined),
  t_truncate: ([x]) => (isInteger(x) ? [0] : isFloat(x) ? ['trunc(', 0, ')'] : undefined),
  t_average: ([, , , item]) => (item?.kind === 'double' || isInteger(item) ? [0] : undefined),
  t_round2: ([x]) => rounded2(x),
  t_to_iso8601: ([x]) => (x?.kind === 'date' ? ['t_date_text(CAST(', 0, ' AS VARCHAR))'] : undefined),
};

// Rounding up may need more digits than the type has; DuckDB does not notice.
function rounded2(type: TrinoType | undefined): Parts | undefined {
  if (isFloat(type)) return ['t_round_float(', 0, ', ', 1, ')'];
  if (type?.kind === 'bigint') return ['t_round_bigint(', 0, ', ', 1, ')'];
  const small = type?.kind === 'tinyint' || type?.kind === 'smallint' || type?.kind === 'integer';
  return small ? ['CAST(round(CAST(', 0, ' AS BIGINT), ', 1, `) AS ${type.kind.toUpperCase()})`] : undefined;
}

function subscript(type: TrinoType | undefined): Parts | undefined {
  switch (type?.kind) {
    case 'array':
      return ['t_array_item(', 0, ', ', 1, ')'];
    case 'map':
      return ['t_map_item(', 0, ', ', 1, ')'];
    case 'row':
      return ['struct_extract_at(', 0, ', ', 1, ')'];
    default:
      return undefined;
  }
}

function isText(type: TrinoType | undefined): boolean {
  return type?.kind === 'varchar' || type?.kind === 'char';
}

function isFloatArray(type: TrinoType | undefined): boolean {
  return type?.kind === 'array' && isFloat(type.element);
}

function isInteger(type: TrinoType | undefined): boolean {
  return type !== undefined && ['tinyint', 'smallint', 'integer', 'bigint'].includes(type.kind);
}
