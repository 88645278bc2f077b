import type { ErrorObject } from 'ajv';
import type { Source, Span } from '../../diagnostics/index.ts';
import type { JsonValue } from '../project.ts';
import type { Places } from './places.ts';

export type Container = Record<string, unknown> | unknown[];

/** Renders one template; undefined where it cannot be (problems were reported). One expression alone keeps its value's type. */
export type RenderValue = (source: Source) => JsonValue | undefined;

/** Whether a mapping's entry keeps its templates: they are rendered later, or are not ours. */
export type Skip = (key: string, container: Container) => boolean;

/** The templates that values were rendered from, by container and key. Such values may still become numbers or booleans. */
export type Rendered = Map<object, Map<string, string>>;

export interface YamlTemplates {
  /** Replaces every template among the values under `container`, except under the keys that `skip` names. */
  renderIn(container: Container, skip: Skip): void;
}

export interface YamlTemplateContext {
  readonly render: RenderValue;
  readonly textOf: (file: string) => string | undefined;
  readonly places: Places;
  readonly rendered: Rendered;
}

/** For YAML values that hold templates (`{{ env_var('X') }}`): rendered where they stand, with their places in errors. */
export function createYamlTemplates({ render, textOf, places, rendered }: YamlTemplateContext): YamlTemplates {
  const replace = (container: Container, key: string, value: string) => {
    const result = render(embedded(value, places.value(container, key), textOf));
    if (result === undefined) return;
    (container as Record<string, unknown>)[key] = result;
    rendered.set(container, (rendered.get(container) ?? new Map<string, string>()).set(key, value));
  };
  const renderIn = (container: Container, skip: Skip): void => {
    for (const [key, value] of Object.entries(container)) {
      if (!Array.isArray(container) && skip(key, container)) continue;
      if (typeof value === 'string') {
        if (isTemplate(value)) replace(container, key, value);
      } else if (typeof value === 'object' && value !== null) {
        renderIn(value as Container, skip);
      }
    }
  };
  return { renderIn };
}

/** A value of a mapping or list as it was written, before its templates were rendered; the value itself where it holds none. */
export function asWritten(container: object, key: string, rendered: Rendered): unknown {
  const template = rendered.get(container)?.get(key);
  if (template !== undefined) return template;
  const value = (container as Readonly<Record<string, unknown>>)[key];
  if (rendered.size === 0 || typeof value !== 'object' || value === null) return value;
  const parts = Object.keys(value).map((part) => [part, asWritten(value, part, rendered)] as const);
  if (parts.every(([part, written]) => written === (value as Record<string, unknown>)[part])) return value;
  return Array.isArray(value) ? parts.map(([, written]) => written) : Object.fromEntries(parts);
}

/** Whether a text holds anything for the template engine. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#');
}

/** A YAML value as a source of its own that knows where it stands: exact for values on one line without escapes. */
export function embedded(text: string, span: Span, textOf: (file: string) => string | undefined): Source {
  const file = textOf(span.file) ?? '';
  const first = file[span.start];
  const start = span.start + (first === '"' || first === "'" ? 1 : 0);
  const before = file.slice(0, start);
  const line = before.split('\n').length;
  // The text of a block scalar (`|`, `>`) begins on the next line.
  if (first === '|' || first === '>') return { file: span.file, text, line: line + 1 };
  return { file: span.file, text, line, column: before.length - before.lastIndexOf('\n') };
}

/**
 * Templates give text; where the schema wants a number or a boolean, a rendered text that is one becomes one.
 * True when a value was changed, so that checking again is worth it.
 */
export function coerceRendered(root: unknown, errors: readonly ErrorObject[], rendered: Rendered): boolean {
  let changed = false;
  for (const error of errors) {
    if (error.keyword !== 'type' || typeof error.data !== 'string') continue;
    const path = error.instancePath.split('/').slice(1);
    const steps = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const key = steps.pop() ?? '';
    const holder = steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], root) as Container;
    if (!rendered.get(holder)?.has(key)) continue;
    const value = coerced(error.data, [error.params.type as string | string[]].flat());
    if (value === undefined) continue;
    (holder as Record<string, unknown>)[key] = value;
    changed = true;
  }
  return changed;
}

function coerced(text: string, types: readonly string[]): unknown {
  const word = text.trim().toLowerCase();
  if (types.includes('boolean') && (word === 'true' || word === 'false')) return word === 'true';
  if (types.includes('integer') && /^-?\d+$/.test(word)) return Number(word);
  if (types.includes('number') && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(word)) return Number(word);
  if (types.includes('null') && (word === 'none' || word === 'null')) return null;
  return undefined;
}
