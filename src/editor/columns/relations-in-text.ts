/** A relation of FROM, as a text names it that may be incomplete. */
export interface WrittenRelation {
  /** What columns are called by: the alias, else the relation's own name; absent for a subquery without one. */
  readonly name: string | undefined;
  readonly of:
    | { readonly ref: string }
    | { readonly source: string; readonly table: string }
    | { readonly this: true }
    /** A CTE, or a relation by its name in the catalog. */
    | { readonly named: string };
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_$]*|"[^"\n]*"`;
const NO_ALIAS =
  'on|where|group|order|having|limit|offset|fetch|union|intersect|except|join|inner|left|right|full|cross|natural|using|window|tablesample|as|select|from';
const ALIAS = String.raw`(?:\s+(?:as\s+)?(?!(?:${NO_ALIAS})\b)(?<alias>${NAME}))?`;
const TAG = String.raw`\{\{-?\s*(?:ref\(\s*['"](?<ref>[^'"]+)['"][^)]*\)|source\(\s*['"](?<source>[^'"]+)['"]\s*,\s*['"](?<table>[^'"]+)['"]\s*\)|(?<own>this))\s*-?\}\}`;
const NAMED = String.raw`(?!(?:${NO_ALIAS})\b)(?<named>(?:${NAME})(?:\s*\.\s*(?:${NAME}))*)`;
const ENTRY = new RegExp(String.raw`(?:(?<![\p{L}\p{N}_])(?:from|join)\s+|,\s*)(?:${TAG}|${NAMED})${ALIAS}`, 'giu');

/**
 * The relations of the SELECT around an offset: those that stand in the same brackets. It is read from words alone, so that a text which is not
 * whole has them, too.
 */
export function relationsAround(text: string, offset: number): readonly WrittenRelation[] {
  const { said, blank } = blanksFor(text);
  const { start, end } = bracketsAround(blank, offset);
  const select = selectAt(withoutInner(blank, said, start, end), offset - start);
  const clauses = [...select.matchAll(FROM)].map(([clause]) => clause);
  return clauses.flatMap((clause) =>
    [...clause.matchAll(ENTRY)].flatMap(({ groups = {} }) => relationOf(groups) ?? []),
  );
}

function relationOf(groups: Readonly<Record<string, string | undefined>>): WrittenRelation | undefined {
  const { ref, source, table, own, named, alias } = groups;
  const called = alias === undefined ? undefined : unquoted(alias);
  if (ref !== undefined) return { name: called ?? ref, of: { ref } };
  if (source !== undefined && table !== undefined) return { name: called ?? table, of: { source, table } };
  if (own !== undefined) return { name: called ?? 'this', of: { this: true } };
  if (named === undefined) return undefined;
  const last = unquoted(named.split('.').at(-1)!.trim());
  return { name: called ?? last, of: { named: last } };
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, '$1');
}

const TAGS = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const TAGS_AND_TEXTS = /\{#[\s\S]*?#\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|--[^\n]*|\/\*[\s\S]*?\*\/|'[^'\n]*'/g;

/** Comments and texts in quotes as spaces. Tags stay as they are. */
function withoutTexts(text: string): string {
  return text.replace(TAGS_AND_TEXTS, (part) => (/^\{[{%]/.test(part) ? part : blanks(part)));
}

/** A text with spaces for comments and texts in quotes: `said`; `blank` has them for tags, too. */
export function blanksFor(text: string): { readonly said: string; readonly blank: string } {
  const said = withoutTexts(text);
  return { said, blank: said.replace(TAGS, blanks) };
}

/** From behind a bracket to the one that closes it, or to the end, with spaces for what stands in inner brackets. */
export function bodyAt(blank: string, start: number): string {
  let depth = 0;
  let result = '';
  for (let at = start; at < blank.length; at++) {
    if (blank[at] === ')' && --depth < 0) break;
    result += depth === 0 ? blank[at] : ' ';
    if (blank[at] === '(') depth++;
  }
  return result;
}

/** What stands before a place, with spaces for comments, texts in quotes and tags, those that are not closed yet among them. */
export function textBefore(text: string, offset: number): string {
  const before = text.slice(0, offset).replace(TAGS_AND_TEXTS, blanks);
  return before.replace(/'[^'\n]*$/, blanks);
}

function blanks(part: string): string {
  return part.replace(/[^\n]/g, ' ');
}

/** The stretch between the brackets of the innermost query around an offset. */
function bracketsAround(blank: string, offset: number): { readonly start: number; readonly end: number } {
  let depth = 0;
  // Brackets of calls and conditions around the offset: they are part of the query.
  let calls = 0;
  let start = offset - 1;
  for (; start >= 0; start--) {
    if (blank[start] === ')') depth++;
    if (blank[start] !== '(') continue;
    if (depth > 0) depth--;
    else if (/^\s*(?:select|with|values)\b/i.test(blank.slice(start + 1, start + 200))) break;
    else calls++;
  }
  let end = offset;
  for (depth = 0; end < blank.length; end++) {
    if (blank[end] === '(') depth++;
    if (blank[end] !== ')') continue;
    if (depth > 0) depth--;
    else if (calls > 0) calls--;
    else if (start >= 0) break;
  }
  return { start: start + 1, end };
}

/** The stretch without what stands in inner brackets, and without comments; tags stay as they are. */
function withoutInner(blank: string, text: string, start: number, end: number): string {
  let result = '';
  let depth = 0;
  for (let at = start; at < end; at++) {
    if (blank[at] === '(') depth++;
    result += depth === 0 ? text[at] : ' ';
    if (blank[at] === ')') depth = Math.max(0, depth - 1);
  }
  return result;
}

/** The SELECT at an offset, of those that UNION and the like put together. */
function selectAt(text: string, offset: number): string {
  let start = 0;
  for (const { index, 0: word } of text.matchAll(/\b(?:union|intersect|except)\b/gi)) {
    if (index >= offset) return text.slice(start, index);
    start = index + word.length;
  }
  return text.slice(start);
}

const FROM = /\bfrom\b[\s\S]*?(?=\b(?:where|group\s+by|order\s+by|having|limit|offset|window|select)\b|$)/gi;
