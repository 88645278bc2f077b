import { toDuckDbType, type TrinoType } from '../types.ts';

/** The DuckDB type that keeps a Trino type within one query: timestamps keep their number of digits. */
export function duckDbType(type: TrinoType): string | undefined {
  switch (type.kind) {
    case 'timestamp':
      if (type.withTimeZone) return toDuckDbType(type);
      return { 0: 'TIMESTAMP_S', 3: 'TIMESTAMP_MS', 6: 'TIMESTAMP' }[type.precision];
    case 'array': {
      const element = duckDbType(type.element);
      return element && `${element}[]`;
    }
    case 'map': {
      const [key, value] = [duckDbType(type.key), duckDbType(type.value)];
      return key && value && `MAP(${key}, ${value})`;
    }
    case 'row':
      return rowType(type.fields);
    default:
      return toDuckDbType(type);
  }
}

function rowType(fields: Extract<TrinoType, { kind: 'row' }>['fields']): string | undefined {
  const parts = fields.map(({ name, type }) => {
    const text = duckDbType(type);
    return text === undefined || name === undefined ? undefined : `"${name.replaceAll('"', '""')}" ${text}`;
  });
  return parts.includes(undefined) ? undefined : `STRUCT(${parts.join(', ')})`;
}
