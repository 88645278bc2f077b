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

const SPECIAL: Readonly<Record<string, string>> = { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity' };

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
