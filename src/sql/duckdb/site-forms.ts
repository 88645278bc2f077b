import { MOMENT_FORMS } from './moment-forms.ts';
import { familyOf, type PlanType } from './plan-types.ts';

/** How a macro is written once the types of its arguments are known: text, and arguments by their index, each once. */
export interface SiteForm {
  readonly parts: readonly (string | number)[];
  /** A NULL of the result's type, where that is another one than the macro's probe has. */
  readonly result?: string;
}

/** From the types of a macro's arguments, and their texts where no other macro with forms is in them. */
export type Forms = (
  types: readonly (PlanType | undefined)[],
  texts: readonly (string | undefined)[],
) => SiteForm | undefined;

/** The macros whose form depends on types. Undefined: these types are left to the macro itself. */
export const SITE_FORMS: Readonly<Record<string, Forms>> = {
  t_add: ([a, b]) => sum('+', 't_add_as', a, b),
  t_sub: ([a, b]) => sum('-', 't_sub_as', a, b),
  t_mul: ([a, b]) => product(a, b),
  t_div: ([a, b]) => quotient(a, b),
  t_mod: ([a, b]) => remainder(a, b),
  t_average: ([, item]) => average(item),
  t_round: ([x]) => rounded('round', x),
  t_round2: ([x]) => roundedTo('round', x),
  t_floor: ([x]) => rounded('floor', x),
  t_ceil: ([x]) => rounded('ceil', x),
  t_sign: ([x]) => (isFloat(x) ? plain('t_float_sign(', 0, ')') : likeArgument('sign', x, { precision: 1, scale: 0 })),
  t_to_varchar: ([x]) => text(x),
  t_to_decimal_text: ([x]) => (digitsOf(x) ? plain(0) : undefined),
  t_to_tinyint: ([x]) => integer('TINYINT', x),
  t_to_smallint: ([x]) => integer('SMALLINT', x),
  t_to_integer: ([x]) => integer('INTEGER', x),
  t_to_bigint: ([x]) => integer('BIGINT', x),
  t_to_real: ([x]) => (isNumber(x) ? plain('CAST(', 0, ' AS FLOAT)') : undefined),
  t_to_double: ([x]) => (isNumber(x) ? plain('CAST(', 0, ' AS DOUBLE)') : undefined),
  t_to_date: ([x]) => (isMoment(x) ? plain('CAST(', 0, ' AS DATE)') : undefined),
  t_to_timestamp_s: ([x]) => timestamp('TIMESTAMP_S', x),
  t_to_timestamp_ms: ([x]) => timestamp('TIMESTAMP_MS', x),
  t_to_timestamp_us: ([x]) => timestamp('TIMESTAMP', x),
  t_bigint: ([x]) => total(x),
  ...MOMENT_FORMS,
};

// DuckDB sums integers in 128 bits, Trino in a bigint.
function total(type: PlanType | undefined): SiteForm | undefined {
  if (type?.id === 'HUGEINT' || type?.id === 'UBIGINT')
    return retyped('CAST(NULL AS BIGINT)', 'CAST(', 0, ' AS BIGINT)');
  return isNumber(type) ? plain(0) : undefined;
}

// Decimals are rounded half up by both engines; doubles are not.
function integer(name: string, type: PlanType | undefined): SiteForm | undefined {
  return digitsOf(type) ? plain('CAST(', 0, ` AS ${name})`) : undefined;
}

function isMoment(type: PlanType | undefined): boolean {
  return type !== undefined && familyOf(type) === 'moment';
}

function timestamp(name: string, type: PlanType | undefined): SiteForm | undefined {
  if (!isMoment(type)) return undefined;
  return name === 'TIMESTAMP'
    ? plain('CAST(', 0, ' AS TIMESTAMP)')
    : plain('CAST(CAST(', 0, ` AS TIMESTAMP) AS ${name})`);
}

interface Digits {
  readonly precision: number;
  readonly scale: number;
}

const INTEGER_DIGITS: Readonly<Record<string, number>> = {
  TINYINT: 3,
  SMALLINT: 5,
  INTEGER: 10,
  BIGINT: 19,
  HUGEINT: 19,
};
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
  return { parts };
}

function retyped(result: string, ...parts: readonly (string | number)[]): SiteForm {
  return { parts, result };
}

function decimal({ precision, scale }: Digits): string {
  return `CAST(NULL AS DECIMAL(${Math.min(MAX_DIGITS, precision)},${scale}))`;
}

function sum(
  operator: '+' | '-',
  macro: string,
  a: PlanType | undefined,
  b: PlanType | undefined,
): SiteForm | undefined {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (!left || !right || !isDecimal(a, b)) return plain('(', 0, ` ${operator} `, 1, ')');
  const scale = Math.max(left.scale, right.scale);
  const precision = Math.max(left.precision - left.scale, right.precision - right.scale) + scale + 1;
  if (!isCapped(precision, left, right)) return plain('(', 0, ` ${operator} `, 1, ')');
  const result = decimal({ precision, scale });
  return retyped(result, `${macro}(`, 0, ', ', 1, `, ${decimal({ precision: MAX_DIGITS, scale })}, ${result})`);
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
  const result = decimal({ precision, scale: left.scale + right.scale });
  return retyped(result, 't_mul_as(', 0, ', ', 1, `, ${wide}, ${result})`);
}

// Trino: precision p1 + s2 + max(0, s2 - s1), scale max(s1, s2), rounded half up.
function quotient(a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  if (isFloat(a) || isFloat(b)) return plain('t_float_div(', 0, ', ', 1, ')');
  const [left, right] = [digitsOf(a), digitsOf(b)] as [Digits, Digits];
  if (!isDecimal(a, b)) return plain('t_int_div(', 0, ', ', 1, ')');
  const scale = Math.max(left.scale, right.scale);
  const precision = left.precision + right.scale + Math.max(0, right.scale - left.scale);
  const digits = scale - left.scale + right.scale;
  const shift = `CAST(${10n ** BigInt(digits)} AS HUGEINT)`;
  const divisor = unscaled(1, right);
  const result = decimal({ precision, scale });
  if (left.precision + digits > MAX_DIVIDEND || scale + left.precision > MAX_DIVIDEND) {
    return retyped(result, 't_wide_div(', ...unscaled(0, left), ', ', ...divisor, `, ${shift}, ${scaling(scale)}, ${result}, ${scale})`); // prettier-ignore
  }
  return retyped(
    result,
    't_dec_div(',
    ...unscaled(0, left),
    ` * ${shift}, `,
    ...divisor,
    `, ${scaling(scale)}, ${result})`,
  );
}

// Beyond these a dividend, doubled and rounded, may have no room in 128 bits.
const MAX_DIVIDEND = 37;

// A double holds fifteen digits exactly.
const MAX_DOUBLE_DIGITS = 15;

/** An exact number times ten to the power of its scale, as a 128-bit integer. */
function unscaled(argument: number, { precision, scale }: Digits): SiteForm['parts'] {
  if (scale === 0 && precision < MAX_DIGITS) return ['CAST(', argument, ' AS HUGEINT)'];
  if (precision > MAX_DOUBLE_DIGITS) return ['t_unscaled_text(', argument, ')'];
  return ['t_unscaled_small(', argument, `, CAST(1e${scale} AS DOUBLE))`];
}

function scaling(scale: number): string {
  const unit =
    scale === 0 ? "CAST('1' AS DECIMAL(1,0))" : `CAST('0.${'1'.padStart(scale, '0')}' AS DECIMAL(${scale},${scale}))`;
  return `${decimal({ precision: Math.max(1, MAX_DIGITS - scale), scale: 0 })}, ${unit}`;
}

function remainder(a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  if (isFloat(a) || isFloat(b)) return plain('t_float_mod(', 0, ', ', 1, ')');
  if (!isDecimal(a, b)) return plain('t_int_mod(', 0, ', ', 1, ')');
  const [left, right] = [digitsOf(a), digitsOf(b)] as [Digits, Digits];
  const scale = Math.max(left.scale, right.scale);
  const precision = Math.min(left.precision - left.scale, right.precision - right.scale) + scale;
  const result = decimal({ precision, scale });
  return retyped(result, 't_dec_mod(', 0, ', ', 1, `, ${result})`);
}

function average(item: PlanType | undefined): SiteForm | undefined {
  if (item?.id === 'FLOAT') return retyped('CAST(NULL AS FLOAT)', 'CAST(', 0, ' AS FLOAT)');
  const digits = digitsOf(item);
  if (!digits) return isFloat(item) ? plain(0) : undefined;
  if (item?.id !== 'DECIMAL') return plain(0);
  const total = unscaled(1, { precision: MAX_DIGITS, scale: digits.scale });
  return retyped(
    decimal(digits),
    't_dec_average(',
    ...total,
    ', ',
    2,
    `, ${scaling(digits.scale)}, ${decimal(digits)})`,
  );
}

function rounded(name: string, type: PlanType | undefined): SiteForm | undefined {
  const digits = digitsOf(type);
  if (!digits) return isFloat(type) ? plain(`${name}(`, 0, ')') : undefined;
  return likeArgument(name, type, { precision: digits.precision - digits.scale + Math.min(digits.scale, 1), scale: 0 });
}

// Rounding to digits may carry into one more digit before the point; the scale stays.
function roundedTo(name: string, type: PlanType | undefined): SiteForm | undefined {
  if (isFloat(type)) return plain(`${name}(`, 0, ', ', 1, ')');
  const digits = digitsOf(type);
  if (!type || !digits) return undefined;
  const result =
    type.id === 'DECIMAL' ? decimal({ ...digits, precision: digits.precision + 1 }) : `CAST(NULL AS ${type.id})`;
  if (digits.precision === MAX_DIGITS)
    return retyped(result, `t_like(t_fits_decimal(${name}(`, 0, ', ', 1, `)), ${result})`);
  return retyped(result, `t_like(${name}(`, 0, ', ', 1, `), ${result})`);
}

/** A function whose result has the type of its argument, or, for decimals, the given one. */
function likeArgument(name: string, type: PlanType | undefined, digits: Digits): SiteForm | undefined {
  if (!type || !isNumber(type)) return undefined;
  const result = type.id === 'DECIMAL' ? decimal(digits) : `CAST(NULL AS ${type.id})`;
  return retyped(result, `t_like(${name}(`, 0, `), ${result})`);
}

const TEXTS = new Set(['VARCHAR', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UUID', 'DECIMAL']);
const FRACTIONS: Readonly<Record<string, number>> = { TIMESTAMP_S: 0, TIMESTAMP_MS: 3, TIMESTAMP: 6, TIMESTAMP_NS: 9 };

function text(type: PlanType | undefined): SiteForm | undefined {
  if (!type || type.type_info?.alias) return undefined;
  if (TEXTS.has(type.id)) return plain('CAST(', 0, ' AS VARCHAR)');
  if (type.id === 'DATE') return plain('t_date_text(CAST(', 0, ' AS VARCHAR))');
  const digits = FRACTIONS[type.id];
  if (digits !== undefined) return plain('t_fraction(CAST(', 0, ` AS VARCHAR), ${digits})`);
  return isFloat(type) ? plain('t_double_text(', 0, ')') : undefined;
}
