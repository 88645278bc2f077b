import type { DuckDBType } from '@duckdb/node-api';
import { fromDuckDbType, type TrinoType } from '../../sql/types.ts';

/** The Trino type of a result column; undefined where DuckDB's has none. Structural, for the type's own text leaves out that a column is JSON. */
export function trinoTypeOf(type: DuckDBType): TrinoType | undefined {
  if (type.alias === 'JSON') return { kind: 'json' };
  if ('entryTypes' in type) return rowType(type.entryNames, type.entryTypes);
  if ('keyType' in type) {
    const key = trinoTypeOf(type.keyType);
    const value = trinoTypeOf(type.valueType);
    return key && value && { kind: 'map', key, value };
  }
  if ('valueType' in type) {
    const element = trinoTypeOf(type.valueType);
    return element && { kind: 'array', element };
  }
  return fromDuckDbType(type.toString());
}

function rowType(names: readonly string[], types: readonly DuckDBType[]): TrinoType | undefined {
  const fields = types.map((type, index) => ({ name: names[index] ?? '', type: trinoTypeOf(type) }));
  const known = fields.flatMap(({ name, type }) => (type ? [{ ...(name !== '' && { name }), type }] : []));
  return known.length === fields.length ? { kind: 'row', fields: known } : undefined;
}
