import type { TextRange } from '../tree.ts';
import { nameOf } from './literals.ts';
import type { Token } from './tokenize.ts';

/** Why reading ended: a token that does not fit, what Trino reads and we do not, or what is refused by name. Caught in `parse.ts` alone. */
export type Stop =
  | { readonly kind: 'unexpected'; readonly index: number; readonly expected: readonly string[] }
  | { readonly kind: 'unsupported'; readonly what: string; readonly at: TextRange }
  | { readonly kind: 'not-trino'; readonly what: string; readonly instead?: string | undefined; readonly at: TextRange }
  | { readonly kind: 'wrong-literal'; readonly what: string; readonly at: TextRange }
  | { readonly kind: 'too-deep'; readonly at: TextRange };

export class Stopped extends Error {
  readonly stop: Stop;

  constructor(stop: Stop) {
    super(stop.kind);
    this.stop = stop;
  }
}

// Each level takes a few frames of the engine's stack, which is one megabyte, here and in all that walks over the tree.
const MAX_DEPTH = 800;

/** Walks over the tokens of one text. Everything that reads takes from it; nothing goes back. */
export class Cursor {
  readonly tokens: readonly Token[];
  index = 0;
  token: Token;
  noted: Stop | undefined;
  private depth = 0;
  private closings: Int32Array | undefined;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.token = tokens[0] as Token;
  }

  /** The token that many places ahead; behind the end it is the end. */
  peek(ahead: number): Token {
    return (this.tokens[this.index + ahead] ?? this.tokens[this.tokens.length - 1]) as Token;
  }

  next(): Token {
    const { token } = this;
    if (this.index < this.tokens.length - 1) this.token = this.tokens[++this.index] as Token;
    return token;
  }

  at(key: string): boolean {
    return this.token.key === key;
  }

  /** Whether these words or signs come next. */
  follows(...keys: readonly string[]): boolean {
    for (let ahead = 0; ahead < keys.length; ahead++) if (this.peek(ahead).key !== keys[ahead]) return false;
    return true;
  }

  accept(key: string): boolean {
    if (this.token.key !== key) return false;
    this.next();
    return true;
  }

  acceptAll(...keys: readonly string[]): boolean {
    if (!this.follows(...keys)) return false;
    for (let count = 0; count < keys.length; count++) this.next();
    return true;
  }

  /** Takes the one of these words that comes next, if one does. */
  acceptOne<K extends string>(...keys: readonly K[]): K | undefined {
    const key = keys.find((candidate) => candidate === this.token.key);
    if (key !== undefined) this.next();
    return key;
  }

  expect(key: string, ...others: readonly string[]): void {
    if (!this.accept(key)) this.unexpected(readable(key), ...others);
  }

  expectOne<K extends string>(...keys: readonly K[]): K {
    return this.acceptOne(...keys) ?? this.unexpected(...keys.map(readable));
  }

  /** One or more, with commas between. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.accept(',')) items.push(read());
    return items;
  }

  /** A list in parentheses whose opening one is taken already. */
  listToEnd<T>(read: () => T): T[] {
    const items = this.list(read);
    this.expect(')', '","');
    return items;
  }

  isName(ahead = 0): boolean {
    return this.peek(ahead).isName;
  }

  name(what = 'a name'): string {
    if (!this.token.isName) this.unexpected(what);
    return nameOf(this.next());
  }

  /** From an offset to behind the token that was taken last. */
  from(start: number): TextRange {
    return { start, end: (this.tokens[this.index - 1] ?? this.token).end };
  }

  /** Names, with commas between, in parentheses. */
  names(): string[] {
    this.expect('(');
    return this.listToEnd(() => this.name());
  }

  /** The index of the token that closes the parenthesis at this index; the end's where none does. */
  closing(index: number): number {
    this.closings ??= closingsOf(this.tokens);
    return this.closings[index] as number;
  }

  enter(): void {
    if (++this.depth > MAX_DEPTH) throw new Stopped({ kind: 'too-deep', at: this.token });
  }

  leave(): void {
    this.depth--;
  }

  /** For what hangs on the left of itself without an end, as `x[1][1]…`, and is walked by recursion: as deep as what is nested. */
  step(steps: number): void {
    if (this.depth + steps > MAX_DEPTH) throw new Stopped({ kind: 'too-deep', at: this.token });
  }

  unexpected(...expected: readonly string[]): never {
    throw new Stopped({ kind: 'unexpected', index: this.index, expected });
  }

  /** Notes what the tree has no form for, and lets reading go on: the first is told if all the rest fits. */
  note(stop: Stop): void {
    this.noted ??= stop;
  }

  unsupported(what: string, at: TextRange = this.token): never {
    throw new Stopped({ kind: 'unsupported', what, at });
  }
}

function readable(key: string): string {
  return /^[a-z]/.test(key) ? key.toUpperCase() : `"${key}"`;
}

function closingsOf(tokens: readonly Token[]): Int32Array {
  const closings = new Int32Array(tokens.length).fill(tokens.length - 1);
  const open: number[] = [];
  tokens.forEach(({ key }, index) => {
    if (key === '(') open.push(index);
    else if (key === ')') closings[open.pop() ?? index] = index;
  });
  return closings;
}
