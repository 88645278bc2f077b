import type { ErrorObject } from 'ajv';
import { didYouMean, nearest, type Span } from '../../diagnostics/index.ts';
import type { Problems } from '../problems.ts';
import { placeOfPath, type Places } from '../yaml/places.ts';
import type { Rendered } from '../yaml/yaml-templates.ts';

export interface CheckedValue {
  readonly root: unknown;
  /** What `root` is, for messages about its own keys: `project.yml`, `a model`. */
  readonly name: string;
  readonly places: Places;
  /** Values that templates gave: they may be secrets of the environment, and are not shown. */
  readonly rendered?: Rendered;
}

/** Keys that are missing because they are misspelt: one problem, not two. */
function misspeltKeys(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const unknown = errors.filter(({ keyword }) => keyword === 'additionalProperties');
  return new Set(
    unknown.flatMap((error) =>
      nearest(String(error.params.additionalProperty), knownKeys(error)).map((key) => `${error.instancePath}/${key}`),
    ),
  );
}

function knownKeys(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
}

type Located = ErrorObject & { readonly path: readonly string[] };

/** Turns ajv's errors into problems at the right places: unknown keys at the key, wrong values at the value, one for each place. */
export function reportSchemaErrors(errors: readonly ErrorObject[], checked: CheckedValue, problems: Problems): void {
  const seen = new Set<string>();
  const misspelt = misspeltKeys(errors);
  for (const error of errors) {
    const key = `${error.instancePath}/${String(error.params.additionalProperty ?? error.params.missingProperty ?? '')}`;
    if (error.keyword === 'if' || seen.has(key) || (error.keyword === 'required' && misspelt.has(key))) continue;
    seen.add(key);
    reportOne({ ...error, path: pathOf(error.instancePath) }, checked, problems);
  }
}

function reportOne(error: Located, checked: CheckedValue, problems: Problems): void {
  switch (error.keyword) {
    case 'additionalProperties':
      return reportUnknownKey(error, checked, problems);
    case 'required': {
      const within = nameOf(error, checked);
      return problems.report(
        'key-missing',
        { key: String(error.params.missingProperty), within },
        place(error, checked),
      );
    }
    case 'type':
      return reportType(error, checked, problems);
    case 'enum':
    case 'const':
      return reportValue(error, checked, problems);
    default:
      return problems.report(
        'value-invalid',
        { what: whatOf(error, checked), rule: ruleOf(error, found(error, checked)) },
        place(error, checked),
      );
  }
}

function reportUnknownKey(error: Located, checked: CheckedValue, problems: Problems): void {
  const key = String(error.params.additionalProperty);
  const known = knownKeys(error);
  const at = placeOfPath(checked.root, [...error.path, key], checked.places, 'key');
  const hint = didYouMean(key, known) ?? (known.length <= FEW ? `Possible keys: ${quoted(known)}.` : undefined);
  const title = titleOf(error);
  if (title?.startsWith('Configuration of ')) {
    problems.report('config-unknown', { key, of: title.slice('Configuration of '.length) }, at, { hint });
  } else {
    problems.report('key-unknown', { key, within: nameOf(error, checked) }, at, { hint });
  }
}

const FEW = 12;
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  array: 'a list',
};

function reportType(error: Located, checked: CheckedValue, problems: Problems): void {
  const types = [error.params.type as string | string[]].flat();
  const expected = types.flatMap((type) => TYPE_NAMES[type] ?? []).join(' or ');
  const params = { what: whatOf(error, checked), expected, found: found(error, checked) };
  problems.report('value-type', params, place(error, checked), { hint: typeHint(types, error) });
}

function typeHint(types: readonly string[], { data: value, parentSchema }: Located): string | undefined {
  if (types.includes('boolean') && typeof value === 'string' && /^(yes|no|on|off)$/i.test(value)) {
    return `Write true or false; "${value}" is text.`;
  }
  const isFree = types.includes('string') && !(parentSchema as { enum?: unknown } | undefined)?.enum;
  if (isFree && ['number', 'boolean'].includes(typeof value)) return 'Put it into quotes.';
  return undefined;
}

function reportValue(error: Located, checked: CheckedValue, problems: Problems): void {
  const values = (error.params.allowedValues ?? [error.params.allowedValue]) as unknown[];
  // Some words may be written in any case; one spelling of each is enough to tell.
  const words = new Map(
    values
      .filter((value) => value !== null)
      .map((value) => [String(value).toLowerCase(), String(value)])
      .reverse() as [string, string][],
  );
  const allowed = [...words.values()].reverse();
  const params = { what: whatOf(error, checked), value: found(error, checked), allowed };
  const hint = typeof error.data === 'string' ? didYouMean(error.data, allowed) : undefined;
  problems.report('value-not-allowed', params, place(error, checked), { hint });
}

function found(error: Located, { root, rendered }: CheckedValue): string {
  const holder = error.path
    .slice(0, -1)
    .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], root);
  const isRendered = rendered?.get(holder as object)?.has(error.path.at(-1) ?? '');
  return isRendered ? 'another value (from a template, not shown)' : describeValue(error.data);
}

/** A value in words: `the text "no"`, `5`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value !== 'string') return String(value as number | boolean);
  return `the text "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
}

function ruleOf(error: Located, found: string): string {
  const limit = String(error.params.limit ?? '');
  switch (error.keyword) {
    case 'minLength':
    case 'minProperties':
      return 'must not be empty';
    case 'minimum':
      return `must be at least ${limit}, but it is ${found}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}, but it is ${found}`;
    case 'maximum':
      return `must be at most ${limit}, but it is ${found}`;
    case 'pattern':
      return patternRule(String(error.params.pattern));
    default:
      return error.message ?? 'is not possible';
  }
}

function patternRule(pattern: string): string {
  const start = /^\^([\w:/]+)$/.exec(pattern)?.[1];
  return start
    ? `must begin with "${start}"`
    : 'must be made of letters, digits and underscores, and must not begin with a digit';
}

/** A file that holds no mapping or list has no places inside: it is shown as a whole. */
function place(error: Located, { root, places, name }: CheckedValue): Span | string {
  const span = placeOfPath(root, error.path, places);
  return span.file === '' ? name : span;
}

function whatOf(error: Located, checked: CheckedValue): string {
  const last = error.path.at(-1);
  if (last === undefined) return checked.name;
  if (!/^\d+$/.test(last)) return last;
  const list = error.path.at(-2);
  return `${list ?? checked.name}[${last}]`;
}

function titleOf(error: Located): string | undefined {
  return (error.parentSchema as { title?: string } | undefined)?.title;
}

function nameOf(error: Located, checked: CheckedValue): string {
  if (error.path.length === 0) return checked.name;
  const last = error.path.at(-1) ?? '';
  const title = titleOf(error);
  if (!/^\d+$/.test(last) || !title) return `"${whatOf(error, checked)}"`;
  const word = title.charAt(0).toLowerCase() + title.slice(1);
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
