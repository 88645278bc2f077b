import { invariant } from '../../diagnostics/index.ts';

const TOKEN = /\s*(\.\.\.|->|"[^"]*"|[A-Za-z_][A-Za-z0-9_]*|\d+|[(),:=+\-*/?])/y;

/** Reads a signature's text token by token. The texts are the project's own: a wrong one is a bug. */
export class SignatureReader {
  private readonly text: string;
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  peek(): string | undefined {
    return this.tokens[this.next];
  }

  take(): string {
    const token = this.tokens[this.next++];
    invariant(token !== undefined, `The signature "${this.text}" ends too early.`);
    return token;
  }

  accept(...words: readonly string[]): boolean {
    const matches = words.every((word, ahead) => this.tokens[this.next + ahead] === word);
    if (matches) this.next += words.length;
    return matches;
  }

  expect(word: string): void {
    const token = this.take();
    invariant(token === word, `The signature "${this.text}" has "${token}" where "${word}" must stand.`);
  }

  /** Items up to a closing parenthesis, which is taken; the opening one was. */
  list<T>(read: () => T): T[] {
    const items: T[] = [];
    if (this.accept(')')) return items;
    do items.push(read());
    while (this.accept(','));
    this.expect(')');
    return items;
  }
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) tokens.push(match[1] as string);
  invariant(tokens.join('').length === text.replace(/\s/g, '').length, `The signature "${text}" cannot be read.`);
  return tokens;
}
