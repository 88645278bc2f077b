import { isToken, tokensOf, type Token } from '../tokens.ts';
import type { PlanType } from './plan-types.ts';
import { SITE_FORMS, type SiteForm } from './site-forms.ts';

/** A call, in translated text, of a macro whose form depends on the types of its arguments. */
export interface Site {
  /** Its name as it is written: it may be the form for TRY. */
  readonly name: string;
  readonly args: readonly Text[];
}

/** Text with the sites in it. */
export type Text = readonly (string | Site)[];

/** Finds the sites in translated text. */
export function sitesIn(sql: string): Text {
  const tokens = tokensOf(sql);
  return readText({ sql, tokens }, { first: 0, last: tokens.length, start: 0, end: sql.length });
}

interface Source {
  readonly sql: string;
  readonly tokens: readonly Token[];
}

interface Range {
  /** Tokens from `first` up to, not with, `last`; characters from `start` to `end`. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

function readText(source: Source, { first, last, start, end }: Range): Text {
  const parts: (string | Site)[] = [];
  let written = start;
  for (let index = first; index < last; index++) {
    const token = source.tokens[index] as Token;
    if (token.kind !== 'word' || !isSiteName(token.text) || !isToken(source.tokens[index + 1], '(')) continue;
    const ranges = argumentRanges(source, index + 1);
    const close = (ranges.at(-1) as Range).last;
    parts.push(source.sql.slice(written, token.start), {
      name: token.text,
      args: ranges.map((range) => readText(source, range)),
    });
    written = (source.tokens[close] as Token).end;
    index = close;
  }
  return [...parts, source.sql.slice(written, end)];
}

function isSiteName(word: string): boolean {
  return Object.hasOwn(SITE_FORMS, baseName(word));
}

function baseName(name: string): string {
  return name.replace(/_try$/, '');
}

const DEPTH: Readonly<Record<string, number>> = { '(': 1, '[': 1, ')': -1, ']': -1 };

function argumentRanges({ tokens }: Source, open: number): readonly Range[] {
  const ranges: Range[] = [];
  let depth = 0;
  let first = open + 1;
  for (let index = open; ; index++) {
    const token = tokens[index] as Token;
    if (token.kind === 'sign') depth += DEPTH[token.text] ?? 0;
    const ends = depth === 0 || (depth === 1 && isToken(token, ','));
    if (ends) {
      ranges.push({ first, last: index, start: (tokens[first] as Token).start, end: (tokens[index - 1] as Token).end });
      first = index + 1;
    }
    if (depth === 0) return ranges;
  }
}

export type Forms = ReadonlyMap<Site, SiteForm>;

/** Writes the text to be run: each site in its form; one without keeps its macro. */
export function render(text: Text, forms: Forms): string {
  return text.map((part) => (typeof part === 'string' ? part : renderSite(part, forms))).join('');
}

function renderSite(site: Site, forms: Forms): string {
  const form = forms.get(site);
  if (!form) return `${site.name}(${site.args.map((arg) => render(arg, forms)).join(', ')})`;
  const inTry = site.name.endsWith('_try');
  return form.parts
    .map((part) => (typeof part === 'number' ? render(site.args[part] ?? [], forms) : inTry ? tryForm(part) : part))
    .join('');
}

export interface Probed {
  readonly sql: string;
  /** Where each site's probe begins. */
  readonly places: ReadonlyMap<Site, number>;
}

/** Writes the text to be planned: each site is a probe, in whose place the plan has its arguments, with the type of its form. */
export function renderProbes(text: Text, forms: Forms): Probed {
  const places = new Map<Site, number>();
  let sql = '';
  const write = (parts: Text): void => {
    for (const part of parts) {
      if (typeof part === 'string') sql += part;
      else writeSite(part);
    }
  };
  const writeSite = (site: Site): void => {
    const result = forms.get(site)?.result;
    if (result !== undefined) sql += 't_like(';
    places.set(site, sql.length);
    sql += `${baseName(site.name)}_probe(`;
    site.args.forEach((arg, index) => {
      if (index > 0) sql += ', ';
      write(arg);
    });
    sql += result === undefined ? ')' : `), ${result})`;
  };
  write(text);
  return { sql, places };
}

function tryForm(part: string): string {
  return part.replace(/\b(t_(?:int|dec|float)_(?:div|mod))\(/, '$1_try(');
}

/** The form of a site whose arguments have these types. */
export function formOf(site: Site, types: readonly (PlanType | undefined)[]): SiteForm | undefined {
  const texts = site.args.map(([only, ...others]) =>
    typeof only === 'string' && others.length === 0 ? only : undefined,
  );
  return SITE_FORMS[baseName(site.name)]?.(types, texts);
}
