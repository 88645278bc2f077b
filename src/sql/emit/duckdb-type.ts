import { quoteIdentifier } from '../quote.ts';
import { toDuckDbType, type TrinoType } from '../types.ts';

/**
 * The DuckDB type that keeps a Trino type within one query: timestamps keep their number of digits, as near as DuckDB has it. Undefined where
 * there is none, or none that can be written: a row with fields without names.
 */
export function duckDbType(type: TrinoType): string | undefined {
  switch (type.kind) {
    case 'timestamp':
      return type.withTimeZone ? toDuckDbType(type) : timestampType(type.precision);
    case 'unknown':
      return '"NULL"';
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

function timestampType(precision: number): string | undefined {
  if (precision === 0) return 'TIMESTAMP_S';
  if (precision <= 3) return 'TIMESTAMP_MS';
  if (precision <= 6) return 'TIMESTAMP';
  return precision <= 9 ? 'TIMESTAMP_NS' : undefined;
}

function rowType(fields: Extract<TrinoType, { kind: 'row' }>['fields']): string | undefined {
  const parts = fields.map(({ name, type }) => {
    const text = duckDbType(type);
    return text === undefined || name === undefined ? undefined : `${quoteIdentifier(name, 'duckdb')} ${text}`;
  });
  return parts.includes(undefined) ? undefined : `STRUCT(${parts.join(', ')})`;
}

/** A NULL of a type; undefined where DuckDB has none. */
export function typedNull(type: TrinoType): string | undefined {
  const name = duckDbType(type);
  if (name !== undefined) return `CAST(NULL AS ${name})`;
  const sample = sampleOf(type);
  return sample && `cast_to_type(NULL, ${sample})`;
}

// Rows without names have no name of their own: a value tells the type.
function sampleOf(type: TrinoType): string | undefined {
  const name = duckDbType(type);
  if (name !== undefined) return `CAST(NULL AS ${name})`;
  if (type.kind === 'array') return wrapped(sampleOf(type.element), (element) => `[${element}]`);
  if (type.kind === 'map') {
    const [key, value] = [sampleOf(type.key), sampleOf(type.value)];
    return key && value && `map([${key}], [${value}])`;
  }
  if (type.kind !== 'row') return undefined;
  const parts = type.fields.map((field) => sampleOf(field.type));
  return parts.includes(undefined) ? undefined : rowOf(type, parts as string[]);
}

function wrapped(text: string | undefined, write: (text: string) => string): string | undefined {
  return text === undefined ? undefined : write(text);
}

/** A row of these values with the names of a type's fields. */
export function rowOf({ fields }: Extract<TrinoType, { kind: 'row' }>, values: readonly string[]): string {
  if (fields.some(({ name }) => name === undefined)) return `row(${values.join(', ')})`;
  const items = fields.map(
    ({ name }, index) => `${quoteIdentifier(name ?? '', 'duckdb')} := ${values[index] ?? 'NULL'}`,
  );
  return `struct_pack(${items.join(', ')})`;
}
