import { offsetOf, placeIn, type Diagnostic, type Place, type Source } from '../diagnostics/index.ts';
import { sourceSpan, type RenderedText } from '../jinja/index.ts';
import type { WithCtes } from './ephemeral.ts';

/** Moves diagnostics about a rendered query to where the author wrote it: through the CTEs that were put in, and through the template. */
export function relocate(
  diagnostics: readonly Diagnostic[],
  whole: WithCtes,
  rendered: RenderedText,
  source: Source,
): Diagnostic[] {
  const move = (place: Place): Place => {
    const start = ownOffset(offsetOf(whole.text, place.line, place.column), whole);
    const end = ownOffset(offsetOf(whole.text, place.endLine, place.endColumn), whole);
    const span = sourceSpan(rendered, start, Math.max(end, start + 1));
    return span.file === source.file ? placeIn(source, span.start, span.end) : place;
  };
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    ...(diagnostic.place && { place: move(diagnostic.place) }),
    related: diagnostic.related.map((related) => ({ ...related, place: move(related.place) })),
  }));
}

// What stands in a CTE of ours is shown at the query's beginning: its own model reports it, too.
function ownOffset(offset: number, { inserted }: WithCtes): number {
  if (offset < inserted.at) return offset;
  return Math.max(inserted.at, offset - inserted.length);
}
