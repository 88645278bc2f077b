import type { Emitter } from '../emit/emitter.ts';
import { functionKind, parseSignature, type FunctionKind, type Signature } from '../signatures/index.ts';
import type { Call } from '../tree.ts';

/** From how many arguments to how many. */
export type ArgumentCount = readonly [min: number, max: number];

/** What a line of a table says beside its form. */
export interface FunctionNotes {
  /** How it is called, where Trino does not list it: what the grammar writes like a call. As in `src/sql/signatures`; separated by `; `. */
  readonly signatures?: string;
  /** How many arguments Trino takes, where the signatures do not tell. */
  readonly takes?: ArgumentCount;
  /** With how many arguments the form is right, where that is not all that Trino takes. */
  readonly local?: ArgumentCount;
  /** The page that describes it, where it is not that of its table: `functions/string.html#trim`. */
  readonly source?: string;
}

/** One line of a table: what a function means, and what it becomes in DuckDB. */
export interface FunctionForm extends FunctionNotes {
  /** What Trino does, with its traps: NULLs, bounds, units, rounding. */
  readonly means: string;
  /** Writes the call in DuckDB's SQL, or refuses it through the emitter. */
  readonly emit: (call: Call, emitter: Emitter) => string;
  /** Why DuckDB cannot do this as Trino does, a part of a sentence; `emit` then refuses every call. */
  readonly refused?: string;
}

/** All that is known of one function, by its name in lower case in the tables. */
export interface FunctionEntry extends Omit<FunctionForm, 'signatures'> {
  readonly kind: FunctionKind;
  /** Its own; absent where those that Trino lists are the ones (`signaturesOf`). */
  readonly signatures?: readonly Signature[];
  /** The page of Trino's documentation that describes it. */
  readonly source: string;
}

export type FunctionTable = Readonly<Record<string, FunctionEntry>>;

const DOCUMENTATION = 'https://trino.io/docs/476';

/** The functions of one page of Trino's documentation: `page` is its name there. */
export function documented(page: string, forms: Readonly<Record<string, FunctionForm>>): FunctionTable {
  const entries = Object.entries(forms).map(([name, { signatures, ...form }]): [string, FunctionEntry] => {
    const source = `${DOCUMENTATION}/${form.source ?? `functions/${page}.html#${name}`}`;
    const own = signatures?.split('; ').map(parseSignature);
    return [name, { ...form, kind: functionKind(name) ?? 'scalar', source, ...(own && { signatures: own }) }];
  });
  return Object.fromEntries(entries);
}
