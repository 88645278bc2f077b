import type { PlanType } from './plan-types.ts';

/** How a macro is written once the types of its arguments are known: text, and arguments by their index, each once. */
export interface SiteForm {
  readonly parts: readonly (string | number)[];
  /** Whether the result's type is another one than that of the macro's probe. */
  readonly retyped: boolean;
}

type Forms = (types: readonly (PlanType | undefined)[]) => SiteForm | undefined;

/** The macros whose form depends on types. Undefined: these types are left to the macro itself. */
export const SITE_FORMS: Readonly<Record<string, Forms>> = {
  t_add: ([a, b]) => sum('+', 't_add_as', a, b),
  t_sub: ([a, b]) => sum('-', 't_sub_as', a, b),
  t_mul: ([a, b]) => product(a, b),
  t_div: ([a, b]) => quotient(a, b),
  t_mod: ([a, b]) => remainder(a, b),
  t_average: (types) => average(types[1]),
  t_round: ([x]) => rounded('round', x),
  t_floor: ([x]) => rounded('floor', x),
  t_ceil: ([x]) => rounded('ceil', x),
  t_sign: ([x]) => likeArgument('sign', x, { precision: 1, scale: 0 }),
  t_to_varchar: ([x]) => text(x),
};

interface Digits {
  readonly precision: number;
  readonly scale: number;
}

const INTEGER_DIGITS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INTEGER: 10, BIGINT: 19, HUGEINT: 19 };
const MAX_DIGITS = 38;

/** The digits of an exact number; undefined for any other type. */
function digitsOf(type: PlanType | undefined): Digits | undefined {
  if (type?.id === 'DECIMAL') return { precision: type.type_info?.width ?? 0, scale: type.type_info?.scale ?? 0 };
  const precision = type && INTEGER_DIGITS[type.id];
  return precision === undefined ? undefined : { precision, scale: 0 };
}

function isDecimal(...types: readonly (PlanType | undefined)[]): boolean {
  return types.some((type) => type?.id === 'DECIMAL') && types.every((type) => digitsOf(type) !== undefined);
}

function isNumber(type: PlanType | undefined): boolean {
  return digitsOf(type) !== undefined || isFloat(type);
}

function isFloat(type: PlanType | undefined): boolean {
  return type?.id === 'DOUBLE' || type?.id === 'FLOAT';
}

function plain(...parts: readonly (string | number)[]): SiteForm {
  return { parts, retyped: false };
}

function retyped(...parts: readonly (string | number)[]): SiteForm {
  return { parts, retyped: true };
}

function decimal({ precision, scale }: Digits): string {
  return `CAST(NULL AS DECIMAL(${Math.min(MAX_DIGITS, precision)},${scale}))`;
}

function sum(operator: '+' | '-', macro: string, a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (!left || !right || !isDecimal(a, b)) return plain('(', 0, ` ${operator} `, 1, ')');
  const scale = Math.max(left.scale, right.scale);
  const precision = Math.max(left.precision - left.scale, right.precision - right.scale) + scale + 1;
  if (!isCapped(precision, left, right)) return plain('(', 0, ` ${operator} `, 1, ')');
  return retyped(`${macro}(`, 0, ', ', 1, `, ${decimal({ precision: MAX_DIGITS, scale })}, ${decimal({ precision, scale })})`);
}

// DuckDB keeps results of 64-bit decimals in 64 bits; an integer is a 64-bit decimal to it up to BIGINT.
const MAX_64_BIT_DIGITS = 18;

function isCapped(precision: number, left: Digits, right: Digits): boolean {
  return precision > MAX_64_BIT_DIGITS && Math.max(left.precision, right.precision) <= MAX_64_BIT_DIGITS;
}

function product(a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (!left || !right || !isDecimal(a, b)) return isNumber(a) && isNumber(b) ? plain('(', 0, ' * ', 1, ')') : undefined;
  const precision = left.precision + right.precision;
  if (!isCapped(precision, left, right)) return plain('(', 0, ' * ', 1, ')');
  const wide = decimal({ precision: MAX_DIGITS, scale: left.scale });
  return retyped('t_mul_as(', 0, ', ', 1, `, ${wide}, ${decimal({ precision, scale: left.scale + right.scale })})`);
}

// Trino: precision p1 + s2 + max(0, s2 - s1), scale max(s1, s2), rounded half up.
function quotient(a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  if (isFloat(a) || isFloat(b)) return plain('t_float_div(', 0, ', ', 1, ')');
  const [left, right] = [digitsOf(a), digitsOf(b)] as [Digits, Digits];
  if (!isDecimal(a, b)) return plain('t_int_div(', 0, ', ', 1, ')');
  const scale = Math.max(left.scale, right.scale);
  const precision = left.precision + right.scale + Math.max(0, right.scale - left.scale);
  const digits = `${left.precision}, ${left.scale}, ${right.precision}, ${right.scale}, ${scale}`;
  return retyped('t_dec_div(', 0, ', ', 1, `, ${digits}, ${scaling(scale)}, ${decimal({ precision, scale })})`);
}

function scaling(scale: number): string {
  const unit = scale === 0 ? "CAST('1' AS DECIMAL(1,0))" : `CAST('0.${'1'.padStart(scale, '0')}' AS DECIMAL(${scale},${scale}))`;
  return `${decimal({ precision: Math.max(1, MAX_DIGITS - scale), scale: 0 })}, ${unit}`;
}

function remainder(a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  if (isFloat(a) || isFloat(b)) return plain('(', 0, ' % ', 1, ')');
  if (!isDecimal(a, b)) return plain('t_int_mod(', 0, ', ', 1, ')');
  const [left, right] = [digitsOf(a), digitsOf(b)] as [Digits, Digits];
  const scale = Math.max(left.scale, right.scale);
  const precision = Math.min(left.precision - left.scale, right.precision - right.scale) + scale;
  return retyped('t_dec_mod(', 0, ', ', 1, `, ${decimal({ precision, scale })})`);
}

function average(item: PlanType | undefined): SiteForm | undefined {
  const digits = digitsOf(item);
  if (item?.id !== 'DECIMAL' || !digits) return undefined;
  return retyped('t_dec_average(', 1, ', ', 2, `, ${digits.scale}, ${scaling(digits.scale)}, ${decimal(digits)})`);
}

function rounded(name: string, type: PlanType | undefined): SiteForm | undefined {
  const digits = digitsOf(type);
  if (!digits) return isFloat(type) ? plain(`${name}(`, 0, ')') : undefined;
  return likeArgument(name, type, { precision: digits.precision - digits.scale + Math.min(digits.scale, 1), scale: 0 });
}

/** A function whose result has the type of its argument, or, for decimals, the given one. */
function likeArgument(name: string, type: PlanType | undefined, digits: Digits): SiteForm | undefined {
  if (type?.id === 'DECIMAL') return retyped(`t_like(${name}(`, 0, `), ${decimal(digits)})`);
  return type && isNumber(type) ? retyped(`t_like(${name}(`, 0, `), CAST(NULL AS ${type.id}))`) : undefined;
}

const TEXTS = new Set(['VARCHAR', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DATE', 'UUID', 'DECIMAL']);
const FRACTIONS: Readonly<Record<string, number>> = { TIMESTAMP_S: 0, TIMESTAMP_MS: 3, TIMESTAMP: 6, TIMESTAMP_NS: 9 };

function text(type: PlanType | undefined): SiteForm | undefined {
  if (!type || type.type_info?.alias) return undefined;
  if (TEXTS.has(type.id)) return plain('CAST(', 0, ' AS VARCHAR)');
  const digits = FRACTIONS[type.id];
  if (digits !== undefined) return plain('t_fraction(CAST(', 0, ` AS VARCHAR), ${digits})`);
  return isFloat(type) ? plain('t_double_text(', 0, ')') : undefined;
}
