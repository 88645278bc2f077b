import { resolveCall } from '../signatures/functions.ts';
import { commonSuperType, commonSuperTypeOf } from './coercion.ts';
import { isComparable, isOrderable } from './same-type.ts';
import type { TrinoType } from './trino-type.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** What an operator with two sides gives, and what its sides become. */
export interface Operation {
  readonly result: TrinoType;
  readonly left: TrinoType;
  readonly right: TrinoType;
}

/**
 * `+ - * / %` of two types, with Trino's rules for the digits of decimals and for dates, times and intervals; undefined: Trino has no such
 * operation (TYPE_MISMATCH "Cannot apply operator: …"), or cannot choose between several.
 */
export function arithmetic(operator: ArithmeticOperator, left: TrinoType, right: TrinoType): Operation | undefined {
  return operation(operator, left, right);
}

function operation(operator: string, left: TrinoType, right: TrinoType): Operation | undefined {
  const found = resolveCall(operator, [left, right]);
  if (!found || found === 'ambiguous' || !found.result) return undefined;
  const [first, second] = found.argumentTypes;
  if (!first || !second || first.kind === 'function' || second.kind === 'function') return undefined;
  return { result: found.result, left: first, right: second };
}

/** Unary minus; undefined: there is none for the type. Unary plus takes the same types and changes nothing. */
export function negation(operand: TrinoType): TrinoType | undefined {
  const found = resolveCall('-', [operand]);
  return found === undefined || found === 'ambiguous' ? undefined : found.result;
}

/** `||`, which is the function concat: texts, bytes, arrays and their elements. */
export function concatenation(left: TrinoType, right: TrinoType): Operation | undefined {
  return operation('concat', left, right);
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'is distinct from';

/** The type in which two values are compared; undefined: they cannot be. The result is a boolean. */
export function comparison(operator: ComparisonOperator, left: TrinoType, right: TrinoType): TrinoType | undefined {
  const common = commonSuperType(left, right);
  if (!common) return undefined;
  const isEquality = operator === '=' || operator === '<>' || operator === 'is distinct from';
  return (isEquality ? isComparable(common) : isOrderable(common)) ? common : undefined;
}

/** The type in which `value BETWEEN min AND max` compares; undefined: it cannot. */
export function between(value: TrinoType, min: TrinoType, max: TrinoType): TrinoType | undefined {
  const common = commonSuperTypeOf([value, min, max]);
  return common && isOrderable(common) ? common : undefined;
}

/** The type in which `value IN (…)` compares; undefined: it cannot. */
export function membership(value: TrinoType, candidates: readonly TrinoType[]): TrinoType | undefined {
  const common = commonSuperTypeOf([value, ...candidates]);
  return common && isComparable(common) ? common : undefined;
}

/**
 * `base[index]`; undefined: not allowed. A row takes a whole number that is written out, from 1 on: its value is `rowIndex`.
 */
export function subscript(base: TrinoType, index: TrinoType, rowIndex?: number): Operation | undefined {
  if (base.kind !== 'row') return operation('[]', base, index);
  const isWritten = index.kind === 'integer' && rowIndex !== undefined;
  const field = isWritten ? base.fields[rowIndex - 1] : undefined;
  return field && { result: field.type, left: base, right: index };
}

/** `value AT TIME ZONE zone`; undefined: not allowed. What has no zone is read in the session's and keeps its digits. */
export function atTimeZone(value: TrinoType, zone: TrinoType): Operation | undefined {
  const isZone = zone.kind === 'varchar' || zone.kind === 'interval day to second' || zone.kind === 'unknown';
  if (!isZone || (value.kind !== 'time' && value.kind !== 'timestamp')) return undefined;
  const zoned: TrinoType = { ...value, withTimeZone: true };
  return { result: zoned, left: zoned, right: zone };
}
