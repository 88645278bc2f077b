/** A piece of DuckDB SQL text. `text` is as written; `value` has quotes removed and doubled quotes undone. Offsets count UTF-16 units. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'backquoted' | 'string' | 'number' | 'sign';
  readonly text: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>(?:[uU]&|[xX])?'(?:[^']|'')*')`,
    String.raw`(?<quoted>"(?:[^"]|"")*")`,
    '(?<backquoted>`(?:[^`]|``)*`)',
    String.raw`(?<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<word>[\p{L}_$@][\p{L}\p{N}_$@]*)`,
    String.raw`(?<sign><>|!=|<=|>=|\|\||->|=>|::|[\s\S])`,
  ].join('|'),
  'uy',
);

/** Splits SQL text into tokens; spaces and comments are left out. Every text has tokens: what is no word, number or quotation is a sign. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const token = tokenFrom(match);
    if (token) tokens.push(token);
  }
  return tokens;
}

const KINDS = ['word', 'sign', 'number', 'string', 'quoted', 'backquoted'] as const;

function tokenFrom(match: RegExpExecArray): Token | undefined {
  const groups = match.groups as Record<string, string | undefined>;
  const kind = KINDS.find((name) => groups[name] !== undefined);
  if (!kind) return undefined;
  const text = match[0];
  return { kind, text, value: valueOf(kind, text), start: match.index, end: match.index + text.length };
}

function valueOf(kind: Token['kind'], text: string): string {
  switch (kind) {
    case 'string':
      return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
    case 'quoted':
      return text.slice(1, -1).replaceAll('""', '"');
    case 'backquoted':
      return text.slice(1, -1);
    default:
      return text;
  }
}

/** Whether a token is this keyword or sign; quoted names are never keywords. */
export function isToken(token: Token | undefined, text: string): boolean {
  return token !== undefined && (token.kind === 'word' || token.kind === 'sign') && token.text.toLowerCase() === text;
}
