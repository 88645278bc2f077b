import { expect, test } from 'vitest';
import { createHighlight } from './highlight.ts';
import { isPlain, simpleTags } from './render-markdown.ts';

// What the sanitiser does needs a browser: testkit/browser.

test.each([
  ['<br>', '<br>'],
  ['<b>x</b>', '<b>x</b>'],
  ['<img src=x onerror=alert(1)>', '&#60;img src=x onerror=alert(1)&#62;'],
  ['<b onclick="x">', '&#60;b onclick=&#34;x&#34;&#62;'],
  ['<b><script>x</script></b>', '<b>&#60;script&#62;x&#60;/script&#62;</b>'],
  ['<scr<b>ipt>', '&#60;scr<b>ipt&#62;'],
  ['<b', '&#60;b'],
  ['&lt;b&gt;', '&lt;b&gt;'],
])('of HTML, simple tags alone stay: %s', (html, expected) => {
  expect(simpleTags(html)).toBe(expected);
});

test.each([
  ['Id of the device.', true],
  ['Start of the hour, UTC. Half open.', true],
  ['A `code`', false],
  ['*x*', false],
  ['a_b_c', false],
  ['# Head', false],
  ['- item', false],
  ['1. item', false],
  ['2) item', false],
  ['two\nlines', false],
  ['<b>', false],
  ['[a](b)', false],
  ['see https://x.y', false],
  ['see www.x.y', false],
  ['mail a@b.c', false],
  ['a &amp; b', false],
  ['', false],
])('%j is the same as Markdown and as it stands: %s', (text, expected) => {
  expect(isPlain(text)).toBe(expected);
});

test('code is escaped, in colours or without', () => {
  const highlight = createHighlight();
  const hostile = `select '<img src=x>' -- </code><script>`;
  for (const language of ['sql', 'yaml', 'json', 'unknown', '__proto__', ''])
    expect(highlight(hostile, language).safeHtml.replace(/<\/?span[^<>]*>/g, '')).not.toMatch(/[<>]/);
});

test('templates within SQL have their own colour', () => {
  const { safeHtml } = createHighlight()(`select 1 from {{ ref('a') }} {% if x %} where y {% endif %} {# no #}`, 'sql');
  expect(safeHtml).toContain('<span class="hljs-template-variable">{{ ref(');
  expect(safeHtml).toContain('<span class="hljs-template-tag">{% if x %}</span>');
  expect(safeHtml).toContain('<span class="hljs-comment">{# no #}</span>');
});
