import type { Diagnostic, Source } from '../../diagnostics/index.ts';
import { translateError, type Range } from '../template-error.ts';
import { TemplateParser } from './template-parser.ts';
import type { Body, Macro } from './tree.ts';

/** A tree, or why there is none. */
export type Parsed<T> =
  { readonly tree: T } | { readonly tree?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads a whole template. As in Jinja2, one newline at its very end is not part of it. */
export function parseTree(source: Source): Parsed<Body> {
  const { text } = source;
  const end = text.endsWith('\r\n') ? text.length - 2 : text.endsWith('\n') ? text.length - 1 : text.length;
  return guarded(source, { start: 0, end }, () => new TemplateParser(text, 0, end).parseTemplate());
}

/** Reads one definition (`{% macro %}`, `{% test %}`, `{% snapshot %}`); the range begins at its tag. */
export function parseDefinition(source: Source, range: Range): Parsed<Macro> {
  return guarded(source, range, () => {
    const parser = new TemplateParser(source.text, range.start, range.end);
    parser.nextToken();
    return parser.parseDefinition();
  });
}

/** Runs a parser and turns what it throws into diagnostics. */
export function guarded<T>(source: Source, range: Range, parse: () => T): Parsed<T> {
  try {
    return { tree: parse() };
  } catch (error) {
    return { diagnostics: translateError(error, [{ source, start: range.start, end: range.start + 1 }]) };
  }
}
