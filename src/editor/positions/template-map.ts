import { sourceSpan } from '../../jinja/index.ts';
import type { TextRange } from '../../sql/tree.ts';
import type { Reading } from '../analysis.ts';

/** A half-open range of UTF-16 offsets in a file of the project. */
export interface FileRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

type Written = Pick<Reading, 'source' | 'fileOffset' | 'rendered' | 'whole'>;

/**
 * Where a place of a file stands in the query that the file's template makes: nowhere for what prints nothing, several times in a loop. A place
 * in a tag stands nowhere, as what a tag prints is not what is written there.
 */
export function queryOffsets({ rendered, whole, fileOffset, source }: Written, file: string, offset: number): number[] {
  if (file !== source.file) return [];
  const at = offset - fileOffset;
  // Behind the last character of a stretch is still at it: a cursor stands between two characters.
  const touched = rendered.segments.filter(({ literal, span }) => literal && span.start <= at && at <= span.end);
  return touched.map(({ start, span }) => {
    const own = start + at - span.start;
    return own < whole.inserted.at ? own : own + whole.inserted.length;
  });
}

/** Where a stretch of a query was written; undefined where it belongs to an ephemeral input. */
export function fileRange({ rendered, whole, fileOffset, source }: Written, at: TextRange): FileRange | undefined {
  const { inserted } = whole;
  if (isInserted(whole, at)) return undefined;
  const own = (offset: number) => (offset <= inserted.at ? offset : Math.max(inserted.at, offset - inserted.length));
  const start = at.start < inserted.at ? at.start : own(at.start);
  const { start: from, end: to } = sourceSpan(rendered, start, own(at.end));
  return { file: source.file, start: from + fileOffset, end: to + fileOffset };
}

/** Whether the author wrote this stretch of a query letter by letter: no tag made it. */
export function isWrittenSo(reading: Written, at: TextRange): boolean {
  const range = fileRange(reading, at);
  if (!range) return false;
  const { source, fileOffset, whole } = reading;
  return source.text.slice(range.start - fileOffset, range.end - fileOffset) === whole.text.slice(at.start, at.end);
}

/** Whether a stretch belongs to the CTEs that were put in. */
export function isInserted({ inserted: { at, length } }: Written['whole'], { start }: TextRange): boolean {
  return length > 0 && start >= at && start < at + length;
}
