import type { GenericTest, JsonValue } from '../project/project.ts';
import type { Check, CheckArguments, RelationArgument } from './checks/check.ts';

/** A reference in a test's argument, as its author wrote it. */
export type Reference =
  | { readonly ref: { readonly package?: string; readonly name: string; readonly version?: string } }
  | { readonly source: { readonly source: string; readonly table: string } };

/** A test's arguments with references (`ref('x')`) replaced by what `lookUp` says they are; one that it does not know stays out. */
export function resolveArguments(
  check: Check,
  test: GenericTest,
  lookUp: (reference: Reference) => RelationArgument | undefined,
): CheckArguments {
  const resolved = Object.entries(test.arguments).map(([name, value]) => {
    if (!check.relations.includes(name)) return [name, value];
    const reference = parseReference(value);
    return [name, reference && lookUp(reference)];
  });
  return Object.fromEntries(resolved.filter(([, value]) => value !== undefined)) as CheckArguments;
}

/** Reads `ref('x')`, `ref('package', 'x')`, `ref('x', v=2)` and `source('a', 'b')`, in braces or not; undefined for anything else. */
export function parseReference(value: JsonValue | undefined): Reference | undefined {
  if (typeof value !== 'string') return undefined;
  const call = /^\s*(?:\{\{\s*)?(ref|source)\s*\(([^()]*)\)\s*(?:\}\}\s*)?$/.exec(value);
  if (!call) return undefined;
  const parsed = parseWords(call[2] ?? '');
  if (!parsed) return undefined;
  const [first, second] = parsed.words;
  if (call[1] === 'source')
    return first !== undefined && second !== undefined ? { source: { source: first, table: second } } : undefined;
  if (first === undefined) return undefined;
  const names = second === undefined ? { name: first } : { package: first, name: second };
  return { ref: { ...names, ...(parsed.version !== undefined && { version: parsed.version }) } };
}

function parseWords(text: string): { readonly words: readonly string[]; readonly version?: string } | undefined {
  const words: string[] = [];
  let version: string | undefined;
  for (const part of text.split(',')) {
    const word = /^\s*(?:'([^']+)'|"([^"]+)")\s*$/.exec(part);
    const keyword = /^\s*(?:v|version)\s*=\s*['"]?([\w.]+)['"]?\s*$/.exec(part);
    if (word) words.push(word[1] ?? word[2] ?? '');
    else if (keyword) version = keyword[1];
    else return undefined;
  }
  return words.length > 2 ? undefined : { words, ...(version !== undefined && { version }) };
}
