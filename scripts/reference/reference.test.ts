import { join } from 'node:path';
import { expect, test } from 'vitest';
import { code, markdownTable, plain } from './markdown.ts';
import { referenceText } from './reference.ts';
import { keyTable } from './schema.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'reference.md');

// `npm run reference` runs this test with --update, which writes the file.
test('docs/reference.md says what the program does: `npm run reference` writes it anew', async () => {
  await expect(referenceText()).toMatchFileSnapshot(file);
});

test('every key, flag and argument has a meaning', () => {
  const lines = referenceText().split('\n');
  const empty = lines.filter((line) => line.startsWith('| `') && /\|\s*\|$/.test(line));
  expect(empty).toEqual([]);
});

test('tables', () => {
  expect(markdownTable(['a', 'b', 'c'], [['x | y', '', '1\n2']])).toBe('| a | c |\n| --- | --- |\n| x \\| y | 1 2 |');
  expect(markdownTable(['a'], [])).toBe('');
});

test('code and plain text', () => {
  expect(code('a')).toBe('`a`');
  expect(code('`a`')).toBe('`` `a` ``');
  expect(plain('<folder> my_model _x_ *x*')).toBe('\\<folder\\> my_model \\_x\\_ \\*x\\*');
});

test('keys of objects and lists within', () => {
  const properties = {
    docs: { type: 'object', properties: { show: { type: 'boolean', default: true, description: 'Shown.' } } },
    columns: { type: ['array', 'null'], items: { required: ['name'], properties: { name: { type: 'string' } } } },
  };
  expect(keyTable({ properties }, 'project')).toBe(
    [
      '| key | type | default | meaning |',
      '| --- | --- | --- | --- |',
      '| `docs` | mapping |  |  |',
      '| `docs.show` | boolean | `true` | Shown. |',
      '| `columns` | list |  |  |',
      '| `columns[].name` | string |  | Required.  |',
    ].join('\n'),
  );
});
