import { expect, test } from 'vitest';
import { firstSentence } from './plain-text.ts';

function check(markdown: string, sentence: string | undefined) {
  expect(firstSentence(markdown)).toBe(sentence);
}

test('the first sentence ends at its sign, not at an abbreviation or a decimal', () => {
  check('Orders, one row each. More text.', 'Orders, one row each.');
  check('Rates, e.g. of VAT, up to 19.5 percent! Next.', 'Rates, e.g. of VAT, up to 19.5 percent!');
  check('See `a.b`. Then.', 'See a.b.');
  check('顧客の一覧。一行に一人。', '顧客の一覧。');
  check('No stop', 'No stop');
});

test('markup is no part of it', () => {
  check(
    '**Bold** and *italic* and __both__ and `var("x")` and ~~gone~~.',
    'Bold and italic and both and var("x") and gone.',
  );
  check('A [link](https://example.com "t") and ![image](a.png) and <b>tags</b>.', 'A link and image and tags.');
  check('snake_case_names and 2 * 3 * 4 stay', 'snake_case_names and 2 * 3 * 4 stay');
  check('A \\*star\\* and `*code*`', 'A *star* and *code*');
  check('<script>alert(1)</script>Text', 'alert(1)Text');
});

test('headings, lists, quotes, tables and code blocks come off', () => {
  check('# Title\n\nThe text.', 'The text.');
  check('# Title\nThe text', 'The text');
  check('> - quoted item', 'quoted item');
  check('```sql\nselect 1\n```\n\nAfter.', 'After.');
  check('| a | b |\n|---|---|\n\nAfter', 'After');
  check('<!-- hidden -->\n\nSeen', 'Seen');
  check('Two\nlines. More', 'Two lines.');
});

test('nothing has no sentence', () => {
  for (const text of ['', '  \n ', '# Title', '---', '```\ncode']) check(text, undefined);
});

test('a long one is cut between words, and no character is cut in two', () => {
  const cut = firstSentence('word '.repeat(100)) ?? '';
  expect(cut.length).toBeLessThanOrEqual(160);
  expect(cut).toMatch(/word…$/);
  const emoji = firstSentence(`x${'😀'.repeat(200)}`) ?? '';
  expect(emoji).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  expect(emoji.length).toBeLessThanOrEqual(160);
});

test('signs without an end are answered, too', () => {
  for (const sign of ['*', '_', '[', '(', '<', '`', '~', '<a ', '![', '\\', '*a', '_a ', '[](', '\0', '\x007\x00']) {
    expect((firstSentence(sign.repeat(300_000)) ?? '').length).toBeLessThanOrEqual(160);
  }
});
