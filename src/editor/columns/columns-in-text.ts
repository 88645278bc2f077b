import { blanksFor, bodyAt } from './relations-in-text.ts';

/** An item of a SELECT list, as a text names it that may be incomplete. */
export type WrittenItem =
  /** `path`: the column that it is, where it is nothing else: `['o', 'id']` for `o.id as key`. */
  | { readonly kind: 'column'; readonly name: string; readonly path?: readonly string[] | undefined }
  /** `*`, or `of.*`. */
  | { readonly kind: 'star'; readonly of?: string | undefined };

export interface WrittenColumns {
  readonly items: readonly WrittenItem[];
  /** A place in the query: its relations are those around it. */
  readonly offset: number;
  /** No item is made by a tag, or has a name that cannot be told. */
  readonly isComplete: boolean;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_$]*|"[^"\n]*"`;
const PATH = new RegExp(String.raw`^(?:${NAME})(?:\s*\.\s*(?:${NAME}))*$`, 'u');
const STAR = new RegExp(String.raw`^(?:(?<of>${NAME})\s*\.\s*)?\*$`, 'u');
const ALIAS = new RegExp(
  String.raw`^(?<value>[\s\S]*?)(?:(?:^|(?<=[\s)]))as\s+|(?<=[\s)\]"]))(?<alias>${NAME})$`,
  'iu',
);
/** What an expression can end with and is no alias. */
const NO_ALIAS = /^(?:end|null|true|false|distinct|all|not|and|or|is|in|like|between|case|when|then|else)$/i;

/** What the query of a CTE or an aliased subquery selects. Undefined where the text has no such query. */
export function columnsInText(text: string, name: string): WrittenColumns | undefined {
  const { said, blank } = blanksFor(text);
  const body = namedBody(blank, name);
  if (!body) return undefined;
  const { start } = body;
  if (body.columns) {
    const items = body.columns.map((column): WrittenItem => ({ kind: 'column', name: unquoted(column) }));
    return { items, offset: start, isComplete: true };
  }
  const flat = bodyAt(blank, start);
  const select = /^\s*(?:with\b[\s\S]*?\b)?select\s+(?:distinct\s+|all\s+)?/i.exec(flat);
  if (!select) return undefined;
  const from =
    /\b(?:from|where|group|order|limit|union|intersect|except)\b/i.exec(flat.slice(select[0].length))?.index ??
    flat.length - select[0].length;
  const list = flat.slice(select[0].length, select[0].length + from);
  const isTemplated = said.slice(start + select[0].length, start + select[0].length + from).includes('{%');
  const items = list.split(',').map(itemOf);
  const known = items.filter((item) => item !== undefined);
  return { items: known, offset: start + select[0].length, isComplete: !isTemplated && known.length === items.length };
}

/** Where the query of a name begins, behind its bracket; `columns` are those that are listed behind a CTE's name. */
function namedBody(blank: string, name: string): { start: number; columns?: readonly string[] } | undefined {
  const written = String.raw`(?<![\p{L}\p{N}_$.])(?:${escape(name)}|"${escape(name)}")`;
  const common = new RegExp(String.raw`${written}\s*(?:\((?<columns>[^()]*)\)\s*)?\bas\s*(?:(?:not\s+)?materialized\s*)?\(`, 'iu').exec(blank); // prettier-ignore
  if (common) {
    const columns = common.groups?.['columns']?.split(',').map((column) => column.trim());
    return { start: common.index + common[0].length, ...(columns && { columns }) };
  }
  const derived = new RegExp(String.raw`\)\s*(?:as\s+)?${written}(?![\p{L}\p{N}_$])`, 'iu').exec(blank);
  if (!derived) return undefined;
  let depth = 0;
  for (let at = derived.index; at >= 0; at--) {
    if (blank[at] === ')') depth++;
    if (blank[at] === '(' && --depth === 0)
      return /^\s*(?:select|with)\b/i.test(blank.slice(at + 1)) ? { start: at + 1 } : undefined;
  }
  return undefined;
}

/** Undefined where no name can be told. */
function itemOf(text: string): WrittenItem | undefined {
  const item = text.trim();
  const star = STAR.exec(item);
  if (star) return { kind: 'star', of: star.groups?.['of'] && unquoted(star.groups['of']) };
  if (PATH.test(item)) {
    const path = pathOf(item);
    return { kind: 'column', name: path.at(-1)!, path };
  }
  const { value = '', alias } = ALIAS.exec(item)?.groups ?? {};
  if (alias === undefined || NO_ALIAS.test(alias)) return undefined;
  const path = PATH.test(value.trim()) ? pathOf(value.trim()) : undefined;
  return { kind: 'column', name: unquoted(alias), path };
}

function pathOf(text: string): readonly string[] {
  return text.split('.').map((part) => unquoted(part.trim()));
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, '$1');
}

function escape(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '\\$&');
}
