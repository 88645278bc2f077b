import { diagnose, type Diagnostic, type Outcome, type Source, type Span } from '../diagnostics/index.ts';
import { Frame } from './evaluate/frame.ts';
import { evaluate } from './evaluate/expressions.ts';
import { OutputBuffer, type Segment } from './evaluate/output.ts';
import { MacroReturn, Rendering } from './evaluate/rendering.ts';
import { execute } from './evaluate/statements.ts';
import { nearestMacro, type MacroLibrary } from './macro-library.ts';
import type { Scope, TemplateRelation } from './scope.ts';
import { parseTree } from './syntax/parse-tree.ts';
import type { Body, Expression } from './syntax/tree.ts';
import { problem, translateError } from './template-error.ts';
import { fromHost, toHost, type JsonValue } from './values/convert.ts';
import { Relation } from './values/relation.ts';
import type { Value } from './values/value.ts';

/** What a template printed, and where each stretch of it came from; the segments lie side by side and cover the text. */
export interface RenderedText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** A relation as a macro's argument: in templates what `ref()` gives. */
export class RelationArgument {
  readonly relation: TemplateRelation;
  constructor(relation: TemplateRelation) {
    this.relation = relation;
  }
}

export type MacroArgument = JsonValue | RelationArgument;

/** Renders a template. The value is undefined when there are errors; warnings (`exceptions.warn`) come along with it. */
export function renderTemplate(source: Source, library: MacroLibrary, scope: Scope): Outcome<RenderedText | undefined> {
  const { text, file } = source;
  if (!text.includes('{')) return { value: plainText(text, file), diagnostics: [] };
  return withTree(source, (tree) =>
    perform(source, library, scope, (run) => {
      execute(tree, new Frame(), run);
      return { text: run.out.text, segments: run.out.segments };
    }),
  );
}

/**
 * Renders a value of YAML: text as `renderTemplate` does, but a template that is one expression alone keeps its value's type,
 * as dbt's configuration does: `"{{ var('days') }}"` is a number where the variable is one.
 */
export function renderValue(source: Source, library: MacroLibrary, scope: Scope): Outcome<JsonValue | undefined> {
  if (!source.text.includes('{')) return { value: source.text, diagnostics: [] };
  return withTree(source, (tree) => {
    const only = onlyExpression(tree);
    return perform(source, library, scope, (run) => {
      if (only) return toHost(evaluate(only, new Frame(), run));
      execute(tree, new Frame(), run);
      return run.out.text;
    });
  });
}

/**
 * Calls a macro by its bare or qualified name (`generate_schema_name`, `dbt_utils.group_by`, `test_not_null`). Gives its text,
 * or as plain data what it gave to `return`.
 */
export function callMacro(
  library: MacroLibrary,
  name: string,
  args: readonly MacroArgument[],
  kwargs: Readonly<Record<string, MacroArgument>>,
  scope: Scope,
): Outcome<JsonValue | undefined> {
  const [bare, packageName] = name.split('.').reverse() as [string, string | undefined];
  const macro =
    packageName === undefined
      ? library.visible(bare, undefined)
      : library.qualified(packageName, bare, scope.projectName);
  if (!macro)
    return {
      value: undefined,
      diagnostics: [diagnose('macro-unknown', { name }, { hint: nearestMacro(library, bare) })],
    };
  const value = (argument: MacroArgument): Value =>
    argument instanceof RelationArgument ? new Relation(argument.relation, scope.renderRelation) : fromHost(argument);
  return perform(macro.source, library, scope, (run) => {
    run.locate(macro.node.name);
    const positional = args.map(value);
    const named = new Map(Object.entries(kwargs).map(([key, given]) => [key, value(given)]));
    return toHost(run.macro(macro).invoke({ positional, named }));
  });
}

/**
 * Where a stretch of rendered text came from. Within one stretch of literal text, exactly; otherwise from the beginning of the first
 * part touched to the end of the last.
 */
export function sourceSpan(rendered: RenderedText, start: number, end: number): Span {
  const { segments, text } = rendered;
  const stop = Math.max(end, start + 1);
  const touched = segments.filter((segment) => segment.start < stop && segment.end > start);
  const first = touched[0] ?? segments.at(-1);
  const last = touched.at(-1) ?? first;
  if (!first || !last) return { file: '', start: 0, end: text.length };
  const from = first.literal ? first.span.start + Math.max(0, start - first.start) : first.span.start;
  const to = last.literal ? last.span.start + Math.min(stop, last.end) - last.start : last.span.end;
  return { file: first.span.file, start: Math.min(from, first.span.end), end: Math.max(from, to) };
}

// As in Jinja2, one newline at the very end is not part of a template.
function plainText(text: string, file: string): RenderedText {
  const out = new OutputBuffer(file);
  out.literal(text.replace(/\r?\n$/, ''), 0);
  return { text: out.text, segments: out.segments };
}

function withTree<T>(source: Source, use: (tree: Body) => Outcome<T | undefined>): Outcome<T | undefined> {
  const parsed = parseTree(source);
  if (parsed.tree) return use(parsed.tree);
  return { value: undefined, diagnostics: 'diagnostics' in parsed ? parsed.diagnostics : [] };
}

function perform<T>(
  source: Source,
  library: MacroLibrary,
  scope: Scope,
  use: (run: Rendering) => T,
): Outcome<T | undefined> {
  const run = new Rendering(source, library, scope);
  try {
    const value = use(run);
    return { value, diagnostics: run.warnings };
  } catch (error) {
    const found: readonly Diagnostic[] = translateError(
      error instanceof MacroReturn ? problem('template-return-outside', undefined) : error,
      run.spots,
    );
    return { value: undefined, diagnostics: [...run.warnings, ...found] };
  }
}

function onlyExpression(tree: Body): Expression | undefined {
  const [only, ...rest] = tree.children;
  if (rest.length > 0 || only?.typename !== 'Output') return undefined;
  const [child] = only.children;
  return child?.typename === 'TemplateData' ? undefined : child;
}
