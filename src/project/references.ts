import type { Span } from '../diagnostics/index.ts';
import type {
  ParsedTemplate,
  RefCall as ParsedRef,
  SourceCall as ParsedSource,
  WatermarkCall as ParsedWatermark,
} from '../jinja/index.ts';
import type { RefCall, References, SourceCall, WatermarkCall } from './project.ts';

/** A macro of the project, as far as references go. */
export interface MacroCalls {
  readonly uniqueId: string;
  readonly parsed: ParsedTemplate;
}

/** What a template names, with the macros that it reaches. */
export interface Traced {
  readonly references: References;
  /** Calls with arguments that are no literals, in the template or the macros it reaches: only rendering tells what they name. */
  readonly dynamic: readonly { readonly name: string; readonly span: Span }[];
}

export const NO_REFERENCES: References = {
  refs: [],
  sources: [],
  watermarks: [],
  macros: [],
  usesThis: false,
  usesIsIncremental: false,
};

/** Follows the calls of a template through the project's macros; `macros` finds those that a bare or qualified name can mean. */
export function traceReferences(parsed: ParsedTemplate, macros: (name: string) => readonly MacroCalls[]): Traced {
  const reached = new Map<string, ParsedTemplate>();
  const queue = [parsed];
  for (let template = queue.pop(); template; template = queue.pop()) {
    for (const macro of template.macroCalls.flatMap(({ name }) => macros(name))) {
      if (reached.has(macro.uniqueId)) continue;
      reached.set(macro.uniqueId, macro.parsed);
      queue.push(macro.parsed);
    }
  }
  if (reached.size === 0) return { references: referencesOf([parsed], []), dynamic: parsed.dynamicCalls };
  const all = [parsed, ...reached.values()];
  return {
    references: referencesOf(all, [...reached.keys()].sort()),
    dynamic: all.flatMap((template) => template.dynamicCalls),
  };
}

function referencesOf(templates: readonly ParsedTemplate[], macros: readonly string[]): References {
  return {
    refs: templates.flatMap(({ refs }) => refs.map(refOf)),
    sources: templates.flatMap(({ sources }) => sources.map(sourceOf)),
    watermarks: templates.flatMap(({ watermarks }) => watermarks.map(watermarkOf)),
    macros,
    usesThis: templates.some(({ usesThis }) => usesThis),
    usesIsIncremental: templates.some(({ usesIsIncremental }) => usesIsIncremental),
  };
}

/** The place is the name's, `'orders'`: that is what is wrong when it does not exist. */
function refOf({ package: packageName, name, version, nameSpan }: ParsedRef): RefCall {
  return {
    ...(packageName !== undefined && { package: packageName }),
    name,
    ...(version !== undefined && { version: String(version) }),
    span: nameSpan,
  };
}

function sourceOf({ source, table, sourceSpan, tableSpan }: ParsedSource): SourceCall {
  return { source, table, span: { ...sourceSpan, end: tableSpan.end } };
}

function watermarkOf({ column, of, span }: ParsedWatermark): WatermarkCall {
  if (!of) return { column, span };
  return { column, of: 'table' in of ? { source: sourceOf(of) } : { ref: refOf(of) }, span };
}

/** Adds references that rendering found; those that are there already stay as they are. */
export function addReferences(
  references: References,
  refs: readonly RefCall[],
  sources: readonly SourceCall[],
): References {
  const refKey = ({ package: packageName, name, version }: RefCall) => [packageName, name, version].join('\0');
  const sourceKey = ({ source, table }: SourceCall) => `${source}\0${table}`;
  return {
    ...references,
    refs: uniqueBy([...references.refs, ...refs], refKey),
    sources: uniqueBy([...references.sources, ...sources], sourceKey),
  };
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item);
  return [...first.values()];
}
