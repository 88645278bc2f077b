const SOUNDEX = '01230120022455012623010202';

/** American Soundex as in Apache Commons Codec, which Trino uses: H and W do not part equal codes, vowels do. */
export function soundex(text: string): string {
  const letters = text.toUpperCase().replace(/[^\p{L}]/gu, '');
  if (letters === '') return '';
  if (/[^A-Z]/.test(letters)) throw new Error('soundex() takes letters from A to Z alone.');
  let code = letters.charAt(0);
  let last = codeOf(letters.charAt(0));
  for (const letter of letters.slice(1)) {
    if (letter === 'H' || letter === 'W') continue;
    const digit = codeOf(letter);
    if (digit !== '0' && digit !== last) code += digit;
    last = digit;
    if (code.length === 4) break;
  }
  return code.padEnd(4, '0');
}

function codeOf(letter: string): string {
  return SOUNDEX.charAt(letter.charCodeAt(0) - 65);
}

/** Whether the digits end in their Luhn checksum. */
export function luhnCheck(text: string): boolean {
  if (text === '') return false;
  if (!/^\d+$/.test(text)) throw new Error('luhn_check() takes digits alone.');
  const sum = [...text].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

// Java prints the smallest double with two digits.
const SPECIAL: Readonly<Record<string, string>> = {
  nan: 'NaN',
  inf: 'Infinity',
  '-inf': '-Infinity',
  '5e-324': '4.9E-324',
  '-5e-324': '-4.9E-324',
};

/** DuckDB's text of a double or real (the shortest that reads back) as Trino writes it: `1.5E0`, `1.0E2`. */
export function doubleText(text: string): string {
  const special = SPECIAL[text];
  if (special !== undefined) return special;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return `${sign}0E0`;
  const power = Number(exponent) + whole.length - 1 - ((whole + fraction).length - digits.length);
  const significant = digits.replace(/0+$/, '');
  return `${sign}${significant[0]}.${significant.slice(1) || '0'}E${power}`;
}

const REAL_DIGITS = 7;
const SMALLEST_NORMAL_REAL = 1.17549435e-38;

/** A real as Trino writes it: with at most seven digits, of which the last is rounded half to even. */
export function realText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0.0E0';
  const size = Math.abs(value);
  // Of the smallest ones Java prints the digits that tell them apart.
  const digits = size < SMALLEST_NORMAL_REAL ? shortestReal(value) : value.toExponential(REAL_DIGITS - 1);
  return doubleText(isTie(value) ? halfToEven(value) : digits);
}

function shortestReal(value: number): string {
  for (let digits = 2; digits < REAL_DIGITS; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(REAL_DIGITS);
}

function isTie(value: number): boolean {
  return /^-?\d\.\d{6}50{20}e/.test(value.toExponential(27));
}

function halfToEven(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(REAL_DIGITS).split('e');
  const kept = mantissa.slice(0, -1);
  const even = Number(kept.at(-1)) % 2 === 0;
  return even ? `${kept}e${exponent}` : value.toExponential(REAL_DIGITS - 1);
}

const MAGNITUDES = ['', 'K', 'M', 'B', 'T', 'Q'];

const MOST = 2 ** 63;

/**
 * A number in three digits and a letter for its size, as Trino's format_number: `1.23M`. Of a double it takes the whole part, as Java makes a long of
 * it; a negative number always has two digits behind the point.
 */
export function formatNumber(value: number): string {
  let size = Number.isNaN(value) ? 0 : Math.max(-MOST, Math.min(MOST, Math.trunc(value)));
  let magnitude = 0;
  for (; Math.abs(size) >= 1000 && magnitude < MAGNITUDES.length - 1; magnitude++) size /= 1000;
  const digits = size < 10 ? 2 : size < 100 ? 1 : 0;
  return `${toDigits(size, digits)}${MAGNITUDES[magnitude] ?? ''}`;
}

// Halves go to the even digit; a number is halfway only where its binary form is.
function toDigits(size: number, digits: number): number {
  const isHalf = Math.abs(size * 2 ** (digits + 1)) % 2 === 1;
  if (!isHalf) return Number(size.toFixed(digits)) + 0;
  const power = 10 ** digits;
  return (2 * Math.round((size * power) / 2)) / power;
}

const MILLIS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

/** `3.81 d` in milliseconds. */
export function durationMillis(text: string): bigint {
  const [, amount = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text) ?? [];
  const millis = MILLIS[unit];
  if (millis === undefined) throw new Error(`This is no duration: ${text}`);
  return BigInt(Math.round(Number(amount) * millis));
}
