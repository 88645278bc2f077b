import type { Span } from '../../diagnostics/index.ts';
import type { Hook, JsonObject, JsonValue } from '../project.ts';
import type { Places } from '../yaml/places.ts';
import { asWritten, type Rendered } from '../yaml/yaml-templates.ts';

/** Configuration that one level sets: values by key in dbt's spelling, and where each stands. Hooks and tags are lists already. */
export interface Settings {
  readonly values: Readonly<Record<string, unknown>>;
  readonly spans: Readonly<Record<string, Span>>;
  /** As `values`, but with templates as they are written: for the keys whose value holds one. */
  readonly written?: Readonly<Record<string, unknown>>;
}

/** What reading configuration needs to know of the load. */
export interface SettingsContext {
  readonly places: Places;
  readonly rendered: Rendered;
}

export const NO_SETTINGS: Settings = { values: {}, spans: {} };

const RENAMED: Readonly<Record<string, string>> = {
  'pre-hook': 'pre_hook',
  'post-hook': 'post_hook',
  catalog: 'database',
  predicates: 'incremental_predicates',
  target_database: 'database',
};

/** Keys that add up over the levels instead of replacing each other: dbt's rules. */
const MERGED: Readonly<Record<string, (below: never, above: never) => unknown>> = {
  tags: (below: string[], above: string[]) => [...new Set([...below, ...above])],
  meta: (below: JsonObject, above: JsonObject) => ({ ...below, ...above }),
  docs: (below: JsonObject, above: JsonObject) => ({ ...below, ...above }),
  column_types: (below: JsonObject, above: JsonObject) => ({ ...below, ...above }),
  diagnostics: (below: JsonObject, above: JsonObject) => ({ ...below, ...above }),
  pre_hook: (below: Hook[], above: Hook[]) => [...below, ...above],
  post_hook: (below: Hook[], above: Hook[]) => [...below, ...above],
};

/**
 * Reads a mapping of configuration (validated by its schema) into settings. Keys that are null are not set.
 * `only`: the keys to read, where the mapping holds others too.
 */
export function settingsOf(
  config: Readonly<Record<string, unknown>>,
  { places, rendered }: SettingsContext,
  only?: readonly string[],
): Settings {
  const values: Record<string, unknown> = {};
  const templates: Record<string, unknown> = {};
  const spans: Record<string, Span> = {};
  for (const [written, value] of Object.entries(config)) {
    if (value === null || value === undefined || (only && !only.includes(written))) continue;
    const key = (Object.hasOwn(RENAMED, written) && RENAMED[written]) || written;
    const span = places.value(config, written);
    const itemsAt = () => itemSpans(config, written, value, places);
    values[key] = normalise(key, value, itemsAt);
    const template = asWritten(config, written, rendered);
    if (template !== value) templates[key] = normalise(key, template, itemsAt);
    spans[key] = span;
    if (key === 'column_types' || key === 'diagnostics') addInnerSpans(key, value, spans, places);
  }
  return Object.keys(templates).length > 0 ? { values, spans, written: templates } : { values, spans };
}

/** Types of columns and severities are told one by one: `column_types.amount`. */
function addInnerSpans(key: string, value: unknown, spans: Record<string, Span>, places: Places): void {
  if (typeof value !== 'object' || value === null || !places.has(value)) return;
  for (const inner of Object.keys(value)) spans[`${key}.${inner}`] = places.value(value, inner);
}

/** Lays `above` over `below`. */
export function mergeSettings(below: Settings, above: Settings): Settings {
  if (above === NO_SETTINGS || Object.keys(above.values).length === 0) return below;
  if (below === NO_SETTINGS || Object.keys(below.values).length === 0) return above;
  const values = layOver(below.values, above.values);
  const spans = { ...below.spans, ...above.spans };
  if (!below.written && !above.written) return { values, spans };
  const all = layOver({ ...below.values, ...below.written }, { ...above.values, ...above.written });
  const written = Object.entries(all).filter(([key]) => isWritten(key, below, above));
  return { values, spans, ...(written.length > 0 && { written: Object.fromEntries(written) }) };
}

function layOver(
  below: Readonly<Record<string, unknown>>,
  above: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const merge = Object.hasOwn(MERGED, key) ? MERGED[key] : undefined;
    values[key] = merge && values[key] !== undefined ? merge(values[key] as never, value as never) : value;
  }
  return values;
}

/** Whether a template is still part of a merged value. */
function isWritten(key: string, below: Settings, above: Settings): boolean {
  if (above.written && Object.hasOwn(above.written, key)) return true;
  if (!below.written || !Object.hasOwn(below.written, key)) return false;
  return Object.hasOwn(MERGED, key) || !Object.hasOwn(above.values, key);
}

function normalise(key: string, value: unknown, spans: () => Span[]): unknown {
  switch (key) {
    case 'tags':
    case 'unique_key':
    case 'partitioned_by':
    case 'deduplicate_order_by':
    case 'incremental_predicates':
    case 'null_values':
      return Array.isArray(value) ? value : [value];
    case 'pre_hook':
    case 'post_hook':
      return hooksOf(value as JsonValue, spans());
    case 'severity':
      return String(value).toLowerCase();
    default:
      return value;
  }
}

/** The hooks of a configuration: a text, a mapping with `sql`, or a list of these. */
export function hooksOf(value: JsonValue, spans: readonly Span[]): Hook[] {
  const list = (Array.isArray(value) ? value : [value]) as JsonValue[];
  return list.flatMap((one, index) => {
    const sql = typeof one === 'object' && one !== null ? (one as JsonObject).sql : one;
    if (typeof sql !== 'string' || sql.trim() === '') return [];
    const span = spans[index] ?? spans[0];
    return [{ sql, ...(span && { span }) }];
  });
}

/** Places of a list's items, or of the value where it is none. */
export function itemSpans(container: object, key: string, value: unknown, places: Places): Span[] {
  if (!Array.isArray(value) || !places.has(value)) return [places.value(container, key)];
  return value.map((_, index) => places.value(value, index));
}
