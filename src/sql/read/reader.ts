import { diagnose, DiagnosticError, placeIn, type Source } from '../../diagnostics/index.ts';
import type { Expression, Query, TextRange, TypedLiteral } from '../tree.ts';
import { nodeOf, unknownProperty, type Data, type Node } from './node.ts';

/** What every reading function is given: the text, and the two recursions. */
export interface Reader {
  readonly source: Source;
  /** From the parser's offsets to ours. */
  readonly offset: (characters: number) => number;
  /** Typed literals that were replaced by names before parsing, by that name. */
  readonly typedLiterals: ReadonlyMap<string, TypedLiteral>;
  readonly expression: (value: unknown) => Expression;
  readonly query: (value: unknown) => Query;
  /** The place of the next call of this name that was not asked for before. */
  readonly nextCall: (name: string) => TextRange | undefined;
}

/** Ends reading: the query has what DuckDB cannot be given with Trino's meaning. */
export function refuse(reader: Reader, what: string, at?: TextRange): never {
  throw new DiagnosticError([
    diagnose('sql-unsupported-locally', { what }, { at: at && placeIn(reader.source, at.start, at.end) }),
  ]);
}

/** The node in a value, whose properties must be among `known`: what we do not know must not be lost silently. */
export function readNode(reader: Reader, value: unknown): Node {
  const node = nodeOf(value);
  if (!node) refuse(reader, 'This syntax');
  return node;
}

export function onlyKnown(reader: Reader, { kind, data }: Node, ...known: string[]): void {
  const property = unknownProperty(data, known);
  if (property !== undefined) refuse(reader, `"${words(property)}" in "${words(kind)}"`, rangeOf(reader, data));
}

export function optional(reader: Reader, value: unknown): Expression | undefined {
  return value === undefined || value === null ? undefined : reader.expression(value);
}

/** The parser's own place of a node, where it has one. */
export function rangeOf({ offset }: Pick<Reader, 'offset'>, data: Data): TextRange | undefined {
  const span = data['span'] as { start?: unknown; end?: unknown } | undefined;
  return typeof span?.start === 'number' && typeof span.end === 'number'
    ? { start: offset(span.start), end: offset(span.end) }
    : undefined;
}

/** The smallest range around several, undefined when none has a place. */
export function around(
  ...parts: readonly ({ readonly at?: TextRange | undefined } | undefined)[]
): TextRange | undefined {
  const ranges = parts.flatMap((part) => part?.at ?? []);
  if (ranges.length === 0) return undefined;
  return { start: Math.min(...ranges.map((range) => range.start)), end: Math.max(...ranges.map((range) => range.end)) };
}

function words(name: string): string {
  return name.replaceAll('_', ' ').trim();
}
