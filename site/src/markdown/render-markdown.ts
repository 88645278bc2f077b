import DOMPurify from 'dompurify';
import type { WindowLike } from 'dompurify';
import { Marked } from 'marked';
import type { Highlight } from './highlight.ts';
import { escapeHtml } from './safe-html.ts';
import type { SafeHtml } from './safe-html.ts';

/** Links lead to http, https and mail, or to a page of the site. */
const ALLOWED_LINK = /^(?:https?:|mailto:|#\/)/i;

const TAGS = [
  ...[
    'p',
    'br',
    'hr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'blockquote',
    'pre',
    'code',
    'span',
    'em',
    'strong',
    'del',
    'b',
    'i',
  ],
  ...['a', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'sup', 'sub', 'kbd', 'details', 'summary'],
];

/** Makes HTML of Markdown that cannot do anything. */
export type RenderMarkdown = (text: string) => SafeHtml;

/**
 * A renderer for a window. No scripts, styles, forms, images, ids or names come through (ids and names could hide what scripts look up), and
 * no classes but those of coloured code.
 */
export function createMarkdown(window: WindowLike, highlight: Highlight): RenderMarkdown {
  const marked = new Marked({
    gfm: true,
    renderer: {
      // The page's own title is its only heading of the first level.
      heading({ tokens, depth }) {
        const level = Math.min(6, depth + 1);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      code: ({ text, lang }) => `<pre class="code-block"><code>${highlight(text, lang ?? '').safeHtml}</code></pre>\n`,
      html: ({ text }) => simpleTags(text),
      // Nothing may be asked for over the network: an image is its words.
      image: ({ text, href }) => escapeHtml(text || href),
    },
  });
  const purifier = DOMPurify(window);
  purifier.addHook('uponSanitizeAttribute', (_, attribute) => {
    if (attribute.attrName !== 'class') return;
    attribute.keepAttr = /^(?:code-block|hljs-[\w-]+(?: [\w-]+_)*)$/.test(attribute.attrValue);
  });
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (element.tagName !== 'A') return;
    const target = element.getAttribute('href') ?? '';
    if (!ALLOWED_LINK.test(target)) element.removeAttribute('href');
    else if (!target.startsWith('#')) element.setAttribute('rel', 'noopener noreferrer');
  });
  return (text) => ({
    safeHtml: purifier.sanitize(marked.parse(text, { async: false }), {
      ALLOWED_TAGS: TAGS,
      ALLOWED_ATTR: ['href', 'title', 'class', 'start', 'align'],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      ALLOWED_URI_REGEXP: ALLOWED_LINK,
    }),
  });
}

const SIMPLE_TAG = /^<\/?(?:br|hr|p|b|i|em|strong|del|sub|sup|kbd|code|details|summary)\s*\/?>$/i;

/**
 * HTML within Markdown: simple tags without attributes stay, the rest becomes text that readers see. Not left to the sanitiser alone, as the
 * browser already reports handlers against the page's policy when that parses them.
 */
export function simpleTags(html: string): string {
  return html.replace(/<[^<>]*>|[<>]|[^<>]+/g, (part) => (SIMPLE_TAG.test(part) ? part : escapeMarkup(part)));
}

/** Entities that are written as such stay. */
function escapeMarkup(text: string): string {
  return text.replace(/[<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Whether a text is the same as Markdown and as it stands: most descriptions of columns are. */
export function isPlain(text: string): boolean {
  return /^\p{L}[\p{L}\p{N} .,;:'"()/%+=?–-]*$/u.test(text) && !/:\/\/|www\./i.test(text);
}
