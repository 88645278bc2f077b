/**
 * Everything that a template can hold. The set is closed: a host object never gets in (`fromHost` copies), so that no template can reach
 * a prototype, a constructor or a function of the host. What can be done with a value is decided by its class, here, member by member.
 */
export type Value =
  null | boolean | number | string | Float | List | Tuple | Dict | Callable | TemplateObject | Undefined;

/** A float without a fraction, which Python prints with one: `4 / 2` is `2.0`. All others are plain numbers. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export class List {
  readonly items: Value[];
  constructor(items: Value[] = []) {
    this.items = items;
  }
}

export class Tuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** What was given to a call: positional and named, already evaluated. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** A function, method or macro. Its `invoke` is never seen by a template. */
export class Callable {
  readonly name: string;
  readonly invoke: (args: CallArguments) => Value;
  constructor(name: string, invoke: (args: CallArguments) => Value) {
    this.name = name;
    this.invoke = invoke;
  }
}

/** A value with listed members: a relation, `adapter`, `loop`, a datetime. */
export abstract class TemplateObject {
  /** What messages call it: `the relation "gold.orders"`. */
  abstract readonly label: string;
  /** The member of that name, undefined when there is none. */
  abstract member(name: string): Value | undefined;
  abstract readonly memberNames: readonly string[];
  /** What `{{ x }}` prints. */
  abstract toText(): string;
  /** Called as a function: `config(…)`. */
  call(_args: CallArguments): Value | undefined {
    return undefined;
  }
  /** Items for `for`, where it has any. */
  iterate(): readonly Value[] | undefined {
    return undefined;
  }
}

/** The absence of a value, with what to say when somebody uses it. */
export class Undefined {
  readonly complain: () => Error;
  /** Absent members may be asked for their truth and compared; absent names may not. */
  readonly lenient: boolean;
  /** What it prints, for those that may be printed: an `if` without `else`. */
  readonly text: string | undefined;
  constructor(complain: () => Error, lenient: boolean, text?: string) {
    this.complain = complain;
    this.lenient = lenient;
    this.text = text;
  }
}

type Key = string | number | boolean | null;

/** A Python dict: ordered, with keys of text, numbers, booleans, None and tuples of these. */
export class Dict {
  // Python's 1, 1.0 and True are one key; tuples are kept under their text.
  private readonly entriesByKey = new Map<Key, [Value, Value]>();

  static of(entries: Iterable<readonly [string, Value]>): Dict {
    const dict = new Dict();
    for (const [key, value] of entries) dict.set(key, value);
    return dict;
  }

  get size(): number {
    return this.entriesByKey.size;
  }
  has(key: Value): boolean {
    return this.entriesByKey.has(hashKey(key));
  }
  get(key: Value): Value | undefined {
    return this.entriesByKey.get(hashKey(key))?.[1];
  }
  set(key: Value, value: Value): void {
    const hash = hashKey(key);
    this.entriesByKey.set(hash, [this.entriesByKey.get(hash)?.[0] ?? key, value]);
  }
  delete(key: Value): boolean {
    return this.entriesByKey.delete(hashKey(key));
  }
  clear(): void {
    this.entriesByKey.clear();
  }
  keys(): Value[] {
    return [...this.entriesByKey.values()].map(([key]) => key);
  }
  values(): Value[] {
    return [...this.entriesByKey.values()].map(([, value]) => value);
  }
  entries(): [Value, Value][] {
    return [...this.entriesByKey.values()];
  }
}

const MAX_KEY_DEPTH = 8;

/** What stands for a value in a set or as a dict's key: equal for values that Python calls equal. */
export function hashKey(value: Value, depth = 0): Key {
  // Tuples that hold each other twice at each level would take forever.
  if (depth > MAX_KEY_DEPTH) throw new UnhashableKey();
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Float) return value.value;
  if (value instanceof Tuple) return `t${JSON.stringify(value.items.map((item) => hashKey(item, depth + 1)))}`;
  if (value instanceof TemplateObject) return `o${value.toText()}`;
  if (value === null || typeof value === 'number') return value;
  throw new UnhashableKey();
}

/** A list or dict used as a dict's key. */
export class UnhashableKey extends Error {}
