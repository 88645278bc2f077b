import { bind, type BoundArguments } from './arguments.ts';
import { formatBraces } from './brace-format.ts';
import { characterCount, characters, describeKind } from './kinds.ts';
import { checkLength, MAX_ITEMS } from './limits.ts';
import { Callable, List, Tuple, type CallArguments, type Value } from './value.ts';

type Method = { readonly parameters: readonly string[]; readonly run: (text: string, args: BoundArguments) => Value };

const SPACE = /\s/;
const method = (parameters: readonly string[], run: Method['run']): Method => ({ parameters, run });
const plain = (run: (text: string) => Value): Method => method([], (text) => run(text));

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    upper: plain((text) => text.toUpperCase()),
    lower: plain((text) => text.toLowerCase()),
    casefold: plain((text) => text.toLowerCase()),
    title: plain(titleCase),
    capitalize: plain(capitalize),
    swapcase: plain((text) => text.replace(/./gu, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()))),
    strip: method(['chars?'], (text, args) => strip(text, args.textOrNone('chars'), true, true)),
    lstrip: method(['chars?'], (text, args) => strip(text, args.textOrNone('chars'), true, false)),
    rstrip: method(['chars?'], (text, args) => strip(text, args.textOrNone('chars'), false, true)),
    replace: method(['old', 'new', 'count?'], (text, args) =>
      replaceText(text, args.text('old'), args.text('new'), args.integer('count', -1)),
    ),
    split: method(['sep?', 'maxsplit?'], (text, args) => split(text, args, false)),
    rsplit: method(['sep?', 'maxsplit?'], (text, args) => split(text, args, true)),
    splitlines: plain(
      (text) =>
        new List(
          text
            .replace(/\r?\n$/, '')
            .split(/\r?\n|\r/)
            .filter(() => text !== ''),
        ),
    ),
    partition: method(['sep'], (text, args) =>
      partition(text, text.indexOf(args.text('sep')), args.text('sep'), false),
    ),
    rpartition: method(['sep'], (text, args) =>
      partition(text, text.lastIndexOf(args.text('sep')), args.text('sep'), true),
    ),
    join: method(['iterable'], (text, args) => joinTexts(text, args)),
    startswith: method(['prefix'], (text, args) => anyAffix(args, (affix) => text.startsWith(affix))),
    endswith: method(['prefix'], (text, args) => anyAffix(args, (affix) => text.endsWith(affix))),
    removeprefix: method(['prefix'], (text, args) =>
      text.startsWith(args.text('prefix')) ? text.slice(args.text('prefix').length) : text,
    ),
    removesuffix: method(['suffix'], (text, args) => removeSuffix(text, args.text('suffix'))),
    find: method(['sub', 'start?'], (text, args) => text.indexOf(args.text('sub'), args.integer('start', 0))),
    rfind: method(['sub'], (text, args) => text.lastIndexOf(args.text('sub'))),
    index: method(['sub'], (text, args) => found(text.indexOf(args.text('sub')), args)),
    rindex: method(['sub'], (text, args) => found(text.lastIndexOf(args.text('sub')), args)),
    count: method(['sub'], (text, args) => countOf(text, args.text('sub'))),
    zfill: method(['width'], (text, args) => zeroFill(text, width(args))),
    ljust: method(['width', 'fillchar?'], (text, args) => text.padEnd(width(args), filler(args))),
    rjust: method(['width', 'fillchar?'], (text, args) => text.padStart(width(args), filler(args))),
    center: method(['width', 'fillchar?'], (text, args) => center(text, width(args), filler(args))),
    isdigit: plain((text) => /^\p{Nd}+$/u.test(text)),
    isdecimal: plain((text) => /^\p{Nd}+$/u.test(text)),
    isnumeric: plain((text) => /^\p{N}+$/u.test(text)),
    isalpha: plain((text) => /^\p{L}+$/u.test(text)),
    isalnum: plain((text) => /^[\p{L}\p{N}]+$/u.test(text)),
    isspace: plain((text) => /^\s+$/.test(text)),
    isupper: plain((text) => text === text.toUpperCase() && text !== text.toLowerCase()),
    islower: plain((text) => text === text.toLowerCase() && text !== text.toUpperCase()),
    isidentifier: plain((text) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)),
  }),
);

export const stringMethodNames: readonly string[] = [...METHODS.keys(), 'format'];

/** A text's method, Python's by that name; undefined when it has none. */
export function stringMethod(text: string, name: string): Callable | undefined {
  if (name === 'format') return new Callable('format', (args: CallArguments) => formatBraces(text, args));
  const found = METHODS.get(name);
  return found && new Callable(name, (args) => found.run(text, bind(name, args, found.parameters)));
}

/** `str.replace`: all occurrences, or the first `count`. An empty `old` stands between all characters, as in Python. */
export function replaceText(text: string, old: string, replacement: string, count = -1): string {
  const parts = old === '' ? ['', ...characters(text), ''] : text.split(old);
  const times = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  checkLength(text.length + times * replacement.length);
  const between = (index: number) => (index < times ? replacement : index < parts.length - 1 ? old : '');
  return parts.map((part, index) => part + between(index)).join('');
}

/** `str.strip`: white space, or the given characters, from either side. */
export function strip(text: string, chars: string | undefined, left: boolean, right: boolean): string {
  const drop = (char: string) => (chars === undefined ? SPACE.test(char) : chars.includes(char));
  let start = 0;
  let end = text.length;
  while (left && start < end && drop(text[start] as string)) start++;
  while (right && end > start && drop(text[end - 1] as string)) end--;
  return text.slice(start, end);
}

/** The first letter in upper case, the others in lower case. */
export function capitalize(text: string): string {
  const [first = '', ...rest] = characters(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}

export function titleCase(text: string): string {
  return text.replace(/\p{L}+/gu, capitalize);
}

export function center(text: string, to: number, fill = ' '): string {
  const missing = Math.max(0, to - text.length);
  // CPython puts the odd space to the left only where text and width are both odd in the right way.
  const left = Math.floor(missing / 2) + (missing & to & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** The texts of a list with a separator between them; other values than texts are refused, as Python does. */
function joinTexts(separator: string, args: BoundArguments): string {
  const items = args.items('iterable');
  const other = items.find((item) => typeof item !== 'string');
  if (other !== undefined)
    throw args.wrong(`it joins texts, and the list holds ${describeKind(other)}; the filter "join" takes any value`);
  return joined(items as readonly string[], separator);
}

/** Texts with a separator between them, within bounds. */
export function joined(texts: readonly string[], separator: string): string {
  checkLength(texts.reduce((sum, text) => sum + text.length + separator.length, 0));
  return texts.join(separator);
}

function split(text: string, args: BoundArguments, fromRight: boolean): List {
  const separator = args.textOrNone('sep');
  const limit = args.integer('maxsplit', -1);
  if (separator === '') throw args.wrong('the separator is empty');
  if (separator === undefined) return new List(splitAtSpace(text, limit));
  const parts = text.split(separator);
  checkLength(parts.length, MAX_ITEMS);
  if (limit < 0 || parts.length <= limit + 1) return new List(parts);
  return new List(
    fromRight
      ? [parts.slice(0, parts.length - limit).join(separator), ...parts.slice(parts.length - limit)]
      : [...parts.slice(0, limit), parts.slice(limit).join(separator)],
  );
}

function splitAtSpace(text: string, limit: number): string[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  checkLength(words.length, MAX_ITEMS);
  if (limit < 0 || words.length <= limit + 1) return words;
  let rest = text.trimStart();
  for (let index = 0; index < limit; index++) rest = rest.slice((words[index] as string).length).trimStart();
  return [...words.slice(0, limit), rest.trimEnd()];
}

function partition(text: string, at: number, separator: string, fromRight: boolean): Tuple {
  if (at < 0) return new Tuple(fromRight ? ['', '', text] : [text, '', '']);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function anyAffix(args: BoundArguments, test: (affix: string) => boolean): boolean {
  const value = args.value('prefix');
  if (value instanceof Tuple) return value.items.some((item) => typeof item === 'string' && test(item));
  return test(args.text('prefix'));
}

function removeSuffix(text: string, suffix: string): string {
  return suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

function found(at: number, args: BoundArguments): number {
  if (at < 0) throw args.wrong(`the text does not contain "${args.text('sub')}"`);
  return at;
}

function countOf(text: string, part: string): number {
  return part === '' ? characterCount(text) + 1 : text.split(part).length - 1;
}

function zeroFill(text: string, to: number): string {
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : '';
  return sign + text.slice(sign.length).padStart(to - sign.length, '0');
}

function filler(args: BoundArguments): string {
  const fill = args.text('fillchar', ' ');
  if (characterCount(fill) !== 1) throw args.wrong('"fillchar" must be one character');
  return fill;
}

function width(args: BoundArguments): number {
  const value = args.integer('width');
  checkLength(value);
  return value;
}
