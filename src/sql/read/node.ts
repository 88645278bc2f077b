/** A node of the parser's tree: its kind and its properties. The parser gives plain JSON with one key for each node. */
export interface Node {
  readonly kind: string;
  readonly data: Data;
}

export type Data = Readonly<Record<string, unknown>>;

/** A JSON value of the parser as a node, or undefined where it is none. */
export function nodeOf(value: unknown): Node | undefined {
  if (typeof value === 'string') return { kind: value, data: {} };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value as Data);
  const [kind, data] = entries[0] ?? [];
  if (entries.length !== 1 || kind === undefined) return undefined;
  return { kind, data: typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Data) : {} };
}

/** Whether a property says nothing: absent, null, false, or empty. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
}

// What says nothing about meaning: places, comments, and how something was spelled.
const SPELLING = new Set([
  'span',
  'inferred_type',
  'name',
  'original_name',
  'alias_explicit_as',
  'alias_keyword',
  'alias_first',
  'bracket_notation',
  'use_list_keyword',
  'use_inner_keyword',
  'use_outer_keyword',
  'nesting_group',
  'kind_text',
  'start_side_text',
  'end_side_text',
  'explicit_asc',
  'sql_standard_syntax',
  'from_for_syntax',
  'real_spelling',
  'integer_spelling',
  'nested',
  'modifiers_inside',
  'explicit_method',
  'method_before_size',
  'deferred_condition',
  'postfix_form',
  'use_bracket_syntax',
  'no_parens',
  'position_explicit',
]);

/** The first property that says something and is neither among `known` nor about spelling. */
export function unknownProperty(data: Data, known: readonly string[]): string | undefined {
  return Object.keys(data).find(
    (key) => !known.includes(key) && !SPELLING.has(key) && !key.endsWith('comments') && !isEmpty(data[key]),
  );
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The name in an identifier node; undefined where there is none. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const name = (value as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
}

export function namesOf(value: unknown): readonly string[] {
  return list(value).flatMap((item) => nameOf(item) ?? []);
}
