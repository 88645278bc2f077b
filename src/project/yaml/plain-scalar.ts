/** Thrown where YAML is not plain beyond doubt; caught by `readPlainYaml`. */
export class Bail extends Error {}

export interface ReadValue {
  readonly value: unknown;
  readonly end: number;
}

// First characters that can begin nothing but plain text, and what ends that text: on its line, and inside a flow collection.
const PLAIN = /[A-Za-z0-9_./($+~=^-](?:[^\n:# ]|:(?![ \n]|$)|(?<! )#| +(?![ \n#]|$))*/y;
const PLAIN_IN_FLOW = /[A-Za-z0-9_./($+~=^-](?:[^\n:#,[\]{} ]|(?<! )#| +(?![ \n#,[\]{}]|$))*/y;
const SINGLE = /'(?:[^'\n]|'')*'/y;
const DOUBLE = /"[^"\\\n]*"/y;

const INTEGER = /^[-+]?[0-9]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/;
const RARE_NUMBER =
  /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+)$/;

const WORDS: Readonly<Record<string, unknown>> = {
  null: null,
  Null: null,
  NULL: null,
  '~': null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

/** Reads a plain or quoted value on one line, by YAML 1.2's core schema. */
export function plainScalar(text: string, start: number, inFlow: boolean): ReadValue {
  const char = text[start];
  if (char === "'") return quoted(text, start, SINGLE);
  if (char === '"') return quoted(text, start, DOUBLE);
  const pattern = inFlow ? PLAIN_IN_FLOW : PLAIN;
  pattern.lastIndex = start;
  const word = pattern.exec(text)?.[0];
  if (word === undefined || word === '-' || word.startsWith('- ')) throw new Bail();
  return { value: plainValue(word), end: start + word.length };
}

function quoted(text: string, start: number, pattern: RegExp): ReadValue {
  pattern.lastIndex = start;
  const found = pattern.exec(text)?.[0];
  if (found === undefined) throw new Bail();
  const inner = found.slice(1, -1);
  return { value: found.startsWith("'") ? inner.replaceAll("''", "'") : inner, end: start + found.length };
}

function plainValue(word: string): unknown {
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  const first = word.charCodeAt(0);
  // Only digits, signs and points begin numbers.
  if (first > 57 || first < 43) return word;
  if (RARE_NUMBER.test(word) || word.length > 15) {
    if (RARE_NUMBER.test(word) || INTEGER.test(word) || FLOAT.test(word)) throw new Bail();
    return word;
  }
  return INTEGER.test(word) || FLOAT.test(word) ? Number(word) : word;
}
