/** What Trino's client protocol sends, as far as it is read here. */
export interface Page {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly stats?: { readonly state?: string; readonly physicalInputBytes?: number };
  readonly error?: TrinoErrorText;
  readonly updateType?: string;
  readonly updateCount?: number;
}

/** A statement's error as Trino sends it. `errorLocation`: 1-based, columns in code points. */
export interface TrinoErrorText {
  readonly message: string;
  readonly errorName: string;
  readonly errorType: string;
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
}

/**
 * JSON with integers that a JavaScript number cannot hold as strings. (Node 22's JSON.parse can tell a number's text, Node 20's cannot, and
 * what it makes of a text is kept here: a library would have its own way with repeated keys and `__proto__`.) Trino writes doubles with a
 * fraction or an exponent, so a bare row of digits is an integer.
 */
export function parseExact(json: string): unknown {
  return JSON.parse(MANY_DIGITS.test(json) ? json.replace(STRING_OR_LONG_INTEGER, quoted) : json);
}

const MANY_DIGITS = /\d{16}/;
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;

function quoted(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}
