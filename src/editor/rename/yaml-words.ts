import { scalarText, yamlScalars, type YamlScalar } from '../../project/index.ts';
import type { Span } from '../../diagnostics/index.ts';
import { isPlainName, sameName, wordsIn, type TextEdit } from './words.ts';

/** A key or value of a YAML file with its text as it is written. */
export interface WrittenScalar extends YamlScalar {
  readonly raw: string;
}

/** The scalars of a YAML text, with what is written. */
export function writtenScalars(text: string): readonly WrittenScalar[] {
  return yamlScalars(text).map((scalar) => ({ ...scalar, raw: text.slice(scalar.start, scalar.end) }));
}

/** The scalars below a value that begins at a span: those of a list or mapping, or the value itself. */
export function scalarsAt(
  scalars: readonly WrittenScalar[],
  span: Span,
  isContainer: boolean,
): readonly WrittenScalar[] {
  const first = scalars.find(({ start, isKey }) => start >= span.start && !isKey);
  if (!first) return [];
  if (!isContainer) return [first];
  const prefix = first.path.slice(0, -1);
  return scalars.filter(({ path, isKey }) => !isKey && prefix.every((step, index) => path[index] === step));
}

/**
 * The edit of one of the words in a scalar's value, told by its number among them. Undefined where the written text is not letter by letter the
 * value (as with escapes or templates), or cannot take the new name.
 */
export function scalarEdit(
  { raw, value, start, style }: WrittenScalar,
  { name, newName, word }: { readonly name: string; readonly newName: string; readonly word: number },
): TextEdit | undefined {
  const written = wordsIn(raw, name);
  const at = written[word];
  if (!at || written.length !== wordsIn(value, name).length) return undefined;
  const isWhole = sameName(value, name);
  if (!isPlainName(newName) && (!isWhole || style === 'block' || (style === 'quoted' && /["'\\]/.test(newName))))
    return undefined;
  const text = isWhole && style === 'plain' ? scalarText(newName, 'flow') : newName;
  return { start: start + at.start, end: start + at.end, text };
}
