import type { Expression, Literal } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import { castValue } from './cast-value.ts';
import { duckDbType } from './duckdb-type.ts';
import type { Emitter } from './emitter.ts';

/** An expression that Trino brings to another type by itself. */
export function coerced(expression: Expression, from: TrinoType, to: TrinoType, emitter: Emitter): string {
  if (expression.kind === 'literal' && expression.type === 'number' && from.kind !== 'double') return numberAs(expression, to, emitter); // prettier-ignore
  const text = emitter.unconverted(expression);
  if (isSame(from, to)) return text;
  return castValue(text, from, to, { safe: false, emitter, at: expression.at });
}

// A text keeps its length: what is longer does not become shorter by itself.
function isSame(from: TrinoType, to: TrinoType): boolean {
  if (from.kind === 'varchar' && to.kind === 'varchar') return true;
  if (from.kind === 'timestamp' && to.kind === 'timestamp' && from.withTimeZone && to.withTimeZone) return true;
  return from.kind === 'time' && to.kind === 'time';
}

function numberAs({ value }: Literal, to: TrinoType, emitter: Emitter): string {
  const digits = value.replaceAll('_', '');
  const name = duckDbType(to);
  if (name === undefined) return emitter.refuse(`A number of type "${to.kind}"`);
  return `CAST(${/^\d{1,18}$/.test(digits) ? digits : `'${digits}'`} AS ${name})`;
}
