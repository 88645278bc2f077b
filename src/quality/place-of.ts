import { placeIn, type Place, type Span } from '../diagnostics/index.ts';
import type { Project } from '../project/project.ts';

/** A span of the project, made readable; undefined where its file's text is not at hand. */
export function placeOf(span: Span, texts: Project['texts']): Place | undefined {
  const text = texts[span.file];
  return text === undefined ? undefined : placeIn({ file: span.file, text }, span.start, span.end);
}
