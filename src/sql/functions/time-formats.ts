/** Turns a format of Trino's into DuckDB's (strftime); undefined where it has a part without a counterpart. */
export type TimeFormat = (format: string, use: 'print' | 'parse') => string | undefined;

const MYSQL: Readonly<Record<string, string>> = {
  a: '%a',
  b: '%b',
  d: '%d',
  e: '%-d',
  f: '%f',
  H: '%H',
  h: '%I',
  I: '%I',
  i: '%M',
  j: '%j',
  k: '%-H',
  l: '%-I',
  M: '%B',
  m: '%m',
  c: '%-m',
  p: '%p',
  r: '%I:%M:%S %p',
  S: '%S',
  s: '%S',
  T: '%H:%M:%S',
  v: '%V',
  W: '%A',
  x: '%G',
  Y: '%Y',
  y: '%y',
  '%': '%%',
};

/** MySQL's specifiers, which date_format and date_parse take. An unknown one is its own letter, as Trino has it. */
export const mysqlFormat: TimeFormat = (format, use) => {
  let result = '';
  for (let index = 0; index < format.length; index++) {
    const letter = format[index] as string;
    if (letter !== '%') {
      result += letter;
      continue;
    }
    index += 1;
    const specifier = format[index];
    const text = specifier === undefined ? undefined : MYSQL[specifier];
    // Numbers of one digit are read by DuckDB's padded specifiers as well.
    if (text === undefined || (use === 'parse' && ['y', 'v', 'x', 'j'].includes(specifier as string))) return undefined;
    // Fractions are printed in milliseconds, whatever the value has.
    if (use === 'parse') result += text.replace('%-', '%');
    else result += specifier === 'f' ? '%g000' : text;
  }
  return result;
};

const JAVA: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  YYYY: '%Y',
  MM: '%m',
  M: '%-m',
  MMM: '%b',
  MMMM: '%B',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  m: '%-M',
  ss: '%S',
  s: '%-S',
  SSS: '%g',
  SSSSSS: '%f',
  a: '%p',
  EEE: '%a',
  EEEE: '%A',
  DDD: '%j',
};

/** Joda-Time's patterns, which format_datetime and parse_datetime take. */
export const javaFormat: TimeFormat = (format, use) => {
  let result = '';
  for (const [part, quoted, letters] of format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)) {
    if (quoted !== undefined) result += quoted === '' ? "'" : escaped(quoted.replaceAll("''", "'"));
    else if (letters === undefined) result += escaped(part);
    else {
      const text = JAVA[part];
      if (text === undefined || (use === 'parse' && part === 'DDD')) return undefined;
      result += use === 'parse' ? text.replace('%-', '%') : text;
    }
  }
  return result;
};

function escaped(text: string): string {
  return text.replaceAll('%', '%%');
}
