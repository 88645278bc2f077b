import { invariant } from '../diagnostics/index.ts';
import type { DialectName } from '../engines/engine.ts';
import { formatTrinoType, parseTrinoType, toDuckDbType } from '../sql/types.ts';

/** A Trino type as it is written in a CAST of the dialect. */
export function typeIn(type: string, dialect: DialectName): string {
  const parsed = parseTrinoType(type);
  invariant(parsed, `"${type}" is not a type`);
  if (dialect !== 'duckdb') return formatTrinoType(parsed);
  const text = toDuckDbType(parsed);
  invariant(text, `"${type}" has no DuckDB form`);
  return text;
}
