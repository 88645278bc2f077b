import type { RefCall, SourceCall } from './project.ts';

type ReferenceText =
  | { readonly ref: Omit<RefCall, 'span'>; readonly source?: undefined }
  | { readonly source: Omit<SourceCall, 'span'>; readonly ref?: undefined };

const CALL =
  /^(?:\{\{\s*)?(ref|source)\(\s*(['"])([^'"]+)\2(?:\s*,\s*(['"])([^'"]+)\4)?(?:\s*,\s*(?:v|version)\s*=\s*['"]?([\w.]+)['"]?)?\s*\)(?:\s*\}\})?$/;

/** Reads the text of a reference as it stands in YAML: `ref('x')`, `source('a', 'b')`, also inside `{{ … }}`. */
export function parseReference(text: string): ReferenceText | undefined {
  const match = CALL.exec(text.trim());
  if (!match) return undefined;
  const [, call, , first = '', , second, version] = match;
  if (call === 'source') return second === undefined ? undefined : { source: { source: first, table: second } };
  const name = second ?? first;
  return {
    ref: { name, ...(second !== undefined && { package: first }), ...(version !== undefined && { version }) },
  };
}

/** The same text without `{{ }}`: the one form in which arguments of data tests hold references. */
export function bareReference(text: string): string {
  return text
    .trim()
    .replace(/^\{\{\s*/, '')
    .replace(/\s*\}\}$/, '');
}
