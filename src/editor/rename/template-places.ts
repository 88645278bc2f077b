import type { RenderedText } from '../../jinja/index.ts';
import type { TextEdit } from './words.ts';

/** The edit of a template that is an edit of what it printed; undefined where a tag printed that text. Behind what a tag printed can be added. */
export function inSource({ segments }: RenderedText, { start, end, text }: TextEdit): TextEdit | undefined {
  const isInsertion = start === end;
  const from = isInsertion ? start - 1 : start;
  const segment = segments.find((one) => one.start <= from && end <= one.end && from < one.end);
  if (!segment) return undefined;
  if (!segment.literal) return isInsertion ? { start: segment.span.end, end: segment.span.end, text } : undefined;
  const move = segment.span.start - segment.start;
  return { start: start + move, end: end + move, text };
}

/** Whether an offset of a template is of its own text, and came out in a rendering. */
export function isPrinted({ segments }: RenderedText, file: string, at: number): boolean {
  return segments.some(({ literal, span }) => literal && span.file === file && span.start <= at && at < span.end); // prettier-ignore
}

/** Where the offset of a template's own text came out: several times in a loop. */
export function printedAt({ segments }: RenderedText, file: string, at: number): readonly number[] {
  return segments.flatMap(({ literal, span, start }) =>
    literal && span.file === file && span.start <= at && at < span.end ? [start + at - span.start] : [],
  );
}
