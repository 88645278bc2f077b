// What Java's String.trim() and Double.parseDouble take away: spaces and all control characters of ASCII.
const AROUND = /^[\0- ]+|[\0- ]+$/g;

const DECIMAL_FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?$/;
const HEX_FLOAT = /^([+-]?)0[xX](?:([\da-fA-F]+)\.?|([\da-fA-F]*)\.([\da-fA-F]+))[pP]([+-]?\d+)[fFdD]?$/;

/**
 * A text that Java's `Double.parseDouble` and `Float.parseFloat` take, as a decimal number (or `inf`, `nan`) of exactly that value: Trino casts
 * varchar to double and real with them. Null for any other text.
 */
export function floatText(text: string): string | null {
  const trimmed = text.replace(AROUND, '');
  if (DECIMAL_FLOAT.test(trimmed)) return trimmed.replace(/[fFdD]$/, '');
  if (/^[+-]?Infinity$/.test(trimmed)) return trimmed.startsWith('-') ? '-inf' : 'inf';
  if (/^[+-]?NaN$/.test(trimmed)) return 'nan';
  return hexFloat(HEX_FLOAT.exec(trimmed));
}

// Beyond the range of a double, whatever the digits.
const MAX_POWER = 1100;

function hexFloat(match: RegExpExecArray | null): string | null {
  if (!match) return null;
  const [, sign = '', whole = '', before = '', after = '', exponent = ''] = match;
  const digits = BigInt(`0x${whole}${before}${after}`);
  const power = Number(exponent) - 4 * after.length;
  const size = digits.toString(2).length + power;
  if (digits === 0n || size < -MAX_POWER) return `${sign}0`;
  if (size > MAX_POWER) return `${sign}${'inf'}`.replace('+', '');
  // 2^-n is 5^n * 10^-n: every such number has finitely many decimals.
  return power >= 0 ? `${sign}${digits * 2n ** BigInt(power)}` : `${sign}${digits * 5n ** BigInt(-power)}e${power}`;
}

/** A text that Java's `Integer.parseInt` takes after `trim()`, in ASCII digits: digits of every script below U+10000 count. Null for others. */
export function integerText(text: string): string | null {
  const plain = asciiDigits(text.replace(AROUND, ''));
  return /^[+-]?[0-9]+$/.test(plain) ? plain : null;
}

/** A text that Java's `BigDecimal` takes, without an exponent: Trino casts varchar to decimal with it. Null for others, and for over 40 digits. */
export function decimalText(text: string): string | null {
  const match = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(asciiDigits(text));
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  return shifted(sign, whole, fraction, Number(exponent));
}

const MAX_SCALE = 2 ** 31 - 1;
// Of a BigInteger, in decimal digits: Java fails beyond.
const MAX_DIGITS = 646_456_993;
const MAX_WHOLE = 40;

function shifted(sign: string, whole: string, fraction: string, exponent: number): string | null {
  const scale = fraction.length - exponent;
  if (Math.abs(scale) > MAX_SCALE || Math.abs(exponent) > MAX_SCALE) return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  const before = digits.length - scale;
  if (before > MAX_WHOLE || scale > MAX_DIGITS) return null;
  if (before < -2 * MAX_WHOLE) return '0';
  if (before <= 0) return `${sign}0.${'0'.repeat(-before)}${digits}`;
  return `${sign}${digits.slice(0, before).padEnd(before, '0')}.${digits.slice(before)}`;
}

function asciiDigits(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : text.replace(/(?![\u{10000}-\u{10ffff}])\p{Nd}/gu, digitOf);
}

// Unicode has the ten digits of a script in a row.
function digitOf(digit: string): string {
  let first = digit.charCodeAt(0);
  while (/\p{Nd}/u.test(String.fromCharCode(first - 1))) first--;
  return String((digit.charCodeAt(0) - first) % 10);
}

/** The quotient of two whole numbers, the first times a power of ten, rounded half up: with its last `scale` digits behind the point. */
export function quotientText(dividend: string, divisor: string, power: string, scale: number): string {
  const [a, b] = [BigInt(dividend) * BigInt(power), BigInt(divisor)];
  const [size, by] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const digits = String((2n * size + by) / (2n * by)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${a < 0n !== b < 0n && /[1-9]/.test(digits) ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}
