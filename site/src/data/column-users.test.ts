import { expect, test } from 'vitest';
import type { CheckRow } from '../../../src/docs/site-data.ts';
import { columnGraph } from './column-graph.ts';
import { columnTests, columnUsers, columnUsersParts } from './column-users.ts';
import { usesText, useVerbs } from './use-words.ts';

// Column `id` of node 0: node 1 takes, joins and filters by it, node 2 joins by it, one column of node 2 is windowed by it, node 0 uses itself.
const graph = columnGraph({
  names: [['id', 'x'], ['id'], ['rank']],
  edges: [1, 0, 0, 0, 0],
  uses: [1, -1, 0, 0, 1, 1, -1, 0, 0, 0, 2, -1, 0, 0, 1, 2, 0, 0, 0, 4, 0, -1, 0, 0, 0],
});
const check = (id: string): CheckRow => ({ id, kind: 'test', name: id, shard: 0, health: 'ok' });
const checks = [check('not_null'), check('relationships'), check('other')];
const relations = [
  { from: 2, columns: ['rank'], to: 0, toColumns: ['id'], check: 1 },
  { from: 1, columns: ['id'], to: 0, toColumns: ['id'] },
  { from: 1, columns: ['id'], to: 0, toColumns: ['x'] },
  { from: 1, columns: ['id'], to: 2, toColumns: ['id'], check: 2 },
];
const known = { graph, relations, checks };

test('who takes a column, who uses it, and who refers to it; not its own node', () => {
  const users = columnUsers(known, 0, 'id');
  expect(users.consumers).toEqual([{ node: 1, column: 0, how: 'passed through' }]);
  expect(users.users).toEqual([
    { node: 1, column: -1, use: 'join' },
    { node: 1, column: -1, use: 'filter' },
    { node: 2, column: -1, use: 'join' },
    { node: 2, column: 0, use: 'window' },
  ]);
  expect(users.references).toEqual([
    { node: 2, columns: ['rank'], check: checks[1] },
    { node: 1, columns: ['id'] },
  ]);
  expect(columnUsersParts(users)).toEqual(['1 column', '4 other uses', '2 references']);
});

test('a column that the index does not have is used by nobody', () => {
  expect(columnUsersParts(columnUsers(known, 0, 'gone'))).toEqual([]);
  expect(columnUsersParts(columnUsers(known, 9, 'id'))).toEqual([]);
});

test('tests of a column are its own and those of columns that refer to it, each once', () => {
  const users = columnUsers(known, 0, 'id');
  expect(columnTests({ checks: [0, 1, 99] }, users, checks)).toEqual([checks[0], checks[1]]);
});

test('uses are found from both ends', () => {
  expect(graph.uses({ node: 2, column: 0 })).toEqual([{ node: 0, column: 0, use: 'window' }]);
  expect(graph.uses({ node: 2, column: -1 })).toEqual([{ node: 0, column: 0, use: 'join' }]);
  expect(graph.users({ node: 1, column: 0 })).toEqual([]);
});

test('a graph of a site that has no uses', () => {
  const old = columnGraph({ names: [['a'], ['b']], edges: [1, 0, 0, 0, 1] });
  expect(old.users({ node: 0, column: 0 })).toEqual([]);
  expect(old.uses({ node: 1, column: -1 })).toEqual([]);
  expect(old.consumers({ node: 0, column: 0 })).toEqual([{ node: 1, column: 0, how: 'renamed' }]);
});

test('words: joins first; of one node and of several', () => {
  expect(useVerbs(['join'], 'one')).toBe('joins by');
  expect(useVerbs(['window', 'filter', 'join', 'filter'], 'one')).toBe('joins, filters and windows by');
  expect(useVerbs(['filter', 'join'], 'several')).toBe('join or filter by');
  const by = (node: number, use: 'join' | 'filter') => ({ node, column: -1, use });
  expect(usesText([by(1, 'join'), by(1, 'join'), by(2, 'join'), by(2, 'filter')])).toBe('2 joins, 1 filter');
  expect(usesText([])).toBe('');
});
