/** A token of a type's text: a word or number as written, a quoted name without its quotes, or one sign. */
export interface TypeToken {
  readonly kind: 'word' | 'quoted' | 'string' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:"((?:[^"]|"")+)"|`((?:[^`]|``)+)`|'((?:[^']|'')*)'|([\p{L}\p{N}_$@-]+)|([(),<>:[\]]))/uy;

/**
 * Reads a type's text token by token. Reading past the end or a missing sign throws `NotAType`, which `readType` turns into undefined, so
 * that a grammar is written as if all went well.
 */
export class TypeReader {
  private readonly tokens: readonly TypeToken[];
  private next = 0;

  constructor(tokens: readonly TypeToken[]) {
    this.tokens = tokens;
  }

  peek(ahead = 0): TypeToken | undefined {
    return this.tokens[this.next + ahead];
  }

  take(): TypeToken {
    const token = this.tokens[this.next++];
    if (!token) throw new NotAType();
    return token;
  }

  /** Takes the sign or the word (whatever its case) if it comes next. */
  accept(text: string): boolean {
    const token = this.peek();
    const matches = token !== undefined && token.kind !== 'quoted' && token.text.toLowerCase() === text;
    if (matches) this.next++;
    return matches;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new NotAType();
  }

  acceptWords(...words: readonly string[]): boolean {
    const matches = words.every((word, index) => this.isWord(index, word));
    if (matches) this.next += words.length;
    return matches;
  }

  number(): number {
    const token = this.take();
    if (token.kind !== 'word' || !/^\d{1,9}$/.test(token.text)) throw new NotAType();
    return Number(token.text);
  }

  /** Reads by `read` if what follows it satisfies `then`; otherwise goes back and gives undefined. */
  attempt<T>(read: () => T, then: () => boolean): T | undefined {
    const start = this.next;
    try {
      const value = read();
      if (then()) return value;
    } catch (error) {
      if (!(error instanceof NotAType)) throw error;
    }
    this.next = start;
    return undefined;
  }

  /** One or more items up to the closing sign, which is taken. */
  list<T>(close: string, read: () => T): T[] {
    const items = [read()];
    while (this.accept(',')) items.push(read());
    this.expect(close);
    return items;
  }

  get atEnd(): boolean {
    return this.next >= this.tokens.length;
  }

  private isWord(ahead: number, word: string): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }
}

/** Says that a text is no type of the grammar at hand. Never leaves this folder. */
export class NotAType extends Error {}

/** Reads the whole of a text as a type with `read`; undefined when it is none. */
export function readType<T>(text: string, read: (reader: TypeReader) => T): T | undefined {
  const tokens = tokenize(text);
  if (!tokens) return undefined;
  const reader = new TypeReader(tokens);
  return reader.attempt(
    () => read(reader),
    () => reader.atEnd,
  );
}

function tokenize(text: string): TypeToken[] | undefined {
  const tokens: TypeToken[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (!match) return undefined;
    tokens.push(tokenOf(match));
  }
  return tokens;
}

function tokenOf([, double, back, single, word, sign]: RegExpExecArray): TypeToken {
  if (double !== undefined) return { kind: 'quoted', text: double.replaceAll('""', '"') };
  if (back !== undefined) return { kind: 'quoted', text: back.replaceAll('``', '`') };
  if (single !== undefined) return { kind: 'string', text: single.replaceAll("''", "'") };
  if (word !== undefined) return { kind: 'word', text: word };
  return { kind: 'sign', text: sign ?? '' };
}
