import { describe, expect, test } from 'vitest';
import {
  checkLink,
  columnLink,
  graphLink,
  idLink,
  listLink,
  nodeLink,
  parseRoute,
  relationsLink,
  runLink,
  runsLink,
  searchLink,
  withParams,
} from './links.ts';

const NAMES = ['model.p.orders', 'source.p.a/b.c?d#e', 'model.p.é ü 100%', '..', 'a&b=c+d', '__proto__', '日本'];

describe('addresses', () => {
  test.each(NAMES)('every name comes back from its links: %s', (name) => {
    expect(parseRoute(nodeLink(name))).toMatchObject({ page: 'node', id: name });
    expect(parseRoute(nodeLink(name, { column: name }))).toMatchObject({ id: name, column: name, view: 'columns' });
    expect(parseRoute(nodeLink(name, { view: 'runs' }))).toMatchObject({ id: name, view: 'runs' });
    expect(parseRoute(nodeLink(name, { target: name }))).toMatchObject({ id: name, target: name, view: 'sql' });
    expect(parseRoute(columnLink(name, name))).toMatchObject({ page: 'columns', id: name, column: name });
    expect(parseRoute(checkLink(name))).toEqual({ page: 'check', id: name });
    expect(parseRoute(runLink(name))).toMatchObject({ page: 'run', runId: name });
    expect(parseRoute(searchLink(name))).toMatchObject({ page: 'search', query: name });
  });

  test('parameters come back from links', () => {
    const graph = parseRoute(graphLink({ select: '+orders+2,tag:x y', columns: '1', none: undefined, empty: '' }));
    expect(graph).toEqual({
      page: 'graph',
      params: new Map(Object.entries({ select: '+orders+2,tag:x y', columns: '1' })),
    });
    expect(parseRoute(listLink('unit_test', { health: 'error' }))).toEqual({
      page: 'list',
      kind: 'unit_test',
      params: new Map([['health', 'error']]),
    });
    expect(parseRoute(relationsLink())).toEqual({ page: 'relations', params: new Map() });
    expect(parseRoute(runsLink())).toEqual({ page: 'runs', params: new Map() });
  });

  test.each(['', '#', '#/', '/'])('%j is the overview', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'overview' });
  });

  test.each(['#/nowhere', '#/node', '#/node/a/b', '#/list/tables', '#/columns/a', '#/er/x', '#/%', '#/node/%E0%A4%A'])(
    '%s leads nowhere',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'lost', hash: hash.slice(1) });
    },
  );

  test('a view that does not exist is left out', () => {
    expect(parseRoute('#/node/a?view=evil')).not.toHaveProperty('view');
  });

  test('ids lead to pages of their kind', () => {
    expect(idLink('test.p.x')).toBe('#/check/test.p.x');
    expect(idLink('unit_test.p.m.x')).toBe('#/check/unit_test.p.m.x');
    expect(idLink('source.p.test.x')).toBe('#/node/source.p.test.x');
  });

  test('parameters are changed one by one', () => {
    const route = parseRoute(listLink('model', { health: 'error', q: 'a b' }));
    expect(withParams(route, { q: undefined, order: '-rows' })).toBe('#/list/model?health=error&order=-rows');
    const node = parseRoute(nodeLink('m', { column: 'c' }));
    expect(withParams(node, { view: 'sql', column: undefined })).toBe('#/node/m?view=sql');
  });
});
