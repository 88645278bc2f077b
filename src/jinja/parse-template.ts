import type { Outcome, Source } from '../diagnostics/index.ts';
import { findCalls, NO_CALLS, type TemplateCalls } from './find-calls.ts';
import { guarded, parseTree } from './syntax/parse-tree.ts';

/** What a template calls, read from its syntax tree without rendering it. Plain, frozen data; spans are offsets into the source's text. */
export type ParsedTemplate = TemplateCalls;

/**
 * Parses a template. The value is undefined when its syntax is broken. Calls in SQL comments count, as dbt executes them;
 * Jinja's own comments do not.
 */
export function parseTemplate(source: Source): Outcome<ParsedTemplate | undefined> {
  if (!hasTags(source.text)) return { value: NO_CALLS, diagnostics: [] };
  const parsed = parseTree(source);
  if (!parsed.tree) return { value: undefined, diagnostics: 'diagnostics' in parsed ? parsed.diagnostics : [] };
  const { tree } = parsed;
  // Walking a tree can go too deep as parsing can.
  const found = guarded(source, { start: 0, end: 1 }, () => deepFreeze(findCalls(tree, source.file)));
  return found.tree
    ? { value: found.tree, diagnostics: [] }
    : { value: undefined, diagnostics: 'diagnostics' in found ? found.diagnostics : [] };
}

function hasTags(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#');
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
