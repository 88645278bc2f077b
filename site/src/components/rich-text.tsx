/** The only file that sets HTML: what Markdown's renderer sanitised, and what the highlighter made of escaped text. */
import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { createHighlight } from '../markdown/highlight.ts';
import type { Highlight } from '../markdown/highlight.ts';
import { createMarkdown, isPlain } from '../markdown/render-markdown.ts';
import type { RenderMarkdown } from '../markdown/render-markdown.ts';

export interface RichText {
  readonly highlight: Highlight;
  readonly markdown: RenderMarkdown;
}

export function createRichText(window: Window & typeof globalThis): RichText {
  const highlight = createHighlight();
  return { highlight, markdown: createMarkdown(window, highlight) };
}

export const RichTextContext = createContext<RichText | undefined>(undefined);

function useRichText(): RichText {
  const found = useContext(RichTextContext);
  if (!found) throw new Error('rich text outside of the page');
  return found;
}

/** A description. `inline`: in a cell of a table. */
export function Markdown({ text, inline = false }: { readonly text: string; readonly inline?: boolean }) {
  const { markdown } = useRichText();
  const html = useMemo(() => (isPlain(text) ? undefined : markdown(text).safeHtml), [text, markdown]);
  const name = inline ? 'markdown markdown-inline' : 'markdown';
  if (html === undefined) return <div class={name}>{inline ? text : <p>{text}</p>}</div>;
  return <div class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Code in its colours, without a frame. */
export function Coloured({ text, language = 'sql' }: { readonly text: string; readonly language?: string }) {
  const { highlight } = useRichText();
  const html = useMemo(() => highlight(text, language).safeHtml, [text, language, highlight]);
  return <code class="coloured" dangerouslySetInnerHTML={{ __html: html }} />;
}
