import { expect, test } from 'vitest';
import type { SeedNode } from '../../project/project.ts';
import { headerCell, headerCellAt } from './seed-header.ts';

const seed = { path: 'seeds/s.csv', config: { delimiter: ';' } } as SeedNode;
const text = 'id; "Name" ;code\r\n1;x;y\r\n';

test('where a column stands in the header', () => {
  const at = (name: string) => {
    const found = headerCell(seed, name, text);
    return found && text.slice(found.start, found.end);
  };
  expect([at('ID'), at('name'), at('code'), at('x')]).toEqual(['id', 'Name', 'code', undefined]);
  expect([0, 2, 6, 13, 40].map((offset) => headerCellAt(seed, offset, text))).toEqual([
    'id',
    'id',
    'Name',
    'code',
    undefined,
  ]);
});
