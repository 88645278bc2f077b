import {
  diagnose,
  DiagnosticError,
  placeIn,
  type Code,
  type Diagnostic,
  type Params,
  type Related,
  type Source,
} from '../diagnostics/index.ts';
import { UnhashableKey } from './values/value.ts';

/** A half-open range of UTF-16 offsets into the text that is being read. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place in a template that is on the way to where something went wrong: the text and the range in it. */
export interface Spot extends Range {
  readonly source: Source;
  /** What is called there, for "called here": `macro "x"`. */
  readonly callee?: string;
}

/** What is wrong, thrown deep inside a template; the room's border turns it into a diagnostic with a place. */
export class TemplateProblem extends Error {
  readonly toDiagnostic: (details: { at: Diagnostic['place']; related: readonly Related[] }) => Diagnostic;
  /** Where, if whoever threw it knew better than the evaluator's current node. */
  range: Range | undefined;
  /** A second range of the same text, as where an unclosed block was opened. */
  readonly other: (Range & { readonly message: string }) | undefined;
  /** The text that `range` belongs to, where it is not the one being evaluated: an undefined name that was handed on to a macro. */
  source: Source | undefined;

  constructor(toDiagnostic: TemplateProblem['toDiagnostic'], range?: Range, other?: TemplateProblem['other']) {
    super('problem in a template');
    this.name = 'TemplateProblem';
    this.toDiagnostic = toDiagnostic;
    this.range = range;
    this.other = other;
  }
}

export interface ProblemDetails {
  readonly hint?: string | undefined;
  readonly range?: Range | undefined;
  readonly other?: TemplateProblem['other'];
}

/** Makes the problem to throw. */
export function problem<C extends Code>(code: C, params: Params<C>, details: ProblemDetails = {}): TemplateProblem {
  const { hint, range, other } = details;
  return new TemplateProblem(({ at, related }) => diagnose(code, params, { at, related, hint }), range, other);
}

/**
 * Turns whatever was thrown while reading or rendering a template into diagnostics with places.
 * `spots` lead from the template that was asked for to the place where it happened, the last one being that place.
 * Errors that are not about the template are thrown again: they are bugs.
 */
export function translateError(error: unknown, spots: readonly [Spot, ...Spot[]]): readonly Diagnostic[] {
  // A built-in macro's text is not the user's to mend: the place is the call of it.
  const own = spots.findIndex(({ source }) => isBuiltin(source));
  if (own > 0) return translateError(withoutPlace(error), [spots[0], ...spots.slice(1, own)]);
  const here = spots[spots.length - 1] as Spot;
  const calls = spots.slice(0, -1).reverse().map(calledHere);
  if (error instanceof TemplateProblem) {
    const range = error.range ?? here;
    const source = error.source ?? here.source;
    const other: Related[] = error.other
      ? [{ message: error.other.message, place: placeIn(source, error.other.start, error.other.end) }]
      : [];
    return [error.toDiagnostic({ at: placeIn(source, range.start, range.end), related: [...other, ...calls] })];
  }
  if (error instanceof DiagnosticError) return error.diagnostics.map((found) => located(found, here, calls));
  if (error instanceof UnhashableKey) {
    return translateError(
      problem('template-type', { reason: 'keys of a dict are texts, numbers, booleans, none and tuples of these' }),
      spots,
    );
  }
  const limit = exhausted(error);
  if (limit !== undefined) return translateError(problem('template-limit', { limit }), spots);
  throw error;
}

/** Files of built-in macros have names that no file of a project can have. */
const BUILTIN = '(built in) ';

/** The name under which a built-in text is shown. */
export function builtinFileName(name: string): string {
  return `${BUILTIN}${name}.sql`;
}

function isBuiltin(source: Source): boolean {
  return source.file.startsWith(BUILTIN);
}

function withoutPlace(error: unknown): unknown {
  if (!(error instanceof TemplateProblem) || (error.source && !isBuiltin(error.source))) return error;
  return new TemplateProblem(error.toDiagnostic);
}

// A caller's own diagnostic (from `resolveRef`, say) knows what, but only the evaluator knows where.
function located(found: Diagnostic, here: Spot, calls: readonly Related[]): Diagnostic {
  if (found.place) return found;
  return { ...found, place: placeIn(here.source, here.start, here.end), related: [...found.related, ...calls] };
}

function calledHere(spot: Spot): Related {
  const message = spot.callee === undefined ? 'Called here:' : `Called here, as ${spot.callee}:`;
  return { message, place: placeIn(spot.source, spot.start, spot.end) };
}

// V8's own limits, which a template can reach before ours: the stack and the longest string.
function exhausted(error: unknown): string | undefined {
  if (!(error instanceof RangeError)) return undefined;
  if (error.message.includes('call stack')) return 'the template nests too deeply';
  if (/string length|array length|Invalid count/i.test(error.message)) return 'a text or a list grows too large';
  return undefined;
}
