import { characters, characterCount, defined } from '../values/kinds.ts';
import { parseJson, toJson } from '../values/json.ts';
import { checkLength } from '../values/limits.ts';
import { formatPercent } from '../values/percent-format.ts';
import { capitalize, center, replaceText, strip, titleCase } from '../values/string-methods.ts';
import { toText } from '../values/text.ts';
import { Tuple, type Value } from '../values/value.ts';
import type { FilterDefinition } from './filters.ts';

const ofText = (run: (text: string) => Value): FilterDefinition => ({
  parameters: [],
  run: (input) => run(toText(input)),
});

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const escape = ofText((text) => text.replace(/[&<>"']/g, (char) => HTML[char] as string));

/** Filters that make text. */
export const textFilters: Readonly<Record<string, FilterDefinition>> = {
  upper: ofText((text) => text.toUpperCase()),
  lower: ofText((text) => text.toLowerCase()),
  capitalize: ofText(capitalize),
  title: ofText(titleCase),
  string: ofText((text) => text),
  safe: ofText((text) => text),
  escape,
  e: escape,
  wordcount: ofText((text) => (text.match(/[\p{L}\p{N}_]+/gu) ?? []).length),
  urlencode: ofText((text) => encodeURIComponent(text).replaceAll('%2F', '/')),
  trim: { parameters: ['chars?'], run: (input, args) => strip(toText(input), args.textOrNone('chars'), true, true) },
  replace: {
    parameters: ['old', 'new', 'count?'],
    run: (input, args) =>
      replaceText(
        toText(input),
        toText(args.value('old')),
        toText(args.value('new')),
        (args.optional('count') ?? null) === null ? -1 : args.integer('count'),
      ),
  },
  center: {
    parameters: ['width?'],
    run: (input, args) => {
      checkLength(args.integer('width', 80));
      return center(toText(input), args.integer('width', 80));
    },
  },
  indent: {
    parameters: ['width?', 'first?', 'blank?'],
    run: (input, args) =>
      indent(
        toText(input),
        indentation(args.optional('width') ?? 4),
        args.flag('first', false),
        args.flag('blank', false),
      ),
  },
  truncate: {
    parameters: ['length?', 'killwords?', 'end?', 'leeway?'],
    run: (input, args) =>
      truncate(
        toText(input),
        args.integer('length', 255),
        args.flag('killwords', false),
        args.text('end', '...'),
        args.integer('leeway', 5),
      ),
  },
  format: {
    parameters: ['*values'],
    run: (input, _args, raw) => formatPercent(toText(input), new Tuple(raw.positional.map(defined))),
  },
  tojson: { parameters: ['indent?'], run: (input, args) => toJson(input, false, args.integer('indent', 0)) },
  fromjson: ofText((text) => parseJson(text)),
  as_text: ofText((text) => text),
};

function indentation(width: Value): string {
  if (typeof width === 'string') return width;
  const count = typeof width === 'number' ? width : 4;
  checkLength(count);
  return ' '.repeat(Math.max(0, count));
}

function indent(text: string, by: string, first: boolean, blank: boolean): string {
  const lines = text.split('\n');
  checkLength(text.length + by.length * lines.length);
  return lines
    .map((line, index) => ((index === 0 ? first : blank || line.trim() !== '') ? by + line : line))
    .join('\n');
}

function truncate(text: string, length: number, killWords: boolean, end: string, leeway: number): string {
  if (characterCount(text) <= length + leeway) return text;
  const cut = characters(text)
    .slice(0, Math.max(0, length - characterCount(end)))
    .join('');
  return (killWords ? cut : cut.slice(0, Math.max(0, cut.lastIndexOf(' '))) || cut) + end;
}
