import { placeIn, wholeFile, type Place, type Span } from '../diagnostics/index.ts';
import type { Project } from '../project/project.ts';

/** The readable place of a span in one of the project's files; the file alone where its text is not at hand. */
export function placeAt(project: Pick<Project, 'texts'>, span: Span): Place {
  const text = project.texts[span.file];
  return text === undefined ? wholeFile(span.file) : placeIn({ file: span.file, text }, span.start, span.end);
}
