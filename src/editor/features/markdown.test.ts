import { expect, test } from 'vitest';
import { block, code, described } from './markdown.ts';

test('descriptions keep their Markdown, and nothing that an editor would run or fetch', () => {
  expect(described('**bold** [docs](https://example.com/a)')).toBe('**bold** [docs](https://example.com/a)');
  expect(described('<img src=x onerror=1>')).not.toContain('<');
  expect(described('![x](https://example.com/track.png)')).not.toMatch(/!\[/);
  expect(described('[run](command:workbench.action.terminal.new)')).toBe('[run]');
  expect(described('[run]( vscode://x )')).toBe('[run]');
  expect(described('[run][1]\n\n[1]: command:x')).not.toMatch(/^\[1\]: command/m);
  expect(described('<command:x>')).not.toContain('<');
});

test('code with ticks in it', () => {
  expect(code('a`b')).toBe('``a`b``');
  expect(code('`')).toBe('`` ` ``');
  expect(block('```', 'sql')).toBe('````sql\n```\n````');
});
