import type * as driver from '@duckdb/node-api';
import type { DuckDBScalarFunction, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { invariant } from '../../diagnostics/index.ts';
import { fromDuckDbType, type TrinoType } from '../../sql/types.ts';
import type { ScalarUdf } from './environment.ts';

export type DuckDbApi = typeof driver;

/** The driver's form of a UDF. It is registered once: all connections of an instance see it. */
export function scalarFunction(api: DuckDbApi, udf: ScalarUdf): DuckDBScalarFunction {
  const width = udf.parameterTypes.length;
  const call = udf.call as (...args: unknown[]) => unknown;
  return api.DuckDBScalarFunction.create({
    name: udf.name,
    parameterTypes: udf.parameterTypes.map((text) => driverType(api, text)),
    returnType: driverType(api, udf.returnType),
    mainFunction: (info, input, output) => {
      try {
        const vectors = Array.from({ length: width }, (_, index) => input.getColumnVector(index));
        for (let row = 0; row < input.rowCount; row++) {
          const args = vectors.map((vector) => fromDriver(vector.getItem(row)));
          output.setItem(row, args.includes(null) ? null : toDriver(api, call(...args)));
        }
        output.flush();
      } catch (error) {
        info.setError(error instanceof Error ? error.message : String(error));
      }
    },
  });
}

function driverType(api: DuckDbApi, text: string): DuckDBType {
  const type = fromDuckDbType(text);
  invariant(type, `"${text}" is not a type of DuckDB`);
  return driverTypeOf(api, type);
}

function driverTypeOf(api: DuckDbApi, type: TrinoType): DuckDBType {
  switch (type.kind) {
    case 'boolean':
      return api.BOOLEAN;
    case 'integer':
      return api.INTEGER;
    case 'bigint':
      return api.BIGINT;
    case 'real':
      return api.FLOAT;
    case 'double':
      return api.DOUBLE;
    case 'varchar':
      return api.VARCHAR;
    case 'varbinary':
      return api.BLOB;
    case 'decimal':
      return api.DECIMAL(type.precision, type.scale);
    case 'date':
      return api.DATE;
    case 'timestamp':
      return type.withTimeZone ? api.TIMESTAMPTZ : api.TIMESTAMP;
    case 'array':
      return api.LIST(driverTypeOf(api, type.element));
    case 'map':
      return api.MAP(driverTypeOf(api, type.key), driverTypeOf(api, type.value));
    default:
      throw new Error(`A UDF cannot have the type ${type.kind}`);
  }
}

function fromDriver(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('bytes' in value) return value.bytes;
  if ('items' in value) return (value.items as readonly unknown[]).map(fromDriver);
  return value;
}

function toDriver(api: DuckDbApi, value: unknown): DuckDBValue {
  if (value === undefined) return null;
  if (value instanceof Uint8Array) return new api.DuckDBBlobValue(value);
  if (Array.isArray(value)) return new api.DuckDBListValue(value.map((item) => toDriver(api, item)));
  return value as DuckDBValue;
}
