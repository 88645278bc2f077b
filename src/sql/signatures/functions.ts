import { formatTrinoType } from '../types/trino-type.ts';
import { parseSignature } from './parse-signature.ts';
import { resolve } from './resolve.ts';
import { isLambda, type CallArgument, type FunctionKind, type Resolution, type Signature } from './signature.ts';
import { AGGREGATES_476 } from './trino-476-aggregates.ts';
import { SCALARS_476 } from './trino-476-scalars.ts';

type Resolved = Resolution | undefined | 'ambiguous';

// Calls of one function in a project have few different types; beyond this many, lengths of texts are what differs.
const MOST_REMEMBERED = 500;

/** What is known of a function. Its signatures are read when they are first asked for, and calls of the same types are resolved once. */
class KnownFunction {
  readonly kind: FunctionKind;
  readonly isDeterministic: boolean;
  private readonly texts: string;
  private parsed: readonly Signature[] | undefined;
  private readonly resolved = new Map<string, Resolved>();

  constructor(words: string, texts: string) {
    const [kind, nondeterministic] = words.split(' ');
    this.kind = kind as FunctionKind;
    this.isDeterministic = nondeterministic === undefined;
    this.texts = texts;
  }

  get signatures(): readonly Signature[] {
    this.parsed ??= this.texts.split('; ').map(parseSignature);
    return this.parsed;
  }

  resolve(args: readonly CallArgument[]): Resolved {
    const key = keyOf(args);
    if (key === undefined) return resolve(this.signatures, args);
    if (this.resolved.has(key)) return this.resolved.get(key);
    const found = resolve(this.signatures, args);
    if (this.resolved.size >= MOST_REMEMBERED) this.resolved.clear();
    this.resolved.set(key, found);
    return found;
  }
}

// What a lambda's body gives is not seen in its text.
function keyOf(args: readonly CallArgument[]): string | undefined {
  let key = '';
  for (const arg of args) {
    if (isLambda(arg)) return undefined;
    key += arg ? `${formatTrinoType(arg)};` : '?;';
  }
  return key;
}

const FUNCTIONS: ReadonlyMap<string, KnownFunction> = new Map([SCALARS_476, AGGREGATES_476].flatMap(readTable));

// A line: `ceil, ceiling scalar: (bigint) -> bigint; (double) -> double`.
function readTable(table: string): [string, KnownFunction][] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, names = '', words = '', texts = ''] =
        /^(.+?) ((?:scalar|aggregate|window|table)[^:]*): (.*)$/.exec(line) ?? [];
      const known = new KnownFunction(words, texts);
      return names.split(', ').map((name): [string, KnownFunction] => [name, known]);
    });
}

/** All names that Trino 476 has, operators not among them. */
export function functionNames(): readonly string[] {
  return [...FUNCTIONS.keys()].filter((name) => /^\w/.test(name));
}

/** A function's signatures by its name in any case; none for a name that Trino does not have. */
export function signaturesOf(name: string): readonly Signature[] {
  return FUNCTIONS.get(name.toLowerCase())?.signatures ?? [];
}

/** Where a function may stand; undefined for a name that Trino does not have. */
export function functionKind(name: string): FunctionKind | undefined {
  return FUNCTIONS.get(name.toLowerCase())?.kind;
}

/** Whether a function gives the same for the same arguments; true for names that Trino does not have. */
export function isDeterministic(name: string): boolean {
  return FUNCTIONS.get(name.toLowerCase())?.isDeterministic ?? true;
}

/** Which signature of a function a call means, see `resolve`; undefined too for a name that Trino does not have. */
export function resolveCall(name: string, args: readonly CallArgument[]): Resolved {
  return FUNCTIONS.get(name.toLowerCase())?.resolve(args);
}
