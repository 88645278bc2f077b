import type { Facts, Field, FieldSource, Made, OutputColumn } from '../bind/bound.ts';
import type { Column, CommonTable, Expression, Query, TextRange, Window } from '../sql/tree.ts';
import { HOWS, USES, type How, type Use } from './lineage.ts';

/** A column of a relation outside the statement. One object for each, so that it can be a key. */
export interface Origin {
  readonly relation: string;
  readonly column: string;
}

/** What is known of a value. Never changed once it is made: a reference that only passes a value on shares its trace. */
export interface Trace {
  readonly inputs: ReadonlyMap<Origin, How>;
  readonly indirect: Uses;
  readonly made: readonly TextRange[];
  readonly how: How;
  readonly unknown: boolean;
}

/** Uses by column, as bits in the order of USES. */
export type Uses = ReadonlyMap<Origin, number>;

/** Collects what values and rows hang on. */
export interface Gathering {
  readonly inputs: Map<Origin, How>;
  readonly indirect: Map<Origin, number>;
  how: How;
  unknown: boolean;
}

/** One walk through a statement: what was found so far, and the ways to go deeper. Each column and common table is traced once. */
export interface Tracing {
  readonly facts: Facts;
  readonly origin: (relation: string, column: string) => Origin;
  readonly column: (column: OutputColumn) => Trace;
  readonly field: (field: Field) => Trace;
  /** Adds what an expression hangs on, as inputs that are changed at least so far, or as uses. */
  readonly expression: (expression: Expression, as: How | Use, into: Gathering) => void;
  /** Adds the columns on which it depends which rows a query returns. */
  readonly rows: (query: Query, into: Gathering) => void;
  /** The same for a common table, once. */
  readonly tableRows: (table: CommonTable) => Gathering;
  readonly seen: Seen;
  /** Forgets the columns traced so far: what they lead to is known better now. */
  readonly forget: () => void;
}

/** What is noted about a query's parts when its rows are traced, which comes before its columns. */
export interface Seen {
  readonly relations: Set<string>;
  /** Windows that another one names. */
  readonly windows: Map<Window, Window>;
  /** Columns of relations whose columns are not known. */
  readonly guesses: Map<Column, Origin>;
  /** Columns of EXCEPT: the right side only takes rows away. */
  readonly excepts: Set<Made>;
  /** Columns of USING of which only one side gives the value. */
  readonly merged: Map<FieldSource, 'left' | 'right'>;
  /** Columns of UNNEST whose argument has an unknown type. */
  readonly unnested: Map<Field, readonly Expression[]>;
  /** Columns of recursive common tables, by what makes them at first. */
  readonly recursive: Map<Made, RecursiveColumn>;
  /** Columns of ephemeral models, which are relations of their own. */
  readonly ephemeral: Map<Made, Origin>;
}

/** A column of a recursive common table. */
export interface RecursiveColumn {
  readonly name: string | undefined;
  readonly trace: Trace;
  /** The columns that each step adds to it. */
  readonly steps: readonly OutputColumn[];
}

export const NOTHING: Trace = {
  inputs: new Map(),
  indirect: new Map(),
  made: [],
  how: 'passed through',
  unknown: false,
};
export const UNKNOWN_TRACE: Trace = { ...NOTHING, unknown: true };

export function gathering(how: How = 'passed through'): Gathering {
  return { inputs: new Map(), indirect: new Map(), how, unknown: false };
}

/** What was collected, as the trace of a value that these places of the text make. */
export function finished({ inputs, indirect, how, unknown }: Gathering, made: readonly TextRange[]): Trace {
  return { inputs, indirect, how, made, unknown };
}

export function strongest(a: How, b: How): How {
  return HOWS.indexOf(a) >= HOWS.indexOf(b) ? a : b;
}

export function isUse(as: How | Use): as is Use {
  return (USES as readonly string[]).includes(as);
}

/** Adds a value's trace to what hangs on it. */
export function addTrace({ inputs, indirect, how, unknown }: Trace, as: How | Use, into: Gathering): void {
  into.unknown ||= unknown;
  for (const [origin, bits] of indirect) addUses(origin, bits, into);
  if (isUse(as)) {
    for (const origin of inputs.keys()) addUses(origin, bitOf(as), into);
    return;
  }
  into.how = strongest(into.how, strongest(how, as));
  for (const [origin, own] of inputs) addInput(origin, strongest(own, as), into);
}

/** Adds what rows hang on. */
export function addRows({ indirect, unknown }: Gathering, into: Gathering): void {
  into.unknown ||= unknown;
  for (const [origin, bits] of indirect) addUses(origin, bits, into);
}

export function addInput(origin: Origin, how: How, into: Gathering): void {
  const before = into.inputs.get(origin);
  into.inputs.set(origin, before === undefined ? how : strongest(before, how));
}

function addUses(origin: Origin, bits: number, into: Gathering): void {
  into.indirect.set(origin, (into.indirect.get(origin) ?? 0) | bits);
}

function bitOf(use: Use): number {
  return 1 << USES.indexOf(use);
}

/** The uses of some bits, in the order of USES. */
export function usesOf(bits: number): readonly Use[] {
  return USES.filter((_, index) => (bits & (1 << index)) !== 0);
}
