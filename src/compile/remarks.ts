import { offsetOf, type Diagnostic, type Source, type Span } from '../diagnostics/index.ts';
import { sourceSpan, type RenderedText } from '../jinja/index.ts';
import type { CompilableNode } from './compiler.ts';
import type { KnownRows, Remark, RowFacts } from '../rules/index.ts';
import { relocate } from './relocate.ts';
import type { CompiledColumn } from './sql-compiler.ts';
import type { WithCtes } from './ephemeral.ts';

/** A node's query as it was written, rendered, and put together with its ephemeral inputs. */
export interface Writing {
  readonly source: Source;
  readonly rendered: RenderedText;
  readonly whole: WithCtes;
}

/** What rules say of a node's own text: of ephemeral inputs nothing, and nothing that another rendering may disprove. */
export function ownRemarks(remarks: readonly Remark[], node: CompilableNode, writing: Writing): Diagnostic[] {
  if (remarks.length === 0) return [];
  const stored = node.config.materialized !== 'view' && node.config.materialized !== 'ephemeral';
  let hidden: string | undefined;
  const kept = remarks.filter(({ diagnostic, unused }) => {
    if (diagnostic.code === 'order-by-without-limit' && !stored) return false;
    if (diagnostic.place && isInserted(diagnostic.place, writing.whole)) return false;
    if (unused === undefined) return true;
    hidden ??= hiddenText(writing);
    return isWritten(diagnostic, writing) && !hasWord(hidden, unused);
  });
  return relocate(
    kept.map(({ diagnostic }) => diagnostic),
    writing.whole,
    writing.rendered,
    writing.source,
  );
}

/** Facts about rows with ranges of the node's own template; none for columns that are made elsewhere. */
export function ownRows(
  rows: RowFacts,
  known: readonly CompiledColumn[],
  { source, rendered, whole }: Writing,
): KnownRows {
  const move = (offset: number) => (offset < whole.inserted.at ? offset : offset - whole.inserted.length);
  const columns = known.map(({ name, nullable }, index) => {
    const { at, ...facts } = rows.columns[index] ?? {};
    const column = { name, nullable, ...facts };
    const span = at && sourceSpan(rendered, move(at.start), move(at.end));
    return span?.file === source.file ? { ...column, at: { start: span.start, end: span.end } } : column;
  });
  return { keys: rows.keys, columns };
}

type PlaceOf = NonNullable<Diagnostic['place']>;

function isInserted(place: PlaceOf, { text, inserted: { at, length } }: WithCtes): boolean {
  if (length === 0) return false;
  const start = offsetOf(text, place.line, place.column);
  return start >= at && start < at + length;
}

/** The author wrote these very words: they come from no macro. */
function isWritten({ place }: Diagnostic, { source, rendered, whole }: Writing): boolean {
  if (!place) return false;
  const start = offsetOf(whole.text, place.line, place.column);
  const end = offsetOf(whole.text, place.endLine, place.endColumn);
  const move = (offset: number) => (offset < whole.inserted.at ? offset : offset - whole.inserted.length);
  const span = sourceSpan(rendered, move(start), move(end));
  return span.file === source.file && source.text.slice(span.start, span.end) === whole.text.slice(start, end);
}

/** What stands in a template and not in what it was rendered to: tags, and branches that were not taken. Comments are left out. */
function hiddenText({ source, rendered }: Writing): string {
  const spans: Span[] = rendered.segments.filter(({ literal, span }) => literal && span.file === source.file).map(({ span }) => span); // prettier-ignore
  let text = '';
  let end = 0;
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    if (span.start > end) text += `${source.text.slice(end, span.start)} `;
    end = Math.max(end, span.end);
  }
  return `${text}${source.text.slice(end)}`.replace(/\{#[\s\S]*?#\}/g, ' ').toLowerCase();
}

function hasWord(text: string, word: string): boolean {
  const at = new RegExp(`(?<![\\p{L}\\p{N}_])${word.toLowerCase().replace(/[^\p{L}\p{N}_]/gu, '\\$&')}(?![\\p{L}\\p{N}_])`, 'u'); // prettier-ignore
  return at.test(text);
}
